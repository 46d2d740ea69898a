"""What people who meant to fool a check found, each as the smallest file that shows it."""

import subprocess
import sys
from decimal import Decimal

import corpus_ask
import odcs_files
import pytest

COLUMNS = """
schema:
  - name: orders
    properties:
      - {name: sku, logicalType: string}
      - {name: email, logicalType: string}
      - {name: day, logicalType: date}
      - {name: amount, logicalType: number}
"""
TWO = "sku,email,day,amount\nmug,zoe@x.org,2024-01-01,1\ncup,ann@x.org,2024-01-02,2\n"


def check(tmp_path, text, query=None, *further):
    """A check of one file of mugs and cups, with a rule in SQL or without."""
    (tmp_path / "orders.csv").write_text(text, "utf-8")
    rule = f"    quality:\n      - {{type: sql, name: ours, query: {query!r}}}\n" if query else ""
    declared = tmp_path / "c.yaml"
    declared.write_text(odcs_files.HEAD + COLUMNS + rule, "utf-8")
    return corpus_ask.check([str(tmp_path / "orders.csv")], declared, *further)


def test_a_rule_whose_source_file_is_no_file_is_no_crash_and_shows_none(tmp_path):
    """It ended with 70 and the e-mail in the message."""
    found = check(tmp_path, TWO, "SELECT max(email) AS source_file, 1 AS source_row FROM orders")
    assert (found.code, found.failing) == (1, {"sql"})
    assert "zoe@" not in found.out + found.err
    assert [(row["file"], row["line"]) for row in found.tables["rows"]] == [("orders", None)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT o FROM orders o",
        "SELECT to_json(o) AS sku FROM orders o",
        "SELECT email AS sku FROM orders",
        'SELECT "email" sku FROM orders',
        "SELECT * RENAME (email AS sku) FROM (SELECT email FROM orders)",
        "WITH c(sku) AS (SELECT email FROM orders) SELECT sku FROM c",
        "SELECT day FROM orders AS t(a, day, b, c)",
        "SELECT COLUMNS('e.*') AS x FROM orders",
        "SELECT min AS sku FROM (SUMMARIZE orders)",
        "SELECT sku FROM query('SELECT email AS sku FROM orders')",
    ],
)
def test_a_rule_cannot_show_a_person_under_another_name(tmp_path, query):
    found = check(tmp_path, TWO, query)
    assert (found.code, found.failing) == (1, {"sql"})
    assert "zoe@" not in found.out + found.err


def test_a_rule_still_shows_what_is_no_persons(tmp_path):
    found = check(
        tmp_path, TWO, "SELECT sku, count(*) AS times FROM orders GROUP BY ALL ORDER BY 1"
    )
    assert [row["value"] for row in found.tables["rows"]] == [
        "sku = cup, times = 1",
        "sku = mug, times = 1",
    ]


@pytest.mark.parametrize("total", ["Total,,,3", "Grand total:,a@x.org,2024-01-02,3"])
def test_a_total_row_is_seen_where_no_column_is_a_key(tmp_path, total):
    """It was summed with the others, and all checks passed."""
    found = check(tmp_path, TWO + total + "\n")
    assert (found.code, found.failing, found.sum) == (1, {"total-row"}, Decimal(3))
    assert found.lines(["total-row"]) == {4}


def test_an_article_called_total_among_whole_rows_is_an_article(tmp_path):
    found = check(tmp_path, TWO.replace("mug", "Total"))
    assert (found.code, found.failing, found.sum) == (0, set(), Decimal(3))


def test_two_quotes_that_close_each_other_swallow_no_rows_of_a_narrow_file(tmp_path):
    """Of four rows one was left and all checks passed: below six columns nobody looked."""
    rows = "".join(f"s{n},,2024-01-0{n},1\n" for n in range(1, 5)).replace("s4", 's4"')
    found = check(tmp_path, f'sku,email,day,amount\n"{rows}')
    assert (found.code, found.failing, found.used) == (1, {"quotes"}, 0)


def test_an_address_of_some_lines_is_one_cell_of_a_narrow_file(tmp_path):
    cell = '"12, rue X, B, 3\n75001, Paris, FR, EU\n"'
    found = check(tmp_path, TWO + f"{cell},,2024-01-03,4\n")
    assert (found.code, found.failing, found.sum) == (0, set(), Decimal(7))


@pytest.mark.parametrize(("stdout", "says"), [(">&-", "closed"), (">/dev/full", "No space left")])
def test_an_answer_that_has_nowhere_to_go_is_no_bug(tmp_path, stdout, says):
    (tmp_path / "orders.csv").write_text(TWO, "utf-8")
    asked = f"{sys.executable} -m salesops check orders.csv {stdout}"
    ended = subprocess.run(
        asked, check=False, shell=True, cwd=tmp_path, capture_output=True, text=True
    )
    assert (ended.returncode, says in ended.stderr) == (4, True)


def test_an_age_that_no_row_tells_is_not_passed_over(tmp_path):
    """With every date blank the check of the age was left out, and all checks passed."""
    found = check(tmp_path, "sku,email,day,amount\nmug,,,1\n", None, "--max-age", "26h")
    assert (found.code, found.failing) == (1, {"freshness"})


def test_a_number_that_is_rounded_to_a_whole_one_is_none(tmp_path):
    """Quantities are kept to three decimals: 1.0004 passed as an integer."""
    declared = tmp_path / "c.yaml"
    columns = COLUMNS.replace("amount, logicalType: number", "amount, logicalType: integer")
    declared.write_text(odcs_files.HEAD + columns, "utf-8")
    text = TWO.replace("2024-01-01,1", "2024-01-01,1.0004")
    (tmp_path / "orders.csv").write_text(text, "utf-8")
    found = corpus_ask.check([str(tmp_path / "orders.csv")], declared)
    assert (found.code, found.lines("range")) == (1, {2})


@pytest.mark.parametrize("option", ["--out", "--rejects"])
def test_an_export_is_never_written_over(tmp_path, option):
    """As a file of a folder it was passed over as an input, and then written to."""
    export = tmp_path / "f" / "orders.csv"
    export.parent.mkdir()
    export.write_text("order_id,order_date,sku,quantity,amount\n1,2026-03-02,X,1,30\n", "utf-8")
    before = export.read_bytes()
    found = corpus_ask.check([str(export.parent)], None, option, str(export))
    assert found.code == 2
    assert "written over the export" in found.err
    assert export.read_bytes() == before


def test_a_contract_is_never_written_over(tmp_path):
    found = check(tmp_path, TWO, None, "--rejects", str(tmp_path / "c.yaml"))
    assert found.code == 2
    assert (tmp_path / "c.yaml").read_text("utf-8").startswith(odcs_files.HEAD[:20])


def test_only_the_values_that_are_rounded_are_counted(tmp_path):
    found = check(tmp_path, TWO.replace("2024-01-01,1", "2024-01-01,1.00005"))
    (verdict,) = [v for v in found.tables["checks"] if v["check"] == "number-format"]
    assert (verdict["rows"], verdict["of"]) == (1, 2)


def test_an_age_that_no_file_can_tell_fails(tmp_path):
    """--max-age said nothing of files without any date, and ended with 0."""
    (tmp_path / "stock.csv").write_text("sku,on_hand\nmug,3\ncup,4\n", "utf-8")
    found = corpus_ask.check([str(tmp_path / "stock.csv")], None, "--max-age", "1h")
    assert (found.code, found.level) == (1, "error")
    assert "freshness" in found.failing
