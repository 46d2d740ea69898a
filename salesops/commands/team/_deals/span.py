"""Since when deals are compared, by what, and the period whose expected closings are followed."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path

from salesops.commands.team._deals.rows import Known
from salesops.errors import UsageError, meant
from salesops.periods.dates import DAY, Span, dated, floor, step, whole
from salesops.queries.duck import literal
from salesops.queries.statement import SqlFile, Statement
from salesops.result import Period

_COUNTS = {"last": -1, "this": 0, "next": 1}
_UNITS = ("week", "month", "quarter", "year")
_WORDS = tuple(f"{which}-{unit}" for which in _COUNTS for unit in _UNITS)


class Basis(StrEnum):
    """What tells how deals stood then; the first that there is."""

    COPIES = "copies"
    HISTORY = "history"
    NONE = "none"


@dataclass(frozen=True)
class Compared:
    """From when to when, by what."""

    asked: Period
    """The window that was asked for."""
    basis: Basis
    day: date
    """That of the copy, else the first of the window."""
    due: Period
    """The period whose expected closings are followed."""
    filtered: bool

    @property
    def window(self) -> Period:
        """What the answer is of: from the day of the copy, where that is an earlier one."""
        if self.day >= self.asked.start.date():
            return self.asked
        start = datetime.combine(self.day, time.min)
        return Period(start, self.asked.end, f"since {self.day:%Y-%m-%d}", self.asked.so_far)

    @property
    def view(self) -> SqlFile:
        """The shared view deal_span."""
        values = (
            f"{literal(self.basis.value)}::VARCHAR AS basis",
            f"TIMESTAMP '{self.asked.start:%Y-%m-%d %H:%M:%S}' AS start_at",
            f"DATE '{self.day:%Y-%m-%d}' AS start_day",
            f"DATE '{self.due.start:%Y-%m-%d}' AS period_first",
            f"DATE '{self.due.end:%Y-%m-%d}' AS period_end",
            f"{str(self.filtered).lower()} AS is_filtered",
        )
        sql = "\n".join(["SELECT", ", ".join(values), "FROM question"])
        statement = Statement("deal_span", sql, frozenset())
        header = "-- From when to when deals are compared, and what tells how they stood then."
        return SqlFile(Path("deal_span.sql"), header, (statement,), ("question",))


def compared(known: Known, asked: Period, due: Period, *, filtered: bool) -> Compared:
    """By copies of exports where one is old enough, else by history with amounts, else by dates."""
    first = asked.start.date()
    if known.copied_on is not None:
        return Compared(asked, Basis.COPIES, known.copied_on, due, filtered)
    basis = Basis.HISTORY if known.amounts else Basis.NONE
    return Compared(asked, basis, first, due, filtered)


def closing_by(text: str | None, as_of: datetime, week_start: int) -> Period:
    """The whole calendar period of --close-by, which may lie ahead; else this quarter.

    Raises:
        UsageError: it is no such period.
    """
    word = (text or "this-quarter").strip().lower()
    start, end = _whole(word, as_of, week_start)
    return Period(start, end, word.replace("-", " ") if word[0].isalpha() else word.upper(), False)


def _whole(word: str, as_of: datetime, week_start: int) -> Span:
    which, _, unit = word.partition("-")
    if which in _COUNTS and unit in _UNITS:
        return whole(step(floor(as_of, unit, week_start), unit, _COUNTS[which]), unit)
    if span := dated(word, "month", "quarter", "week", "year"):
        return span
    raise UsageError(f"--close-by {word}: {meant(word, _WORDS)}, 2026-10, 2026-Q4")


def last_day(period: Period) -> date:
    """The last one that lies in a period of whole days."""
    return (period.end - DAY).date()
