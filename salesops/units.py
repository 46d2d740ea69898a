"""What a number means and how it is written: the one place where a value becomes text."""

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Annotated, Any


class Unit(StrEnum):
    """The meaning of a column; it decides how each of its values is written."""

    TEXT = "text"
    MONEY = "money"
    PERCENT = "fraction"
    """A fraction in data (-0.2), percent in text (-20.0 %)."""
    POINTS = "points"
    """What two shares differ by: a fraction in data (-0.2), points in text (-20.0 pts)."""
    COUNT = "count"
    LINE = "line"
    """The number of a line of a file: a name, so it is written without marks between thousands."""
    QUANTITY = "quantity"
    MEAN = "mean"
    """A mean of what may come, as 3.4 orders: one decimal in text, up to four in data."""
    DECIMAL = "decimal"
    """An exact number whose meaning is not known, as in a user's own SELECT."""
    DAYS = "days"
    HOURS = "hours"
    RATIO = "ratio"
    DATE = "date"
    INSTANT = "instant"
    """A moment on the store's clock."""
    FLAG = "flag"
    MEASURE = "measure"
    """Money where the value is a Decimal, a count where it is an int: rows of different metrics."""
    FIGURE = "figure"
    """As MEASURE, and a fraction where the value is a float: metrics that include rates."""


Text = Annotated[str, Unit.TEXT]
Money = Annotated[Decimal, Unit.MONEY]
Percent = Annotated[float, Unit.PERCENT]
Points = Annotated[float, Unit.POINTS]
Count = Annotated[int, Unit.COUNT]
Line = Annotated[int, Unit.LINE]
Quantity = Annotated[Decimal, Unit.QUANTITY]
Mean = Annotated[Decimal, Unit.MEAN]
Exact = Annotated[Decimal, Unit.DECIMAL]
Days = Annotated[float, Unit.DAYS]
Hours = Annotated[float, Unit.HOURS]
Ratio = Annotated[float, Unit.RATIO]
Day = Annotated[date, Unit.DATE]
Instant = Annotated[datetime, Unit.INSTANT]
Flag = Annotated[bool, Unit.FLAG]
Measure = Annotated[Decimal | int, Unit.MEASURE]
Figure = Annotated[Decimal | int | float, Unit.FIGURE]

NOT_AVAILABLE = "n/a"
UNKNOWN = "–"
_OF_HUNDRED = {Unit.PERCENT: "%", Unit.POINTS: "pts"}
CENTS = 2
"""Digits of a currency that is unstated or not listed below."""
MEAN_PLACES = 4
"""Decimal places of a mean in data."""
_DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
"""ISO 4217 minor units other than 2."""


def digits(currency: str | None) -> int:
    """Decimal places that amounts of this currency are written with."""
    return _DIGITS.get(currency or "", CENTS)


def rounded(amount: Decimal, places: int) -> Decimal:
    """Half-even to `places`, never `-0.00`."""
    value = amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    return value or abs(value)


def _trimmed(value: Decimal) -> Decimal:
    """Without trailing zeros past the cents."""
    cents = Decimal(1).scaleb(-CENTS)
    return value.quantize(cents) if value == round(value, CENTS) else value.normalize()


def text(value: Any, unit: Unit, currency: str | None = None) -> str:
    """The value as every prose format writes it: `1,234.50`, `-20.0 %`, `n/a`, `2026-03-14`."""
    if value is None:
        return NOT_AVAILABLE if unit in (*_OF_HUNDRED, Unit.RATIO, Unit.MONEY) else UNKNOWN
    if unit in (Unit.MEASURE, Unit.FIGURE):
        unit = _kind(value)
    match unit:
        case Unit.MONEY:
            return f"{rounded(value, digits(currency)):,}"
        case Unit.PERCENT | Unit.POINTS:
            return f"{rounded(Decimal(str(value)) * 100, 1):,} {_OF_HUNDRED[unit]}"
        case Unit.COUNT:
            return f"{value:,}"
        case Unit.QUANTITY:
            return f"{Decimal(value).normalize():,f}"
        case Unit.DECIMAL:
            return f"{_trimmed(value):,f}"
        case Unit.DAYS | Unit.HOURS | Unit.MEAN:
            return f"{rounded(Decimal(str(value)), 1):,}"
        case Unit.RATIO:
            return f"{rounded(Decimal(str(value)), 2):,}"
        case Unit.INSTANT:
            return f"{value:%Y-%m-%d %H:%M}"
        case Unit.FLAG:
            return "yes" if value else "no"
        case _:
            return str(value)


def _kind(value: Any) -> Unit:
    """What a value of rows of different metrics is, by its type."""
    if isinstance(value, float):
        return Unit.PERCENT
    return Unit.COUNT if isinstance(value, int) else Unit.MONEY


def counted(n: int, noun: str) -> str:
    """As in `1 line` or `13 lines`."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def signed(value: Any, unit: Unit, currency: str | None = None) -> str:
    """As `text`, with `+` before a rise: for changes."""
    written = text(value, unit, currency)
    return f"+{written}" if value is not None and value > 0 else written


def plain(value: Any, unit: Unit, currency: str | None = None) -> Any:
    """The value as JSON holds it: money a decimal string, dates ISO 8601, the rest as it is."""
    if isinstance(value, Decimal):
        if unit is Unit.DECIMAL:
            return f"{_trimmed(value):f}"
        if unit is Unit.QUANTITY:
            return int(value) if value == value.to_integral_value() else float(value)
        if unit is Unit.MEAN:
            return float(rounded(value, MEAN_PLACES))
        return str(rounded(value, digits(currency)))
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if not value.microsecond else "microseconds")
    return value.isoformat() if isinstance(value, date) else value
