"""What plans pay: each kind worked by hand, and laws that hold for any plan and any sales."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops.models.commission.credit import parts, shares
from salesops.models.commission.curve import Curve
from salesops.models.commission.lines import CLAWBACK, COMMISSION, DRAW, SPIFF
from salesops.models.commission.sales import Change, Sale, Term
from salesops.models.commission.statement import statements
from salesops.models.commission.terms import Draw, Plan, Spiff, Step, Threshold, Tier

D = Decimal
Q1, Q2, Q3 = (
    Term("2026-Q1", date(2026, 1, 1), date(2026, 4, 1), closed=True, quota=D(10000)),
    Term("2026-Q2", date(2026, 4, 1), date(2026, 7, 1), closed=True, quota=D(10000)),
    Term("2026-Q3", date(2026, 7, 1), date(2026, 10, 1), closed=False, quota=D(10000)),
)
FLAT = Plan("Flat", "quarter", (Tier(D(0), D("0.04")),))
TIERS = (Tier(D(0), D("0.04")), Tier(D(10000), D("0.06")), Tier(D(20000), D("0.1")))
MARGINAL = replace(FLAT, tiers=TIERS)
RETROACTIVE = replace(MARGINAL, retroactive=True)
SALES = (
    Sale("a", date(2026, 1, 10), D(6000)),
    Sale("b", date(2026, 2, 10), D(9000)),
    Sale("c", date(2026, 3, 10), D(10000)),
)
"""25,000 in the first quarter."""


def paid(plan, *changes, sales=SALES, terms=(Q1, Q2)):
    return statements([replace(term, plan=plan) for term in terms], sales, changes)


def of(settled):
    return [(n.kind, n.key, n.pays) for n in settled.lines]


def each(plan, **more):
    """What the lines of the first quarter pay."""
    return [line.pays for line in paid(plan, **more)[0].lines]


def test_flat_by_hand():
    """4 % of 6,000, 9,000 and 10,000."""
    assert each(FLAT) == [D(240), D(360), D(400)]


def test_marginal_tiers_by_hand():
    """240; 4,000 at 4 % + 5,000 at 6 %; 5,000 at 6 % + 5,000 at 10 %."""
    assert each(MARGINAL) == [D(240), D(460), D(800)]


def test_retroactive_tier_by_hand():
    """The quarter comes to 25,000, in the tier of 10 %: so is all of it."""
    assert each(RETROACTIVE) == [D(600), D(900), D(1000)]


def test_by_attainment_by_hand():
    """Of a quota of 10,000: 4 % to 100 %, then 6 %; without a quota none of it is reached."""
    plan = replace(FLAT, by_attainment=True, tiers=(Tier(D(0), D("0.04")), Tier(D(1), D("0.06"))))
    assert each(plan) == [D(240), D(460), D(600)]
    assert each(plan, terms=(replace(Q1, quota=None),)) == [D(240), D(360), D(400)]


def test_threshold_by_hand():
    """Above 8,000: 7,000 of b at 4 %. Where it pays all, it is as if there were none."""
    above = replace(FLAT, threshold=Threshold(D(8000)))
    assert each(above) == [D(0), D(280), D(400)]
    assert each(replace(FLAT, threshold=Threshold(D(8000), pays_all=True))) == each(FLAT)
    assert each(replace(FLAT, threshold=Threshold(D(25001), pays_all=True))) == [D(0)] * 3


def test_accelerator_by_hand():
    """From 20,000 on half as much again: 5,000 of c at 4 %, 5,000 at 6 %."""
    assert each(replace(FLAT, steps=(Step(D(20000), D("1.5")),))) == [D(240), D(360), D(500)]


def test_decelerator_by_hand():
    """From 20,000 on half: 5,000 at 4 %, 5,000 at 2 %. Below 7,000 half: 6,000 and 1,000."""
    above = replace(FLAT, steps=(Step(D(20000), D("0.5")),))
    assert each(above) == [D(240), D(360), D(300)]
    below = replace(FLAT, steps=(Step(D(7000), D("0.5"), above=False),))
    assert each(below) == [D(120), D(340), D(400)]


def test_cap_by_hand():
    """800 of the 1,000; b is paid whole, c only 200."""
    (first, _) = paid(replace(FLAT, cap=D(800)))
    assert [line.pays for line in first.lines] == [D(240), D(360), D(200)]
    assert first.capped_on == date(2026, 3, 10)
    assert [line.capped for line in first.lines] == [False, False, True]


def test_spiffs_by_hand():
    """50 for each deal from 9,000; 30 for the pump, by share; 100 for three deals."""
    plan = replace(
        FLAT,
        spiffs=(
            Spiff("Large", D(50), at_least=D(9000)),
            Spiff("Pump", D(30), "product", "pump"),
            Spiff("Three", D(100), "period", deals=3),
            Spiff("Quota", D(70), "period", attainment=D(3)),
        ),
    )
    pump = Sale("d", date(2026, 3, 20), D(500), share=D("0.5"), whole=D(1000), product="Pump")
    (first, _) = paid(plan, sales=(*SALES, pump))
    assert [n[::2] for n in of(first) if n[0] == SPIFF] == [
        (SPIFF, D(50)), (SPIFF, D(50)), (SPIFF, D(15)), (SPIFF, D(100)),
    ]  # fmt: skip
    assert first.lines[-1].day == date(2026, 3, 31)


def test_a_recoverable_draw_by_hand():
    """Q1 earns 300 of 500: 200 lent. Q2 earns 640: 140 paid back, 60 owed still."""
    plan = replace(FLAT, draw=Draw(D(500), recoverable=True))
    sales = (Sale("a", date(2026, 1, 5), D(7500)), Sale("b", date(2026, 4, 5), D(16000)))
    first, second, third = paid(plan, sales=sales, terms=(Q1, Q2, Q3))
    assert (first.sum(DRAW), first.sum(), first.balance) == (D(200), D(500), D(200))
    assert (second.sum(DRAW), second.sum(), second.balance) == (D(-140), D(500), D(60))
    assert (third.sum(DRAW), third.balance) == (D(0), D(60))  # not over: not settled


def test_a_draw_that_is_kept_by_hand():
    """Q1 is filled up to 500, and Q2 pays all that it earns; half a quarter there has half."""
    plan = replace(FLAT, draw=Draw(D(500), recoverable=False))
    sales = (Sale("a", date(2026, 1, 5), D(5000)), Sale("b", date(2026, 4, 5), D(16000)))
    first, second = paid(plan, sales=sales)
    assert (first.sum(), second.sum(), second.balance) == (D(500), D(640), D(0))
    assert paid(plan, sales=(), terms=(replace(Q1, there=D("0.5")),))[0].sum() == D(250)


def test_a_clawback_is_at_the_rate_once_paid():
    """b earned 460 for 9,000 in Q1; a third goes in Q2, and with it 153.33; then all the rest."""
    first, second = paid(
        MARGINAL,
        Change("b", date(2026, 4, 20), D(6000), "refund"),
        Change("b", date(2026, 5, 20), D(0), "refund"),
        sales=(*SALES, Sale("e", date(2026, 4, 1), D(1000))),
    )
    assert first.sum() == D(1500)
    assert of(second) == [
        (COMMISSION, "e", D(40)), (CLAWBACK, "b", D("-153.33")), (CLAWBACK, "b", D("-306.67")),
    ]  # fmt: skip
    assert {line.corrects for line in second.lines[1:]} == {"2026-Q1/2"}
    assert second.net == D(1000)  # an earlier quarter's deal does not lower this one's tier
    assert second.base == D(-8000)


def test_within_the_period_the_plan_goes_by_what_is_left():
    """c is lost again in its own quarter: as if it had never been sold."""
    (first, _) = paid(RETROACTIVE, Change("c", date(2026, 3, 20), D(0), "lost"))
    assert first.sum() == D(15000) * D("0.06")
    assert first.lines[-1].corrects == "2026-Q1/3"


def test_a_clawback_never_takes_more_than_was_paid():
    """6,000 sold, 7,000 given back: 40 would be too much. The bonus of the deal goes too."""
    plan = replace(FLAT, spiffs=(Spiff("Any", D(50)),))
    first, second = paid(plan, Change("a", date(2026, 5, 1), D(-1000), "refund"), sales=SALES[:1])
    assert first.sum() + second.sum() == 0
    assert second.lines[0].beyond == D(40)
    assert [line.corrects for line in second.lines] == ["2026-Q1/1", "2026-Q1/2"]


@pytest.mark.parametrize("plan", [replace(FLAT, claws=False), replace(FLAT, within_days=60)])
def test_a_plan_may_take_nothing_back(plan):
    """Late, or never; what is corrected upwards is paid all the same."""
    _, second = paid(plan, Change("a", date(2026, 5, 1), D(0), "refund"))
    assert [n.pays for n in second.lines] == [D(0)]
    _, second = paid(plan, Change("a", date(2026, 5, 1), D(8000), "amount corrected"))
    assert [n.pays for n in second.lines] == [D(80)]


def test_a_split_by_hand():
    """A third each of 100.00: 33.33, 33.34 and 33.33; the rest is the owner's."""
    third = D("0.333333")
    stated = shares({"ann": third, "bob": third}, "cy")
    assert stated == {"ann": third, "bob": third, "cy": D("0.333334")}
    assert parts(D(100), stated, 2) == {"ann": D("33.33"), "bob": D("33.34"), "cy": D("33.33")}
    assert shares({"ann": D("0.4")}, "ann") == {"ann": D(1)}
    assert shares({"ann": D("0.8"), "bob": D("0.8")}, "cy") == {"ann": D("0.8"), "bob": D("0.8")}


few = settings(max_examples=12, deadline=None)
amounts = st.decimals(D("0.01"), D(50000), places=2)
rates = st.decimals(D(0), D("0.3"), places=4)
points = st.lists(st.decimals(D(1), D(40000), places=2), min_size=0, max_size=3, unique=True)


@st.composite
def plans(draw, *, retroactive=None):
    """Any plan by amounts."""
    jumps = draw(st.booleans()) if retroactive is None else retroactive
    starts = [D(0), *sorted(draw(points))]
    found = [draw(rates) for _ in starts]
    times = st.decimals(D(0), D(3), places=2)
    return Plan(
        "Any", "quarter",
        tuple(map(Tier, starts, sorted(found) if jumps else found)),
        retroactive=jumps,
        steps=tuple(Step(at, draw(times), draw(st.booleans())) for at in draw(points)),
        threshold=draw(st.none() | st.builds(Threshold, amounts, st.just(jumps))),
        cap=draw(st.none() | amounts),
    )  # fmt: skip


def curve(plan, base):
    return Curve(plan, base).pays(base)


@few
@given(plans(), amounts, amounts)
def test_who_sells_more_is_never_paid_less(plan, base, more):
    assert curve(plan, base + more) >= curve(plan, base)


@few
@given(plans(retroactive=False), amounts)
def test_marginal_tiers_have_no_jump(plan, base):
    """At each point of the plan, and anywhere else: a cent more pays no more than its own rates."""
    cent = D("0.01")
    highest = max(t.rate for t in plan.tiers) * 3 ** len(plan.steps)
    for at in (base, *plan.points):
        assert 0 <= curve(plan, at + cent) - curve(plan, at) <= cent * highest


@few
@given(plans(), st.lists(amounts, min_size=1, max_size=8))
def test_lines_sum_to_what_the_whole_pays(plan, bases):
    sales = [Sale(str(n), date(2026, 1, 1) + timedelta(n), base) for n, base in enumerate(bases)]
    (first,) = paid(plan, sales=sales, terms=(Q1,))
    assert abs(first.sum() - curve(plan, sum(bases))) <= D("0.005")
    assert first.lines[-1].running == first.sum()
    assert sum(line.base for line in first.lines) == sum(bases)


@few
@given(plans(), st.lists(amounts, min_size=2, max_size=6), st.data())
def test_a_sale_corrected_in_its_period_is_as_if_it_had_been_so(plan, bases, data):
    """Clawback plus original is the plan on the net: of any plan."""
    sales = [Sale(str(n), date(2026, 1, 1) + timedelta(n), base) for n, base in enumerate(bases)]
    which = data.draw(st.integers(0, len(sales) - 1))
    left = data.draw(st.decimals(D(0), bases[which], places=2))
    change = Change(str(which), date(2026, 3, 1), left, "refund")
    net = [replace(s, base=left) if s.key == change.key else s for s in sales]
    (corrected,) = paid(plan, change, sales=sales, terms=(Q1,))
    (straight,) = paid(plan, sales=net, terms=(Q1,))
    assert corrected.sum() == straight.sum()


@few
@given(rates, st.lists(amounts, min_size=1, max_size=4), st.data())
def test_later_clawback_plus_original_is_the_rate_on_the_net(rate, bases, data):
    """Of a flat plan the plan on what is left, to the cent; of what all went, nothing."""
    plan = replace(FLAT, tiers=(Tier(D(0), rate),))
    sales = [Sale(str(n), date(2026, 1, 1) + timedelta(n), base) for n, base in enumerate(bases)]
    left = [data.draw(st.decimals(D(0), base, places=2)) for base in bases]
    changes = [
        Change(s.key, date(2026, 5, 1), net, "refund") for s, net in zip(sales, left, strict=True)
    ]
    first, second = paid(plan, *changes, sales=sales)
    assert abs(first.sum() + second.sum() - rate * sum(left)) <= D("0.02") * len(bases)
    gone = [replace(c, base=D(0)) for c in changes]
    first, second = paid(plan, *gone, sales=sales)
    assert first.sum() + second.sum() == 0


@few
@given(amounts, st.lists(st.decimals(D(0), D("0.3"), places=6), min_size=1, max_size=3))
def test_shares_sum_to_the_whole(amount, stated):
    found = parts(amount, shares(dict(enumerate(stated)), "owner"), 2)
    assert sum(found.values()) == amount
    assert all(part >= 0 for part in found.values())


@few
@given(plans(), st.lists(amounts, min_size=0, max_size=6), amounts)
def test_a_recoverable_draw_is_paid_back_or_owed(plan, bases, due):
    """All that it lent is paid back or stands in the balance; no period pays less than it."""
    plan = replace(plan, draw=Draw(due, recoverable=True))
    days = [date(2026, 1, 1) + timedelta(30 * n) for n in range(len(bases))]
    sales = [Sale(str(n), day, base) for n, (day, base) in enumerate(zip(days, bases, strict=True))]
    settled = paid(plan, sales=sales)
    assert sum(one.sum(DRAW) for one in settled) == settled[-1].balance
    assert all(one.sum() >= due for one in settled)
