"""How good saved forecasts were: each against what came since, and against the seasonal naive.

Only periods that are over are compared, and only forecasts of the same question on the same terms.
Of several that were made before the same first period the last one counts.
"""

from datetime import datetime, time, timedelta
from pathlib import Path

from salesops.commands.sales._forecast.asked import Asked
from salesops.commands.sales._forecast.question import terms
from salesops.commands.sales._forecast.tracking import saved
from salesops.commands.sales._forecast.tracking.story import Tracked
from salesops.commands.sales._forecast.tracking.tables import EPOCH, metrics, tables
from salesops.commands.sales._forecast.tracking.verdicts import findings
from salesops.commands.sales._forecast.tracking.words import headline, notes
from salesops.commands.series import history
from salesops.commands.trust import gravest_first, rejected
from salesops.models.forecast.panel import Freq
from salesops.queries.database import Database
from salesops.result import Period, Report

DEFINITIONS = (
    "forecast_accuracy",
    "forecast_bias",
    "wape",
    "mase",
    "interval_coverage",
    "pinball",
)


def accuracy(db: Database, state: Path | None, asked: Asked) -> Report:
    """Hold the saved forecasts of a question against what came.

    Raises:
        UsageError: no folder was named that keeps forecasts.
    """
    place = saved.folder(state, "--accuracy")
    freq = Freq(asked.freq)
    series = history(db, asked.measure, asked.by, freq, horizon=1)
    story = Tracked(asked, series, terms(db, freq), saved.shelf(place), db.book.currency)
    told = bool(story.compared)
    return Report(
        command="forecast",
        title="Forecast accuracy",
        headline=headline(story),
        period=_window(story) if told else None,
        metrics=tuple(metrics(story)) if told else (),
        tables=tables(story),
        findings=gravest_first([rejected(db), *findings(story)]),
        notes=(*db.book.notes, *series.notes, *notes(story)),
        definitions=(*(DEFINITIONS if told else DEFINITIONS[:1]), asked.definition),
        currency=story.currency,
    )


def _window(story: Tracked) -> Period:
    """The periods that are compared."""
    first = EPOCH + timedelta(days=min(story.sums.dates))
    start, end = (datetime.combine(day, time.min) for day in (first, story.series.end))
    return Period(start, end, "compared", so_far=False)
