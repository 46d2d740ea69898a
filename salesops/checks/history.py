"""Rows, sums and blanks of a table against those of the same weekdays before.

A day is compared with earlier days of its weekday alone: the latest run of each, and never with a
run of the same day, which most likely read the same export.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext
from fractions import Fraction

from salesops.checks.catalogue import CHECKS
from salesops.settings import WEEKDAYS
from salesops.units import Unit, text
from salesops.verdicts import Outcome, Verdict

RECENT = 12
"""Days that count, the latest ones: a quarter of weeks, so that a shop which grows stays usual."""
_POINT = Fraction(1, 100)
"""Shares of blanks that differ by less are alike: one blank in a thousand is no news."""
_EXACT = 100
"""Digits that a sum is written with at most, far above the 38 of DuckDB."""


@dataclass(frozen=True)
class Entry:
    """What one run found in one table."""

    as_of: datetime
    """On the store's clock, without a zone, as every time of a report is."""
    table: str
    files: int
    rows: int
    sums: Mapping[str, Decimal]
    """By column of money or numbers."""
    nulls: Mapping[str, int]
    """By column: the rows in which it is blank."""
    run_id: str


@dataclass(frozen=True)
class _Measure:
    """A number that is compared: `rows`, `sum` or `blanks`, the last as a share of the rows."""

    kind: str
    column: str = ""

    def said(self, value: Fraction) -> str:
        """The number as people read it."""
        if self.kind == "blanks":
            return f"{text(float(value), Unit.PERCENT)} blank"
        with localcontext(prec=_EXACT):
            exact = Decimal(value.numerator) / value.denominator
            if self.kind == "sum":
                return text(exact, Unit.DECIMAL)
            return f"{exact:,f} {'row' if exact == 1 else 'rows'}"

    def stated(self, value: Fraction) -> str:
        """The number with what it is of, as in `the sum of 'amount' is 12.50`."""
        match self.kind:
            case "sum":
                return f"the sum of {self.column!r} is {self.said(value)}"
            case "blanks":
                return f"{self.column!r} is {self.said(value)}"
            case _:
                return self.said(value)


def compare(
    entry: Entry,
    past: Sequence[Entry],
    change: float | Decimal = 0.5,
    least: int = 4,
) -> list[Verdict]:
    """A verdict on rows, on each sum and on each share of blanks.

    A number may differ from the median of the earlier days by `change` of that median. Fewer days
    than `least` are too few to say what is usual.
    """
    least = max(least, 1)
    days = _days(entry, past)[-max(RECENT, least) :]
    if len(days) < least:
        return [_learning(entry, "", len(days), least)]
    before = [_measures(day) for day in days]
    verdicts = []
    for measure, value in _measures(entry).items():
        known = [numbers[measure] for numbers in before if measure in numbers]
        if len(known) < least:
            verdicts.append(_learning(entry, measure.column, len(known), least))
        else:
            verdicts.append(_judged(entry, measure, value, known, change))
    return verdicts


def _days(entry: Entry, past: Sequence[Entry]) -> list[Entry]:
    """The latest entry of each earlier day of the weekday, oldest first."""
    today = entry.as_of.date()
    latest = {
        old.as_of.date(): old
        for old in sorted(past, key=lambda old: old.as_of)
        if old.table == entry.table
        and old.as_of.date() < today
        and old.as_of.weekday() == today.weekday()
    }
    return list(latest.values())


def _measures(entry: Entry) -> dict[_Measure, Fraction]:
    """Its numbers, exact; where there are no rows, no share of them is blank."""
    found = {_Measure("rows"): Fraction(entry.rows)}
    found |= {_Measure("sum", name): Fraction(value) for name, value in entry.sums.items()}
    if entry.rows:
        shares = ((name, Fraction(count, entry.rows)) for name, count in entry.nulls.items())
        found |= {_Measure("blanks", name): share for name, share in shares}
    return found


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle one, or the mean of the two in the middle, exact."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _judged(
    entry: Entry,
    measure: _Measure,
    value: Fraction,
    known: Sequence[Fraction],
    change: float | Decimal,
) -> Verdict:
    usual = median(known)
    room = abs(usual) * Fraction(str(change))
    if measure.kind == "blanks":
        room = max(room, _POINT)
    measured = measure.said(value)
    days = _weekdays(entry, len(known))
    wanted = f"{' to '.join(_ends(measure, usual, room))} (median of {days}: {measure.said(usual)})"
    if abs(value - usual) <= room:
        return _verdict(Outcome.PASSED, entry, measure.column, measured, wanted)
    message = (
        f"{entry.table}: {measure.stated(value)}; the median of the last {days} is "
        f"{measure.said(usual)}: see whether the export is whole and holds the days it should."
    )
    return _verdict(
        Outcome(CHECKS["history"].level), entry, measure.column, measured, wanted, message
    )


def _ends(measure: _Measure, usual: Fraction, room: Fraction) -> Iterator[str]:
    """The least and the most that are usual, once where they are the same."""
    low, high = usual - room, usual + room
    yield measure.said(low if measure.kind == "sum" else max(low, Fraction(0)))
    if high != low:
        yield measure.said(high)


def _learning(entry: Entry, column: str, known: int, least: int) -> Verdict:
    measured = f"{known} of {_weekdays(entry, least)} so far"
    named = f" of {column!r}" if column else ""
    message = f"{entry.table}: the history{named} is too short to compare with: {measured}."
    return _verdict(Outcome.LEARNING, entry, column, measured, "", message)


def _verdict(
    outcome: Outcome, entry: Entry, column: str, measured: str, wanted: str, message: str = ""
) -> Verdict:
    asks = CHECKS["history"].asks
    return Verdict(
        outcome, "history", entry.table, column, measured, wanted, None, None, None, message, asks
    )


def _weekdays(entry: Entry, count: int) -> str:
    """As in `4 Tuesdays`."""
    name = WEEKDAYS[entry.as_of.weekday()].capitalize()
    return f"{count} {name}{'s' if count != 1 else ''}"
