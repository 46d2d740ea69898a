"""The ranking of SKUs: sales, shares, the rest, stock, cover, buyers, and what goes with them."""

import pytest
from pulse_store import pulse, put

LINE = "order_id,line_id,sku,qty,unit_price"


def test_the_ranking_completes_to_the_whole(tmp_path):
    """A 50, B 30, C 15, D 5 of 100: two ranked, and 20 in `other`."""
    put(
        tmp_path,
        orders="order_id,created_at\n1,2026-03-02",
        order_lines=f"{LINE}\n1,1,A,5,10\n1,2,B,1,30\n1,3,C,3,5\n1,4,D,1,5",
        products="sku,title,price\nA,Apple,10\nB,Bread,30",
    )
    said = pulse(tmp_path, "--top", "2")
    assert said.column("top_skus", "sku", "title", "units", "net_sales", "share") == [
        ("A", "Apple", 5, "50.00", 0.5),
        ("B", "Bread", 1, "30.00", 0.3),
        ("other", None, 4, "20.00", 0.2),
    ]


def test_skus_are_net_of_refund_lines(tmp_path):
    """Of A's five two came back: 3 units stay sold as 30."""
    put(
        tmp_path,
        orders="order_id,created_at\n1,2026-03-02",
        order_lines=f"{LINE}\n1,1,A,5,10\n1,2,B,1,40",
        refunds="refund_id,order_id,refunded_at,sku,qty,subtotal\nr,1,2026-03-03,A,2,20.00",
    )
    said = pulse(tmp_path)
    assert said.column("top_skus", "sku", "net_sales") == [
        ("B", "40.00"),
        ("A", "30.00"),
        ("other", "0.00"),
    ]
    assert said["net_sales"] == "70.00"


def test_discounts_lie_on_skus_by_amount(tmp_path):
    put(
        tmp_path,
        orders="order_id,created_at,subtotal,discount_total,total\n1,2026-03-02,90,10,90",
        order_lines=f"{LINE}\n1,1,A,1,75\n1,2,B,1,25",
    )
    assert pulse(tmp_path).column("top_skus", "sku", "net_sales")[:2] == [
        ("A", "67.50"),
        ("B", "22.50"),
    ]


def test_gift_cards_and_services_are_not_ranked(tmp_path):
    put(
        tmp_path,
        orders="order_id,created_at\n1,2026-03-02",
        order_lines=f"{LINE},kind\n1,1,A,1,10,product\n1,2,CARD,1,99,gift_card\n1,3,FEE,1,9,service",
    )
    assert pulse(tmp_path).column("top_skus", "sku") == ["A", "other"]


def test_change_of_a_sku_on_the_week_before(tmp_path):
    put(
        tmp_path,
        orders="order_id,created_at\n0,2026-02-01\n1,2026-03-02\n2,2026-03-09",
        order_lines=f"{LINE}\n0,0,Z,1,1\n1,1,A,1,40\n2,2,A,1,50\n2,3,B,1,30",
    )
    said = pulse(tmp_path, "--period", "2026-03-09")
    assert said.column("top_skus", "sku", "change_pct", "reason")[:2] == [
        ("A", 0.25, None),
        ("B", None, "new"),
    ]


def test_days_of_cover(tmp_path):
    """28 full days before the 10th of March begin on 10 February.

    In them 14 A were sold (the 5 of 9 February, the cancelled 7 and the 3 refunded unsent are
    out, and so are today's 2), half a unit a day; 6 on hand less 2 committed last 8 days.
    """
    put(
        tmp_path,
        orders="""
            order_id,created_at,cancelled_at,financial_status,fulfillment_status
            1,2026-02-09 23:59,,paid,fulfilled
            2,2026-02-10 00:00,,paid,fulfilled
            3,2026-03-01 10:00,2026-03-01 11:00,paid,fulfilled
            4,2026-03-02 10:00,,refunded,unfulfilled
            5,2026-03-09 23:59,,paid,fulfilled
            6,2026-03-10 09:00,,paid,fulfilled
            """,
        order_lines=f"{LINE}\n1,1,A,5,1\n2,2,A,10,1\n3,3,A,7,1\n4,4,A,3,1\n5,5,A,4,1\n6,6,A,2,1",
        inventory_levels="""
            sku,title,location,on_hand,committed
            A,Apple,Store,4,2
            A,Apple,Back,2,0
            B,Bread,Store,9,0
            """,
    )
    said = pulse(tmp_path, "--since", "2026-03-09", as_of="2026-03-10 12:00")
    row = said.row("top_skus", sku="A")
    assert (row["on_hand"], row["days_of_cover"]) == (6, 8.0)


def test_stock_that_is_said_to_be_available_wins(tmp_path):
    """On hand 10, of which 3 are damaged and 2 sold: 5 are available, at 1 a day 5 days."""
    put(
        tmp_path,
        orders="order_id,created_at\n1,2026-03-02",
        order_lines=f"{LINE}\n1,1,A,28,1",
        inventory_levels="sku,location,on_hand,committed,available,unavailable\nA,S,10,2,5,3",
    )
    assert pulse(tmp_path).row("top_skus", sku="A")["days_of_cover"] == 5.0


def test_no_sales_in_28_days_have_no_cover(tmp_path):
    put(
        tmp_path,
        orders="order_id,created_at\n1,2026-01-05",
        order_lines=f"{LINE}\n1,1,A,28,1",
        inventory_levels="sku,location,on_hand,committed\nA,S,10,0",
    )
    row = pulse(tmp_path, "--since", "2026-01-01").row("top_skus", sku="A")
    assert (row["on_hand"], row["days_of_cover"]) == (10, None)


def test_who_buys_and_with_what(tmp_path):
    """A: 6 units to new Bea, 1 to returning Ann; with C in two orders, with B in one."""
    put(
        tmp_path,
        orders="""
            order_id,created_at,customer_id
            0,2026-01-05,C1
            1,2026-03-02,C1
            2,2026-03-03,C2
            3,2026-03-04,
            """,
        order_lines=f"""
            {LINE}
            0,1,C,1,1
            0,2,A,1,1
            1,3,A,1,100
            1,4,B,1,1
            2,5,A,6,100
            2,6,C,1,1
            2,7,C,1,1
            3,8,A,9,100
            """,
        customers="customer_id,name\nC1,Ann\nC2,Bea",
    )
    said = pulse(tmp_path, "--top", "1")
    assert said.table("sku_buyers") == [
        {
            "sku": "A", "new": 1, "returning": 1, "top_buyer": "Bea", "units": 6,
            "bought_with": "C", "orders": 2,
        }
    ]  # fmt: skip


def test_lines_without_sku_go_by_their_title(tmp_path):
    put(
        tmp_path,
        orders="order_id,created_at\n1,2026-03-02",
        order_lines=f"{LINE},title\n1,1,,2,5,Loose tea\n1,2, A ,1,4,Apple",
    )
    assert pulse(tmp_path).column("top_skus", "sku") == ["Loose tea", "A", "other"]


@pytest.mark.parametrize("window", [(), ("--since", "2026-03-09")])
def test_nothing_sold(tmp_path, window):
    put(
        tmp_path,
        orders="order_id,created_at\n1,2026-02-02",
        order_lines=f"{LINE}\n1,1,A,1,1",
    )
    said = pulse(tmp_path, *window)
    assert said.table("top_skus") == []
    assert (said["net_sales"], said["aov"]) == ("0.00", None)
