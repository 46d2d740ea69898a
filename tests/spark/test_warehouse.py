"""Canonical tables that a warehouse has already: answers of them, and what is refused."""

import asking
import edges
import pytest
from equal import ask, differences

from salesops.exports import canonical

TABLES = ("orders", "order_lines", "refunds", "products", "inventory_levels", "payments")


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """The tables of the edges as loading leaves them, each a Parquet file."""
    folder = tmp_path_factory.mktemp("lake")
    with asking.working() as here:
        edges.write(here / "edges")
        for table in TABLES:
            columns = ", ".join(column.name for column in canonical.tables()[table].columns)
            query = f"SELECT {columns} FROM {table}"
            parquet = ["--format", "parquet", "--out", str(folder / f"{table}.parquet")]
            asking.run(["sql", query, "--data", "edges", *parquet])
    return folder


@pytest.fixture
def named(lake, sail, tmp_path, monkeypatch):
    """Write settings that name tables of the lake, of which some are called otherwise."""
    monkeypatch.chdir(tmp_path)

    def write(as_of=edges.AS_OF, **other):
        tables = {
            t: f"parquet.`{lake / t}.parquet`" for t in TABLES if (lake / f"{t}.parquet").exists()
        }
        lines = [f'{table} = "{where}"' for table, where in {**tables, **other}.items()]
        settings = edges.SETTINGS.replace(edges.AS_OF, as_of)
        text = f'{settings}[engine.spark]\nremote = "{sail}"\n[engine.spark.tables]\n'
        (tmp_path / "salesops.toml").write_text(text + "\n".join(lines), encoding="utf-8")

    return write


@pytest.mark.parametrize("command", ["pulse", "cohorts"])
def test_answers_as_the_exports_do(command, named):
    with asking.working() as here:
        edges.write(here / "edges")
        of_exports = ask([command, "--data", "edges"])
    named()
    of_tables = ask([command, "--engine", "spark"])
    assert of_tables.code == of_exports.code == 0
    for said in (of_exports, of_tables):
        for about_files in ("run_id", "context", "notes"):
            said.answer.pop(about_files, None)
    assert differences(of_exports.answer, of_tables.answer) == []


REFUSED = {
    "a table that is not there": ({"orders": "lake.sales.orders"}, (), 3, "has no table lake.sal"),
    "a column that is not there": ({"orders": "products"}, (), 3, "has no column"),
    "a table of no ours": ({"order": "lake.sales.orders"}, (), 2, "is no table of salesops"),
    "another as-of": ({}, ("--as-of", "2024-03-01"), 2, "ask --as-of data"),
    "a filter": ({}, ("--where", "channel=web"), 2, "--where is followed by loading"),
}


@pytest.mark.parametrize(("other", "options", "code", "words"), REFUSED.values(), ids=REFUSED)
def test_refuses(other, options, code, words, named, lake):
    if other.get("orders") == "products":
        other = {"orders": f"parquet.`{lake}/products.parquet`"}
    named(**other)
    said = ask(["pulse", "--engine", "spark", *options])
    assert (said.code, words in said.err) == (code, True), said.err


def test_a_needed_table_is_not_named(named):
    named()
    said = ask(["deals", "--engine", "spark"])
    assert (said.code, "names no table for deals" in said.err) == (3, True)


def test_exports_that_are_named_come_first(named):
    named()
    with asking.working() as here:
        edges.write(here / "edges")
        said = ask(["pulse", "--engine", "duckdb", "--data", "edges"])
    assert said.code == 0
