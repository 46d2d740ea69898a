"""The tables of one rep's page."""

from collections.abc import Iterator
from datetime import datetime

from salesops.commands.ledger import TICK
from salesops.commands.rep_quotas.days import name_of
from salesops.commands.team._quota.span import UNITS
from salesops.commands.team._reps import answers, conversions, course
from salesops.commands.team._reps.activity import KINDS
from salesops.commands.team._reps.months import closed
from salesops.commands.team._reps.people import UNKNOWN, Rep
from salesops.commands.team._reps.rows import ZERO, Largest, Lost, Month
from salesops.commands.team._reps.story import Story
from salesops.models.compare import ratio
from salesops.periods.dates import floor, step, whole
from salesops.result import Table

PERIODS = 6
"""Before this one."""


def tables(story: Story, rep: Rep) -> tuple[Table, ...]:
    """How the rep does, where deals are lost, what is open."""
    return (
        conversions.weakest(story, rep),
        course.drawn(story, rep),
        _trend(story, rep),
        _activities(story, rep),
        _open(story, rep),
        _largest(story, rep),
        _lost(story, rep),
        conversions.of_each(story, [rep]),
    )


def _starts(story: Story) -> list[datetime]:
    """The period that the window is or ends in, and those before it, the oldest first."""
    window = story.window
    for unit in UNITS:
        start = floor(window.start, unit)
        if start == window.start and window.end <= whole(start, unit)[1]:
            break
    else:
        unit, start = UNITS[0], floor(max(window.start, window.end - TICK), UNITS[0])
    return [step(start, unit, -n) for n in range(PERIODS, -1, -1)]


def _trend(story: Story, rep: Rep) -> Table:
    starts = _starts(story)
    unit = next(u for u in UNITS if step(starts[0], u, 1) == starts[1])
    everybody = closed(story.sql, starts[0], story.window)
    months = [one for one in everybody if (one.shop, one.rep) == rep.key]
    reach = story.db.book.reach_of_deals
    rows = [
        _period(start, unit, months)
        for start in starts
        if reach is None or step(start, unit, 1) > reach[0]
    ]
    note = f"The last {unit} as far as the window reaches." if rows else ""
    return Table("trend", f"By {unit}", answers.Trend, rows, note)


def _period(start: datetime, unit: str, months: list[Month]) -> answers.Trend:
    first, after = start.date(), step(start, unit, 1).date()
    found = [one for one in months if first <= one.month < after]
    won, lost = sum(one.won for one in found), sum(one.lost for one in found)
    value = sum((one.won_value for one in found), ZERO)
    return answers.Trend(name_of(start, unit), value, won, lost, ratio(won, won + lost), first)


def _activities(story: Story, rep: Rep) -> Table:
    """A week, against the middle one of the reps who are there."""
    act = story.activity
    rows = [
        answers.Kind(
            kind, act.count(rep.key, kind), act.a_week(rep, kind), act.median(story.team, kind)
        )
        for kind in KINDS
    ]
    rows.append(answers.Kind("all", act.all(rep.key), act.a_week(rep), act.median(story.team)))
    too = ", this one too" if rep in story.team else ""
    note = f"That took place in the window; the median is of {len(story.team)} reps{too}."
    return Table(
        "activities", "Activities", answers.Kind, rows if story.acts else [],
        note if story.acts else "", shown=story.acts,
    )  # fmt: skip


def _open(story: Story, rep: Rep) -> Table:
    order = {(s.pipeline, s.stage): n for n, s in enumerate(story.steps.stages.stages)}
    found = sorted(
        story.open.get(rep.key, []),
        key=lambda one: (order.get((one.pipeline, one.stage or ""), len(order)), one.stage or ""),
    )
    rows = [
        answers.Stands(
            _stage(story, one.pipeline, one.stage), one.deals, one.value,
            one.weighted if one.weighed else None, one.deals - one.valued, one.pipeline,
        )
        for one in found
    ]  # fmt: skip
    return Table("open", "Open deals by stage", answers.Stands, rows)


def _stage(story: Story, pipeline: str, stage: str | None) -> str:
    return story.steps.stages.named(pipeline, stage) if stage else UNKNOWN


def _largest(story: Story, rep: Rep) -> Table:
    asked = {"shop": rep.key[0], "rep": rep.key[1], "top": story.asked.top}
    rows = [
        answers.Deal(
            one.name, _stage(story, one.pipeline, one.stage), one.amount, one.close_date,
            one.next_step or "", one.account or "", one.deal_id,
        )
        for one in story.page.all("rep_largest", Largest, **asked)
    ]  # fmt: skip
    return Table("largest", "Largest open deals", answers.Deal, rows, shown=bool(rows))


def lost(story: Story, rep: Rep) -> list[Lost]:
    """Why deals were lost in the year to the window's end."""
    asked = {"start_at": story.year.start, "end_at": story.year.end}
    found: list[Lost] = story.page.all("rep_lost", Lost, shop=rep.key[0], rep=rep.key[1], **asked)
    return found


def _lost(story: Story, rep: Rep) -> Table:
    rows = [*_reasons(lost(story, rep))]
    note = f"Lost in the {conversions.days(story)}." if rows else ""
    return Table("lost_reasons", "Why deals were lost", answers.Reason, rows, note)


def _reasons(found: list[Lost]) -> Iterator[answers.Reason]:
    mine, every = sum(one.lost for one in found), sum(one.of_all for one in found)
    for one in found:
        if one.lost:
            others = ratio(one.of_all - one.lost, every - mine)
            share = ratio(one.lost, mine)
            yield answers.Reason(one.reason or "not stated", one.lost, share, others, one.value)
