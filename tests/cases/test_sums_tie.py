"""Segments and sales sum to pulse's totals for the same window, on every set that has orders.

The answers are asked as Python has them, where money is exact. What does not end (a third of a
discount) is kept to eight decimals a line, so many lines tie to half a cent.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

import salesops
from salesops.assets import folder
from salesops.commands.grouping import DIMENSIONS, FREQUENCIES, OF_LINES
from salesops.commands.sales.pulse import pulse
from salesops.commands.sales.sales import sales
from salesops.commands.sales.segments import segments

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
SAMPLE = folder("sample_data")
CLOSE = Decimal("0.005")
WHOLE = "all"
PAIRS = [("channel", "category"), ("country", "sku"), ("tags", "status")]
FEW = ["shop", "country", "segment", "status", "category"]
"""Those that have few groups: month by month the others are thousands of rows, and seconds."""


@dataclass(frozen=True)
class Store:
    """A set of exports that has orders."""

    data: str | Path
    """In the case data, if it is no path of this repository."""
    month: str
    day: str
    """A day on which something came back, where there is one."""
    currency: str | None = None
    config: Path | None = None


STORES = {
    "adventureworks": Store("adventureworks/raw", "2013-06", "2012-02-29"),
    "online-retail": Store("online_retail", "2011-03", "2011-01-18"),
    "challenge": Store("shopify_challenge", "2017-03", "2017-03-02"),
    "shopify-CHF": Store("shopify_exports", "2026-03", "2026-03-18", currency="CHF"),
    "shopify-INR": Store("shopify_exports", "2026-08", "2026-08-02", currency="INR"),
    "sample": Store(SAMPLE, "2026-08", "2026-08-20", config=SAMPLE / "salesops.toml"),
    "currencies": Store(EXAMPLES / "currencies", "2026-03", "2026-03-12", currency="EUR"),
    "flat": Store(EXAMPLES / "flat", "2026-03", "2026-03-13"),
    "mended": Store(EXAMPLES / "mended", "2026-03", "2026-03-13"),
    "till": Store(
        EXAMPLES / "till", "2026-03", "2026-03-12", config=EXAMPLES / "till" / "salesops.toml"
    ),
}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=pytest.mark.shared if isinstance(s.data, str) else ())
        for name, s in STORES.items()
    ],
)
def store(request):
    return STORES[request.param]


@pytest.fixture(scope="module")
def db(store, request):
    """The exports, loaded once for all that is asked of them."""
    data = store.data
    if isinstance(data, str):
        data = request.getfixturevalue("shared") / "cases" / data
    with salesops.open(data, config=store.config, currency=store.currency) as opened:
        for question in ("sales/segments", "sales/pulse", "sales/sales"):
            opened.read(question)
        yield opened


@pytest.fixture(scope="module", params=["all", "month", "day"])
def window(store, request):
    return getattr(store, request.param, WHOLE)


@pytest.fixture(scope="module")
def whole(db, window):
    """What pulse says of the window: its metrics by name."""
    report = pulse(db, None, period=window, versus="prev")
    return {metric.name: metric for metric in report.metrics}


def total(rows, name):
    return sum((getattr(row, name) for row in rows), Decimal(0))


def ties(rows, whole, *, orders=True):
    """Rows that are groups of the window sum to it; groups of lines share their orders."""
    rows = list(rows)
    assert abs(total(rows, "net_sales") - whole["net_sales"].value) < CLOSE
    assert total(rows, "units") == whole["units"].value
    count = sum(row.orders for row in rows)
    assert count == whole["orders"].value if orders else count >= whole["orders"].value


def asked(db, window, by="", **options):
    options = {"versus": "prev", "top": 1000} | options
    return sales(db, by, since=None, period=window, **options)


def test_there_is_something_to_sum(whole):
    """Else all that follows would say nothing."""
    assert whole["orders"].value > 0 or whole["returns"].value > 0


def test_the_metrics_are_pulses(db, window, whole):
    """Also what both say of profit: one name has one number."""
    for metric in asked(db, window, "shop").metrics:
        assert metric.value == pytest.approx(whole[metric.name].value), metric.name
        if metric.changes:
            assert metric.changes == whole[metric.name].changes


@pytest.mark.parametrize("by", DIMENSIONS)
def test_groups_sum_to_pulse(db, window, whole, by):
    rows = asked(db, window, by, top=3).table("sales").rows
    if by == "tags":  # an order with several stands in each of their rows
        assert total(rows, "units") >= whole["units"].value
        assert total(rows, "orders") >= whole["orders"].value
        return
    ties(rows, whole, orders=by not in OF_LINES)
    (change,) = whole["net_sales"].changes
    bases = [row.base for row in rows]
    if change.base is None:
        assert set(bases) <= {None}
    else:
        assert abs(sum(bases) - change.base) < CLOSE


def test_the_top_changes_no_sum(db, window, whole):
    few, many = (asked(db, window, "sku", top=top).table("sales").rows for top in (1, 1000))
    ties(few, whole, orders=False)
    ties(many, whole, orders=False)
    assert few[0] == many[0]


@pytest.mark.parametrize("by", PAIRS, ids=",".join)
def test_pairs_and_subtotals_sum_to_pulse(db, window, whole, by):
    answer = asked(db, window, ",".join(by), top=5)
    if "tags" not in by:
        ties(answer.table("sales").rows, whole, orders=not OF_LINES & set(by))
        ties(answer.table("subtotals").rows, whole)
    pairs = {getattr(row, by[0]) for row in answer.table("sales").rows} - {"other"}
    assert pairs <= {getattr(row, by[0]) for row in answer.table("subtotals").rows}


@pytest.mark.parametrize("freq", FREQUENCIES)
def test_periods_sum_to_pulse(db, window, whole, freq):
    ties(asked(db, window, freq=freq).table("sales").rows, whole)


def test_periods_of_groups_sum_to_pulse(db, window, whole):
    ties(asked(db, window, "country", freq="week", top=2).table("sales").rows, whole)


def test_days_are_pulses_days(db, window):
    """One day has one number, whoever tells it."""
    told = pulse(db, None, period=window).table("days").rows
    dated = [r for r in asked(db, window, freq="day").table("sales").rows if r.period != "undated"]
    found = [(row.period, row.net_sales, row.orders, row.units) for row in dated]
    assert [row[0] for row in found] == [str(day.day) for day in told]
    for row, day in zip(found, told, strict=True):
        assert abs(row[1] - day.net_sales) < CLOSE, row
        assert row[2:] == (day.orders, day.units)


def test_a_base_is_the_period_before(db, window):
    rows = asked(db, window, freq="week").table("sales").rows
    compared = [(a, b) for a, b in pairwise(rows) if b.change is not None]
    assert all(b.base == a.net_sales for a, b in compared)


def segments_tie(db, window, whole, by):
    answer = segments(db, by, monthly=True, period=window)
    ties(answer.table("segments").rows, whole, orders=by not in OF_LINES)
    ties(answer.table("months").rows, whole, orders=by not in OF_LINES)


@pytest.mark.parametrize("by", FEW)
def test_segments_sum_to_pulse(db, window, whole, by):
    segments_tie(db, window, whole, by)


@pytest.mark.slow
@pytest.mark.parametrize("by", [name for name in DIMENSIONS if name not in {*FEW, "tags"}])
def test_segments_of_many_values_sum_to_pulse(db, window, whole, by):
    segments_tie(db, window, whole, by)


@pytest.mark.slow
@pytest.mark.parametrize("first", DIMENSIONS)
@pytest.mark.parametrize("freq", ["", "month"])
def test_every_pair_sums_to_pulse(db, window, whole, first, freq):
    for second in DIMENSIONS:
        if second == first or "tags" in (first, second):
            continue
        answer = asked(db, window, f"{first},{second}", freq=freq, top=7)
        ties(answer.table("sales").rows, whole, orders=not OF_LINES & {first, second})
        ties(answer.table("subtotals").rows, whole, orders=first not in OF_LINES)
