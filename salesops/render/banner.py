"""What stays in sight while the page is scrolled: period, zone and freshness in a few words."""

from collections.abc import Iterator
from datetime import time, timedelta

from salesops.result import Answer, Period
from salesops.units import Unit, text

_MIDNIGHT, _DAY = time(), timedelta(days=1)


def words(answer: Answer) -> tuple[str, ...]:
    """The window, the store's clock and until when the data go; nothing where no export is."""
    return tuple(_words(answer))


def _words(answer: Answer) -> Iterator[str]:
    context, period = answer.context, answer.report.period
    if context is None:
        return
    yield _window(period) if period else f"as of {text(context.as_of, Unit.INSTANT)}"
    yield context.timezone
    through = context.data_through
    nothing = "undated data" if context.rows.used else "no data"
    yield f"data through {text(through, Unit.INSTANT)}" if through else nothing


def _window(period: Period) -> str:
    """Whole days by their names, the last one included; else until the minute."""
    start, end = period.start, period.end
    if start.time() == end.time() == _MIDNIGHT and start < end:
        return _span(text(start.date(), Unit.DATE), text(end.date() - _DAY, Unit.DATE))
    unit = Unit.DATE if start.time() == _MIDNIGHT else Unit.INSTANT
    until = f"{text(end, Unit.INSTANT)}{', so far' if period.so_far else ''}"
    return _span(text(start.date() if unit is Unit.DATE else start, unit), until)


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"
