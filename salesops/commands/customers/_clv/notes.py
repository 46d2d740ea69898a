"""What a reader of clv must know: how well it told before, and where the model does not hold."""

from collections.abc import Iterator

import numpy as np

from salesops.commands.customers._clv.story import Story
from salesops.units import Unit, text

YEAR = 12
YEAR_DAYS = 365
ALL_THERE = 0.999
"""Of the mean P(alive): past it nobody is seen to leave."""
CHANCE = 4
"""Standard deviations that no chance explains: purchases vary more than a plain count."""
APART = 0.3
"""Of a correlation: from here on frequent buyers are not worth what others are."""


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of the figures."""
    if story.worth:
        yield (
            f"As of {story.last_day}, the last day of the data. New customers to come are in no "
            "figure; nor is cost: it is net sales, not profit."
        )
        yield _backtest(story)
        yield from _assumed(story)
    if story.buyers.shops > 1:
        yield "Who buys in two shops is two customers: ids are a shop's own."
    if story.ledger.db.book.filtered:
        yield "--where leaves out some orders: who seems gone may only buy otherwise."
    yield from story.ledger.undated_notes()


def _backtest(story: Story) -> str:
    test = story.backtest
    if test is None:
        return (
            "Too little is known to hold any of it back: the forecast is not tested, and taken to "
            f"miss as others do, by {text(story.limits.usual_miss, Unit.PERCENT)}."
        )
    forecast, actual = story.sums(test)
    low, high = map(story.money, test.interval)
    said = [text(m, Unit.MONEY, story.currency) for m in (forecast, low, high, actual)]
    told, came = test.purchases
    return (
        f"Backtest: told on {story.day(test.known.end)}, {test.days:,} days would have brought "
        f"{said[0]} ({said[1]} to {said[2]} by chance alone); they brought {said[3]}. Purchases: "
        f"{told:,.0f} told, {came:,.0f} came; {text(test.inside, Unit.PERCENT)} of the customers "
        "bought as often as their own 80 % interval says."
    )


def leaning(story: Story) -> str:
    """What is told of those who bought once is off where the backtest was, the whole less so."""
    if (test := story.backtest) is None:
        return ""
    once = test.known.repeats == 0
    told, came = float(test.worth.coming.mean[once].sum()), float(test.times[once].sum())
    if abs(came - told) <= max(CHANCE * told**0.5, story.limits.off * told):
        return ""
    side = "high" if came < told else "low"
    return (
        f"What is expected of customers who bought once leans {side}: in the backtest {told:,.0f} "
        f"purchases of theirs were told, and {came:,.0f} came. "
    )


def _assumed(story: Story) -> Iterator[str]:
    """Where the model's assumptions do not hold."""
    if (kept := story.bought.kept) < 1:
        yield (
            f"Returns that name no order, {text(1 - kept, Unit.PERCENT)} of what customers "
            "bought, lower what every purchase is worth alike, in the backtest too."
        )
    repeats, means = story.known.repeats, story.known.means
    some = means > 0
    if some.sum() > story.limits.few and repeats[some].std() > 0 and means[some].std() > 0:
        related = float(np.corrcoef(np.log(repeats[some]), np.log(means[some]))[0, 1])
        if abs(related) > APART:
            more = "more" if related > 0 else "less"
            yield (
                f"Frequent buyers spend {more} on each purchase (correlation {related:.2f}): the "
                "model takes the two as unrelated, so sums of few customers lean."
            )
    if story.worth and story.worth.coming.alive.mean() > ALL_THERE:
        yield (
            f"Nobody's silence stands out in {story.days:,} days: the model sees nobody leave, "
            "so churn risk says nothing as yet."
        )
    if story.months % YEAR:
        yield (
            f"The model knows no seasons: {story.months} months that are better or worse than the "
            "year's mean are told as the mean."
        )
    elif story.days < YEAR_DAYS:
        yield "Less than a year is known: its seasons stand for the whole year."
