"""What quota says in words: its headline."""

from decimal import Decimal

from salesops.commands.team._quota.ending import ending
from salesops.commands.team._quota.story import Story
from salesops.commands.team._quota.tables import tables
from salesops.result import Finding, Table
from salesops.units import Unit, text

UNTOLD = "Only some deals are here, and quotas are of all: nothing is told under --where."
_NAMED = 5


def headline(story: Story, stale: Finding | None) -> str:
    """One sentence with the two numbers, and the pace."""
    if stale is not None:
        return stale.message
    name, result = story.span.window.name, story.result
    if not story.told:
        return _nobody(story)
    so_far = "" if story.span.over else " so far"
    rate = f"{result.reached} of {result.reps} reps at 100 %"
    percent = text(result.percent, Unit.PERCENT)
    return (
        f"{name}: {percent} of quota won{so_far}, {money(story, result.won)} of "
        f"{money(story, result.quota)}; {rate} (attainment rate {text(result.rate, Unit.PERCENT)})"
        f"{_pace(story)}."
    )


def _nobody(story: Story) -> str:
    name = story.span.window.name
    if teams := _teams(story):
        first = teams.rows[0]
        said = ", ".join(f"{t.team} {text(t.percent, Unit.PERCENT)}" for t in teams.rows[:_NAMED])
        return f"{name}: only teams have a quota, no rep has: {said}." if first else ""
    won = money(story, story.won_in_all)
    return f"{name}: no quota of a rep is stated for it; {won} was won. {_stated(story)}"


def _teams(story: Story) -> Table | None:
    found = next(t for t in tables(story) if t.name == "teams")
    return found if found.rows else None


def _stated(story: Story) -> str:
    periods = sorted(p for lines in story.stated.of_reps.values() for p in lines)
    return f"Quotas are stated from {periods[0]} to {periods[-1]}." if periods else ""


def _pace(story: Story) -> str:
    share_, result = story.expected_share, story.result
    if story.span.over or share_ is None or result.percent is None:
        return ""
    usual = f"{text(share_, Unit.PERCENT)} is usual by now"
    if not story.begun:
        return f"; {usual}, too early to tell more"
    near = result.percent >= story.limits.behind * share_
    verdict = "on track" if result.percent >= share_ else f"{'a little ' if near else ''}behind"
    ends = money(story, story.projection)
    return f"; {usual}: {verdict}, at this pace {ends} in the end{between(story)}"


def between(story: Story) -> str:
    """The interval of that in brackets; nothing where there is none."""
    low, high = (ending(story).low, ending(story).high)
    if low is None:
        return ""
    upper = " or more" if high is None else f" to {money(story, high)}"
    return f" (80 %: {text(low, Unit.MONEY, story.currency)}{upper})"


def money(story: Story, amount: Decimal | None) -> str:
    """An amount with its currency."""
    unit = f" {story.currency}" if story.currency else ""
    return f"{text(amount, Unit.MONEY, story.currency)}{unit}"
