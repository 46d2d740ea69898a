"""Rows that are no data: totals, the header again, a cell that swallowed the rows in it."""

import pytest
from exports_loading import FLAT, SHOPIFY, accounted, head, lines, opened, put, rows, sums

GOOD = "1,2026-03-01,A,1,10.00,EUR"
TOTALS = [
    "TOTAL",
    "Total:",
    "Grand total",
    "Sub  Total",
    "Sum",
    "Summe",
    "GESAMTSUMME",
    "Totale",
    "Total général",
    "ИТОГО",
    "合計",
]


def reasons(book):
    return [(r.line, r.column, r.value, r.reason) for r in book.rejects]


@pytest.mark.parametrize("word", TOTALS)
def test_a_total_counts_nowhere_though_it_has_a_date_and_amounts(tmp_path, word):
    text = lines(FLAT, GOOD, "2,2026-03-02,B,2,5.00,EUR", f"{word},2026-03-02,,3,20.00,EUR")
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert sums(book) == ("2", "2", "20")
        assert reasons(book) == [(4, "order_id", word, "is a total row")]
        assert (book.rows.total, book.rows.used, book.rows.rejected) == (3, 2, 1)
        accounted(book)


@pytest.mark.parametrize("word", ["Total-7", "Totals of May", "TOT", "Summer", "#Total", "0"])
def test_orders_that_only_look_like_totals_count(tmp_path, word):
    with opened(put(tmp_path, {"a.csv": lines(FLAT, f"{word},2026-03-01,A,1,10.00,EUR")})) as book:
        assert sums(book) == ("1", "1", "10")
        assert book.rejects == ()


def test_a_product_may_be_called_total(tmp_path):
    text = lines(SHOPIFY, head("#1", sku="Total", price="10.00"))
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert sums(book) == ("1", "1", "10")


def test_a_total_row_proves_nothing_and_is_rejected_once(tmp_path):
    text = lines(FLAT, '1,2026-03-01,A,1,"1,234",EUR', 'Total,,,x,"1,234.00",')
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert reasons(book) == [
            (
                2,
                "unit_price",
                "1,234",
                "could mean thousands or decimals, and no value of the column shows which",
            ),
            (3, "order_id", "Total", "is a total row"),
        ]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a byte order mark"])
def test_the_header_again_is_rejected_and_every_row_around_it_read(tmp_path, mark):
    text = lines(FLAT, GOOD, mark + FLAT, "2,2026-03-02,B,2,5.00,EUR", "3,2026-03-02,B,x,5.00,EUR")
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert sums(book) == ("2", "2", "20")
        assert reasons(book) == [
            (3, "order_id", f"{mark}order_id", "repeats the header"),
            (5, "quantity", "x", "is not a number"),
        ]
        assert rows(book, "SELECT source_row FROM orders ORDER BY 1") == [("1",), ("3",)]


def test_a_row_with_one_cell_like_its_header_is_data(tmp_path):
    text = lines(FLAT, "order_id,2026-03-01,sku,1,10.00,EUR")
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert sums(book) == ("1", "1", "10")


@pytest.mark.parametrize("between", [[], ["3,2026-03-01,B,1,5.00,EUR"] * 3], ids=["none", "three"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_quotes_that_close_each_other_over_rows_are_found(tmp_path, between, end):
    body = ['2,2026-03-01,"5 inch,1,10.00,EUR', *between, '4,2026-03-01,6",1,10.00,EUR']
    text = lines(FLAT, GOOD, *body, GOOD.replace("1", "5", 1), end=end)
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert [(line, column, why[:28]) for line, column, _, why in reasons(book)] == [
            (3, "sku", "holds whole rows in one cell")
        ]
        assert sums(book) == ("2", "2", "20")


def test_a_cell_of_several_lines_is_a_cell(tmp_path):
    text = lines(FLAT, '1,2026-03-01,"Mug, blue\nwith a handle, large",1,10.00,EUR')
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert sums(book) == ("1", "1", "10")
