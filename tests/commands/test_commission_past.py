"""What corrections, bonuses and draws come to at their edges, each worked by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from salesops.models.commission.lines import CLAWBACK, COMMISSION, DRAW, SPIFF
from salesops.models.commission.sales import Change, Sale, Term
from salesops.models.commission.statement import statements
from salesops.models.commission.terms import UNPAID, Draw, Plan, Spiff, Threshold, Tier, Versions

D = Decimal
Q1, Q2 = (
    Term("2026-Q1", date(2026, 1, 1), date(2026, 4, 1), closed=True),
    Term("2026-Q2", date(2026, 4, 1), date(2026, 7, 1), closed=True),
)
FLAT = Plan("Flat", "quarter", (Tier(D(0), D("0.045")),))
NEVER = replace(FLAT, claws=False)


def sold(base, **more):
    return Sale("a", date(2026, 1, 10), D(base), **more)


def paid(plan, base, *changes, then=None):
    """What the lines of both quarters pay."""
    terms = (replace(Q1, plan=plan), replace(Q2, plan=then or plan))
    changed = [Change("a", day, D(left), "told") for day, left in changes]
    settled = statements(terms, [base if isinstance(base, Sale) else sold(base)], changed)
    return [[(line.kind, line.pays) for line in one.lines] for one in settled]


MARCH, MAY, JUNE = date(2026, 3, 1), date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize(("placeholder", "first"), [(0, "0"), (1, "0.04")])
def test_a_deal_won_for_a_placeholder_is_paid_in_full_when_its_amount_is_known(placeholder, first):
    """4.5 % of 1,000 is 45.00, whatever cents the 1.00 was rounded to."""
    before, after = paid(FLAT, placeholder, (MAY, 1000))
    assert before == [(COMMISSION, D(first))]
    assert after == [(CLAWBACK, D(45) - D(first))]


def test_what_the_plan_left_is_not_paid_twice():
    """45.00 paid and none of it taken back: a rise to 1,000 again adds nothing, nor does 700."""
    assert paid(NEVER, 1000, (MAY, 500), (JUNE, 1000))[1] == [(CLAWBACK, D(0)), (CLAWBACK, D(0))]
    assert paid(NEVER, 1000, (MAY, 500), (JUNE, 700))[1] == [(CLAWBACK, D(0)), (CLAWBACK, D(0))]
    assert paid(NEVER, 1000, (MAY, 500), (JUNE, 1200))[1][1] == (CLAWBACK, D(9))


LARGE = replace(FLAT, spiffs=(Spiff("Large", D(50), at_least=D(900)),))


def test_bonuses_of_the_period_go_by_what_is_left():
    """As if the deal had been sold for that: below 900 no bonus, from 900 on one."""
    assert paid(LARGE, 1000, (MARCH, 500))[0][2:] == [(CLAWBACK, D("-22.50")), (CLAWBACK, D(-50))]
    assert paid(LARGE, 500, (MARCH, 900))[0] == [
        (COMMISSION, D("22.50")), (CLAWBACK, D(18)), (SPIFF, D(50)),
    ]  # fmt: skip


def test_a_deal_that_is_won_again_has_its_bonus_again():
    """Lost in May and won again in June: all of it is back."""
    _, after = paid(LARGE, 1000, (MAY, 0), (JUNE, 1000))
    assert after == [
        (CLAWBACK, D(-45)), (CLAWBACK, D(-50)), (CLAWBACK, D(45)), (SPIFF, D(50)),
    ]  # fmt: skip


def test_a_negative_deal_corrected_counts_towards_a_threshold_as_it_is_paid():
    """1,100 less 150: 950 does not reach 1,000, so nothing is paid."""
    plan = replace(FLAT, threshold=Threshold(D(1000), pays_all=True))
    sales = (sold(1100), Sale("b", date(2026, 2, 1), D(-100)))
    (one,) = statements((replace(Q1, plan=plan),), sales, (Change("b", MARCH, D(-150), "told"),))
    assert (one.net, one.sum()) == (D(950), D(0))


def test_a_draw_lent_is_paid_back_also_under_a_plan_without_one():
    """500 lent against 45; the next version lends nothing, and 4.5 % of 20,000 pays all back."""
    lent = replace(FLAT, draw=Draw(D(500), recoverable=True))
    terms = (replace(Q1, plan=lent), replace(Q2, plan=FLAT))
    sales = (sold(1000), Sale("b", date(2026, 4, 2), D(20000)))
    first, second = statements(terms, sales, ())
    assert (first.sum(DRAW), second.sum(DRAW), second.balance) == (D(455), D(-455), D(0))


def test_a_clawback_is_by_the_version_that_paid():
    """The new version takes nothing back, or pays another rate: that is for its own sales."""
    new = replace(NEVER, tiers=(Tier(D(0), D("0.10")),))
    assert paid(FLAT, 1000, (MAY, 0), then=new)[1] == [(CLAWBACK, D(-45))]
    assert paid(NEVER, 1000, (MAY, 0), then=FLAT)[1] == [(CLAWBACK, D(0))]


def test_a_period_belongs_to_the_version_valid_on_its_first_day():
    old = replace(FLAT, until=date(2026, 1, 1))
    new = replace(FLAT, since=date(2026, 4, 1), until=date(2026, 6, 30))
    versions = Versions((old, new))
    days = (date(2026, 1, 1), date(2026, 1, 2), date(2026, 4, 1), date(2026, 7, 1))
    assert [versions.on(day) for day in days] == [old, UNPAID, new, UNPAID]
