"""Returns: which source of them counts, on what day, and how much of an all-in refund is goods."""

from decimal import Decimal

import pytest
from pulse_store import pulse, put, refused

HEAD = "order_id,created_at,subtotal,shipping,tax,total,refunded_total,cancelled_at"
LINE = "order_id,line_id,sku,qty,unit_price"
ORDER = "A,2026-03-02 10:00,100.00,10.00,10.00,120.00"
"""100 of goods, 10 of shipping, 10 of tax."""


def store(folder, refunded="", cancelled="", **files):
    return put(
        folder,
        orders=f"{HEAD}\n{ORDER},{refunded},{cancelled}",
        order_lines=f"{LINE}\nA,1,X,4,25.00",
        **files,
    )


def transactions(*rows: str) -> str:
    return "\n".join(["txn_id,order_id,kind,status,paid_at,amount", *rows])


def refund_lines(*rows: str) -> str:
    head = "refund_id,order_id,refunded_at,sku,qty,subtotal,tax,shipping,discrepancy,kind"
    return "\n".join([head, *rows])


def test_a_full_refund_gives_the_goods_back(tmp_path):
    payments = transactions("t,A,refund,success,2026-03-04 09:00,120.00")
    said = pulse(store(tmp_path, payments=payments))
    assert (said["gross_sales"], said["returns"], said["net_sales"]) == ("100.00", "100.00", "0.00")
    assert said.steps["refunds of shipping, tax and other"] == "-20.00"
    assert said["total_sales"] == "0.00"
    assert said["orders"] == 1  # it stays an order


def test_a_partial_refund_by_value(tmp_path):
    """30 of 120 all-in is 30 x 100 / 120 = 25.00 of goods; that this is estimated is said."""
    said = pulse(store(tmp_path, payments=transactions("t,A,refund,success,2026-03-04,30.00")))
    assert (said["returns"], said["net_sales"], said["total_sales"]) == ("25.00", "75.00", "90.00")
    assert "estimated split" in said.notes


def test_partial_refunds_that_complete_the_total_sum_to_the_goods(tmp_path):
    """40.01 -> 33.34, 39.99 -> 33.32 (33.325, half to even), and the last takes what is left."""
    payments = transactions(
        "t1,A,refund,success,2026-03-03,40.01",
        "t2,A,refund,success,2026-03-04,39.99",
        "t3,A,refund,success,2026-03-05,40.00",
    )
    said = pulse(store(tmp_path, payments=payments))
    by_day = dict(said.column("days", "day", "returns"))
    assert by_day["2026-03-03"] == "33.34"
    assert by_day["2026-03-04"] == "33.32"
    assert by_day["2026-03-05"] == "33.34"
    assert (said["returns"], said["total_sales"]) == ("100.00", "0.00")


def test_failed_refunds_and_sales_are_no_returns(tmp_path):
    payments = transactions(
        "t1,A,sale,success,2026-03-02,120.00", "t2,A,refund,failure,2026-03-04,120.00"
    )
    assert pulse(store(tmp_path, payments=payments))["returns"] == "0.00"


def test_refund_lines_win_over_transactions_over_the_total(tmp_path):
    """One refund, seen three ways with three amounts: never two of them."""
    lines = refund_lines("r,A,2026-03-05 08:00,X,1,25.00,2.50,0,0,product")
    payments = transactions("t,A,refund,success,2026-03-06 08:00,60.00")
    total_only = pulse(store(tmp_path, "48.00"))
    with_dates = pulse(store(tmp_path, "48.00", payments=payments))
    with_lines = pulse(store(tmp_path, "48.00", payments=payments, refunds=lines))
    assert total_only["returns"] == "40.00"  # 48 x 100 / 120
    assert with_dates["returns"] == "50.00"
    assert with_lines["returns"] == "25.00"
    assert with_lines["total_sales"] == "92.50"
    assert [s.row("days", day=d)["returns"] for s, d in [
        (total_only, "2026-03-02"), (with_dates, "2026-03-06"), (with_lines, "2026-03-05"),
    ]] == ["40.00", "50.00", "25.00"]  # fmt: skip


def test_precedence_is_order_by_order(tmp_path):
    """A's refund has lines, B's only a transaction, C's only a total: all three count."""
    put(
        tmp_path,
        orders=f"""
            {HEAD}
            A,2026-03-02,10,0,0,10.00,,
            B,2026-03-02,20,0,0,20.00,,
            C,2026-03-02,40,0,0,40.00,40.00,
            """,
        order_lines=f"{LINE}\nA,1,X,1,10\nB,2,X,1,20\nC,3,X,1,40",
        refunds=refund_lines("r,A,2026-03-05,X,1,10.00,0,0,0,product"),
        payments=transactions("t,B,refund,success,2026-03-05,20.00"),
    )
    assert pulse(tmp_path)["returns"] == "70.00"


def test_discrepancy_and_kinds_of_refund_lines(tmp_path):
    """25 of goods and 3 given beyond them are returns; a gift card's 50 and shipping are not."""
    lines = refund_lines(
        "r,A,2026-03-05,X,1,25.00,2.50,4.00,3.00,product",
        "r,A,2026-03-05,CARD,1,50.00,0,0,0,gift_card",
    )
    said = pulse(store(tmp_path, refunds=lines))
    assert said["returns"] == "28.00"
    assert said.steps["refunds of shipping, tax and other"] == "-56.50"
    assert said["total_sales"] == "35.50"  # 120 - 84.50


def test_a_cancelled_order_unpaid_is_taken_back_when_cancelled(tmp_path):
    said = pulse(store(tmp_path, cancelled="2026-03-06 12:00"))
    assert (said["gross_sales"], said["returns"], said["net_sales"]) == ("100.00", "100.00", "0.00")
    assert said["total_sales"] == "0.00"
    assert said.row("days", day="2026-03-06")["returns"] == "100.00"


def test_a_cancelled_order_refunded_is_taken_back_once(tmp_path):
    payments = transactions("t,A,refund,success,2026-03-04 09:00,120.00")
    said = pulse(store(tmp_path, cancelled="2026-03-06 12:00", payments=payments))
    assert said["returns"] == "100.00"
    returns = {day: r for day, r in said.column("days", "day", "returns") if Decimal(r)}
    assert returns == {"2026-03-04": "100.00"}


def test_a_cancelled_order_refunded_in_part(tmp_path):
    """25 of the goods by refund on the 4th, the other 75 by cancellation on the 6th."""
    payments = transactions("t,A,refund,success,2026-03-04 09:00,30.00")
    said = pulse(store(tmp_path, cancelled="2026-03-06 12:00", payments=payments))
    returns = {day: r for day, r in said.column("days", "day", "returns") if Decimal(r)}
    assert returns == {"2026-03-04": "25.00", "2026-03-06": "75.00"}
    assert said["total_sales"] == "0.00"


def test_a_refund_of_an_order_that_is_not_there(tmp_path):
    payments = transactions("t,GONE,refund,success,2026-03-04,33.00")
    said = pulse(store(tmp_path, payments=payments))
    assert (said["returns"], said["total_sales"]) == ("33.00", "87.00")
    assert said.finding("refunds-without-order")["facts"] == {"count": 1}


def test_returns_of_earlier_orders_can_outweigh_a_day(tmp_path):
    """Booked on their own day, so net sales of that day are negative."""
    payments = transactions("t,A,refund,success,2026-03-04 09:00,120.00")
    said = pulse(store(tmp_path, payments=payments), "--period", "2026-03-04")
    assert (said["orders"], said["net_sales"], said["aov"]) == (0, "-100.00", None)


def test_refunds_on_order(tmp_path):
    payments = transactions("t,A,refund,success,2026-03-04 09:00,30.00")
    said = pulse(store(tmp_path, payments=payments), "--refunds-on", "order")
    assert said.row("days", day="2026-03-02")["returns"] == "25.00"
    assert said.row("days", day="2026-03-04")["returns"] == "0.00"


def test_refunds_on_refund_with_known_days(tmp_path):
    payments = transactions("t,A,refund,success,2026-03-04 09:00,30.00")
    said = pulse(store(tmp_path, payments=payments), "--refunds-on", "refund")
    assert said.row("days", day="2026-03-04")["returns"] == "25.00"


def test_refunds_on_refund_refuses_unknown_days(tmp_path):
    code, err = refused(store(tmp_path, "30.00"), "--refunds-on", "refund")
    assert code == 2
    assert "1 refund" in err
    assert "--refunds-on order" in err
    assert "Traceback" not in err


def test_refunds_on_in_settings(tmp_path):
    config = '[sales]\nrefunds_on = "refund"'
    code, err = refused(store(tmp_path, "30.00", salesops=config))
    assert code == 2
    assert "refund" in err


def test_unknown_days_are_the_orders_and_said(tmp_path):
    said = pulse(store(tmp_path, "30.00"))
    assert said.row("days", day="2026-03-02")["returns"] == "25.00"
    assert "1 refund has no date of its own" in said.notes


@pytest.mark.parametrize("word", ["day", "Order "])
def test_refunds_on_something_else(tmp_path, word):
    code, err = refused(store(tmp_path), "--refunds-on", word)
    assert code == 2
    assert "auto, order, refund" in err


def test_negative_lines_of_flat_files(tmp_path):
    """A line of -1 is a return on its own day: net of both is the one that stays."""
    put(
        tmp_path,
        lines="""
            order_id,order_date,sku,quantity,unit_price
            1,2026-03-02,X,2,15.00
            1,2026-03-05,X,-1,15.00
            """,
    )
    said = pulse(tmp_path)
    assert (said["gross_sales"], said["returns"], said["net_sales"]) == ("30.00", "15.00", "15.00")
    assert (said["orders"], said["units"]) == (1, 2)
    assert said.row("days", day="2026-03-05")["net_sales"] == "-15.00"
