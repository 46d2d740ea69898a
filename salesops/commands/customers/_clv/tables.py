"""The tables of clv."""

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from salesops.commands.customers._clv.bought import Places
from salesops.commands.customers._clv.cents import mean
from salesops.commands.customers._clv.each import customers
from salesops.commands.customers._clv.lists import at_risk, best, by_weeks
from salesops.commands.customers._clv.notes import leaning
from salesops.commands.customers._clv.rows import Band, Decile, Held
from salesops.commands.customers._clv.story import TENTHS, Story
from salesops.models.compare import ratio
from salesops.models.lifetime.worth import Worth
from salesops.result import Table

BANDS = (0.9, 0.7, 0.5, 0.3, 0.1, 0.0)
"""From which P(alive) on each band of customers begins."""
MOST = 7
"""Repeats that have a row of their own; more are one row."""


def tables(story: Story) -> tuple[Table, ...]:
    """What is expected of whom, who may be gone, and how well that was told before."""
    return (
        _deciles(story),
        best(story),
        at_risk(story),
        by_weeks(story),
        _bands(story),
        _held(story),
        customers(story),
    )


def _deciles(story: Story) -> Table:
    worth = story.worth
    rows = [*_tenths(story, worth)] if worth else []
    if len(story.buyers):
        rows += _whole(story, worth)
    note = (
        f"{leaning(story)}So far and expected are net sales. Low to high holds 80 %: chance, the "
        "errors of the fit, and what such forecasts miss; these do not sum, for not all tenths are "
        "low together. "
        "Still: customers who have not left, the sum of P(alive). Unknown: orders of nobody."
        if worth
        else ""
    )
    title = f"What customers will bring in the next {story.months} months"
    return Table("deciles", title if worth else "Net sales so far", Decile, rows, note)


def _tenths(story: Story, worth: Worth) -> Iterator[Decile]:
    for n, some in enumerate(np.array_split(worth.order, TENTHS), 1):
        if some.size:
            yield _decile(story, worth, f"{n}{' (most)' if n == 1 else ''}", some)


def _decile(story: Story, worth: Worth, name: str, some: Places) -> Decile:
    cents = story.cents(worth.value)
    projected = story.total(cents[some])
    return Decile(
        name,
        int(some.size),
        mean(worth.coming.alive[some].sum()),
        story.historic(some),
        mean(worth.coming.mean[some].sum()),
        projected,
        *story.interval(worth, some),
        ratio(projected, story.total(cents)),
    )


def _whole(story: Story, worth: Worth | None) -> Iterator[Decile]:
    """Every known customer, and what of all net sales nobody is known for."""
    known = story.so_far
    if worth:
        every = np.arange(story.known.places.size)
        if undated := len(story.buyers) - every.size:
            dated = story.historic(np.arange(story.known.places.size))
            yield _only("Without a dated order", undated, known - dated)
        yield _decile(story, worth, "All with a dated order" if undated else "All known", every)
    else:
        yield _only("All known", len(story.buyers), known)
    yield _only("Unknown", None, story.ledger.now.net_sales - known)
    yield _only("Net sales", None, story.ledger.now.net_sales)


def _only(name: str, customers: int | None, historic: Decimal) -> Decile:
    return Decile(name, customers, None, historic, None, None, None, None, None)


def _bands(story: Story) -> Table:
    worth = story.worth
    rows = [*_by_band(story, worth)] if worth else []
    note = (
        f"Would bring: in {story.months} months, were they surely still customers. At stake: what "
        "of it is not expected, since they may be gone. Who bought once counts as a customer: in "
        "this model people leave after coming back."
    )
    return Table("p_alive", "Who is still a customer", Band, rows, note if rows else "")


def _by_band(story: Story, worth: Worth) -> Iterator[Band]:
    alive, upper = worth.coming.alive, 2.0
    for lower in BANDS:
        name = f"{lower:.0%} and more" if upper > 1 else f"{lower:.0%} to {upper:.0%}"
        yield _band(story, worth, name, np.flatnonzero((alive >= lower) & (alive < upper)))
        upper = lower
    yield _band(story, worth, "All", np.arange(alive.size))


def _band(story: Story, worth: Worth, name: str, some: Places) -> Band:
    would = story.total(story.cents(worth.if_alive)[some])
    expected = story.total(story.cents(worth.value)[some])
    historic = story.historic(some)
    return Band(name, int(some.size), historic, would, expected, would - expected)


def _held(story: Story) -> Table:
    test = story.backtest
    rows = [*_by_repeats(story)] if test else []
    title = "Backtest"
    if test:
        title += f": told on {story.day(test.known.end)}, and what came in {test.days:,} days"
    note = "Customers by how often they had come back by then. Of the same customers, not new ones."
    return Table("backtest", title, Held, rows, note if rows else "")


def _by_repeats(story: Story) -> Iterator[Held]:
    test = story.backtest
    assert test  # noqa: S101 - asked only where there is one
    repeats = test.known.repeats
    for n in range(MOST):
        yield _row(story, f"{n}", np.flatnonzero(repeats == n))
    yield _row(story, f"{MOST} and more", np.flatnonzero(repeats >= MOST))
    yield _row(story, "All", np.arange(repeats.size))


def _row(story: Story, name: str, some: Places) -> Held:
    test = story.backtest
    assert test  # noqa: S101 - asked only where there is one
    forecast = story.total(story.cents(test.worth.value)[some])
    actual = story.total(story.cents(test.values)[some])
    return Held(
        name,
        int(some.size),
        mean(test.worth.coming.mean[some].sum()),
        int(test.times[some].sum()),
        forecast,
        actual,
        ratio(actual - forecast, forecast) if forecast > 0 else None,
    )
