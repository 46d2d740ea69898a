"""check: what it says of clean files and of bad ones, in prose and as data."""

import json
from decimal import Decimal

import pytest
from check_store import AS_OF, check, contract, declared, orders, put, table
from pulse_store import salesops

BAD = orders(instead={"120.00": "abc", "Lamp": "=1+1"})
"""An error on line 4 and a warning on line 3."""


def test_a_clean_file_passes_with_what_was_measured(tmp_path):
    found = check(put(tmp_path / "x", orders_csv=orders()))
    assert (found.code, found.failing, found.answer["findings"]) == (0, {}, [])
    assert all(v["outcome"] == "passed" for v in found.table("checks"))
    assert all(v["measured"] for v in found.table("checks"))
    assert found.one("row-count")["measured"] == "5 rows"
    assert found.one("freshness")["measured"].startswith("latest 2026-03-06, 3 days")
    assert found.one("ragged")["measured"] == "0 of 5"
    assert found.one("final-newline")["measured"] == "ends with a line end"
    assert {v["column"] for v in found.all("future")} == {"order_date"}
    assert {v["column"] for v in found.all("number-format")} == {"quantity", "amount"}


def test_what_each_column_holds(tmp_path):
    found = check(put(tmp_path / "x", orders_csv=orders(instead={"Sofa": ""})))
    said = {c["column"]: c for c in found.table("columns")}
    assert (said["product"]["values"], said["product"]["blanks"]) == (4, 1)
    assert said["amount"]["sum"] == "194.65"
    assert Decimal(said["amount"]["least"]) == 5
    assert Decimal(said["amount"]["most"]) == 120
    assert said["order_date"]["least"].startswith("2026-03-02")
    assert said["order_date"]["most"].startswith("2026-03-06")


def test_the_headline_counts(tmp_path):
    report = check(put(tmp_path / "x", a_csv=BAD, b_csv=orders()), format_="terminal").out
    assert "1 error, 1 warning, " in report
    assert "; 2 files read." in report
    assert "; 1 file read." in check(tmp_path / "x" / "a.csv", format_="terminal").out


@pytest.mark.parametrize("format_", ["terminal", "markdown"])
def test_failures_are_repeated_at_the_end(tmp_path, format_):
    report = check(put(tmp_path / "x", orders_csv=BAD), format_=format_).out
    first, passed = report.index("(type)"), report.index("Passed")
    failed, rows = report.index("Failed"), report.index("Rows that fail")
    assert first < passed < failed < rows
    end = report[failed:]
    assert "1 of 5" in end
    assert {"type", "formula"} <= set(end.split())
    assert "abc" in report[rows:]
    assert "=1+1" in report[rows:]


def test_without_a_failure_nothing_is_repeated(tmp_path):
    report = check(put(tmp_path / "x", orders_csv=orders()), format_="terminal").out
    assert "Passed" in report
    assert "Failed" not in report
    assert "Rows that fail" not in report


def test_a_finding_has_its_facts(tmp_path):
    answer = check(put(tmp_path / "x", orders_csv=BAD)).answer
    (finding,) = (f for f in answer["findings"] if f["code"] == "type")
    facts = finding["facts"]
    assert (finding["level"], facts["file"], facts["column"]) == ("error", "orders.csv", "amount")
    assert (facts["rows"], facts["of"], facts["share"]) == (1, 5, 0.2)


def test_a_folder_is_walked_and_files_are_named_below_it(tmp_path):
    put(tmp_path / "x", orders_csv=orders())
    put(tmp_path / "x" / "deep", orders_csv=orders().replace("A-", "B-"))
    found = check(tmp_path / "x")
    assert {f["file"] for f in found.table("files")} == {"orders.csv", "deep/orders.csv"}


def test_paths_and_data_name_the_same(tmp_path):
    exports = put(tmp_path / "x", orders_csv=orders())
    named = salesops("check", "--data", exports, "--format", "json", "--as-of", AS_OF)
    assert check(exports) == check(exports)
    assert json.loads(named[1])["tables"] == check(exports).answer["tables"]


def test_without_a_contract_a_file_is_held_against_its_source(tmp_path):
    found = check(put(tmp_path / "x", orders_csv=orders()))
    assert found.one("recognised")["measured"] == "order_lines_flat, by its source"


def test_an_unknown_header_is_guessed_by_its_names_and_said(tmp_path):
    text = "id,ordered on,colour,amount\n1,x,red,5.00\n2,x,blue,7.25\n"
    found = check(put(tmp_path / "x", things_csv=text))
    assert found.failing == {"recognised": "warning"}
    (amount,) = (c for c in found.table("columns") if c["column"] == "amount")
    assert amount["sum"] == "12.25"


def test_a_contract_says_by_which_table_a_file_was_read(tmp_path):
    exports = put(tmp_path / "x", orders_csv=orders())
    found = check(exports, *declared(exports, contract()))
    assert found.one("recognised")["measured"] == "orders, by the contract"


def test_a_file_that_no_table_fits_is_refused_by_the_contract(tmp_path):
    exports = put(tmp_path / "x", orders_csv=orders(), notes_csv="who,what\nAda,hello\n")
    found = check(exports, *declared(exports, contract()))
    assert (found.code, found.failing) == (3, {"missing-column": "error"})
    assert "fits no table of the contract" in found.failure("missing-column")["message"]


def test_what_the_contract_asks_in_vain_is_said(tmp_path):
    exports = put(tmp_path / "x", orders_csv=orders())
    words = contract(table(rules="- {type: text, description: be good}"))
    notes = check(exports, *declared(exports, words)).answer["notes"]
    assert any("rules in words" in note for note in notes)


def test_explain_prints_the_statements_and_their_counts_can_be_asked_again(tmp_path):
    report = check(put(tmp_path / "x", orders_csv=orders()), "--explain", format_="terminal")
    assert report.code == 0
    assert "-- rows of orders.csv" in report.out
    assert "SELECT count(*)" in report.out
    assert "-- refund of orders.csv" in report.out


def test_rejects_are_written_with_all_values_and_lines(tmp_path):
    """A report shows five rows of a check; the file of rejects has every value."""
    rows = [f"A-{n},2026-03-06,Mug,1,x{n}" for n in range(7)]
    text = "\n".join(["order_id,order_date,product,quantity,amount", *rows, ""])
    target = tmp_path / "rejects.csv"
    found = check(put(tmp_path / "x", orders_csv=text), "--rejects", str(target))
    assert len(found.rows("type")) == 5
    lines = target.read_text().splitlines()
    assert lines[0] == "file,line,column,value,reason"
    assert [line.split(",")[:4] for line in lines[1:]] == [
        ["orders.csv", str(n + 2), "amount", f"x{n}"] for n in range(7)
    ]


def test_currency_settles_that_there_are_two(tmp_path):
    text = "order_id,order_date,product,quantity,amount,currency\n"
    text += "1,2026-03-02,Mug,1,5.00,EUR\n2,2026-03-02,Mug,1,5.00,USD\n"
    exports = put(tmp_path / "x", orders_csv=text)
    assert check(exports).failing == {"currency": "error"}
    assert check(exports, "--currency", "EUR").failing == {}


FORMATS = ("terminal", "markdown", "html", "json", "csv", "junit", "sarif", "github")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_of_a_header_alone_fails_in_every_format(tmp_path, format_):
    header = orders().split("\n")[0] + "\n"
    found = check(put(tmp_path / "x", orders_csv=header), format_=format_)
    assert (found.code, found.err) == (1, "")
    assert "0 rows" in found.out


@pytest.mark.parametrize("format_", FORMATS)
def test_a_refused_file_is_said_in_every_format(tmp_path, format_):
    found = check(put(tmp_path / "x", orders_csv="<html>Log in</html>"), format_=format_)
    assert found.code == 3
    assert "HTML" in found.out
