"""Rows that fail are named by the line on which they start in the file as it lies there."""

import pytest
from check_store import check, contract, declared, orders, put, table

pytestmark = pytest.mark.slow

HEADER = "order_id,order_date,product,quantity,amount\n"
BAD = "X,2026-03-06,Mug,1,abc\n"
GOOD = "A,2026-03-06,Mug,1,5.00\n"
NOTE = 'B,2026-03-06,"Mug,\nblue\n(large)",1,5.00\n'
"""A row of three lines."""
FILES = {
    "as it is": (HEADER + GOOD + BAD, 3),
    "first row": (HEADER + BAD + GOOD, 2),
    "two lines above the header": ("Export\nof March\n" + HEADER + GOOD + BAD, 5),
    "a quoted line break before": (HEADER + NOTE + BAD, 5),
    "two of them": (HEADER + NOTE + GOOD + NOTE + BAD, 9),
    "blank lines before": (HEADER + GOOD + "\n\n" + BAD, 5),
    "a ragged row before": (HEADER + GOOD + "C,2026-03-06,Mug\n" + BAD, 4),
    "a ragged row of several lines before": (HEADER + 'C,"2026\n03\n06",Mug\n' + GOOD + BAD, 6),
    "an open quote before": (HEADER + GOOD + 'C,2026-03-06,"Mug,1,5.00\n' + GOOD + BAD, 5),
    "a total row before": (HEADER + GOOD + "Total,,,1,5.00\n" + BAD, 4),
    "the header again before": (HEADER + GOOD + HEADER + BAD, 4),
    "the bad row is of several lines": (HEADER + GOOD + NOTE.replace("5.00", "abc"), 3),
    "a byte order mark": ("\ufeff" + HEADER + GOOD + BAD, 3),
    "a line that names the delimiter": ("sep=,\n" + HEADER + GOOD + BAD, 4),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("name", FILES)
def test_the_line_is_that_of_the_file(tmp_path, name, end):
    text, line = FILES[name]
    found = check(put(tmp_path / "x", orders_csv=text.replace("\n", end).encode()))
    assert found.rows("type") == [(line, "abc")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_an_encoding_of_wider_characters_moves_no_line(tmp_path, encoding):
    text = HEADER + NOTE + GOOD + BAD
    found = check(put(tmp_path / "x", orders_csv=text.encode(encoding)))
    assert found.rows("type") == [(6, "abc")]


def test_rows_of_a_workbook_are_those_that_it_shows(tmp_path):
    workbook = pytest.importorskip("openpyxl").Workbook()
    for row in (HEADER, GOOD, NOTE.replace("\n", " ").strip() + "\n", BAD):
        workbook.active.append(row.strip().replace("Mug, blue (large)", "Mug").split(","))
    put(tmp_path / "x")
    workbook.save(tmp_path / "x" / "orders.xlsx")
    assert check(tmp_path / "x").rows("type") == [(4, "abc")]


def test_rows_of_parquet_count_from_one(tmp_path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    amounts = ["5.00", "6.00", "abc"]
    columns = {
        "order_id": ["1", "2", "3"],
        "order_date": ["2026-03-06"] * 3,
        "product": ["Mug"] * 3,
        "quantity": ["1"] * 3,
        "amount": amounts,
    }
    put(tmp_path / "x")
    pq.write_table(pa.table(columns), tmp_path / "x" / "orders.parquet")
    assert check(tmp_path / "x").rows("type") == [(3, "abc")]


def test_of_many_rows_the_first_five_are_shown_and_all_are_counted(tmp_path):
    rows = [f"A-{n},2026-03-06,Mug,1,{'x' if n % 3 == 0 else '1.00'}\n" for n in range(100)]
    found = check(put(tmp_path / "x", orders_csv=HEADER + "".join(rows)))
    # 0, 3, .. 99 are 34 rows; row n stands on line n + 2.
    assert found.rows("type") == [(2, "x"), (5, "x"), (8, "x"), (11, "x"), (14, "x")]
    failure = found.failure("type")
    assert (failure["rows"], failure["of"], failure["share"]) == (34, 100, 0.34)
    assert (failure["measured"], failure["wanted"]) == ("34 of 100", "an amount")
    assert failure["message"].startswith(
        "orders.csv: 34 of 100 values of 'amount' (34.0 %) cannot be read as an amount, "
        "first at line 2 (x): "
    )


def test_each_column_has_its_own_count_and_rows(tmp_path):
    text = orders(instead={"2,19.90": "two,19.90", "120.00": "abc", "7.25": "?"})
    found = check(put(tmp_path / "x", orders_csv=text))
    said = {v["column"]: v["measured"] for v in found.all("type") if v["outcome"] == "error"}
    assert said == {"quantity": "1 of 5", "amount": "2 of 5"}
    assert set(found.rows("type")) == {(2, "two"), (4, "abc"), (6, "?")}


def test_rows_in_use_are_those_without_a_bad_value_or_a_missing_field(tmp_path):
    """Of seven rows one is ragged, one has no amount that is one, and one is a total."""
    text = orders("A-6,2026-03-06,Mug", "Total,,,8,194.65", instead={"120.00": "abc"})
    found = check(put(tmp_path / "x", orders_csv=text))
    (file,) = found.table("files")
    assert (file["rows"], file["used"], file["rejected"]) == (7, 4, 3)
    (amount,) = (c for c in found.table("columns") if c["column"] == "amount")
    assert (amount["values"], amount["blanks"]) == (4, 0)
    assert amount["sum"] == "74.65"  # 19.90 + 5 + 42.50 + 7.25
    rows = found.answer["context"]["rows"]
    assert (rows["in"], rows["used"], rows["excluded"], rows["rejected"]) == (7, 4, 0, 3)


def test_a_row_of_a_rule_counts_among_the_rows_in_use(tmp_path):
    """A rule is held against the rows that are in the sums: the rejected one is not counted."""
    exports = put(tmp_path / "x", orders_csv=orders(instead={"120.00": "abc"}))
    rule = table(product="logicalTypeOptions: {maxLength: 3}")
    found = check(exports, *declared(exports, contract(rule)))
    failure = found.failure("length")
    assert failure["measured"] == "2 of 4"  # Lamp, Tray; Sofa's row is rejected
    assert found.rows("length") == [(3, "Lamp"), (6, "Tray")]


def test_two_files_have_their_own_rows(tmp_path):
    first, second = orders(instead={"5.00": "a"}), orders(instead={"7.25": "b"})
    found = check(put(tmp_path / "x", one_csv=first, two_csv=second))
    rows = [(r["file"], r["line"], r["value"]) for r in found.table("rows")]
    assert rows == [("one.csv", 3, "a"), ("two.csv", 6, "b")]
