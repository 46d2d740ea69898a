"""What win-loss says: the headline and the metrics."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._win_loss.rows import BOTH
from salesops.commands.team._win_loss.story import Story
from salesops.models.compare import ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text


def headline(story: Story) -> str:
    """How much is won, how sure that is, what it is worth and how long it takes."""
    if stale := story.stale():
        return stale.message
    rate, won = story.rate, story.outcome("won")
    lies = rate.interval
    if lies is None:
        return _nothing(story)
    few = ", too few to conclude" if rate.n < story.limits.few else ""
    low, high = (text(end, Unit.PERCENT) for end in (lies.low, lies.high))
    what, still = f"closed deals are won (true rate {low} to {high}{few})", ""
    if story.asked.cohort:
        what = "deals created in the window are won so far"
        still = f", {story.outcome('open').deals:,} still open"
    return (
        f"{rate} of {rate.n:,} {what}: {won.deals:,} won, worth {_money(story, won.value)}, "
        f"{story.outcome('lost').deals:,} lost{still}{_cycle(story)}."
    )


def _cycle(story: Story) -> str:
    middle = story.outcome("won").cycle_middle
    return f". Half of the won deals took {middle:g} days or less" if middle is not None else ""


def _money(story: Story, amount: Decimal) -> str:
    unit = f" {story.db.book.currency}" if story.db.book.currency else ""
    return text(amount, Unit.MONEY, story.db.book.currency) + unit


def _nothing(story: Story) -> str:
    """Why there is nothing to tell."""
    known = story.known
    if not known.deals:
        return "The exports hold no deal that counts: nothing is known of what is won and lost."
    if story.asked.cohort and not story.created:
        return "No deal was created in this window."
    if known.last_closed and not story.asked.cohort:
        return f"No deal was won or lost in this window; the last one is of {known.last_closed}."
    if known.unknown + known.untold:
        return (
            f"Of {counted(known.deals, 'deal')} none is known to be won or lost: no export says of "
            f"{known.unknown + known.untold:,} how they stand."
        )
    return f"No deal was won or lost: all {known.deals:,} are open."


def metrics(story: Story) -> tuple[Metric, ...]:
    """Rates, counts, amounts and days; in a cohort also what is still open."""
    won, lost = story.outcome("won"), story.outcome("lost")
    days, money = Unit.DAYS, Unit.MONEY
    return (
        Metric("win_rate", "Won so far" if story.asked.cohort else "Win rate", story.rate.share,
               Unit.PERCENT),
        Metric("win_rate_value", "Win rate by value", _by_value(story), Unit.PERCENT),
        Metric("won_deals", "Won deals", won.deals, Unit.COUNT),
        Metric("lost_deals", "Lost deals", lost.deals, Unit.COUNT, good="down"),
        Metric("won_value", "Won value", won.value, money),
        Metric("avg_won", "Average won deal", won.mean, money),
        Metric("median_won", "Median won deal", won.middle, money),
        Metric("cycle_days_mean", "Cycle, mean", won.cycle_mean, days, good="down"),
        Metric("cycle_days_median", "Cycle, median", won.cycle_middle, days, good="down"),
        *_cohort(story),
    )  # fmt: skip


def _cohort(story: Story) -> Iterator[Metric]:
    if story.asked.cohort:
        still = ratio(story.outcome("open").deals, story.rate.n)
        yield Metric("created_deals", "Created deals", story.created, Unit.COUNT)
        yield Metric("open_share", "Still open", still, Unit.PERCENT, good="")


def _by_value(story: Story) -> float | None:
    """Of the value won and lost; none in a cohort, nor where only won deals would tell it."""
    both = story.outcome(BOTH).value
    untold = story.asked.cohort or story.valueless
    return None if untold or both <= 0 else ratio(story.outcome("won").value, both)
