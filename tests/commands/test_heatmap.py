"""Cover, bands, classes and pace of a shop small enough to check by hand."""

from datetime import date, timedelta

import pytest
from heatmap_store import AS_OF, LINE, SHOP, heatmap, history, shop
from pulse_store import put, salesops

from salesops.commands.stock._heatmap.bands import band, classes, steadiness

FIVE_OUT = {f"2026-03-0{n}": 0 for n in range(5, 10)}


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    return heatmap(shop(tmp_path_factory.mktemp("shop")))


def test_best_sellers_with_their_cover(said):
    """A 80 % of 1,000, then B to 95 %, then C; D and the e-book sold nothing."""
    assert said.column("cover", "sku", "abc", "net_sales", "available", "band") == [
        ("A", "A", "800.00", 1, "< 7"),
        ("B", "B", "150.00", 0, "out"),
        ("C", "C", "50.00", 10, "14 +"),
    ]
    assert said.column("cover", "days_of_cover") == pytest.approx([3.5, 0.0, 140.0])
    assert said.column("cover", "velocity") == pytest.approx([8 / 28, 15 / 28, 2 / 28])
    a = said.row("cover", sku="A")
    assert (a["on_hand"], a["committed"], a["incoming"], a["units"], a["days"]) == (3, 2, 0, 8, 28)
    assert said.row("cover", sku="B")["incoming"] == 6


def test_classes_by_bands(said):
    """Every SKU is in one class and one band; the last row is all of them."""
    names = "skus out under_2 under_3 under_7 under_14 more no_sales no_stock".split()
    assert said.column("classes", "abc", *names) == [
        ("A", 1, 0, 0, 0, 1, 0, 0, 0, 0),
        ("B", 1, 1, 0, 0, 0, 0, 0, 0, 0),
        ("C", 1, 0, 0, 0, 0, 0, 1, 0, 0),
        ("U", 2, 0, 0, 0, 0, 0, 0, 1, 1),
        ("all", 5, 1, 0, 0, 1, 0, 1, 1, 1),
    ]
    assert said.column("classes", "net_sales", "at_risk") == [
        ("800.00", "800.00"),
        ("150.00", "150.00"),
        ("50.00", "0.00"),
        ("0.00", "0.00"),
        ("1000.00", "950.00"),
    ]


def test_what_runs_out_this_week(said):
    """8 / 28 a day ask for 2 in seven days; 1 is there: 1 short, at 100."""
    assert said.column("low_cover", "sku", "lasts_to", "arrives", "short", "at_stake") == [
        ("A", "2026-03-13", "nothing", 1, "100.00")
    ]


def test_lost_sales_without_history(said):
    """15 for 150 in the 28 days to the last sale, 4 March; the 5th to the 9th are without."""
    (row,) = said.table("out_of_stock")
    assert (row["sku"], row["last_day"], row["days_out"]) == ("B", "2026-03-04", 5)
    assert (row["lost_a_day"], row["lost"], row["basis"]) == ("5.36", "26.79", "last sale")
    assert (row["arrives"], row["incoming"]) == ("6, no date", 6)
    assert (said["out_of_stock"], said["lost_a_day"], said["lost_sales"]) == (1, "5.36", "26.79")
    lost = 150 / 28 * 5
    assert said["lost_sales_share"] == pytest.approx(lost / (1000 + lost))
    assert "calendar days, in stock or not (no stock history)" in said.notes


def test_slow_and_dead_stock(said):
    """10 C at their list price, 7 D at cost; A is worth 3 x 60."""
    assert said.column("slow_stock", "sku", "kind", "on_hand", "value", "basis") == [
        ("C", "slow", 10, "250.00", "list price"),
        ("D", "dead", 7, "21.00", "cost"),
    ]
    assert said.column("slow_stock", "last_sale") == ["2026-03-09", "2025-11-01"]
    assert (said["dead_stock"], said["stock_value"], said["urgent"]) == ("21.00", "451.00", 1)
    assert said.finding("dead-stock") is None  # 21 of 451 is 4.7 %


def test_findings_name_the_best_sellers(said):
    assert said.finding("low-cover-top-seller")["facts"] == {"skus": {"A": 3.5}}
    assert said.finding("stockout-top-seller") is None  # B is no class A
    assert said.answer["findings"][0]["level"] == "warning"


def test_days_out_of_the_history_leave_the_pace(tmp_path):
    """B was out on 15 to 19 February and from 5 March: 15 in 18 days in stock.

    Before the first time 6 were sold in 5 days: 60 / 5 x 5 lost; before the second, now, 15 in 18:
    150 / 18 x 5. On 4 March nothing was left in the evening, but 9 were sold: it was in stock.
    """
    gone = {f"2026-02-{n}": 0 for n in range(15, 20)} | FIVE_OUT | {"2026-03-04": 0}
    said = heatmap(shop(tmp_path, stock_history=history(A={}, B=gone, C={}, D={})))
    b = said.row("cover", sku="B")
    assert (b["days"], b["velocity"]) == (18, pytest.approx(15 / 18))
    (out,) = said.table("out_of_stock")
    assert (out["last_day"], out["days_out"], out["basis"]) == ("2026-03-04", 10, "stock history")
    assert (out["lost_a_day"], out["lost"]) == ("8.33", "101.67")
    assert "4 of 5 SKUs have a stock history" in said.notes


def test_in_stock_again_has_lost_too(tmp_path):
    """A was out for 8 of the 28 days and is back; in the 5 days before, it brought 300."""
    gone = {f"2026-02-{n}": 0 for n in range(15, 23)}
    said = heatmap(shop(tmp_path, stock_history=history(A=gone)))
    a = said.row("cover", sku="A")
    assert (a["days"], a["days_of_cover"]) == (20, pytest.approx(2.5))
    # And B, of which the history is silent, by its last sale.
    assert said["lost_sales"] == f"{300 / 5 * 8 + 150 / 28 * 5:.2f}"


def test_a_new_sku_has_the_days_since_its_first_sale(tmp_path):
    """C sold first yesterday: 2 in at least a week; from history in stock before, in 28 days."""
    lines = SHOP["order_lines"].replace("        0,9,C,1,25\n", "")
    said = heatmap(shop(tmp_path, order_lines=lines))
    assert said.column("cover", "sku", "days") == [("A", 28), ("B", 28), ("C", 7)]
    assert "1 SKU first sold in these days" in said.notes
    lately = SHOP["orders"].replace("2025-11-01", "2026-01-14")  # the data is too short to tell
    said = heatmap(shop(tmp_path, orders=lately, order_lines=lines))
    assert said.row("cover", sku="C")["days"] == 28
    shelf = shop(tmp_path, order_lines=lines, stock_history=history(C={}))
    assert heatmap(shelf).row("cover", sku="C")["days"] == 28


def test_the_days_of_short_data(tmp_path):
    """Five days of data: 10 a day, not 50 / 28."""
    folder = shop(
        tmp_path,
        orders="order_id,created_at\n1,2026-03-05",
        order_lines=f"{LINE}\n1,1,A,50,1",
        products=None,
    )
    said = heatmap(folder)
    assert said.row("cover", sku="A")["velocity"] == pytest.approx(10.0)
    assert said.column("slow_stock", "kind") == ["slow", "slow"]  # 90 days are not known
    assert "The data begins 2026-03-05: units a day are over 5 days" in said.notes
    assert "No export of products" in said.notes


def test_cancelled_and_unsent_refunds_are_no_demand(tmp_path):
    folder = shop(
        tmp_path,
        orders="""
            order_id,created_at,cancelled_at,financial_status,fulfillment_status
            0,2025-12-01,,paid,fulfilled
            1,2026-03-01,,paid,fulfilled
            2,2026-03-02,2026-03-03,paid,fulfilled
            3,2026-03-02,,refunded,unfulfilled
            4,2026-03-10 09:00,,paid,fulfilled
            """,
        order_lines=f"{LINE}\n0,0,A,1,9\n1,1,A,7,9\n2,2,A,9,9\n3,3,A,9,9\n4,4,A,9,9",
    )
    assert heatmap(folder).row("cover", sku="A")["units"] == 7


def test_net_of_returns_where_refund_lines_name_skus(tmp_path):
    refunds = "refund_id,order_id,refunded_at,sku,qty,subtotal\nr,3,2026-03-09,A,5,500.00"
    said = heatmap(shop(tmp_path, refunds=refunds))
    assert said.row("cover", sku="A")["net_sales"] == "300.00"
    assert said.row("classes", abc="all")["net_sales"] == "500.00"


def test_what_is_expected(tmp_path):
    """4 A are due on the 13th: nothing is short; B's order is overdue, and its next has a date."""
    orders = """
        po_id,sku,ordered_at,expected_at,received_at,qty,received_qty
        P1,A,2026-03-01,2026-03-13,,5,1
        P2,B,2026-02-01,2026-03-01,,8,0
        P3,B,2026-02-01,2026-03-20,,8,0
        P4,B,2026-02-01,2026-03-12,2026-03-08,8,8
        """
    said = heatmap(shop(tmp_path, purchase_orders=orders))
    assert said.column("low_cover", "sku", "arrives", "at_stake") == [("A", "2026-03-13", "0.00")]
    (out,) = said.table("out_of_stock")
    assert (out["arrives"], out["expected"], out["incoming"]) == ("2026-03-20", "2026-03-20", 6)
    assert "purchase orders" not in said.notes


def test_less_than_nothing_and_sold_on(tmp_path):
    """B has -2 and is out; C has -1 and may be sold on: it is not."""
    stock = SHOP["inventory_levels"].replace("B,Bread,Store,0", "B,Bread,Store,-2")
    products = "sku,title,price,oversell\nB,Bread,10,false\nC,Cheese,25,true"
    stock = stock.replace("C,Cheese,Store,10", "C,Cheese,Store,-1")
    said = heatmap(shop(tmp_path, inventory_levels=stock, products=products))
    assert said.row("cover", sku="B")["available"] == -2
    # Without a product that says otherwise the e-book is goods, but it never sold.
    assert said.column("out_of_stock", "sku") == ["B"]
    assert said.row("cover", sku="C")["band"] == "not kept"
    assert "1 SKU without stock sell on" in said.notes
    assert "2 SKUs have less than nothing available" in said.notes


def test_what_is_not_for_sale_is_not_out(tmp_path):
    products = "sku,title,price,status\nB,Bread,10,archived"
    said = heatmap(shop(tmp_path, products=products))
    assert said.row("cover", sku="B")["band"] == "not kept"
    assert said.table("out_of_stock") == []
    assert said["lost_sales"] == "0.00"


def test_stock_without_any_price_has_no_value(tmp_path):
    said = heatmap(shop(tmp_path, products=None))
    assert (said["stock_value"], said["dead_stock"]) == (None, None)


def test_bands_and_their_edges():
    assert [band(days) for days in (1.99, 2.0, 3.0, 7.0, 14.0, None)] == [
        "< 2", "< 3", "< 7", "< 14", "14 +", "no sales"
    ]  # fmt: skip


def test_what_crosses_a_line_stays_above_it():
    from decimal import Decimal

    money = [Decimal(n) for n in (70, 20, 6, 3, 1, 0, -5)]
    assert classes(money) == ["A", "A", "B", "C", "C", "U", "U"]
    assert classes([Decimal(0)]) == ["U"]


def test_how_steady():
    """Twelve weeks of 4 do not vary; 48 in one week have a coefficient of sqrt(12)."""
    assert steadiness(48.0, 12 * 16.0) == "X"
    assert steadiness(48.0, 6 * 64.0) == "Z"  # every other week 8: 1.04
    assert steadiness(48.0, 48.0**2) == "Z"
    assert steadiness(None, None) is None


def test_steadiness_is_of_twelve_weeks(tmp_path):
    """W goes each week, V in the last four only."""
    days = [date(2025, 12, 16) + timedelta(weeks=n) for n in range(12)]
    orders = ["order_id,created_at", "0,2025-11-01", *(f"{n},{d}" for n, d in enumerate(days, 1))]
    lines = [f"{n},W{n},W,1,9" for n in range(1, 13)] + [f"{n},V{n},V,3,9" for n in range(9, 13)]
    said = heatmap(
        put(
            tmp_path,
            orders="\n".join(orders),
            order_lines="\n".join([LINE, "0,0,V,1,9", *lines]),
            inventory_levels="sku,location,on_hand\nW,Store,9\nV,Store,9",
        )
    )
    assert dict(said.column("cover", "sku", "xyz")) == {"V": "Z", "W": "X"}
    assert said.row("cover", sku="W")["units"] == 4


def test_stock_of_an_item_needs_the_inventory(tmp_path):
    folder = shop(tmp_path, inventory_levels=None)
    code, out, err = salesops("heatmap", "--data", str(folder), "--as-of", AS_OF)
    assert (code, out) == (3, "")
    assert "inventory" in err
