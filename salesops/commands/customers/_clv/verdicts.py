"""What clv concludes: the forecast misses, or much of what is expected slips away."""

from decimal import Decimal
from statistics import median

from salesops.commands.customers._clv.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

FEWEST = 4
"""Earlier four weeks that usual ones are the median of, at the least."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found = [story.stale(), rejected(story.ledger.db), _forecast_off(story)]
    if not story.stale():  # a customer seems quiet whose orders are missing
        found.append(_value_at_risk(story))
    return gravest_first(found)


def _forecast_off(story: Story) -> Finding | None:
    test = story.backtest
    if test is None or test.held:
        return None
    forecast, actual = story.sums(test)
    off = ratio(actual - forecast, forecast)
    if off is None or abs(off) <= story.limits.off:
        return None
    low, high = map(story.money, test.interval)
    said = [text(m, Unit.MONEY, story.currency) for m in (forecast, low, high, actual)]
    return Finding(
        Level.WARNING,
        "forecast-off",
        f"Told on {story.day(test.known.end)}, the {test.days:,} days since would have brought "
        f"{said[0]} ({said[1]} to {said[2]}); they brought {said[3]}, "
        f"{text(off, Unit.PERCENT)}. Something changed that the model does not know: plan with "
        "the low end.",
        {"forecast": forecast, "actual": actual, "error": off, "days": test.days},
    )


def _value_at_risk(story: Story) -> Finding | None:
    """Some slip away in any four weeks: against those of the year before."""
    if len(story.slipped) <= FEWEST:
        return None
    now, *before = story.slipped
    lost, past = story.stake(now), [story.stake(one) for one in before]
    usual = median(past)
    if lost <= max(*past, usual * (1 + Decimal(str(story.limits.more_at_risk)))):
        return None
    worst = story.buyers[now.known.places[now.some[now.stake.argmax()]]]
    said = [text(m, Unit.MONEY, story.currency) for m in (lost, usual)]
    who = counted(int(now.some.size), "customer")
    return Finding(
        Level.WARNING,
        "value-at-risk",
        f"{who} became likelier gone than not in the last 28 days, with {said[0]} of the next "
        f"{story.months} months at stake; {said[1]} is usual, and no four weeks of the "
        f"{len(before):,} before had as much. Write to {worst.called} first.",
        {"customers": int(now.some.size), "at_stake": lost, "usual": usual},
    )
