"""Two weeks of a real shop explained, against the days that others summed."""

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

import salesops
from salesops.commands.sales.explain import explain

pytestmark = pytest.mark.shared
WEEKS = {"2011-W20": date(2011, 5, 16), "2011-W12": date(2011, 3, 21)}
"""Each against the week before; the Saturdays have no sales."""


@pytest.fixture(scope="module")
def days(shared):
    path = shared / "cases" / "online_retail" / "expected.json"
    return json.loads(path.read_text())["days_products_only"]


@pytest.fixture(scope="module")
def online_retail(shared):
    with salesops.open(shared / "cases" / "online_retail") as db:
        yield db


@pytest.fixture(scope="module", params=WEEKS)
def told(request, online_retail):
    return WEEKS[request.param], explain(online_retail, period=request.param)


def week(days, monday):
    """Gross, orders and units of seven days."""
    every = [days.get(str(monday + timedelta(days=n)), {}) for n in range(7)]
    return [sum(Decimal(day.get(k, 0)) for day in every) for k in ("gross", "orders", "units")]


def value(report, name):
    return next(m.value for m in report.metrics if m.name == name)


def test_it_ties_to_the_days(told, days):
    monday, report = told
    gross, orders, units = week(days, monday)
    before, *_ = week(days, monday - timedelta(weeks=1))
    assert abs(value(report, "net_sales") + value(report, "returns") - gross) < Decimal("0.01")
    assert (value(report, "orders"), value(report, "units")) == (orders, units)
    moved = value(report, "change") - value(report, "returns_effect")
    assert abs(moved - (gross - before)) <= Decimal("0.01")


def test_the_effects_are_those_of_the_days(told, days):
    monday, report = told
    (g1, o1, u1), (g0, o0, u0) = week(days, monday), week(days, monday - timedelta(weeks=1))
    a0, a1 = Fraction(g0) / Fraction(o0), Fraction(g1) / Fraction(o1)
    coin = Fraction(1, 50)
    by_orders = Fraction(o1 - o0) * (a0 + a1) / 2
    assert abs(Fraction(value(report, "orders_effect")) - by_orders) < coin
    each = Fraction(u1) / Fraction(o1) - Fraction(u0) / Fraction(o0)
    unit = (Fraction(g0) / Fraction(u0) + Fraction(g1) / Fraction(u1)) / 2
    by_units = each * unit * Fraction(o0 + o1) / 2
    assert abs(Fraction(value(report, "units_per_order_effect")) - by_units) < coin
    assert value(report, "discount_effect") == 0


def test_every_sum_ties(told):
    _, report = told
    change = value(report, "change")
    effects = report.table("effects").rows
    assert sum(row.amount for row in effects if row.part_of == "Net sales") == change
    for dimension in ("SKU", "country", "customers"):
        rows = [r for r in report.table("carriers").rows if r.dimension == dimension]
        assert sum(r.now for r in rows) == change + value(report, "base")
        assert sum(r.change for r in rows) == change
