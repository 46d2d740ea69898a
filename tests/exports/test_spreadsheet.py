"""What a spreadsheet did to an export never joins two orders and never passes for a value."""

import pytest
from exports_loading import FLAT, SHOPIFY, accounted, head, lines, opened, put, rows, sums

from salesops.exports.spreadsheet import DATED, done
from salesops.queries.duck import Duck

REMEDY = "export again and import the column as text"


def test_orders_whose_ids_were_cut_alike_are_not_one_order(tmp_path):
    text = lines(
        FLAT,
        "7.21E+12,2026-03-01,A,1,10.00,EUR",
        "7.21E+12,2026-03-02,B,1,5.00,EUR",
        '"7,22E+12",2026-03-02,B,1,5.00,EUR',
        "7210000000123,2026-03-03,C,1,2.50,EUR",
    )
    with opened(put(tmp_path, {"orders.csv": text})) as book:
        assert sums(book) == ("1", "1", "2.5")
        assert [(r.line, r.value) for r in book.rejects] == [
            (2, "7.21E+12"),
            (3, "7.21E+12"),
            (4, "7,22E+12"),
        ]
        assert {r.reason for r in book.rejects} == {
            "was cut to scientific notation by a spreadsheet"
        }
        assert (
            "orders.csv: 3 values of 'order_id' were cut to scientific notation by a spreadsheet, "
            f"as 7.21E+12: their rows are rejected; {REMEDY}"
        ) in book.notes
        accounted(book)


LONG = "576461413038785"
"""Fifteen digits of an order number of eighteen."""


@pytest.mark.parametrize(
    ("ends", "orders"), [(("000", "000", "000"), 0), (("000", "752", "001"), 3)]
)
def test_numbers_that_all_end_in_zeros_past_the_fifteenth_digit_were_rounded(
    tmp_path, ends, orders
):
    ids = [f"{LONG[:-1]}{n}{end}" for n, end in enumerate(ends)]
    text = lines(FLAT, *(f"{one},2026-03-01,A,1,10.00,EUR" for one in [*ids, "A-1"]))
    with opened(put(tmp_path, {"orders.csv": text})) as book:
        assert sums(book)[0] == str(orders + 1)
        said = [r.reason for r in book.rejects]
        assert said == ["was rounded to 15 digits by a spreadsheet"] * (3 - orders)
        accounted(book)


def test_an_id_beside_the_order_name_is_blank_and_the_name_tells_orders_apart(tmp_path):
    text = lines(SHOPIFY, head("#1001", "5.21E+12"), head("#1002", "5.21E+12", price="7.00"))
    with opened(put(tmp_path, {"orders.csv": text})) as book:
        assert sums(book) == ("2", "2", "17")
        assert rows(book, "SELECT order_id FROM orders ORDER BY 1") == [("#1001",), ("#1002",)]
        assert any("2 values of 'Id' were cut" in note for note in book.notes)
        accounted(book)


def test_customers_whose_ids_were_cut_are_told_apart_by_their_addresses(tmp_path):
    text = lines(
        f"{FLAT},customer_id,email",
        "1,2026-03-01,A,1,10.00,EUR,5.01E+11,a@x.test",
        "2,2026-03-02,A,1,10.00,EUR,5.01E+11,b@x.test",
    )
    with opened(put(tmp_path, {"orders.csv": text})) as book:
        found = rows(book, "SELECT DISTINCT customer_id, email_norm FROM orders ORDER BY 2")
        assert found == [("", "a@x.test"), ("", "b@x.test")]


def test_an_error_of_a_formula_is_no_value(tmp_path):
    text = lines(
        FLAT,
        "#REF!,2026-03-01,A,1,10.00,EUR",
        "#REF!,2026-03-01,B,1,5.00,EUR",
        "3,2026-03-02,#N/A,1,5.00,EUR",
        "#1001,2026-03-02,######,1,2.00,EUR",
    )
    with opened(put(tmp_path, {"orders.csv": text})) as book:
        assert sums(book) == ("2", "2", "7")
        found = rows(book, "SELECT order_id, sku FROM order_lines ORDER BY 1")
        assert found == [("#1001", ""), ("3", "")]
        said = "2 values of 'sku' are errors of a spreadsheet, as #N/A: taken as blank"
        assert any(said in note for note in book.notes)
        accounted(book)


def test_a_formula_that_keeps_a_text_is_the_text(tmp_path):
    text = lines(
        FLAT,
        '="00123",2026-03-01,"=""00777""",1,"=""10.00""",EUR',
        '"=""a""""b""",2026-03-02,="",2,1,EUR',
    )
    with opened(put(tmp_path, {"orders.csv": text})) as book:
        found = rows(book, "SELECT order_id, sku, amount FROM order_lines ORDER BY 3 DESC")
        assert found == [("00123", "00777", "10"), ('a"b', '=""', "2")]
        assert not book.rejects


def test_rows_of_delimiters_alone_are_excluded_and_every_line_keeps_its_number(tmp_path):
    text = lines(
        f"{FLAT},,",
        "1,2026-03-01,A,1,10.00,EUR,,",
        ",,,,,,,",
        " , ,,,,,,",
        "4,2026-03-01,A,x,1,EUR,,",
    )
    with opened(put(tmp_path, {"orders.csv": text})) as book:
        assert sums(book) == ("1", "1", "10")
        assert dict(book.rows.reasons) == {"a row without any value": 2}
        assert [(r.line, r.column) for r in book.rejects] == [(5, "quantity")]
        accounted(book)


DATES = "2-Mar 02-Mar 1-Sep-24 Mar-02 02-mars 02-mar 02-févr. 3-ott 12-déc Dez-01".split()
CODES = "MAR-02 2-MAR mars-02 set-02 mar-02 32-Marble Mar-2 SKU-1 1E5 2024-03-02 Mars 12-1".split()


def test_only_what_a_spreadsheet_writes_of_dates_is_taken_for_one():
    assert not set(DATES) & set(CODES)
    duck = Duck()
    try:
        asked = [*DATES, "02. Mrz", "Mrz 02", *CODES]
        found = [
            s
            for s in asked
            if duck.value(f"SELECT {done(DATED, 's')} FROM (SELECT $s AS s)".replace("$s", repr(s)))
        ]
    finally:
        duck.close()
    assert found == [*DATES, "02. Mrz", "Mrz 02"]


@pytest.mark.parametrize("sku", ["2-Mar", "MAR-02"])
def test_a_code_that_became_a_date_is_kept_and_said(tmp_path, sku):
    text = lines(FLAT, f"1,2026-03-01,{sku},1,10.00,EUR")
    with opened(put(tmp_path, {"orders.csv": text})) as book:
        assert rows(book, "SELECT sku FROM order_lines") == [(sku,)]
        said = [note for note in book.notes if "turned into a date" in note]
        assert bool(said) == (sku == "2-Mar")
