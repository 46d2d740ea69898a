"""The oracle against numbers worked out by hand, and against what generated stores meant."""

import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from oracle import Totals, cents, pulse, read, sale
from stores import FEW, MANY, ORDERS_HEAD, TRANSACTIONS_HEAD, Store, csv_files, stores, written

SHARED = Path(os.environ.get("SALESOPS_SHARED", Path(__file__).parents[3] / "shared"))
CASES = SHARED / "cases" / "shopify_exports"
at = datetime.fromisoformat
MARCH, APRIL = at("2026-03-01"), at("2026-04-01")
Row = Mapping[str, str]


def order(number: int = 1, **cells: str) -> dict[str, str]:
    """One order of one line: 2 x 50.00, net of tax, shipping 10.00, taxes 20.00, Total 130.00."""
    plain = {
        "Name": f"#{number}",
        "Financial Status": "paid",
        "Subtotal": "100.00",
        "Shipping": "10.00",
        "Taxes": "20.00",
        "Total": "130.00",
        "Discount Amount": "0.00",
        "Created at": "2026-03-10 12:00:00",
        "Lineitem quantity": "2",
        "Lineitem name": "Mug",
        "Lineitem price": "50.00",
    }
    return plain | {name.replace("_", " "): value for name, value in cells.items()}


def line(number: int, price: str, quantity: str = "1", discount: str = "") -> dict[str, str]:
    """A continuation row."""
    cells = {"Name": f"#{number}", "Lineitem price": price, "Lineitem quantity": quantity}
    return cells | {"Lineitem discount": discount, "Lineitem name": "Cap"}


def refund(number: int, day: str, amount: str, **cells: str) -> dict[str, str]:
    plain = {"Order": f"#{number}", "Kind": "refund", "Processed at": f"{day} 12:00:00"}
    plain |= {"Transaction ID": "t", "Amount": amount, "Status": "success"}
    return plain | cells


def totals(
    orders: list[Row],
    refunds: list[Row] | None = None,
    *,
    start: datetime = MARCH,
    end: datetime = APRIL,
    as_of: datetime = APRIL,
    tz: str | None = None,
) -> Totals:
    files = {"orders.csv": written(ORDERS_HEAD, [dict(row) for row in orders])}
    if refunds is not None:
        files["transactions.csv"] = written(TRANSACTIONS_HEAD, [dict(row) for row in refunds])
    return pulse(files, start, end, as_of, tz)


def day(of_march: int, hour: int = 0) -> datetime:
    return MARCH + timedelta(days=of_march - 1, hours=hour)


# Lines and which orders


def test_the_rows_of_an_order_are_its_lines():
    # 2 x 50.00 + 1 x 7.50 + 1 x 7.50: repeated identical lines are real. 115 + 10 + 20 = 145.
    got = totals([order(Subtotal="115.00", Total="145.00"), line(1, "7.50"), line(1, "7.50")])
    assert got.gross_sales == got.net_sales == Decimal("115.00")
    assert got.total_sales == Decimal("145.00")
    assert (got.orders, got.units, got.aov) == (1, 4, Decimal(115))
    assert got.not_tied == []


def test_an_empty_window_has_no_order_value():
    got = totals([order()], start=day(11))
    assert (got.orders, got.units, got.aov, got.net_sales) == (0, 0, None, 0)


@pytest.mark.parametrize(
    "cells",
    [
        {"Financial_Status": "voided"},
        {"Payment_Method": "(for testing) Bogus Gateway"},
        {"Tags": "test"},
        {"Tags": "vip, test"},
    ],
)
def test_voided_and_test_orders_are_out(cells):
    got = totals([order(**cells), order(2)])
    assert (got.orders, got.gross_sales, got.total_sales) == (1, 100, 130)


@pytest.mark.parametrize("status", ["pending", "authorized", "expired", "partially_paid"])
def test_unpaid_orders_count(status):
    assert totals([order(Financial_Status=status)]).net_sales == 100


def test_a_tag_that_only_begins_like_test_does_not_make_a_test():
    assert totals([order(Tags="tested, contest")]).orders == 1


# Discounts


def test_the_figure_that_ties_is_the_products():
    # 100 - 15 = 85 = Subtotal.
    got = totals([order(Subtotal="85.00", Total="115.00", Discount_Amount="15.00")])
    assert (got.gross_sales, got.discounts, got.net_sales, got.aov) == (100, 15, 85, 85)
    assert got.not_tied == []


@pytest.mark.parametrize(
    ("figure", "subtotal", "discount"),
    [
        ("15.00", "105.00", 25),  # lines' 10 + figure 15: 130 - 25 = 105
        ("15.00", "115.00", 15),  # figure alone, it holds the lines' 10: 130 - 15 = 115
        ("0.00", "120.00", 10),  # lines' alone: 130 - 10 = 120
    ],
)
def test_line_discounts_and_the_figure(figure, subtotal, discount):
    total = str(Decimal(subtotal) + 30)
    head = order(Subtotal=subtotal, Total=total, Discount_Amount=figure, Lineitem_discount="4.00")
    got = totals([head, line(1, "30.00", discount="6.00")])
    assert (got.gross_sales, got.discounts) == (130, discount)
    assert got.not_tied == []


def test_a_figure_beside_free_shipping_is_for_shipping():
    got = totals([order(Shipping="0.00", Total="120.00", Discount_Amount="8.00")])
    assert (got.discounts, got.net_sales, got.not_tied) == (0, 100, [])


def test_a_figure_that_lowers_total_is_for_shipping_and_taxes_are_added():
    # 100 + 10 - 8 + 20 = 122.
    got = totals([order(Total="122.00", Discount_Amount="8.00")])
    assert (got.gross_sales, got.discounts, got.not_tied) == (100, 0, [])


def test_any_other_figure_is_the_products_and_the_order_does_not_tie():
    # Lines = Subtotal 100, Total 130 = 100 + 10 + 20 and not 130 - 8.
    got = totals([order(Discount_Amount="8.00")])
    assert (got.discounts, got.net_sales, got.not_tied) == (8, 92, ["#1"])


def test_lines_that_miss_subtotal_are_named_and_stay_as_they_are():
    got = totals([order(10, Subtotal="102.00", Total="132.00"), order(9)])
    assert (got.gross_sales, got.discounts, got.not_tied) == (200, 0, ["#10"])


# Tax


def test_tax_in_prices_is_taken_out():
    # Total 110 = 100 + 10. 22 of 110 is tax, so 4/5 is kept: gross 80, discounts 0.
    got = totals([order(Taxes="22.00", Total="110.00")])
    assert (got.gross_sales, got.net_sales, got.aov, got.total_sales) == (80, 80, 80, 110)


def test_tax_is_taken_out_of_discounts_too():
    # 100 - 10 = 90 + 10 = 100 = Total, of which 20 tax: 4/5 of 100, of 10 and of 90.
    cells = {"Subtotal": "90.00", "Total": "100.00", "Discount_Amount": "10.00"}
    got = totals([order(**cells)])
    assert (got.gross_sales, got.discounts, got.net_sales) == (80, 8, 72)


def test_an_unknown_tax_case_is_taken_as_it_is():
    assert totals([order(Total="133.00")]).net_sales == 100


def test_a_share_that_never_ends_is_not_rounded():
    # 9 with 3 of it tax: 9 x (1 - 3/9) = 6; 7 with 3 of it tax: 7 x (1 - 3/7) = 4.
    nine = order(1, Subtotal="9", Shipping="0", Taxes="3", Total="9", Lineitem_price="4.50")
    seven = order(2, Subtotal="7", Shipping="0", Taxes="3", Total="7", Lineitem_price="3.50")
    assert totals([nine, seven]).gross_sales == 10


# Returns


def test_a_full_refund_returns_gross_less_discounts_on_its_day():
    orders, refunds = [order()], [refund(1, "2026-03-18", "130.00")]
    before = totals(orders, refunds, end=day(18))
    after = totals(orders, refunds, start=day(18))
    assert (before.net_sales, before.total_sales) == (100, 130)
    assert (after.returns, after.net_sales, after.total_sales) == (100, -100, -130)
    assert (after.orders, after.aov) == (0, None)


def test_a_partial_refund_returns_its_share():
    # 0.65 x 100 / 130 = 0.50; 19.50 x 85 / 115 = 14.413.. -> 14.41.
    assert totals([order()], [refund(1, "2026-03-11", "0.65")]).returns == Decimal("0.50")
    off = order(Subtotal="85.00", Total="115.00", Discount_Amount="15.00")
    assert totals([off], [refund(1, "2026-03-11", "19.50")]).returns == Decimal("14.41")


def test_half_a_cent_goes_to_the_even_cent():
    # Worth 5 of 10: 0.25 x 5 / 10 = 0.125 -> 0.12; 0.27 x 5 / 10 = 0.135 -> 0.14.
    half = order(Subtotal="5", Shipping="5", Taxes="0", Total="10", Lineitem_price="2.50")
    assert totals([half], [refund(1, "2026-03-11", "0.25")]).returns == Decimal("0.12")
    assert totals([half], [refund(1, "2026-03-11", "0.27")]).returns == Decimal("0.14")


def test_the_refund_that_reaches_total_takes_what_is_left():
    # 43.33 x 100 / 130 = 33.3307 -> 33.33 twice; the last takes 100 - 66.66 = 33.34.
    refunds = [refund(1, f"2026-03-{d}", a) for d, a in ((11, "43.33"), (12, "43.33"))]
    refunds.append(refund(1, "2026-03-13", "43.34"))
    assert totals([order()], refunds, end=day(13)).returns == Decimal("66.66")
    assert totals([order()], refunds, start=day(13)).returns == Decimal("33.34")


def test_transactions_win_over_the_refunded_amount_of_their_order_only():
    # #1: 65 of 130 by transaction -> 50; its column of 130 is not read. #2: column, 13 -> 10.
    orders = [order(1, Refunded_Amount="130.00"), order(2, Refunded_Amount="13.00")]
    got = totals(orders, [refund(1, "2026-03-18", "65.00")])
    assert (got.returns, got.total_sales) == (60, 260 - 65 - 13)
    assert totals(orders, [refund(1, "2026-03-18", "65.00")], end=day(11)).returns == 10


def test_refunds_that_failed_and_sales_return_nothing():
    failed = refund(1, "2026-03-11", "130.00", Status="failure")
    sale_row = refund(1, "2026-03-11", "130.00", Kind="sale")
    assert totals([order()], [failed, sale_row]).returns == 0


def test_an_order_of_nothing_returns_nothing():
    free = order(Subtotal="0", Shipping="0", Taxes="0", Total="0", Discount_Amount="100.00")
    got = totals([free | {"Cancelled at": "2026-03-11 12:00:00"}])
    assert (got.gross_sales, got.discounts, got.returns, got.total_sales) == (100, 100, 0, 0)


def test_tax_in_prices_is_out_of_returns():
    # Kept 4/5: worth 80 of Total 110. 55 x 80 / 110 = 40; all of it: 80.
    taxed = order(Taxes="22.00", Total="110.00")
    assert totals([taxed], [refund(1, "2026-03-11", "55.00")]).returns == 40
    assert totals([taxed], [refund(1, "2026-03-11", "110.00")]).net_sales == 0


# Cancellations and as-of


def test_a_cancelled_order_is_reversed_on_its_cancel_date():
    gone = order(Cancelled_at="2026-03-20 12:00:00")
    assert totals([gone], end=day(20)).net_sales == 100
    after = totals([gone], start=day(20))
    assert (after.returns, after.total_sales, after.orders) == (100, -130, 0)


def test_a_cancellation_reverses_only_what_was_not_refunded():
    # 39 of 130 -> 30 on the 18th; 70 and 91 are left for the 20th.
    gone, refunds = order(Cancelled_at="2026-03-20 12:00:00"), [refund(1, "2026-03-18", "39.00")]
    assert totals([gone], refunds, end=day(20)).returns == 30
    after = totals([gone], refunds, start=day(20))
    assert (after.returns, after.total_sales) == (70, -91)
    both = totals([gone], refunds)
    assert (both.net_sales, both.total_sales, both.orders, both.units) == (0, 0, 1, 2)


def test_nothing_at_or_after_as_of_is_seen():
    gone, refunds = order(Cancelled_at="2026-03-20 12:00:00"), [refund(1, "2026-03-18", "39.00")]
    orders = [gone, order(2, Created_at="2026-03-19 12:00:00")]
    assert totals(orders, refunds, as_of=day(18, 12)).returns == 0
    assert totals(orders, refunds, as_of=day(18, 13)).returns == 30
    assert totals(orders, refunds, as_of=day(19, 12)).orders == 1  # exactly at as-of is out
    assert totals(orders, refunds, as_of=day(20, 12)).returns == 30
    assert totals(orders, refunds, as_of=day(20, 13)).returns == 100


def test_a_refund_still_to_come_is_not_taken_from_the_refunded_amount():
    refunds = [refund(1, "2026-03-18", "130.00")]
    assert totals([order(Refunded_Amount="130.00")], refunds, as_of=day(15)).returns == 0


# Time


def test_the_window_is_half_open():
    orders = [
        order(1, Created_at="2026-03-10 00:00:00"),
        order(2, Created_at="2026-03-11 00:00:00"),
    ]
    assert totals(orders, start=day(10), end=day(11)).orders == 1


def test_a_zone_moves_offset_stamps_and_leaves_naive_ones():
    # 03:30 UTC on the 10th is 23:30 on the 9th in New York.
    orders = [order(1, Created_at="2026-03-10 03:30:00 +0000")]
    orders.append(order(2, Created_at="2026-03-10 03:30:00"))
    assert totals(orders, end=day(10), tz="America/New_York").orders == 1
    assert totals(orders, start=day(10), tz="America/New_York").orders == 1


def test_without_a_zone_a_stamp_is_taken_as_written():
    late = [order(Created_at="2026-03-10 23:30:00 -0500")]  # the 11th in UTC
    assert totals(late, start=day(10), end=day(11)).orders == 1


def test_a_repeated_hour_counts_twice():
    # New York, 2026-11-01: 05:30 UTC is 01:30 EDT, 06:30 UTC is 01:30 EST.
    orders = [order(n, Created_at=f"2026-11-01 0{4 + n}:30:00 +0000") for n in (1, 2)]
    start, end = at("2026-11-01 01:00"), at("2026-11-01 02:00")
    got = totals(orders, start=start, end=end, as_of=end, tz="America/New_York")
    assert got.orders == 2


# The shared cases


@pytest.mark.shared
@pytest.mark.parametrize(
    ("case", "beside"),
    [
        ("bexio_orders_export.csv", ["bexio_transactions_export.csv"]),
        ("tieout_orders_clean.csv", []),
    ],
)
def test_shared_exports(case, beside):
    if not CASES.is_dir():
        pytest.skip(f"no case data at {CASES}")
    said = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))[case]["pulse"]
    files = {name: (CASES / name).read_text(encoding="utf-8") for name in [case, *beside]}
    got = pulse(files, at("2026-01-01"), at("2027-01-01"), at("2027-01-01"), None)
    money = ["gross_sales", "discounts", "returns", "net_sales", "total_sales"]
    assert {name: str(cents(getattr(got, name))) for name in money} == {n: said[n] for n in money}
    assert got.orders == said["orders"]
    assert got.not_tied == [words.split()[0] for words in said["does_not_tie"]]
    before = Decimal(said["total_sales_before_refunds"]) - Decimal(said["refunded_total"])
    assert got.total_sales == before


# What generated stores meant


def means_what_it_says(store: Store) -> None:
    """The oracle finds in the files the discount, the tax case and the clock they were made of."""
    found = {o.name: sale(o) for o in read(csv_files(store), store.tz)}
    for meant in store.orders:
        got, money = found[meant.name], meant.amounts
        assert got.tied == money.tied
        assert got.discount == Fraction(money.product_discount, 100) * money.kept_of_tax
        assert got.worth == money.worth / 100
        assert got.order.created == store.local(meant.created)


@FEW
@given(stores())
def test_generated_stores_mean_what_they_say(store):
    means_what_it_says(store)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@MANY
@given(stores())
def test_generated_stores_mean_what_they_say_at_length(store):
    means_what_it_says(store)


@FEW
@given(stores())
def test_days_sum_to_the_whole(store):
    files, days = csv_files(store), []
    start = store.since
    while start < store.until:
        end = min(start + timedelta(days=1), store.until)
        days.append(pulse(files, start, end, store.as_of, store.tz))
        start = end
    whole = pulse(files, store.since, store.until, store.as_of, store.tz)
    for name in ("gross_sales", "discounts", "returns", "net_sales", "total_sales"):
        parts = sum(getattr(one, name) for one in days)
        assert abs(parts - getattr(whole, name)) < Decimal("1e-20")
    for name in ("orders", "units"):
        assert sum(getattr(one, name) for one in days) == getattr(whole, name)
