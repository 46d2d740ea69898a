"""The split of a change: parts sum exactly whatever is drawn, and no order of effects matters."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops.models.attribution import Side, apportioned, effects
from salesops.models.contrast import Moved, beyond, contrast
from salesops.models.order_value import Bought

MONEY = st.decimals(0, 10_000, places=4)
BOUGHT = st.builds(Bought, st.decimals(0, 50, places=1), MONEY)


@st.composite
def sides(draw):
    """Any window, also one that makes no sense: discounts past gross, gross that no unit bears."""
    products = draw(st.dictionaries(st.sampled_from("ABCDE"), BOUGHT, max_size=5))
    gross = sum((b.value for b in products.values()), Decimal(0)) + draw(MONEY)
    sessions = draw(st.none() | st.integers(0, 500))
    return Side(draw(st.integers(0, 50)), gross, draw(MONEY), draw(MONEY), products, sessions)


@settings(max_examples=60)
@given(sides(), sides())
def test_parts_sum_exactly(before, now):
    parts = defaultdict(Fraction)
    whole = {"net_sales": net(now) - net(before)}
    for effect in effects(before, now):
        parts[effect.of] += effect.amount
        whole[effect.name] = effect.amount
    for name, amount in parts.items():
        assert amount == whole[name], name
    assert parts["net_sales"] == net(now) - net(before)


def net(side):
    return side.value - Fraction(side.returns)


@settings(max_examples=40)
@given(sides(), sides())
def test_the_way_back_is_the_same_way(before, now):
    """Midpoints favour neither window: every effect of the reverse is its negative."""
    there = {e.name: float(e.amount) for e in effects(before, now)}
    back = {e.name: -float(e.amount) for e in effects(now, before)}
    assert there == pytest.approx(back, abs=1e-12)


@settings(max_examples=20)
@given(sides())
def test_nothing_moved(side):
    assert {effect.amount for effect in effects(side, side)} == {0}


def one(orders=10, units=20, price=5, discounts=0, **more):
    gross = Decimal(units) * Decimal(price)
    products = {"A": Bought(Decimal(units), gross)}
    return Side(orders, gross, Decimal(discounts), Decimal(0), products, **more)


@pytest.mark.parametrize(
    ("now", "only"),
    [
        (one(orders=5, units=10), {"orders"}),
        (one(units=30), {"order_value", "basket", "units_per_order"}),
        (one(price=6), {"order_value", "price"}),
        (one(discounts=10), {"order_value", "discount"}),
    ],
)
def test_what_moves_alone_is_the_only_effect(now, only):
    found = {e.name for e in effects(one(), now) if e.amount}
    assert found == only


def test_visits_or_orders_per_visit():
    fewer = effects(one(sessions=100), one(orders=5, units=10, sessions=50))
    assert {e.name for e in fewer if e.amount} == {"orders", "sessions"}
    worse = effects(one(sessions=100), one(orders=5, units=10, sessions=100))
    assert {e.name for e in worse if e.amount} == {"orders", "conversion"}


@settings(max_examples=50)
@given(st.lists(st.fractions(-100, 100, max_denominator=999), min_size=1), st.integers(0, 3))
def test_rounded_parts_sum_to_the_rounded_whole(parts, digits):
    exact = sum(parts, Fraction())
    total = Decimal(exact.numerator) / Decimal(exact.denominator)
    found = apportioned(parts, total, digits)
    assert sum(found) == round(total, digits)
    coin = Decimal(1).scaleb(-digits)
    assert all(
        abs(Fraction(f) - part) <= Fraction(coin) for f, part in zip(found, parts, strict=True)
    )


def test_what_is_round_stays(tmp_path):
    assert apportioned([Fraction(1), Fraction(2)], Decimal(3)) == [Decimal("1.00"), Decimal("2.00")]
    assert apportioned([], Decimal(0)) == []


# Apart from the others


AMOUNTS = st.decimals(0, 1000, places=2)


@settings(max_examples=50)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1))
def test_excess_sums_to_nothing(rows):
    whole = Moved(sum(b for b, _ in rows), sum(n for _, n in rows))
    left = sum((contrast(Moved(*row), whole).excess for row in rows), Fraction())
    assert left == (0 if whole.before > 0 else whole.now)


def test_who_moves_with_the_others_did_nothing_of_its_own():
    """All fall by a tenth: 60 to 54 and 40 to 36."""
    found = contrast(Moved(Decimal(60), Decimal(54)), Moved(Decimal(100), Decimal(90)))
    assert (found.own, found.excess) == (0, 0)


def test_who_falls_alone_did_all_of_it():
    """60 to 24 while 40 stays: 36 of its own, 14.4 more than its share of the fall."""
    found = contrast(Moved(Decimal(60), Decimal(24)), Moved(Decimal(100), Decimal(64)))
    assert found.own == -36
    assert found.excess == Fraction(-36) + Fraction(60, 100) * 36


def test_standard_errors_of_counts():
    """Of two halves of 100 orders of 1, one falls to 64: 36 over sqrt(64 + 100 + 100 + 100)."""
    one_ = Moved(Decimal(100), Decimal(64), 100.0, 64.0)
    found = contrast(one_, Moved(Decimal(200), Decimal(164), 200.0, 164.0))
    assert found.errors == pytest.approx(36 / 364**0.5)


def test_more_tries_need_more_errors():
    assert beyond(0.05, 1) == pytest.approx(1.96, abs=0.001)
    assert beyond(0.05, 5) == pytest.approx(2.576, abs=0.001)
    assert beyond(0.05, 0) == beyond(0.05, 1)


def test_who_was_all_before_rose_less_than_its_share():
    """100 to 190 while others came to 20: of 110 its share was all, and it made 90."""
    found = contrast(Moved(Decimal(100), Decimal(190)), Moved(Decimal(100), Decimal(210)))
    assert found.own == found.excess == -20
