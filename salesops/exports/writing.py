"""By type, the ways in which its text may be written; or the one way that a column declares."""

from collections.abc import Mapping

from salesops.exports import shapes_dates, shapes_lists, shapes_numbers
from salesops.exports.shapes import Shape
from salesops.exports.source import InputColumn

_MONEY_PLACES = 4
_NUMBER_PLACES = 3
_RATE = r"[+-]?(\d{1,14}(\.\d*)?|\.\d+)"
_COMMA = r"[+-]?(\d{1,14},\d{1,2}|0,\d+)"
"""A comma that parts no thousands."""
_SIGN = "[ \u00a0\u202f]?%"
_PERCENT = "rtrim({c}, ' \u00a0\u202f%')"
_RATES = (
    Shape("0.25", _RATE, "TRY_CAST({c} AS DOUBLE)"),
    Shape("25 %", _RATE + _SIGN, f"TRY_CAST({_PERCENT} AS DOUBLE) / 100"),
    Shape("2,5 %", _COMMA + _SIGN, f"TRY_CAST(replace({_PERCENT}, ',', '.') AS DOUBLE) / 100"),
    Shape("0,25", _COMMA, "TRY_CAST(replace({c}, ',', '.') AS DOUBLE)"),
)
_YES = "lower({c}) IN ('true', 'yes', 'ja', 'sì', 'si', '1')"
_FLAGS = (Shape("true", "(?i)true|false|yes|no|ja|nein|sì|si|1|0", _YES),)

TEXT_SHAPES: Mapping[str, tuple[Shape, ...]] = {
    "money": shapes_numbers.numbers(_MONEY_PLACES),
    "number": shapes_numbers.numbers(_NUMBER_PLACES),
    "rate": _RATES,
    "instant": shapes_dates.INSTANTS,
    "date": (*shapes_dates.DAYS, *shapes_dates.MIDNIGHTS),
    "flag": _FLAGS,
}
"""The usual ones first; what is not declared is left to proof."""


def shapes_of(column: InputColumn, *, compact: bool, delimiter: str = ",") -> tuple[Shape, ...]:
    """The ways in which the column's text may be written.

    Args:
        column: It may declare a format, which then is the only one.
        compact: Whether 20260314 is a day without being declared one.
        delimiter: What parts the cells of a list.
    """
    written = column.format
    if column.type in ("money", "number") and written.numeric:
        places = _MONEY_PLACES if column.type == "money" else _NUMBER_PLACES
        return shapes_numbers.declared(places, written)
    if column.type == "list":
        return shapes_lists.parted(delimiter)
    if column.type in ("date", "instant") and written.date:
        return shapes_dates.declared(written.date)
    return tuple(s for s in TEXT_SHAPES[column.type] if compact or s != shapes_dates.COMPACT)
