"""Goals of the sales team on the card: deals of a few days, counted by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from pulse_store import put
from scorecard_store import AS_OF, asked, card, store

pytestmark = pytest.mark.usefixtures("loaded_once")
DEALS = """
    deal_id,owner,status,amount,created_at,closed_at
    D1,Ann,won,100,2026-01-01 09:00,2026-02-10 09:00
    D2,Ann,lost,300,2026-01-01 09:00,2026-02-18 15:09
    D3,Bob,won,50,2026-02-01 09:00,2026-02-18 15:10
    D4,Bob,won,250,2026-02-09 09:00,2026-03-01 00:00
    D5,Bob,won,,2026-03-02 09:00,2026-03-04 09:00
    D6,Ann,lost,150,2026-03-01 09:00,2026-03-18 15:09
    D7,Ann,open,900,2026-03-18 15:09,
    D8,Ann,closed,70,2026-03-01 09:00,2026-03-02 09:00
"""
METRICS = ("won_value", "won_deals", "lost_deals", "new_deals", "win_rate", "win_rate_value",
           "avg_won", "cycle_length")  # fmt: skip
GOALS = "\n".join(
    f'[[goals]]\nmetric = "{name}"\nover = "month"\n'
    + ('at_least = "0 %"' if "rate" in name else "at_least = 0")
    for name in METRICS
)


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    return card(store(tmp_path_factory.mktemp("crm"), deals=DEALS), goals=GOALS)


@pytest.mark.parametrize(
    ("metric", "march", "february", "n"),
    [
        ("won_value", Decimal(250), Decimal(100), None),
        ("won_deals", 2, 1, None),
        ("lost_deals", 1, 1, None),
        ("new_deals", 4, 2, None),
        ("win_rate", Fraction(2, 3), Fraction(1, 2), 3),
        ("win_rate_value", Fraction(250, 400), Fraction(100, 400), 3),
        ("avg_won", Decimal(250), Decimal(100), 1),
        ("cycle_length", Fraction(22, 2), 40, 2),
    ],
)
def test_a_month_so_far_meets_as_much_of_the_one_before(said, metric, march, february, n):
    """In February, to the 18th at 15:10: what closed or began at that very minute is out."""
    row = said.row("goals", metric=metric)
    assert (float(row["actual"]), float(row["base"])) == pytest.approx(
        (float(march), float(february))
    )
    assert row["n"] == n


def test_before_the_first_deal_there_is_no_history_and_no_zero(tmp_path):
    late = DEALS.replace("2026-01-01", "2026-02-01")
    found = card(store(tmp_path, deals=late), "--period", "2026-01", goals=GOALS)
    assert {row["reason"] for row in found.table("goals")} == {"no history"}


def test_without_a_crm_it_says_what_would_feed_it(tmp_path):
    found = card(store(tmp_path), goals=GOALS)
    assert {row["reason"] for row in found.table("goals")} == {"no deals"}
    assert "need an export of a CRM (deals)" in found.notes


def test_deals_in_another_currency_than_the_orders_are_refused(tmp_path):
    orders = "order_id,order_date,sku,quantity,amount,customer,currency\n1,2026-03-01,Y,1,10,z,USD"
    deals = (
        "deal_id,status,amount,currency,created_at,closed_at\nD1,won,9,EUR,2026-03-01,2026-03-02"
    )
    folder = put(tmp_path, orders=orders, deals=deals)
    code, _, err = asked(folder, goals=GOALS, as_of=AS_OF)
    assert (code, "the deals are in EUR and the orders in USD" in err) == (2, True), err
