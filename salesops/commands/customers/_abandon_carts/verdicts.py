"""What abandon-carts concludes: fewer carts come back than before, or more are abandoned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from statistics import median

from salesops.commands.customers._abandon_carts.odds import apart, odds
from salesops.commands.customers._abandon_carts.outcomes import WITHIN
from salesops.commands.customers._abandon_carts.story import Story, worth
from salesops.commands.trust import gravest_first, rejected
from salesops.result import Finding, Level
from salesops.units import Unit, text

RECENT = timedelta(days=28)
"""The carts whose recovery is held against that of those before."""
WEEK = timedelta(days=7)
FEWEST = 4
"""Earlier weeks that a usual one is the median of, at the least."""
SURE = 2.0
"""Standard errors: a smaller fall is as likely chance."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found = [story.stale(), rejected(story.asked.db)]
    if story.told and not story.stale():  # orders that are missing make carts look lost
        found += [_recovery_drop(story), _carts_up(story)]
    return gravest_first(found)


def _recovery_drop(story: Story) -> Finding | None:
    since = story.as_of - WITHIN - RECENT
    recent = odds(c for c in story.carts if c.row.begun >= since)
    before = odds(c for c in story.carts if c.row.begun < since)
    if min(recent.carts, before.carts) < story.limits.few or not before.rate:
        return None
    fall = (recent.rate or 0.0) / before.rate - 1
    if fall > story.limits.recovery_drop or apart(before, recent) < SURE:
        return None
    return Finding(
        Level.WARNING,
        "cart-recovery-drop",
        f"{text(recent.rate, Unit.PERCENT)} of the {recent.carts:,} carts of the last four weeks "
        f"that are over came back, against {text(before.rate, Unit.PERCENT)} of the "
        f"{before.carts:,} before: look whether reminders are still sent, and their links work.",
        {
            "recent_rate": recent.rate,
            "recent_carts": recent.carts,
            "before_rate": before.rate,
            "before_carts": before.carts,
        },
    )


@dataclass(frozen=True)
class _Week:
    """Carts and orders of seven full days."""

    carts: int
    orders: int
    value: Decimal

    @property
    def ratio(self) -> float:
        """Carts for each order; a week without orders counts as one with one."""
        return self.carts / max(self.orders, 1)


def _carts_up(story: Story) -> Finding | None:
    """Against orders, because a busy week has more of both."""
    last, *before = [*_weeks(story)] or [_Week(0, 0, Decimal(0))]
    if len(before) < FEWEST or last.carts < story.limits.few:
        return None
    usual = median(week.ratio for week in before)
    most = max(week.ratio for week in before)
    if last.ratio <= max(most, usual * (1 + story.limits.carts_up)):
        return None
    value = text(last.value, Unit.MONEY, story.currency)
    return Finding(
        Level.WARNING,
        "carts-up",
        f"{last.carts:,} carts worth {value} were abandoned in the last seven full days beside "
        f"{last.orders:,} orders: {last.ratio:.2f} for each order, where {usual:.2f} is usual. "
        "Go through the checkout yourself: shipping costs, payment, errors.",
        {
            "carts": last.carts,
            "value": last.value,
            "orders": last.orders,
            "ratio": round(last.ratio, 4),
            "usual": round(usual, 4),
        },
    )


def _weeks(story: Story) -> Iterator[_Week]:
    """Runs of seven full days back from today's midnight, while the window holds them whole."""
    end = datetime.combine(story.as_of.date(), time())
    while end - WEEK >= story.window.start:
        yield _week(story, end - WEEK, end)
        end -= WEEK


def _week(story: Story, start: datetime, end: datetime) -> _Week:
    of = [c for c in story.abandoned if start <= c.row.begun < end]
    days = (d.orders for d in story.orders if start.date() <= d.day < end.date())
    return _Week(len(of), sum(days), worth(of))
