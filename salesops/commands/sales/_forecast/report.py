"""The answer of forecast, put together: apart from the command, since it takes numpy."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from salesops.commands.sales._forecast import verdicts, words
from salesops.commands.sales._forecast.asked import Asked
from salesops.commands.sales._forecast.story import Story
from salesops.commands.sales._forecast.tables import tables
from salesops.commands.trust import gravest_first, rejected
from salesops.queries.database import Database
from salesops.result import Report, limits_of

DEFINITIONS = ("forecast", "wape", "mase", "forecast_bias", "interval_coverage")


def report(db: Database, asked: Asked, limits: Any) -> Report:
    """What is ahead, how sure that is, and how good such forecasts were."""
    return _told(Story(db, asked, limits))


def kept(db: Database, asked: Asked, limits: Any, state: Path | None) -> Report:
    """The same, kept in the state folder to be held against what comes.

    Raises:
        UsageError: no folder was named.
    """
    from salesops.commands.sales._forecast.tracking.saved import folder, save

    folder(state, "--save")  # refused before anything is read
    story = Story(db, asked, limits)
    found = _told(story)
    if not story.known:
        return found
    said = save(db, state, asked, story.parts)
    return replace(found, notes=(*found.notes, said))


def _told(story: Story) -> Report:
    db, asked = story.db, story.asked
    doubts = verdicts.findings(story) if story.known else ()
    stale = db.stale(db.window(closed="today"))  # when all is read: payments end later than orders
    return Report(
        command="forecast",
        title=f"Forecast of {asked.title.lower()}",
        headline=words.headline(story, stale),
        period=story.window if story.known else None,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=gravest_first([stale, rejected(db), *doubts]),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=(*DEFINITIONS, asked.definition),
        currency=db.book.currency,
        limits=limits_of("forecast", story.limits),
    )
