"""Checkouts, parcels, stock and traffic: as of a moment, in one currency, out of several files."""

from decimal import Decimal

import pytest
from exports_loading import FLAT, accounted, lines, opened, put

ORDERS = lines(FLAT, "1001,2026-03-01 09:00,A,1,10,EUR", "1002,2026-03-05 09:00,A,1,10,EUR")
CARTS = lines(
    "checkout_id,created_at,completed_at,contacted_at,email,currency,total",
    "c1,2026-03-01 10:00,,2026-03-03 10:00,a@x.test,EUR,50",
    "c2,2026-03-02 10:00,2026-03-04 10:00,,b@x.test,EUR,60",
    "c3,2026-03-04 10:00,,,c@x.test,USD,70",
)
CART_LINES = lines(
    "checkout_id,line_id,sku,qty,unit_price", "c1,1,A,2,25", "c2,1,A,1,60", "c3,1,B,1,70"
)
TABLES = ("orders", "order_lines", "checkouts", "checkout_lines")


def asked(book, sql):
    return book.engine.run(sql).tuples


@pytest.fixture
def carts(tmp_path):
    return put(
        tmp_path,
        {"orders.csv": ORDERS, "checkouts.csv": CARTS, "checkout_lines.csv": CART_LINES},
    )


def test_a_checkout_at_or_after_as_of_is_not_there_and_later_words_are_unsaid(carts):
    with opened(carts, tables=TABLES, as_of="2026-03-02 10:00", currency="EUR") as book:
        assert asked(book, "SELECT checkout_id, contacted_at FROM checkouts") == [("c1", None)]
        assert asked(book, "SELECT checkout_id, amount FROM checkout_lines") == [
            ("c1", Decimal(50))
        ]
        accounted(book)
    with opened(carts, tables=TABLES, as_of="2026-03-04 10:00", currency="EUR") as book:
        rows = asked(book, "SELECT checkout_id, completed_day FROM checkouts ORDER BY 1")
        assert rows == [("c1", None), ("c2", None)]


def test_checkouts_in_another_currency_are_set_aside(carts):
    with opened(carts, tables=TABLES, currency="EUR") as book:
        assert asked(book, "SELECT count(*), sum(total) FROM checkouts") == [(2, Decimal(110))]
        assert asked(book, "SELECT sum(amount) FROM checkout_lines") == [(Decimal(110),)]
        assert book.rows.reasons["in another currency than EUR"] == 2
        accounted(book)


def test_checkouts_are_converted_at_their_own_day(carts, tmp_path):
    rates = tmp_path / "rates.txt"
    rates.write_text("day,currency,rate\n2026-03-01,USD,0.5\n2026-03-05,USD,0.1\n")
    with opened(carts, tables=TABLES, currency="EUR", fx=rates) as book:
        found = asked(book, "SELECT checkout_id, total, currency FROM checkouts ORDER BY 1")
        assert found[2] == ("c3", Decimal(35), "EUR")
        assert asked(book, "SELECT sum(amount) FROM checkout_lines") == [(Decimal(145),)]


def test_a_parcel_finds_its_order_by_number_with_or_without_its_mark(tmp_path):
    put(
        tmp_path,
        {
            "orders.csv": lines(
                "order_id,order_no,created_at,total",
                "91,#1001,2026-03-01 09:00,10",
                "92,#1002,2026-03-01 10:00,10",
            ),
            "parcels.csv": lines(
                "fulfillment_id,order_id,order_no,shipped_at,delivered_at",
                "f1,,1001,2026-03-02 09:00,2026-03-04 09:00",
                "f2,1002,,2026-03-02 10:00,",
                "f3,92,,2026-03-05 10:00,",
                "f4,,#7777,2026-03-01 12:00,",
            ),
        },
    )
    with opened(tmp_path, tables=("orders", "fulfillments"), as_of="2026-03-03") as book:
        found = "SELECT fulfillment_id, order_id, delivered_at FROM fulfillments ORDER BY 1"
        assert asked(book, found) == [("f1", "91", None), ("f2", "92", None), ("f4", None, None)]
        accounted(book)


def test_two_files_of_stock_are_two_places_and_overlapping_days_are_versions(tmp_path):
    head = "day,sku,location,on_hand"
    put(
        tmp_path,
        {
            "orders.csv": ORDERS,
            "a.csv": lines(head, "2026-03-01,A,Shop,5", "2026-03-02,A,Shop,4"),
            "b.csv": lines(head, "2026-03-01,A,Store,9", "2026-03-02,A,Shop,3"),
        },
    )
    with opened(tmp_path, tables=("orders", "stock_history"), as_of="2026-03-02") as book:
        found = "SELECT day::VARCHAR, location, on_hand FROM stock_history ORDER BY 1, 2"
        assert asked(book, found) == [
            ("2026-03-01", "Shop", Decimal(5)),
            ("2026-03-01", "Store", Decimal(9)),
        ]
    with opened(tmp_path, tables=("orders", "stock_history")) as book:
        last = "SELECT on_hand FROM stock_history WHERE day::VARCHAR = '2026-03-02'"
        assert asked(book, last) == [(Decimal(3),)]


def test_goods_on_their_way_are_not_in_yet_and_visits_have_a_day(tmp_path):
    put(
        tmp_path,
        {
            "orders.csv": ORDERS,
            "bought.csv": lines(
                "po_id,sku,ordered_at,received_at,qty,received_qty,unit_cost,currency",
                "p1,A,2026-03-01,2026-03-04,10,10,4,EUR",
                "p2,A,2026-03-05,,10,,4,EUR",
                "p3,B,2026-03-01,,10,,4,USD",
            ),
            "visits.csv": lines(
                "day,channel,sessions", "2026-03-01,search,100", "2026-03-03,search,90"
            ),
        },
    )
    tables = ("orders", "purchase_orders", "traffic_daily")
    with opened(tmp_path, tables=tables, as_of="2026-03-03", currency="EUR") as book:
        found = "SELECT po_id, received_qty, unit_cost FROM purchase_orders ORDER BY 1"
        assert asked(book, found) == [("p1", None, Decimal(4)), ("p3", None, None)]
        assert asked(book, "SELECT sum(sessions) FROM traffic_daily") == [(100,)]


def test_parcels_with_a_time_of_day_leave_the_last_day_of_dated_orders_whole(tmp_path):
    """Orders dated by the day reach to that day's end, whatever a file beside them writes."""
    put(
        tmp_path,
        {
            "orders.csv": lines(FLAT, "1001,2026-03-01,A,1,10,EUR", "1002,2026-03-05,A,1,10,EUR"),
            "parcels.csv": lines("fulfillment_id,order_no,shipped_at", "f1,1001,2026-03-02 09:30"),
        },
    )
    with opened(tmp_path, tables=("orders", "fulfillments")) as book:
        assert book.reach[1].isoformat() == "2026-03-05T23:59:59.999999"


def test_stock_that_names_no_shop_is_of_the_only_shop(tmp_path):
    head = "shop,order_id,ordered_at,sku,quantity,unit_price"
    stock = lines("sku,location,on_hand", "A,Main,5")
    put(tmp_path, {"orders.csv": lines(head, "North,1,2026-03-01,A,1,10"), "stock.csv": stock})
    tables = ("orders", "order_lines", "inventory_levels")
    with opened(tmp_path, tables=tables) as book:
        assert asked(book, "SELECT shop_id FROM inventory_levels") == [("North",)]
    more = lines(head, "North,1,2026-03-01,A,1,10", "South,2,2026-03-01,A,1,10")
    put(tmp_path, {"orders.csv": more})
    with opened(tmp_path, tables=tables) as book:  # of two shops nobody knows whose it is
        assert asked(book, "SELECT shop_id FROM inventory_levels") == [("",)]
