"""Segments and sales sum to pulse's totals for the same window, on every set that has orders.

The answers are asked as Python has them, where money is exact. What does not end (a third of a
discount) is kept to eight decimals a line, so many lines tie to half a cent.

Of sets x windows x questions the fast run asks those that differ in kind; `slow` asks the others.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import salesops
from salesops.assets import folder
from salesops.commands.grouping import DIMENSIONS, FREQUENCIES, OF_LINES
from salesops.commands.sales.pulse import pulse
from salesops.commands.sales.sales import sales
from salesops.commands.sales.segments import segments
from salesops.queries.database import Database

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
SAMPLE = folder("sample_data")
CLOSE = Decimal("0.005")
WINDOWS = ("all", "month", "day")
SHARING = OF_LINES - {"tags"}
"""Groups that one order may be in several of; no order of these sets has a tag, so it is in one."""
PAIRS = ["channel,category", "country,sku", "tags,status"]


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
    fast: tuple[str, ...] = ()
    """The windows of which the fast run asks."""
    weeks: bool = False
    """It sold in weeks on end."""


STORES = {
    "adventureworks": Store(
        "adventureworks/raw", "2013-06", "2012-02-29", fast=WINDOWS, weeks=True
    ),
    "online-retail": Store("online_retail", "2011-03", "2011-01-18", fast=("all",), weeks=True),
    "challenge": Store("shopify_challenge", "2017-03", "2017-03-02", weeks=True),
    "shopify-CHF": Store("shopify_exports", "2026-03", "2026-03-18", currency="CHF", fast=WINDOWS),
    "shopify-INR": Store("shopify_exports", "2026-08", "2026-08-02", currency="INR"),
    "sample": Store(
        SAMPLE, "2026-08", "2026-08-20", config=SAMPLE / "salesops.toml", fast=WINDOWS, weeks=True
    ),
    "currencies": Store(
        EXAMPLES / "currencies", "2026-03", "2026-03-12", currency="EUR", fast=WINDOWS
    ),
    "flat": Store(EXAMPLES / "flat", "2026-03", "2026-03-13"),
    "mended": Store(EXAMPLES / "mended", "2026-03", "2026-03-13"),
    "till": Store(
        EXAMPLES / "till",
        "2026-03",
        "2026-03-12",
        config=EXAMPLES / "till" / "salesops.toml",
        fast=WINDOWS,
    ),
}


@dataclass(frozen=True)
class Told:
    """What pulse says of a window: its metrics by name; and where to ask the same of others."""

    db: Database
    window: str
    whole: dict[str, Any]


@pytest.fixture(scope="module")
def tell(request):
    """Each set is loaded once, and stays open for all that is asked of it."""
    with ExitStack() as stack:

        @cache
        def opened(name: str) -> Database:
            store = STORES[name]
            data = store.data
            if isinstance(data, str):
                data = request.getfixturevalue("shared") / "cases" / data
            db = salesops.open(data, config=store.config, currency=store.currency)
            return stack.enter_context(db)

        @cache
        def tell(name: str, window: str) -> Told:
            db, period = opened(name), getattr(STORES[name], window, window)
            report = pulse(db, None, period=period, versus="prev")
            return Told(db, period, {metric.name: metric for metric in report.metrics})

        yield tell


@pytest.fixture
def told(request, tell) -> Told:
    return tell(*request.param)


def everywhere(
    by: Iterable[str] = (),
    *,
    stores: Iterable[str] = STORES,
    windows: Iterable[str] = WINDOWS,
    **fast: Iterable[str],
) -> Callable[[Any], Any]:
    """A test of every set and window (and each of `by`); fast are `window=(what is asked,)`.

    With no `by`, `all` of the sets is fast.
    """
    cases = []
    for name in stores:
        store = STORES[name]
        shared = [pytest.mark.shared] if isinstance(store.data, str) else []
        for window in windows:
            for value in by or [""]:
                asked = fast.get(window, ()) if by else [""] * (window == "all")
                slow = [] if window in store.fast and value in asked else [pytest.mark.slow]
                values = ((name, window), value) if by else ((name, window),)
                ident = "-".join(filter(None, (name, window, value)))
                cases.append(pytest.param(*values, marks=[*shared, *slow], id=ident))
    return pytest.mark.parametrize(["told", "by"] if by else ["told"], cases, indirect=["told"])


def total(rows, name):
    return sum((getattr(row, name) for row in rows), Decimal(0))


def ties(rows, whole, *, orders=True):
    """Rows that are groups of the window sum to it; groups of lines share their orders."""
    rows = list(rows)
    assert abs(total(rows, "net_sales") - whole["net_sales"].value) < CLOSE
    assert total(rows, "units") == whole["units"].value
    count = sum(row.orders for row in rows)
    assert count == whole["orders"].value if orders else count >= whole["orders"].value


def asked(told, by="", **options):
    options = {"versus": "prev", "top": 1000} | options
    return sales(told.db, by, since=None, period=told.window, **options)


@everywhere()
def test_there_is_something_to_sum(told):
    """Else all that follows would say nothing."""
    assert told.whole["orders"].value > 0 or told.whole["returns"].value > 0


@everywhere()
def test_the_metrics_are_pulses(told):
    """Also what both say of profit: one name has one number."""
    for metric in asked(told, "shop").metrics:
        assert metric.value == pytest.approx(told.whole[metric.name].value), metric.name
        if metric.changes:
            assert metric.changes == told.whole[metric.name].changes


SHORT = ("channel", "sku", "status")


@everywhere(DIMENSIONS, all=DIMENSIONS, month=SHORT, day=SHORT)
def test_groups_sum_to_pulse(told, by):
    rows = asked(told, by, top=3).table("sales").rows
    ties(rows, told.whole, orders=by not in SHARING)
    (change,) = told.whole["net_sales"].changes
    bases = [row.base for row in rows]
    if change.base is None:
        assert set(bases) <= {None}
    else:
        assert abs(sum(bases) - change.base) < CLOSE


@everywhere()
def test_the_top_changes_no_sum(told):
    few, many = (asked(told, "sku", top=top).table("sales").rows for top in (1, 1000))
    ties(few, told.whole, orders=False)
    ties(many, told.whole, orders=False)
    assert few[0] == many[0]


@everywhere(PAIRS, all=PAIRS, month=PAIRS)
def test_pairs_and_subtotals_sum_to_pulse(told, by):
    first, second = by.split(",")
    answer = asked(told, by, top=5)
    ties(answer.table("sales").rows, told.whole, orders=not SHARING & {first, second})
    ties(answer.table("subtotals").rows, told.whole, orders=first not in SHARING)
    pairs = {getattr(row, first) for row in answer.table("sales").rows} - {"other"}
    assert pairs <= {getattr(row, first) for row in answer.table("subtotals").rows}


@everywhere(FREQUENCIES, all=FREQUENCIES, month=["week"])
def test_periods_sum_to_pulse(told, by):
    ties(asked(told, freq=by).table("sales").rows, told.whole)


@everywhere()
def test_periods_of_groups_sum_to_pulse(told):
    ties(asked(told, "country", freq="week", top=2).table("sales").rows, told.whole)


@everywhere()
def test_days_are_pulses_days(told):
    """One day has one number, whoever tells it."""
    days = pulse(told.db, None, period=told.window).table("days").rows
    dated = [r for r in asked(told, freq="day").table("sales").rows if r.period != "undated"]
    found = [(row.period, row.net_sales, row.orders, row.units) for row in dated]
    assert [row[0] for row in found] == [str(day.day) for day in days]
    for row, day in zip(found, days, strict=True):
        assert abs(row[1] - day.net_sales) < CLOSE, row
        assert row[2:] == (day.orders, day.units)


@everywhere(stores=[name for name, s in STORES.items() if s.weeks], windows=["all"])
def test_a_base_is_the_period_before(told):
    rows = asked(told, freq="week").table("sales").rows
    compared = [(a, b) for a, b in pairwise(rows) if b.base is not None]
    assert any(a.net_sales for a, _ in compared)
    assert all(b.base == a.net_sales for a, b in compared)


@everywhere(
    [name for name in DIMENSIONS if name != "tags"],
    all=["segment", "country", "category"],
    month=["segment"],
)
def test_segments_sum_to_pulse(told, by):
    answer = segments(told.db, by, monthly=True, period=told.window)
    ties(answer.table("segments").rows, told.whole, orders=by not in OF_LINES)
    ties(answer.table("months").rows, told.whole, orders=by not in OF_LINES)


@everywhere(DIMENSIONS)
@pytest.mark.parametrize("freq", ["", "month"])
def test_every_pair_sums_to_pulse(told, by, freq):
    for second in DIMENSIONS:
        if second == by or "tags" in (by, second):
            continue
        answer = asked(told, f"{by},{second}", freq=freq, top=7)
        ties(answer.table("sales").rows, told.whole, orders=not OF_LINES & {by, second})
        ties(answer.table("subtotals").rows, told.whole, orders=by not in OF_LINES)
