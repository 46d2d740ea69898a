"""The tables of stages."""

from collections.abc import Mapping

from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._stages.answers import (
    Ratio,
    Standing,
    Step,
    There,
    Time,
)
from salesops.commands.team._stages.later import conversions, matrices
from salesops.commands.team._stages.parts import by
from salesops.commands.team._stages.ratios import Told, ratios
from salesops.commands.team._stages.steps import FEW, Course, Entered
from salesops.commands.team._stages.story import Story
from salesops.result import Table

NOT_TOLD = "Not computable from a snapshot: it needs the history of stages."
WHOSE = {"all": "all that ended", "won": "of won deals", "lost": "of lost deals"}


def tables(story: Story) -> tuple[Table, ...]:
    """Steps, all conversions, days, the ratios of seed 003, parts, and what stands where."""
    return (
        _standing(story),
        _steps(story),
        by(story),
        *matrices(story),
        conversions(story),
        _times(story),
        _there(story),
        _ratios(story),
    )


def _steps(story: Story) -> Table:
    rows = [step(story, c, one, after) for c in story.courses if c for one, after in c.steps()]
    note = (
        "Went on: entered any later stage later, or was won; a skip counts, and going back undoes "
        "nothing. Of all entered counts those still open as not gone on yet; of decided leaves "
        "them out: went on or lost. Low to high holds the share of all entered 95 times in 100."
    )
    if few := [f"{row.stage} ({row.entered:,})" for row in rows if row.small]:
        note += f" Fewer than {story.limits.few} entered {', '.join(few)}: that says little."
    note = note if rows else "" if story.known.deals else NOT_TOLD
    return Table("steps", "From stage to stage", Step, rows, note, keys=2)


def step(story: Story, course: Course, one: Entered, after: str) -> Step:
    """One step as a row."""
    on, decided = one.on, one.decided
    return Step(
        story.named(course.pipeline, one.stage.stage),
        after,
        one.all,
        on.part,
        on.rate,
        on.low,
        on.high,
        one.still_open,
        one.lost,
        decided.rate,
        FEW if one.all < story.limits.few else "",
        decided.low,
        decided.high,
        one.unknown,
        course.pipeline,
    )


def _times(story: Story) -> Table:
    timed = {(t.pipeline, t.stage, t.whose): t for t in story.times}
    rows = [
        Time(
            story.named(pipeline, stage.stage),
            said,
            t.stays,
            t.half_days,
            t.p75_days,
            t.p90_days,
            t.untimed,
            pipeline,
        )
        for pipeline, stages in story.pipelines.items()
        for stage in stages
        for whose, said in WHOSE.items()
        if (t := timed.get((pipeline, stage.stage, whose)))
    ]
    note = (
        "Of stays that are over; all that ended are also those of deals still open in a later "
        "stage. A deal that comes back begins another stay."
    )
    return Table("time_in_stage", "Days in each stage", Time, rows, note, bool(rows), keys=2)


def _there(story: Story) -> Table:
    timed = {(t.pipeline, t.stage): t for t in story.times if t.whose == "there"}
    rows = [
        There(
            story.named(pipeline, stage.stage),
            t.stays,
            t.half_days,
            t.p75_days,
            t.p90_days,
            pipeline,
        )
        for pipeline, stages in story.pipelines.items()
        for stage in stages
        if (t := timed.get((pipeline, stage.stage)))
    ]
    note = "So far, up to as-of: these stays are not over, and in none of the days above."
    return Table("there_now", "Who is there now", There, rows, note, shown=bool(rows))


def _ratios(story: Story) -> Table:
    rows = [_ratio(told) for told in ratios(story)]
    note = (
        "Of the leads that came in, and the close ratio of the deals that came to a proposal. Of "
        "decided leaves out what may still become one."
    )
    return Table("ratios", "From lead to sale", Ratio, rows, note)


def _ratio(told: Told) -> Ratio:
    share, decided = told.share, told.decided
    return Ratio(
        told.name,
        share.whole if share else None,
        share.part if share else None,
        share.rate if share else None,
        share.low if share else None,
        share.high if share else None,
        told.undecided,
        decided.rate if decided else None,
        told.reason,
        told.of,
    )


def _standing(story: Story) -> Table:
    """What a snapshot can tell; with history it is in the data formats only."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for row in story.standing:
        found = counts.setdefault((row.pipeline, row.stage or UNKNOWN), {})
        state = row.state if row.state in ("open", "won", "lost") else UNKNOWN
        found[state] = found.get(state, 0) + row.deals
    order = {(s.pipeline, s.stage): n for n, s in enumerate(story.stages)}
    ranked = sorted(counts, key=lambda key: (order.get(key, len(order)), key))
    rows = [_stands(story, key, counts[key]) for key in ranked]
    return Table("deals_by_stage", "Deals by stage", Standing, rows, shown=not story.told)


def _stands(story: Story, key: tuple[str, str], found: Mapping[str, int]) -> Standing:
    return Standing(
        story.named(*key),
        found.get("open", 0),
        found.get("won", 0),
        found.get("lost", 0),
        found.get(UNKNOWN, 0),
        sum(found.values()),
        key[0],
    )
