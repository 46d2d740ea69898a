"""What contracts concludes: nobody works on a renewal, the day for notice is over, no end."""

from salesops.commands.team._contracts.rows import Due
from salesops.commands.team._contracts.story import Story, yearly
from salesops.commands.trust import gravest_first, rejected
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

_NAMED = 3


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found: list[Finding | None] = [story.stale, rejected(story.db)]
    if story.stale is None:
        found += [_neglected(story), _too_late(story), _endless(story)]
    return gravest_first(found)


def _neglected(story: Story) -> Finding | None:
    """Ends soon, is not renewed, and no deal is open for it."""
    rows = [row for row in story.at_risk if row.open_renewal is None]
    if not rows:
        return None
    verb, them = ("ends", "it") if len(rows) == 1 else ("end", "them")
    return Finding(
        Level.WARNING,
        "expiring-without-renewal",
        f"{counted(len(rows), 'contract')}{_worth(story, rows)} {verb} within {story.days} days, "
        f"and no open deal to renew {them} is known: {_named(rows)}. Open one for each, or say "
        "that it ends.",
        {"contracts": len(rows), "annual_value": yearly(rows), "first": rows[0].contract},
    )


def _too_late(story: Story) -> Finding | None:
    """The day for notice has passed, and nothing is signed."""
    rows = [r for r in story.at_risk if r.notice_left is not None and r.notice_left < 0]
    if not rows:
        return None
    verb = "was" if len(rows) == 1 else "were"
    return Finding(
        Level.WARNING,
        "notice-date-passed",
        f"{counted(len(rows), 'contract')}{_worth(story, rows)} {verb} to be settled by a day for "
        f"notice that has passed, and nothing is signed: {_named(rows)}. Call today.",
        {"contracts": len(rows), "annual_value": yearly(rows), "first": rows[0].contract},
    )


def _endless(story: Story) -> Finding | None:
    """Nobody entered when it ends, or how it can be ended."""
    rows = story.endless
    if len(rows) < story.limits.endless:
        return None
    verb = "states" if len(rows) == 1 else "state"
    return Finding(
        Level.WARNING,
        "contract-without-end",
        f"{counted(len(rows), 'contract')} in force {verb} neither a last day nor a period of "
        f"notice: {_named(rows)}. Enter them: what has no end is never due.",
        {"contracts": len(rows), "annual_value": yearly(rows), "first": rows[0].contract},
    )


def _worth(story: Story, rows: list[Due]) -> str:
    """What they are worth in a year; nothing where no contract states it."""
    if all(row.annual_value is None for row in rows):
        return ""
    return f" worth {text(yearly(rows), Unit.MONEY, story.currency)} a year"


def _named(rows: list[Due]) -> str:
    names = [f"{row.name}{f' ({row.account})' if row.account else ''}" for row in rows[:_NAMED]]
    more = f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    return f"{', '.join(names)}{more}"
