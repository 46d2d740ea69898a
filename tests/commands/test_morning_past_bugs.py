"""One test a past bug of the morning's analyses: small shops that gave a wrong number."""

from datetime import date, timedelta

import pytest
from carts_store import carts
from carts_store import store as carts_store
from fulfillment_store import fulfillment
from fulfillment_store import store as parcels_store
from heatmap_store import heatmap
from pulse_store import pulse, put
from reorder_store import reorder
from returns_store import REFUNDS, returns
from scorecard_store import card

LINE = "order_id,line_id,sku,qty,unit_price"
MIDNIGHT = "2026-03-10"


def days(first: str, count: int) -> list[str]:
    """So many days from the first."""
    return [f"{date.fromisoformat(first) + timedelta(days=n)}" for n in range(count)]


def launch(folder, **files):
    """NEW sold two a day on the ten days from 18 February, its first; OLD long before."""
    sold = [("OLD", "2025-12-01", 1), *(("NEW", day, 2) for day in days("2026-02-18", 10))]
    orders = [f"{n},{day} 10:00" for n, (_, day, _) in enumerate(sold)]
    lines = [f"{n},{n},{sku},{units},10" for n, (sku, _, units) in enumerate(sold)]
    return put(
        folder,
        orders="\n".join(["order_id,created_at", *orders]),
        order_lines="\n".join([LINE, *lines]),
        **{"inventory_levels": "sku,on_hand\nNEW,10\nOLD,5", **files},
    )


def test_days_out_of_a_new_sku_leave_its_pace(tmp_path):
    """It sold out on 27 February: 20 in ten days, not in the eighteen without the days out."""
    left = [f"{day},NEW,{5 if n < 10 else 0}" for n, day in enumerate(days("2026-02-18", 20))]
    history = "\n".join(["day,sku,on_hand", *left])
    said = heatmap(launch(tmp_path, stock_history=history), as_of=MIDNIGHT)
    new = said.row("cover", sku="NEW")
    assert (new["days"], new["velocity"], new["days_of_cover"]) == (10, 2.0, 5.0)
    assert reorder(tmp_path).row("skus", sku="NEW")["daily"] == 2.0


def test_days_before_its_first_sale_are_no_days_out_of_it(tmp_path):
    """The history has it at nothing from 10 February on: it was not there yet."""
    left = [f"{day},NEW,{0 if n < 8 else 5}" for n, day in enumerate(days("2026-02-10", 28))]
    history = "\n".join(["day,sku,on_hand", *left])
    said = heatmap(launch(tmp_path, stock_history=history), as_of=MIDNIGHT)
    assert said.row("cover", sku="NEW")["days"] == 20


def test_incoming_is_one_figure_in_heatmap_and_reorder(tmp_path):
    """The inventory's, where it has one: the purchase order is the same goods."""
    purchases = "po_id,sku,ordered_at,expected_at,qty\nP1,NEW,2026-03-01,2026-03-12,10"
    for incoming, wanted in (("3", 3), ("0", 10)):
        stock = f"sku,on_hand,incoming\nNEW,10,{incoming}\nOLD,5,"
        folder = launch(tmp_path, inventory_levels=stock, purchase_orders=purchases)
        shown = heatmap(folder, as_of=MIDNIGHT).row("cover", sku="NEW")
        assert shown["incoming"] == wanted
        assert reorder(folder).row("skus", sku="NEW")["incoming"] == wanted


def test_a_launch_of_yesterday_is_no_pace_for_weeks(tmp_path):
    """30 of NEW yesterday are 30 / 7 a day, and its order is not late from before it was."""
    folder = put(
        tmp_path,
        orders="order_id,created_at\n0,2025-06-01\n1,2026-03-09",
        order_lines=f"{LINE}\n0,0,OLD,1,10\n1,1,NEW,30,10",
        inventory_levels="sku,on_hand\nNEW,5",
    )
    new = reorder(folder).row("skus", sku="NEW")
    assert (new["days_counted"], new["daily"]) == (7, pytest.approx(30 / 7))
    assert new["quantity"] == 85  # 30 / 7 x 21 days, less 5
    assert (new["order_by"], new["overdue_days"]) == ("2026-03-09", 1)
    assert new["reason"] == "no safety stock: only 1 day in stock; no cost"
    shown = heatmap(folder, as_of=MIDNIGHT).row("cover", sku="NEW")
    assert shown["velocity"] == new["daily"]


def test_data_that_is_new_makes_no_sku_new(tmp_path):
    """Three days of exports: 2 a day is 2 a day."""
    folder = put(
        tmp_path,
        orders="\n".join(["order_id,created_at", *(f"{d},{d}" for d in days("2026-03-07", 3))]),
        order_lines="\n".join([LINE, *(f"{d},{d},A,2,10" for d in days("2026-03-07", 3))]),
        inventory_levels="sku,on_hand\nA,9",
    )
    assert reorder(folder).row("skus", sku="A")["daily"] == 2.0


def test_what_cannot_be_sold_is_in_no_cover(tmp_path):
    """10 on hand, 1 committed, 4 damaged: 5 for all, at one a day (28 in 28 days)."""
    folder = put(
        tmp_path,
        orders="\n".join(["order_id,created_at", *(f"{d},{d}" for d in days("2026-02-10", 28))]),
        order_lines="\n".join([LINE, *(f"{d},{d},A,1,10" for d in days("2026-02-10", 28))]),
        inventory_levels="sku,on_hand,committed,unavailable\nA,10,1,4",
    )
    shown = heatmap(folder, as_of=MIDNIGHT).row("cover", sku="A")
    assert (shown["available"], shown["days_of_cover"]) == (5, 5.0)
    assert pulse(folder).row("top_skus", sku="A")["days_of_cover"] == 5.0
    assert reorder(folder).row("skus", sku="A")["available"] == 5


def test_a_cart_of_what_cannot_be_sold(tmp_path):
    """5 on hand, 1 committed, 4 damaged: nothing is left for the two of the cart."""
    folder = carts_store(
        tmp_path,
        "y,2026-03-10 09:00,y@x.test,,,10",
        "O1,2026-03-10 11:00,z@x.test,,,50",
        checkout_lines="checkout_id,line_id,sku,title,qty,unit_price\ny,1,CUP,Cup,2,5",
        inventory_levels="sku,on_hand,committed,unavailable\nCUP,5,1,4",
    )
    assert carts(folder).column("to_contact", "stock") == ["CUP: 0 left"]


def test_stock_serves_the_orders_of_other_currencies_too(tmp_path):
    folder = put(
        tmp_path,
        orders="order_id,created_at,currency\n0,2026-03-05,EUR\n1,2026-03-06,USD",
        order_lines=f"{LINE}\n0,0,A,1,10\n1,1,A,10,10",
        inventory_levels="sku,on_hand\nA,28",
    )
    said = heatmap(folder, "--currency", "EUR", as_of=MIDNIGHT)
    assert "Orders in other currencies are left out, and the same stock serves them" in said.notes


def test_who_orders_in_another_currency_is_said_to_be_unknown(tmp_path):
    """The cart is open for --currency EUR, since the order in USD is left out: said."""
    folder = put(
        tmp_path,
        orders="order_id,created_at,email,currency\n1,2026-03-09 10:00,a@x.test,USD\n"
        "2,2026-03-09 11:00,b@x.test,EUR",
        order_lines=f"{LINE}\n1,1,A,1,10\n2,2,A,1,10",
        checkouts="checkout_id,created_at,email,total,currency\nc,2026-03-08 10:00,a@x.test,9,EUR",
    )
    said = carts(folder, "--currency", "EUR")
    assert said["open_carts"] == 1
    assert "orders in other currencies are left out" in said.notes
    assert "1 order was placed in this window beside 1 abandoned cart that" in said.notes


def test_an_order_cancelled_after_it_left_has_no_time_to_send(tmp_path):
    """Sent after 24 and 48 hours, on time and not; the third, cancelled, after one."""
    said = fulfillment(
        parcels_store(
            tmp_path,
            """
            a,#a,2026-03-01 10:00,2026-03-01 10:00,2026-03-02 10:00,,paid,fulfilled,,web,
            b,#b,2026-03-01 10:00,2026-03-01 10:00,2026-03-03 10:00,,paid,fulfilled,,web,
            c,#c,2026-03-01 10:00,2026-03-01 10:00,2026-03-01 11:00,2026-03-04,paid,fulfilled,,web,
            d,#d,2026-03-09 20:00,2026-03-09 20:00,,,paid,unfulfilled,,web,
            """,
        )
    )
    assert (said["sent_orders"], said["on_time_rate"], said["median_hours"]) == (2, 0.5, 36.0)
    assert said["p90_hours"] == pytest.approx(24 + 0.9 * 24)
    assert sum(said.column("weeks", "sent")) == 2


def test_nobody_is_late_for_longer_than_since_the_payment(tmp_path):
    """Promised for the 6th, paid on the 8th at 10: late for 50 hours, not for 98."""
    said = fulfillment(
        parcels_store(
            tmp_path,
            """
            a,#a,2026-03-05 10:00,2026-03-08 10:00,,,paid,unfulfilled,,web,
            b,#b,2026-03-10 09:00,2026-03-10 09:00,,,paid,unfulfilled,,web,
            """,
            fulfillments="fulfillment_id,order_id,promised_at,status\n1,a,2026-03-06 10:00,pending",
        )
    )
    assert said.column("contacts", "order", "waiting_hours", "late_hours") == [("#a", 50.0, 50.0)]


def astray(folder):
    """One A sold and two without a day, of which one comes back; a refund of no known order."""
    return put(
        folder,
        orders="order_id,created_at\n1,2026-01-05\n2,\n3,2026-03-09",
        order_lines=f"{LINE}\n1,1,A,1,10\n2,2,A,2,10\n3,3,B,1,10",
        refunds=f"{REFUNDS}\nR1,1,2,2026-02-05,A,1,10.00,,\nR2,2,,,A,1,7.00,,",
    )


def test_a_refund_without_its_order_is_in_no_cohort(tmp_path):
    said = returns(astray(tmp_path), "--period", "all", "--basis", "cohort")
    assert said.column("products", "sku", "returns") == [
        ("A", "10.00"),
        ("other", "0.00"),
        ("all", "10.00"),
    ]
    assert said.column("reasons", "returns") == ["10.00", "10.00"]
    cash = returns(tmp_path, "--period", "all", "--basis", "cash")
    assert cash.row("products", sku="A")["returns"] == "17.00"


def test_what_has_no_day_was_sold_too(tmp_path):
    """1 of 3 A, not of 1: all of the data is asked for."""
    said = returns(astray(tmp_path), "--period", "all", "--basis", "cohort")
    a = said.row("products", sku="A")
    assert (a["sold"], a["back"], a["orders"]) == (3, 1, 2)
    assert a["rate"] == pytest.approx(1 / 3)
    window = returns(tmp_path, "--since", "2026-01-01", "--basis", "cohort")
    assert window.row("products", sku="all")["sold"] == 2


def test_what_is_parted_over_products_sums_to_the_cent(tmp_path):
    """100.00 given back of three lines of one price: 33.34 and twice 33.33."""
    folder = put(
        tmp_path,
        orders="order_id,created_at,total\n1,2026-01-05,300\n2,2026-03-09,1",
        order_lines=f"{LINE}\n1,1,A,1,100\n1,2,B,1,100\n1,3,C,1,100\n2,4,D,1,1",
        payments="txn_id,order_id,kind,status,amount,paid_at\nt,1,refund,success,100,2026-01-20",
    )
    said = returns(folder, "--period", "2026-01")
    assert said.column("products", "returns") == ["33.34", "33.33", "33.33", "100.00"]


def test_postage_given_back_is_no_return(tmp_path):
    """Goods after 20 days; the postage after one is a refund, and nothing came back."""
    folder = put(
        tmp_path,
        orders="order_id,created_at\n1,2026-01-05\n2,2026-03-09",
        order_lines=f"{LINE}\n1,1,A,2,10\n2,2,A,1,10",
        refunds="refund_id,line_id,order_id,refunded_at,sku,qty,subtotal,shipping,kind\n"
        "R1,1,1,2026-01-25,A,1,10.00,0,product\nR2,1,1,2026-01-06,,0,0,5,service",
    )
    said = returns(folder, "--period", "2026-01")
    assert said["days_to_return"] == 20.0
    assert said.row("delays", within="any time")["refunds"] == 1


def test_refunds_on_their_orders_days_tell_no_days_to_return(tmp_path):
    folder = put(
        tmp_path,
        orders="order_id,created_at\n1,2026-01-05\n2,2026-03-09",
        order_lines=f"{LINE}\n1,1,A,2,10\n2,2,A,1,10",
        refunds=f"{REFUNDS}\nR1,1,1,2026-01-25,A,1,10.00,,",
    )
    assert returns(folder, "--period", "2026-01")["days_to_return"] == 20.0
    said = returns(folder, "--period", "2026-01", "--refunds-on", "order")
    assert (said["days_to_return"], said.table("delays")) == (None, [])
    assert "how soon things come back is not told" in said.notes
    assert "came within 30 days" not in said.notes


@pytest.mark.parametrize(
    ("more", "wanted"), [("", "300.00"), (",2026-03,shop,net_sales,400", "400.00")]
)
def test_targets_of_several_shops_are_their_sum(tmp_path, more, wanted):
    """100 and 200 are 300; a line of no shop is of all of them. 155 are sold."""
    folder = put(
        tmp_path,
        orders="shop_id,order_id,created_at\nx,1,2026-03-01\ny,2,2026-03-02\ny,3,2026-03-09",
        order_lines=f"shop_id,{LINE}\nx,1,1,A,1,100\ny,2,2,A,1,50\ny,3,3,A,1,5",
        targets="shop_id,period,scope,metric,value\nx,2026-03,shop,net_sales,100\n"
        f"y,2026-03,shop,net_sales,200\n{more}".rstrip(),
    )
    (month,) = card(folder, "--period", "this-month", as_of=MIDNIGHT).table("progress")
    assert (month["target"], month["net_sales"]) == (wanted, "155.00")
    assert pulse(folder).row("target", period="month")["target"] == wanted
