"""One order under several writings of its name, in two files; and e-mails that differ in case."""

import pytest
from exports_loading import FLAT, SHOPIFY, accounted, head, lines, opened, put, rows, sums

VERSIONS = "1 orders stand in several files: the newest version of each counts"
TIMED = "2026-03-01 09:00:00"


def flat(*text):
    return lines(FLAT, *text)


def shopify(*text):
    return lines(SHOPIFY, *text)


def named(no, stamp=TIMED, id_=""):
    return shopify(head(no, id_, created=stamp))


SAME = {
    # its name, moment and id in a Shopify export, and its number in a flat one
    "by #": ("#1001", TIMED, "", "1001"),
    "by # and an id": ("#1002", TIMED, "92", "1002"),
    "by # and a day": ("#1003", "2026-03-01", "", "1003"),
    "by letters": ("EN-1004", TIMED, "", "1004"),
    "the bare one has the id": ("1005", TIMED, "95", "#1005"),
}
OTHERS = {
    "another moment": ("#2001", "2026-03-01 09:00:01", "", "2001"),
    "letters and a day alone": ("EN-2002", "2026-03-01", "", "2002"),
    "another number": ("#2003", TIMED, "", "12003"),
}


def both(cases):
    """The two files: the flat one has each order at 09:00, or of its day alone."""
    stamps = {stamp: TIMED if " " in stamp else stamp for _, stamp, _, _ in cases.values()}
    return (
        shopify(*(head(no, id_, created=stamp) for no, stamp, id_, _ in cases.values())),
        flat(*(f"{bare},{stamps[stamp]},A,1,10,EUR" for _, stamp, _, bare in cases.values())),
    )


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")], ids=["ab", "ba"])
def test_an_order_with_and_without_the_prefix_of_its_name_is_one(tmp_path, names):
    put(tmp_path, dict(zip(names, both(SAME), strict=True)))
    with opened(tmp_path) as book:
        assert sums(book) == ("5", "5", "50")
        found = rows(book, "SELECT order_id FROM orders ORDER BY 1")
        assert found == [("#1001",), ("#1003",), ("92",), ("95",), ("EN-1004",)]
        assert VERSIONS.replace("1", "5", 1) in book.notes
        accounted(book)


def test_orders_that_only_look_alike_are_two(tmp_path):
    with opened(
        put(tmp_path, dict(zip(("a.csv", "b.csv"), both(OTHERS), strict=True)) | named_twice())
    ) as book:
        assert sums(book)[0] == "10"
        assert not [note for note in book.notes if "several files" in note]
        accounted(book)


def named_twice():
    """Two shops have a number each, and a third file the number alone: it may be of either."""
    shops = shopify(head("EN-7", created=TIMED), head("DE-7", created=TIMED))
    alone = flat(f"7,{TIMED},A,1,10,EUR")
    again = shopify(head("DE-8", created=TIMED))
    return {"c.csv": shops, "d.csv": alone, "e.csv": again}


def test_lines_find_their_order_by_its_number(tmp_path):
    orders = lines("order_id,order_no,created_at,total", f"91,#1001,{TIMED},10", f"92,#7,{TIMED},5")
    mine = lines("line_id,order_id,sku,qty,unit_price", "l1,1001,A,1,10", "l2,#7,B,1,5")
    with opened(put(tmp_path, {"orders.csv": orders, "lines.csv": mine})) as book:
        found = rows(book, "SELECT line_id, order_id FROM order_lines ORDER BY 1")
        assert found == [("l1", "91"), ("l2", "92")]
        accounted(book)


def test_lines_by_the_number_stay_beside_an_order_that_has_its_own(tmp_path):
    files = {"a.csv": named("#1001"), "b.csv": lines("line_id,order_id,sku,qty", "l1,1001,A,1")}
    with opened(put(tmp_path, files), zone="UTC") as book:
        assert sums(book) == ("1", "1", "10")
        assert book.rows.excluded == 1


def test_a_refund_finds_its_order_by_its_number(tmp_path):
    refunds = lines("refund_id,order_no,refunded_at,subtotal", "r1,1001,2026-03-05 10:00,4")
    files = {"orders.csv": named("#1001", id_="91"), "refunds.csv": refunds}
    with opened(put(tmp_path, files), zone="UTC") as book:
        assert rows(book, "SELECT order_id FROM refunds") == [("91",)]
        accounted(book)


def test_an_export_over_an_older_one_keeps_its_values_and_counts_each_order_once(tmp_path):
    """The days of two exports overlap, and one of the orders was changed meanwhile."""
    monday = shopify(
        head("#1", "91", created="2026-03-01 10:00:00 +0100", price="10.00"),
        head("#2", "92", created="2026-03-02 10:00:00 +0100", price="20.00"),
    )
    tuesday = shopify(
        head("#2", "92", created="2026-03-02 10:00:00 +0100", price="25.00", refunded="5.00"),
        head("#3", "93", created="2026-03-03 10:00:00 +0100", price="30.00"),
    )
    with opened(put(tmp_path, {"z.csv": monday, "a.csv": tuesday})) as book:
        assert sums(book) == ("3", "3", "65")
        assert rows(book, "SELECT refunded_total FROM orders WHERE order_id = '92'") == [("5",)]
        assert VERSIONS in book.notes
        assert book.rows.excluded == 1
        accounted(book)


def test_a_customer_whose_address_is_written_in_two_ways_is_one(tmp_path):
    text = lines(
        f"{FLAT},email",
        "1,2026-03-01,A,1,10,EUR,Ann@Shop.test",
        "2,2026-03-02,A,1,10,EUR, ann@shop.TEST ",
        "3,2026-03-02,A,1,10,EUR,bo@shop.test",
    )
    other = shopify(head("#4", "94").replace("a@x.test", "ANN@shop.test"))
    with opened(put(tmp_path, {"a.csv": text, "b.csv": other}), zone="UTC") as book:
        found = rows(book, "SELECT email_norm, count(*) FROM orders GROUP BY 1 ORDER BY 1")
        assert found == [("ann@shop.test", "3"), ("bo@shop.test", "1")]
