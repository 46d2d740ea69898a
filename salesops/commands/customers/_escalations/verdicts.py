"""What escalations concludes: who waits too long, and whether the desk is falling behind."""

from decimal import Decimal

from salesops.commands.customers._escalations.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models import apart
from salesops.models.likelier import errors
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

NAMED = 20
"""Tickets that a finding names in its facts before it only counts them."""
SURE = 2.0
"""Standard errors: a smaller rise is as likely chance."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found = [story.stale(), rejected(story.asked.db)]
    if not found[0]:
        found += [_breach(story), _high(story), _rate_up(story), _backlog_up(story)]
    return gravest_first(found)


def _breach(story: Story) -> Finding | None:
    """More past the SLA at once than a desk that keeps up ever has."""
    past, recent = story.past, story.now.tickets
    if len(past) < story.limits.past_open or len(past) <= story.limits.past_share * recent:
        return None
    longest = max(past, key=lambda t: t.waited or 0.0)
    return Finding(
        Level.WARNING,
        "sla-breach",
        f"{len(past):,} open tickets wait past the SLA of {story.limits.sla_minutes:,} business "
        f"minutes, beside {recent:,} tickets of 28 days; the longest, {longest.row.ticket}, for "
        f"{text(longest.waited, Unit.HOURS)} business hours.",
        {
            "tickets": len(past),
            "recent": recent,
            "longest_hours": round(longest.waited or 0.0, 2),
            "first": [t.row.ticket for t in past[:NAMED]],
        },
    )


def _high(story: Story) -> Finding | None:
    late = [ticket for ticket in story.past if ticket.high]
    if not late:
        return None
    bought = sum((t.worth.year_sales for t in late if t.worth), Decimal(0))
    first = late[0]
    wait = "ticket waits" if len(late) == 1 else "tickets wait"
    return Finding(
        Level.WARNING,
        "high-value-waiting",
        f"{len(late):,} {wait} past the SLA from VIPs, who bought "
        f"{text(bought, Unit.MONEY, story.currency)} in 365 days: first {first.called}, ticket "
        f"{first.row.ticket}, for {text(first.waited, Unit.HOURS)} business hours.",
        {
            "tickets": len(late),
            "year_sales": bought,
            "first": [t.row.ticket for t in late[:NAMED]],
        },
    )


def _rate_up(story: Story) -> Finding | None:
    now, before = story.now, story.before
    if min(now.judged, before.judged) < story.limits.few:
        return None
    rise = (now.rate or 0.0) - (before.rate or 0.0)
    lies = apart.shares((now.late, now.judged), (before.late, before.judged))
    if rise < story.limits.rate_up or lies.low <= 0:
        return None
    return Finding(
        Level.WARNING,
        "breach-rate-up",
        f"{text(now.rate, Unit.PERCENT)} of {now.judged:,} first answers of 28 days came past the "
        f"SLA, against {text(before.rate, Unit.PERCENT)} of {before.judged:,} in the twelve weeks "
        "before: more than chance. The table first_answers shows by whom and where.",
        {
            "rate": now.rate,
            "judged": now.judged,
            "before_rate": before.rate,
            "before_judged": before.judged,
        },
    )


def _backlog_up(story: Story) -> Finding | None:
    """Against the same hour of the same weekday, because a desk fills over the weekend."""
    if (usual := story.usual_backlog) is None:
        return None
    now, *before = story.backlog
    most = max(before)
    up = now > max(most, usual * (1 + story.limits.backlog_up))
    if not up or now < story.limits.few or errors(round(usual), now) < SURE:
        return None
    return Finding(
        Level.WARNING,
        "ticket-backlog-up",
        f"{counted(now, 'ticket')} in the SLA are open, where {usual:g} are usual at this hour of "
        f"the week and {most:,} were the most in {len(before)} weeks: the desk takes in more than "
        "it solves.",
        {"open": now, "usual": usual, "most": most, "weeks": len(before)},
    )
