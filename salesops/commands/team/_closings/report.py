"""The whole answer."""

from typing import Any

from salesops.commands.team._closings import verdicts, words
from salesops.commands.team._closings.asked import Asked
from salesops.commands.team._closings.metrics import metrics
from salesops.commands.team._closings.outlook import Outlook
from salesops.commands.team._closings.story import Story
from salesops.commands.team._closings.tables import tables
from salesops.queries.database import Questions
from salesops.result import Report, limits_of

DEFINITIONS = ("expected_closings", "brier", "wape", "forecast_bias", "forecast_category")


def report(asked: Questions, question: Asked, limits: Any) -> Report:
    """What closings answers."""
    outlook = Outlook(Story(asked, question, limits))
    db = asked.db
    return Report(
        command="closings",
        title="Expected closings",
        headline=words.headline(outlook),
        period=db.window(closed=f"this-{question.freq}"),
        metrics=metrics(outlook),
        tables=tables(outlook),
        findings=verdicts.findings(outlook),
        notes=(*db.book.notes, *words.notes(outlook)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("closings", limits),
    )
