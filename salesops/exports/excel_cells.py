"""A cell's value as text: ids as they are written, dates as ISO, numbers as a person reads them."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from salesops.exports.utf8 import CHUNK

Sheet = Any
"""A read-only sheet of openpyxl, of which its stubs say too little."""
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
"""Parts of a number format that are text, colors or blanks."""
_ZEROS = re.compile(r"0{2,}")
_EXACT = 15
"""Digits that Excel keeps: past them 0.1 + 0.2 would show its binary rest."""
_N = rb"(?:\w+:)?"
_FORMULA = re.compile(
    rb"<" + _N + rb"c\b([^>]*)>\s*"
    rb"<" + _N + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _N + rb"f>)\s*"
    rb"(?:<" + _N + rb"v\s*/>|<" + _N + rb"v>\s*</" + _N + rb"v>)?\s*</" + _N + rb"c>"
)
"""A cell with a formula and no value."""
_LONGEST = 1 << 16
"""Bytes of the longest formula that Excel takes, and its cell."""


def text(cell: Any) -> str:
    """What a cell holds, as CSV would have it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value).zfill(_padded(cell.number_format))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return _day(value) if midnight and _day_only(cell.number_format) else _stamp(value)
    return _duration(value) if isinstance(value, timedelta) else _clock(value)


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    return format(Decimal(f"{value:.{_EXACT}g}"), "f")


@cache
def _padded(form: str) -> int:
    """The digits of a format such as 00000, which is how sheets keep zip codes."""
    return len(form) if _ZEROS.fullmatch(form) else 0


@cache
def _day_only(form: str) -> bool:
    return not re.search("[hs]", _ASIDE.sub("", form).lower())


def _day(value: datetime) -> str:
    return value.date().isoformat()


def _stamp(value: datetime) -> str:
    return value.isoformat(" ", "milliseconds" if value.microsecond else "seconds")


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _clock(value: date | time) -> str:
    return value.isoformat()


def uncached(sheet: Sheet) -> int:
    """How many formulas have no value beside them, as a program that is no Excel leaves them.

    openpyxl reads those as blank cells, so the sheet's own XML is asked.
    """
    found, before = 0, b""
    for block in _xml(sheet):
        data = before + block
        for cell in _FORMULA.finditer(data):
            empty_text = b't="str"' in cell[1]  # a formula whose value is no text at all
            found += cell.end() > len(before) and not empty_text
        before = data[-_LONGEST:]
    return found


def _xml(sheet: Sheet) -> Iterator[bytes]:
    with sheet._get_source() as source:  # noqa: SLF001 - there is no public way to it
        while block := source.read(CHUNK):
            yield block
