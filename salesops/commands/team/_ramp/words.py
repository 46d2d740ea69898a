"""What ramp says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._quota.asked import ramp_plan
from salesops.commands.team._ramp.course import Ramp
from salesops.commands.team._ramp.story import Story
from salesops.models.ramp import plan_of
from salesops.result import Finding, Metric
from salesops.units import Unit, counted, text

FEW = 10
"""Of fewer reps a median says little."""
_NAMED = 3


def headline(story: Story, stale: Finding | None) -> str:
    """One sentence: how long new reps take, and who is not there yet."""
    if stale is not None:
        return stale.message
    if not story.people:
        return "The list of reps is empty."
    if not any(p.starts for p in story.people):
        return (
            f"None of {counted(len(story.people), 'rep')} has a start date, and ramp time needs "
            "one: add a column start_date to the list of reps."
        )
    if not story.ramps:
        first = f"{story.data.begins:%Y-%m-%d}"
        return f"No rep started since the data begins, {first}: there is no ramp to tell."
    if not story.judged:
        return f"{_started(story)}, and nobody tenured to hold them against."
    return f"{_started(story)}: {_median(story)}{_open(story)}."


def _started(story: Story) -> str:
    return f"{counted(len(story.ramps), 'rep')} started in the data"


def _median(story: Story) -> str:
    reached, n = sum(wait.happened for wait in story.waits), len(story.waits)
    bar = text(story.limits.share, Unit.PERCENT)
    days = story.median_days
    said = f"{reached} of {n} have reached {bar} of the tenured median"
    if days is None:
        low, _ = story.median_within
        least = f", but for {counted(low, 'day')} or more (95 %)" if low is not None else ""
        return f"{said}, so the median ramp time is not known yet{least}"
    return f"{said}, median ramp time {counted(days, 'day')} ({_within(story)})"


def _within(story: Story) -> str:
    """How far the median can be believed."""
    n, (low, high) = len(story.waits), story.median_within
    if not story.enough:
        return f"n = {n}, too few for an interval"
    small = ", few to tell from" if n < FEW else ""
    least = (
        "" if low is None else f"95 %: {low:,}{' or more' if high is None else f' to {high:,}'}, "
    )
    return f"{least}n = {n}{small}"


def _open(story: Story) -> str:
    waiting = [r for r in story.judged if r.reached is None and not r.ends]
    if not waiting:
        return ""
    names = ", ".join(_far(ramp) for ramp in waiting[:_NAMED])
    more = f" and {len(waiting) - _NAMED} more" if len(waiting) > _NAMED else ""
    return f"; not yet: {names}{more}"


def _far(ramp: Ramp) -> str:
    share = ramp.last.share if ramp.last else None
    return ramp.name if share is None else f"{ramp.name} ({text(share, Unit.PERCENT)})"


def metrics(story: Story) -> tuple[Metric, ...]:
    """How long, of how many, and how many are not there yet."""
    reached = sum(wait.happened for wait in story.waits)
    unknown = sum(p.starts is None for p in story.people)
    low, high = story.median_within
    return (
        Metric(
            "ramp_days", "Ramp time, median days (Kaplan-Meier)", story.median_days, Unit.COUNT,
            good="down",
        ),
        Metric("ramp_days_low", "Low (95 %)", low, Unit.COUNT, good="down", shown=story.enough),
        Metric("ramp_days_high", "High (95 %)", high, Unit.COUNT, good="down", shown=story.enough),
        Metric("ramp_reps", "Reps that it is told from", len(story.waits), Unit.COUNT, good=""),
        Metric("reached", "Of them at the bar", reached, Unit.COUNT),
        Metric("censored", "Of them not yet, or left before", len(story.waits) - reached,
               Unit.COUNT, good="down"),
        Metric("not_judged", "Started, nobody tenured to compare",
               len(story.ramps) - len(story.judged), Unit.COUNT, good="",
               shown=len(story.ramps) > len(story.judged)),
        Metric("before_data", "Started before the data", len(story.unseen) - unknown, Unit.COUNT,
               good=""),
        Metric("start_unknown", "Start unknown", unknown, Unit.COUNT, good="", shown=bool(unknown)),
    )  # fmt: skip


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of these numbers."""
    data = story.data
    if story.asked.db.book.filtered:
        yield "Under --where: of these deals only, of new reps and of tenured ones alike."
    if story.ramps:
        yield (
            f"Deals are known from {data.begins:%Y-%m-%d} on; the month that runs is in no mean. "
            "They count on the day they closed, for the rep who has them now."
        )
    if unknown := [p.name for p in story.people if p.starts is None]:
        names = ", ".join(unknown[:_NAMED])
        more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
        yield (
            f"Start unknown of {counted(len(unknown), 'rep')}: {names}{more}; in no ramp until the "
            "list of reps has a start_date for them."
        )
    yield from _tenured(story)
    yield from _plans(story)
    yield from _deals(story)
    yield from _history(story)


def _tenured(story: Story) -> Iterator[str]:
    found = [r.last.usual.reps for r in story.ramps if r.last and r.last.usual]
    months = story.limits.tenured_months
    if found and min(found) < story.limits.few_tenured:
        yield (
            f"Tenured are reps of {months} months and more: only {min(found)} to hold somebody "
            "against, so nothing is concluded there."
        )
    elif found:
        yield f"Tenured are reps of {months} months and more: {min(found)} at the least."


def _plans(story: Story) -> Iterator[str]:
    unread = [p.name for p in story.people if p.ramp_plan and plan_of(p.ramp_plan) is None]
    if unread:
        yield (
            f"The ramp plan of {counted(len(unread), 'rep')} says no percents by month, as "
            f"{unread[0]}'s: {ramp_plan(story.asked.db)} is taken; [quota] plan."
        )


def _deals(story: Story) -> Iterator[str]:
    outside = [one for one in story.won if not one.within]
    if deals := sum(one.deals for one in outside):
        value = sum((one.value for one in outside), Decimal(0))
        yield (
            f"{counted(deals, 'deal')} won before their rep's first day or after the last, "
            f"{text(value, Unit.MONEY, story.currency)}: in no month of theirs."
        )
    if blank := sum(one.blank for one in story.won):
        yield f"{counted(blank, 'deal')} won without an amount: nothing to count."
    rest = story.known
    if rest.unlisted and any(p.starts for p in story.people):
        value_ = text(rest.value, Unit.MONEY, story.currency)
        yield (
            f"{counted(rest.unlisted, 'deal')} won by reps without a start or by nobody "
            f"({rest.of_nobody:,} of these), {value_}: in no ramp."
        )


def _history(story: Story) -> Iterator[str]:
    if not story.has_history:
        yield "Stage conversion is not computable from a snapshot: export the stage history."
    elif story.passed:
        yield (
            f"Stages are ordered {story.passed[0].basis}; new is the first "
            f"{story.limits.new_months} months."
        )
    elif story.ramps:
        yield "No deal of a new or a tenured rep entered a stage: there is no conversion to tell."
