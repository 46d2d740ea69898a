"""How days and moments are written: ISO 8601, points, slashes, dashes, or as declared."""

import re

from salesops.exports.shapes import Shape
from salesops.queries.duck import literal

_TIME = r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?"
_ISO = r"\d{4}-\d{2}-\d{2}"
_LOOSE = r"\d{4}-\d{1,2}-\d{1,2}"
_YEAR_FIRST = r"\d{4}/\d{1,2}/\d{1,2}"
_SHOPIFY = rf"{_ISO} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d [+-](0\d|1[0-4])[0-5]\d"
_ZONE = r" ?(Z|UTC|GMT|[+-](0\d|1[0-4])(:?[0-5]\d)?)"
_WALL = r"TRY_CAST(regexp_extract({c}, '^[0-9-]+[ T][0-9:.]+') AS TIMESTAMP)"
# By place from the end, since a pattern would be looked for in every stamp four times.
_OFFSET = (
    "CASE WHEN {c}[-6] IN ('+', '-') AND {c}[-3] = ':' "
    "THEN TRY_CAST({c}[-6:-4] AS INTEGER) * 60 + TRY_CAST({c}[-6] || {c}[-2:] AS INTEGER) "
    "WHEN {c}[-5] IN ('+', '-') "
    "THEN TRY_CAST({c}[-5:-3] AS INTEGER) * 60 + TRY_CAST({c}[-5] || {c}[-2:] AS INTEGER) "
    "WHEN {c}[-3] IN ('+', '-') THEN TRY_CAST({c}[-3:] AS INTEGER) * 60 ELSE 0 END"
)
_POINTED = r"\d{1,2}\.\d{1,2}\.\d{4}"
_POINTED_TIMES = "['%d.%m.%Y %H:%M:%S', '%d.%m.%Y %H:%M', '%d.%m.%Y %H:%M:%S.%f']"
_MDY = r"(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/(\d{4}|\d{2})"
_DMY = r"(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/(\d{4}|\d{2})"
# With dashes the year is of four digits: 11-12-10 may begin with it.
_M_D_Y, _D_M_Y = (p.replace("/", "-").removesuffix("|\\d{2})") + ")" for p in (_MDY, _DMY))


def _slashed(name: str, order: str, pattern: str, *, timed: bool) -> Shape:
    # Two-digit years are tried first: %Y would read 12/1/10 as the year 10.
    times = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p"] if timed else [""]
    orders = [order.replace("Y", year) for year in ("%y", "%Y")]
    formats = ", ".join(f"'{o} {t}'".replace(" '", "'") for o in orders for t in times)
    stamp = "regexp_replace({c}, ' ?([AaPp][Mm])$', ' \\1')" if timed else "{c}"
    return Shape(
        name,
        pattern + (rf" {_TIME}( ?[AaPp][Mm])?" if timed else ""),
        f"try_strptime({stamp}, [{formats}])",
        order="mdy" if order.startswith("%m") else "dmy",
        said=f"are read as {name}, which other values prove",
        day_only=not timed,
    )


COMPACT = Shape("YYYYMMDD", r"[12]\d{7}", "try_strptime({c}, '%Y%m%d')", day_only=True)
"""A day that could be a number as well: taken from the systems that write it so, or as declared."""
DAYS = (
    Shape("YYYY-MM-DD", _ISO, "TRY_CAST({c} AS TIMESTAMP)", day_only=True),
    Shape("DD.MM.YYYY", _POINTED, "try_strptime({c}, '%d.%m.%Y')", day_only=True),
    COMPACT,
    _slashed("M/D/Y", "%m/%d/Y", _MDY, timed=False),
    _slashed("D/M/Y", "%d/%m/Y", _DMY, timed=False),
    _slashed("M-D-YYYY", "%m-%d-Y", _M_D_Y, timed=False),
    _slashed("D-M-YYYY", "%d-%m-Y", _D_M_Y, timed=False),
    Shape("YYYY-M-D", _LOOSE, "TRY_CAST({c} AS TIMESTAMP)", day_only=True),
    Shape("YYYY/M/D", _YEAR_FIRST, "try_strptime({c}, '%Y/%m/%d')", day_only=True),
)
MIDNIGHTS = (
    Shape("YYYY-MM-DD 00:00", rf"{_ISO}[ T]00:00(:00(\.0+)?)?", "TRY_CAST({c} AS TIMESTAMP)"),
)
"""Days as systems without a type of days write them: in a column of dates they are no more."""
INSTANTS = (
    Shape(
        "2026-03-14 09:10:00 +0100",
        _SHOPIFY,
        "TRY_CAST(left({c}, 19) AS TIMESTAMP)",
        minutes="substr({c}, 21, 3)::INTEGER * 60 + (substr({c}, 21, 1) || right({c}, 2))::INTEGER",
    ),
    Shape("ISO 8601 with offset", rf"{_ISO}[ T]{_TIME}{_ZONE}", _WALL, minutes=_OFFSET),
    Shape("YYYY-MM-DD HH:MM", rf"{_ISO}[ T]{_TIME}", "TRY_CAST({c} AS TIMESTAMP)"),
    _slashed("M/D/Y H:M", "%m/%d/Y", _MDY, timed=True),
    _slashed("D/M/Y H:M", "%d/%m/Y", _DMY, timed=True),
    _slashed("M-D-YYYY H:M", "%m-%d-Y", _M_D_Y, timed=True),
    _slashed("D-M-YYYY H:M", "%d-%m-Y", _D_M_Y, timed=True),
    *DAYS,
    # Amazon writes German settlements so; its zone is one that says UTC.
    Shape(
        "DD.MM.YYYY HH:MM with offset",
        rf"{_POINTED} {_TIME}{_ZONE}",
        f"try_strptime(regexp_extract({{c}}, '^[0-9.]+ [0-9:.]+'), {_POINTED_TIMES})",
        minutes=_OFFSET,
    ),
    Shape("DD.MM.YYYY HH:MM", rf"{_POINTED} {_TIME}", f"try_strptime({{c}}, {_POINTED_TIMES})"),
    Shape("YYYY-M-D H:MM", rf"{_LOOSE}[ T]{_TIME}", "TRY_CAST({c} AS TIMESTAMP)"),
    Shape(
        "YYYY/M/D H:MM",
        rf"{_YEAR_FIRST}[ T]{_TIME}",
        "TRY_CAST(replace({c}, '/', '-') AS TIMESTAMP)",
    ),
)

_PARTS = {
    "%Y": r"\d{4}",
    "%y": r"\d{2}",
    "%m": r"\d{1,2}",
    "%d": r"\d{1,2}",
    "%H": r"\d{1,2}",
    "%I": r"\d{1,2}",
    "%M": r"\d{2}",
    "%S": r"\d{2}",
    "%f": r"\d{1,6}",
    "%j": r"\d{3}",
    "%p": "[AaPp][Mm]",
    "%z": r"(Z|[+-]\d{2}:?\d{2})",
    "%%": "%",
}
"""What each part of a strptime format looks like; names of months and days are letters."""
_TIMED = re.compile("%[HIMSfpzZ]")


def declared(format_: str) -> tuple[Shape, ...]:
    """The one way that a strptime format allows."""
    pattern = "".join(
        _PARTS.get(part, r"[A-Za-z]+\.?") if part.startswith("%") else re.escape(part)
        for part in re.findall("%.|[^%]+", format_)
    )
    sql = f"try_strptime({{c}}, {literal(format_)})"
    timed, zoned = bool(_TIMED.search(format_)), "%z" in format_
    # With %z DuckDB gives the moment itself: its clock in UTC, no minutes off.
    value = f"({sql} AT TIME ZONE 'UTC')" if zoned else sql
    return (Shape(format_, pattern, value, minutes="0" if zoned else "", day_only=not timed),)
