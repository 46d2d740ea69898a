"""Orders in parts, and orders that only share a name: two shops in one folder."""

import pytest
from exports_loading import FLAT, SHOPIFY, accounted, head, lines, more, opened, put, rows, sums

from salesops.settings import Settings

SPLIT = "1 orders are split over files: their parts were joined"


def flat(*text: str) -> str:
    return lines(FLAT, *text)


def shopify(*text: str) -> str:
    return lines(SHOPIFY, *text)


def order_ids(book):
    return sorted(row[0] for row in rows(book, "SELECT order_id FROM orders"))


PARTS = {
    "two heads": (shopify(head("#1", "91")), shopify(head("#1", "91", sku="C", price="7")), 17),
    "further rows first": (
        shopify(head("#1", "91"), more("#1")),
        shopify(more("#1", "C"), head("#2", "92")),
        30,
    ),
    "further rows alone": (
        shopify(head("#1", "91"), more("#1")),
        shopify(more("#1", "C"), more("#1", "D")),
        25,
    ),
    "no id": (shopify(head("#1"), more("#1")), shopify(more("#1", "C")), 20),
    "flat": (flat("1,2026-03-01,A,1,10,EUR"), flat("1,2026-03-01,C,1,10,EUR"), 20),
}


@pytest.mark.parametrize(("one", "other", "total"), PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")], ids=["ab", "ba"])
def test_an_order_split_over_files_is_one(tmp_path, one, other, total, names):
    put(tmp_path, dict(zip(names, (one, other), strict=True)))
    with opened(tmp_path) as book:
        whole = rows(book, "SELECT count(*) FROM orders WHERE order_id IN ('1', '#1', '91')")
        assert whole == [("1",)]
        lost = "SELECT count(*) FROM order_lines ANTI JOIN orders USING (order_id)"
        assert rows(book, lost) == [("0",)]
        assert sums(book)[2] == str(total)
        assert SPLIT in book.notes
        assert book.rows.excluded == 0
        accounted(book)


def test_a_later_months_return_does_not_move_the_order(tmp_path):
    files = {
        "2026-01.csv": flat("1,2026-01-05,A,2,10,EUR"),
        "2026-02.csv": flat("1,2026-02-09,A,-1,10,EUR", "7,2026-02-20,A,1,10,EUR"),
        "2026-03.csv": flat("1,2026-03-09,A,-1,10,EUR", "8,2026-03-20,A,1,10,EUR"),
    }
    with opened(put(tmp_path, files)) as book:
        assert rows(book, "SELECT created_day FROM orders WHERE order_id = '1'") == [
            ("2026-01-05",)
        ]
        found = rows(book, "SELECT refunded_day, qty, subtotal FROM refunds ORDER BY 1")
        assert found == [("2026-02-09", "1", "10"), ("2026-03-09", "1", "10")]
        assert sums(book) == ("3", "3", "40")
        accounted(book)


def test_tables_of_orders_and_of_lines_are_no_parts(tmp_path):
    orders = lines(
        "order_id,created_at,currency,total", "1,2026-03-01,EUR,10", "2,2026-03-02,EUR,10"
    )
    mine = lines("line_id,order_id,sku,qty,unit_price", "l1,1,A,1,10", "l2,2,B,1,10")
    with opened(put(tmp_path, {"orders.csv": orders, "lines.csv": mine})) as book:
        assert sums(book) == ("2", "2", "20")
        assert not book.notes
        accounted(book)
    newer = orders.replace("EUR,10", "EUR,11")
    with opened(put(tmp_path, {"orders_2.csv": newer, "lines_2.csv": mine})) as book:
        assert sums(book) == ("2", "2", "20")
        assert rows(book, "SELECT DISTINCT total FROM orders") == [("11",)]
        assert book.rows.reasons == {"older version of an order in another file": 4}
        accounted(book)


def test_lines_whose_order_was_rejected_are_excluded(tmp_path):
    text = shopify(head("#1", "91", total="abc"), more("#1"), head("#2", "92"))
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert sums(book) == ("1", "1", "10")
        assert book.rows.reasons == {"line without its order": 1}
        accounted(book)


BERLIN = shopify(head("#1001"), more("#1001"))
ROME = shopify(head("#1001", created="2026-03-04 10:00:00 +0100", price="20.00"))


def test_two_shops_of_one_folder_by_the_settings(tmp_path):
    put(tmp_path, {"berlin/orders.csv": BERLIN, "rome/orders.csv": BERLIN})
    shops = Settings(shops={"berlin": "Berlin", "rome/orders.csv": "Rome"})
    with opened(tmp_path, settings=shops) as book:
        assert rows(book, "SELECT shop_id, order_id FROM orders ORDER BY 1") == [
            ("Berlin", "#1001"),
            ("Rome", "#1001"),
        ]
        assert sums(book) == ("2", "4", "30")
        accounted(book)


def test_two_shops_by_the_orders_ids(tmp_path):
    put(tmp_path, {"a.csv": shopify(head("#1001", "51")), "b.csv": shopify(head("#1001", "52"))})
    with opened(tmp_path) as book:
        assert order_ids(book) == ["51", "52"]
        assert any("#1001" in note and "two shops" in note for note in book.notes)
        accounted(book)


def test_two_shops_by_differing_moments(tmp_path):
    with opened(put(tmp_path, {"a.csv": BERLIN, "b.csv": ROME})) as book:
        assert sums(book) == ("2", "3", "35")
        assert any("#1001" in note and "two shops" in note for note in book.notes)
        found = rows(book, "SELECT count(DISTINCT order_id) FROM order_lines")
        assert found == [("2",)]
        accounted(book)


def test_an_older_export_without_ids_is_the_same_order(tmp_path):
    old = shopify(head("#1"), more("#1"), head("#2", created="2026-03-02 10:00:00 +0100"))
    new = shopify(head("#1", "91", status="refunded"), more("#1"))
    with opened(put(tmp_path, {"old.csv": old, "new.csv": new})) as book:
        assert order_ids(book) == ["#2", "91"]
        assert sums(book) == ("2", "3", "25")
        accounted(book)
