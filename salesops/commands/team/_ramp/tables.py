"""The tables of ramp."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._ramp.answers import Cohort, Conversion, Left, Ramping, Since, Unseen
from salesops.commands.team._ramp.course import Ramp, Stand
from salesops.commands.team._ramp.months import first_of, number
from salesops.commands.team._ramp.rows import Passed
from salesops.commands.team._ramp.story import Story, steps_of
from salesops.models.compare import ratio
from salesops.models.survival import steps
from salesops.models.wilson import share
from salesops.result import Table
from salesops.units import Unit, text

MOST = 12
"""Months since the start that a cohort is followed."""
MANY = 40
"""Rows of months: more are for the data formats."""


def tables(story: Story) -> tuple[Table, ...]:
    """All of them."""
    return (
        _reps(story),
        _months(story),
        _curve(story),
        _stages(story),
        _left(story),
        _unseen(story),
    )


def state(ramp: Ramp) -> str:
    """How a rep stands, in a few words."""
    if ramp.reached:
        return "reached"
    if not ramp.judged:
        return "nobody tenured"
    return "left before" if ramp.ends else "not yet"


def _reps(story: Story) -> Table:
    bar = text(story.limits.share, Unit.PERCENT)
    note = (
        f"A month: the mean of the last three. Reached: the first three months at {bar} of the "
        "tenured median or more, by their end; not yet and left before are censored."
    )
    rows = [_ramping(ramp) for ramp in story.ramps]
    return Table("reps", "Reps who started in the data", Ramping, rows, note, bool(rows))


def _ramping(ramp: Ramp) -> Ramping:
    last = ramp.last
    usual = last.usual if last else None
    return Ramping(
        ramp.name, ramp.starts, last.since if last else 0, last.mean if last else None,
        usual.median if usual else None, last.share if last else None, state(ramp),
        ramp.days if ramp.judged else None, ramp.planned, last.deals if last else 0,
        usual.reps if usual else 0, ramp.reached is None, ramp.ends, *ramp.key,
    )  # fmt: skip


def _months(story: Story) -> Table:
    rows = [_since(ramp, stand) for ramp in story.ramps for stand in ramp.stands]
    note = "Won by calendar month; 0 is that of the start. The share is that of three months."
    return Table(
        "months", "Month by month since the start", Since, rows, note if rows else "",
        shown=0 < len(rows) <= MANY,
    )  # fmt: skip


def _since(ramp: Ramp, stand: Stand) -> Since:
    of = first_of(number(ramp.starts) + stand.since)
    usual = stand.usual.median if stand.usual and stand.mean is not None else None
    return Since(
        ramp.name, stand.since, of, stand.won, stand.mean, usual, stand.share, stand.plan,
        stand.deals,
    )  # fmt: skip


def _curve(story: Story) -> Table:
    rows = list(_cohorts(story))
    return Table(
        "cohorts", "By half-year of the start", Cohort, rows,
        "Means of the month; tenured is the median over three months." if rows else "",
        shown=bool(rows), keys=2,
    )  # fmt: skip


def _cohorts(story: Story) -> Iterator[Cohort]:
    for name, ramps in story.cohorts.items():
        for since in range(MOST + 1):
            stands = [s for ramp in ramps for s in ramp.stands if s.since == since]
            if not stands:
                break
            won = sum((s.won for s in stands), Decimal(0)) / len(stands)
            usual = [s.usual.median for s in stands if s.usual]
            tenured = sum(usual, Decimal(0)) / len(usual) if len(usual) == len(stands) else None
            yield Cohort(name, since, len(stands), won, tenured, ratio(won, tenured))


def _stages(story: Story) -> Table:
    several = len({p.pipeline for p in story.passed}) > 1
    rows = [_conversion(one, to, several=several) for one, to in steps_of(story.passed)]
    note = (
        "Of deals that entered the stage, those that came further later; low to high holds the "
        "true share 95 times in 100. Of decided leaves out those still open."
    )
    return Table(
        "stages", "Stage conversion, new reps against tenured", Conversion, rows, note, bool(rows),
        keys=2,
    )  # fmt: skip


def _conversion(one: Passed, to: str, *, several: bool) -> Conversion:
    within = share(one.went_on, one.entered)
    return Conversion(
        f"{one.stage} ({one.pipeline})" if several and one.pipeline else one.stage,
        one.whose, one.entered, one.went_on, ratio(one.went_on, one.entered),
        within.low if within else None, within.high if within else None,
        ratio(one.went_on, one.entered - one.still_open), to, one.still_open, one.reps,
        one.pipeline,
    )  # fmt: skip


def _left(story: Story) -> Table:
    rows = [Left(s.days, s.waiting, s.happened, s.left) for s in steps(story.waits)]
    return Table("curve", "New reps not yet at the bar", Left, rows, shown=False)


def _unseen(story: Story) -> Table:
    rows = [
        Unseen(
            p.name, p.starts, "started before the data" if p.starts else "start unknown", p.shop,
            p.rep,
        )
        for p in story.unseen
    ]  # fmt: skip
    return Table("unseen", "Reps whose ramp is not seen", Unseen, rows, shown=False)
