"""How deals go from stage to stage, how long it takes, what is won.

Example: salesops stages --by owner --since 2026-01-01
"""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.deal_groups import dimension
from salesops.commands.deal_window import deal_window
from salesops.commands.ledger import every
from salesops.commands.stage_plan import Stages, planned
from salesops.commands.team._stages import verdicts, words
from salesops.commands.team._stages.notes import notes
from salesops.commands.team._stages.parts import DIMENSIONS
from salesops.commands.team._stages.story import Story
from salesops.commands.team._stages.tables import tables
from salesops.params import Closed, Start, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Days, Percent

DEFINITIONS = (
    "stage_conversion",
    "time_in_stage",
    "close_ratio",
    "lead_to_opportunity",
    "lead_to_sale",
)
By = Annotated[str, typer.Option(help=f"The steps of each {', '.join(DIMENSIONS)}.")]


@dataclass(frozen=True)
class Limits:
    """[stages] in salesops.toml."""

    few: Count = field(default=30, metadata=because("of fewer deals a share says little"))
    recent_days: Count = field(
        default=90, metadata=because("against four such spans before, which make a year")
    )
    down: Percent = field(
        default=-0.15, metadata=because("of the conversion before, and more than chance")
    )
    slower: Percent = field(
        default=0.50, metadata=because("of the median before, and more than chance")
    )
    days: Days = field(default=3.0, metadata=because("longer: less is a weekend in between"))


def stages(
    db: Database,
    by: By = "",
    stages: Stages = None,
    top: Top = 10,
    since: Start = None,
    until: Until = None,
    period: Closed = None,
    limits: Limits = Limits(),
) -> Report:
    """Ask how deals created in the window went from stage to stage."""
    part = dimension(by, DIMENSIONS) if by else ""
    asked = db.read("team/stages", **planned(db, stages))
    whole = period or (None if since or until else "all")
    window = deal_window(db, since, until, whole, whole=every(whole))
    story = Story(asked, window, every(whole), part, top, limits)
    return Report(
        command="stages",
        title="Stages",
        headline=words.headline(story),
        period=story.window,
        metrics=tuple(words.metrics(story)),
        tables=tables(story),
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("stages", limits),
    )
