"""Ramp time: how long new reps take to sell as tenured ones do.

Example: salesops ramp --format csv --table months
"""

from dataclasses import dataclass, field

from salesops.commands.stage_plan import Stages, planned
from salesops.commands.team._ramp import verdicts, words
from salesops.commands.team._ramp.story import Story
from salesops.commands.team._ramp.tables import tables
from salesops.errors import InputError
from salesops.queries.database import Database, Questions
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

DEFINITIONS = ("ramp_time",)


@dataclass(frozen=True)
class Limits:
    """[ramp] in salesops.toml."""

    share: Percent = field(
        default=0.80, metadata=because("of the tenured median, over three months: productive")
    )
    tenured_months: Count = field(
        default=12, metadata=because("calendar months since the start: from then on tenured")
    )
    new_months: Count = field(
        default=6, metadata=because("calendar months in which deals are a new rep's")
    )
    under: Percent = field(
        default=0.50, metadata=because("of what is asked for by now: less is no slow month")
    )
    least_months: Count = field(
        default=3, metadata=because("whole months after the first; before, few deals can close")
    )
    few_tenured: Count = field(
        default=3, metadata=because("a median of fewer is one rep's luck; nothing is concluded")
    )
    few_before: Count = field(
        default=3, metadata=because("new reps before, whose curve then stands for a missing plan")
    )
    chance: Percent = field(
        default=0.05, metadata=because("so few deals are then no accident (Poisson)")
    )


def ramp(db: Database, stages: Stages = None, limits: Limits = Limits()) -> Report:
    """Ask how long new reps took to come up to the tenured ones, and who has not.

    Raises:
        InputError: there is no list of reps, or no export of deals.
    """
    asked = _asked(db, stages)
    window = db.window()
    stale = db.stale_deals(window)
    story = Story(asked, limits, stale is not None)
    return Report(
        command="ramp",
        title="Ramp",
        headline=words.headline(story, stale),
        metrics=words.metrics(story),
        tables=tables(story),
        findings=verdicts.findings(story, stale),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=story.currency,
        limits=limits_of("ramp", limits),
    )


def _asked(db: Database, stages: Stages) -> Questions:
    try:
        return db.read("team/ramp", **planned(db, stages))
    except InputError as error:
        if error.lacking is None:
            raise
        told = InputError(
            f"{error} Ramp time needs a list of reps with their start_date, as reps.csv, and an "
            "export of deals."
        )
        told.lacking = error.lacking
        raise told from None
