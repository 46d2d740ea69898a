"""The answer of seasonality, put together: apart from the command, since it takes numpy."""

from typing import Any

from salesops.commands.sales._forecast.asked import Asked
from salesops.commands.sales._seasonality import words
from salesops.commands.sales._seasonality.story import Story
from salesops.commands.sales._seasonality.tables import tables
from salesops.commands.trust import gravest_first, rejected
from salesops.queries.database import Database
from salesops.result import Report, limits_of


def report(db: Database, asked: Asked, limits: Any) -> Report:
    """Which seasons there are, how strong, and what each phase brings."""
    story = Story(db, asked, limits)
    known = story.known  # reads the exports: what is below knows of them
    return Report(
        command="seasonality",
        title=f"Seasons of {asked.title.lower()}",
        headline=words.headline(story),
        period=story.window if known else None,
        metrics=tuple(words.metrics(story)),
        tables=tuple(tables(story)),
        findings=gravest_first([db.stale(db.window(closed="today")), rejected(db)]),
        notes=(*db.book.notes, *(story.series.notes if known else ())),
        definitions=("seasonality", asked.definition),
        currency=db.book.currency,
        limits=limits_of("seasonality", limits),
    )
