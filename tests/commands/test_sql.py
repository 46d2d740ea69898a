"""sql: exactly one SELECT over the canonical tables and shared views, and nothing else."""

import json

import pytest
from pulse_store import AS_OF, put, salesops

LINES = "order_id,order_date,sku,quantity,amount\n1,2026-03-02,X,2,10.50\n2,2026-03-03,Y,1,5"


@pytest.fixture(autouse=True, scope="module")
def all_of_one_engine():
    """Not here: what a SELECT may read is what is asked."""


def sql(folder, query: str, *args: str):
    return salesops("sql", query, "--data", str(folder), "--as-of", AS_OF, *args)


def test_a_select(tmp_path):
    put(tmp_path, lines=LINES)
    code, out, err = sql(
        tmp_path,
        "SELECT order_id, sum(amount) AS amount, count(*) AS n, min(ordered_day) AS day, "
        "true AS yes, NULL AS nothing FROM order_lines GROUP BY order_id ORDER BY order_id",
        "--format", "json",
    )  # fmt: skip
    assert (code, err) == (0, "")
    (first, _) = json.loads(out)["tables"]["result"]
    assert first == {
        "order_id": "1", "amount": "10.50", "n": 1, "day": None, "yes": True, "nothing": None,
    }  # fmt: skip


def test_a_shared_view(tmp_path):
    put(tmp_path, lines=LINES)
    _, out, _ = sql(tmp_path, "SELECT sum(net_sales) AS s FROM sales_ledger", "--format", "csv")
    assert out.split() == ["s", "15.50"]


def test_columns_of_one_name(tmp_path):
    put(tmp_path, lines=LINES)
    code, out, _ = sql(tmp_path, "SELECT 1 AS a, 2 AS a FROM orders LIMIT 1", "--format", "csv")
    assert (code, out.split()) == (0, ["a,a", "1,2"])


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM orders",
        "CREATE TABLE x AS SELECT 1 FROM orders",
        "SELECT 1 FROM orders; SELECT 2 FROM orders",
        "COPY orders TO 'out.csv'",
        "INSTALL httpfs",
        "SET memory_limit='1GB'",
        "PRAGMA database_list",
        "ATTACH 'orders.db'",
        "selec 1",
        "",
        "SELECT 1",
    ],
)
def test_anything_else_is_refused(tmp_path, query, monkeypatch):
    put(tmp_path, lines=LINES)
    monkeypatch.chdir(tmp_path)
    code, out, err = sql(tmp_path, query)
    assert (code, out) == (2, "")
    assert err.startswith("salesops: ")
    assert [path.name for path in tmp_path.iterdir()] == ["lines.csv"]


@pytest.mark.parametrize(
    "read",
    ["read_text('{}/secret.txt')", "read_csv('{}/secret.txt')", "glob('{}/*')", "'{}/secret.csv'"],
)
def test_no_other_file_is_read(tmp_path, read):
    """Only the exports asked about, whatever the SELECT names."""
    data, other = tmp_path / "data", tmp_path / "other"
    data.mkdir()
    other.mkdir()
    put(data, lines=LINES)
    for name in ("secret.txt", "secret.csv"):
        (other / name).write_text("word\nxyzzy\n")
    code, out, err = sql(data, f"SELECT r.* FROM orders, {read.format(other)} AS r")
    assert code == 2
    assert "xyzzy" not in out + err


def test_an_unknown_column_names_itself(tmp_path):
    put(tmp_path, lines=LINES)
    code, out, err = sql(tmp_path, "SELECT totl FROM orders")
    assert (code, out) == (2, "")
    assert "totl" in err
    assert "Traceback" not in err


def test_a_select_that_deletes_is_refused(tmp_path):
    """DuckDB counts it as one statement that selects."""
    put(tmp_path, lines=LINES)
    query = "WITH gone AS (DELETE FROM order_lines RETURNING *) SELECT count(*) AS n FROM gone"
    code, out, err = sql(tmp_path, query)
    assert (code, out) == (2, "")
    assert "the SELECT" in err
