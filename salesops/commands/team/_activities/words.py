"""What activities says: the headline, the metrics and the notes."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._activities.early import ASSOCIATION, tests
from salesops.commands.team._activities.people import lines
from salesops.commands.team._activities.silence import is_logged, latest, silence_of
from salesops.commands.team._activities.story import Story
from salesops.commands.team._reps.activity import KINDS
from salesops.models.compare import ratio
from salesops.result import Metric
from salesops.units import Unit, counted, signed, text

LATELY, BEFORE = 4, 9
"""Weeks that are over: the last month, and the rest of the quarter before it."""


def headline(story: Story) -> str:
    """How much was done, how it moves, how many deals nobody touches."""
    if story.stale:
        return story.stale.message
    if not story.told_of_all:
        return f"Of the deals that --where leaves, {_untouched(story)}."
    found = lines(story)
    done = sum(one.all for one in found)
    if not done:
        return f"No call, meeting, e-mail, demo or proposal in the window; {_untouched(story)}."
    said = "1 activity" if done == 1 else f"{done:,} activities"
    return f"{said} on {counted(story.worked.deals, 'deal')}{_trend(story)}; {_untouched(story)}."


def _trend(story: Story) -> str:
    told = moved(story)
    if told is None:
        return ""
    now, before = told
    change = ratio(now - before, before)
    points = (
        f" ({signed(change, Unit.PERCENT)} against the {BEFORE} before)"
        if change is not None
        else ""
    )
    return f", {text(now, Unit.MEAN)} a week in the last {LATELY} full weeks{points}"


def moved(story: Story) -> tuple[Decimal, Decimal] | None:
    """A week in the mean: of the last ones that are over, and of those before."""
    weeks = story.weeks
    if len(weeks) < LATELY + BEFORE:
        return None
    now = Decimal(sum(one.all for one in weeks[:LATELY])) / LATELY
    return now, Decimal(sum(one.all for one in weeks[LATELY:])) / BEFORE


def _untouched(story: Story) -> str:
    rows = story.open.values()
    deals, left = sum(r.deals for r in rows), sum(r.quiet + r.never for r in rows)
    if not deals:
        return "no deal is open"
    return f"{left:,} of {counted(deals, 'open deal')} untouched for {story.limits.quiet_days} days"


def metrics(story: Story) -> tuple[Metric, ...]:
    """Of all reps, and of all open deals."""
    acts, rows = story.told_of_all, story.open.values()
    found = lines(story) if acts else []
    done, won = sum(one.all for one in found), sum(story.won.values())
    told = [one for one in story.planned if one.kind in KINDS]
    kept, missed = sum(one.done for one in told), sum(one.missed for one in told)
    deals, left = sum(r.deals for r in rows), sum(r.quiet + r.never for r in rows)
    gap = next((one.middle for one in story.gaps if one.is_all), None)
    value = sum((r.untouched_value for r in rows), Decimal(0))
    week = moved(story)
    count, percent = Unit.COUNT, Unit.PERCENT
    return (
        Metric("activities", "Activities", done if acts else None, count, shown=acts),
        Metric("a_week", f"A week, last {LATELY} weeks", week[0] if week else None, Unit.MEAN,
               shown=week is not None),
        Metric("a_week_before", f"A week, {BEFORE} weeks before", week[1] if week else None,
               Unit.MEAN, good="", shown=week is not None),
        Metric("won_deals", "Won deals", won, count),
        Metric("activities_per_won", "Activities per won deal",
               Decimal(done) / won if won and acts else None, Unit.MEAN, good="", shown=acts),
        Metric("deals_worked", "Deals worked on", story.worked.deals if acts else None, count,
               shown=acts),
        Metric("follow_ups", "Follow-ups",
               sum(t.follow_ups for t in story.touches.values()) if acts else None, count,
               shown=acts),
        Metric("done_share", "Done of what was due", ratio(kept, kept + missed), percent,
               shown=acts),
        Metric("open_deals", "Open deals now", deals, count, good=""),
        Metric("untouched_deals", "Untouched now", left, count, good="down"),
        Metric("untouched_share", "Untouched, share", ratio(left, deals), percent, good="down"),
        Metric("untouched_value", "Untouched value", value, Unit.MONEY, good="down"),
        Metric("gap_days", "Days between activities", gap, Unit.DAYS, good="down"),
    )  # fmt: skip


def notes(story: Story) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    if not story.told_of_all:
        yield (
            "Under --where only some deals are here, and activities are of all that a rep does: "
            "nothing is told by rep, week or kind, only of these deals."
        )
    else:
        yield from _beside(story)
    if story.is_now and not is_logged(story):
        last = latest(story)
        said = f"The last activity is of {last:%Y-%m-%d}" if last else "No activity of late"
        yield f"{said}: nothing is concluded from silence since then. Export activities again."
    elif story.is_now and (silence := silence_of(story)).is_common:
        yield (
            f"{len(silence.stopped):,} of {counted(silence.looked_at, 'rep')} did far less than "
            f"usual in the last {story.limits.stopped_days:,} days: holidays, or activities that "
            "the export lacks? No single rep is named."
        )
    yield from _early(story)


def _beside(story: Story) -> Iterator[str]:
    if story.worked.undated:
        said = counted(story.worked.undated, "row")
        yield f"{said} of activities without a day: in no window."
    dealless = sum(one.dealless for one in story.touches.values())
    if dealless:
        said = "1 activity is" if dealless == 1 else f"{dealless:,} activities are"
        yield f"{said} about no deal: counted for the rep, in no follow-up and no deal worked on."
    if not story.outcomes:
        yield "No export says what came of an activity: outcomes are not told."
    if not story.sql.has("reps"):
        yield "No list of reps: who has left or is new is not known."


def _early(story: Story) -> Iterator[str]:
    known, days = story.early_known, story.limits.early_days
    parts = (
        (known.sooner, f"closed within {days:,} days"),
        (known.older, "created before the first activity on file"),
        (known.undated, "without both days in order"),
    )
    out = ", ".join(f"{n:,} {why}" for n, why in parts if n)
    if known.closed and out:
        yield f"Not in what precedes wins, of {counted(known.closed, 'closed deal')}: {out}."
    if known.closed and not tests(story).whole.n:
        yield "Nothing can be told of what precedes wins: no closed deal is left."
    elif tests(story).whole.n:
        yield (
            f"{ASSOCIATION}: open deals have no outcome yet and are in no win rate; and who is "
            "eager may be called more. Only a trial would tell what a call is worth."
        )
