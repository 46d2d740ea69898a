"""How values may be written: patterns of text, and the SQL that turns each into its type.

A value is never guessed. It fits a pattern in full or it is bad; a pattern that could be read two
ways (1,234 or 03/04/2024) is used only where another value of the same column proves it.
Patterns are RE2, matched in full; `{c}` in the SQL stands for the column.
"""

from collections.abc import Mapping
from dataclasses import dataclass

MONEY = "DECIMAL(18,4)"
NUMBER = "DECIMAL(18,3)"


@dataclass(frozen=True)
class Shape:
    """One way of writing a type."""

    name: str
    pattern: str
    sql: str
    """The value, NULL where the text only looks right (2026-02-30)."""
    minutes: str = ""
    """For instants that state their offset from UTC: minutes east of it."""
    proof: str = ""
    """A pattern one value of the column has to match, else the shape is not settled."""
    order: str = ""
    """`mdy` or `dmy`: such shapes fit the same texts, so the column must prove one of them."""
    said: str = ""
    """What the note says where the shape is used."""
    day_only: bool = False

    def value(self, column: str) -> str:
        """The SQL of its value, of a column or expression."""
        return self.sql.replace("{c}", column)

    def offset(self, column: str) -> str:
        """The SQL of the minutes east of UTC; empty where the shape states none."""
        return self.minutes.replace("{c}", column)


_PLAIN = r"[+-]?(\d{1,14}(\.\d{0,4}0*)?|\.\d{1,4}0*)"
_COMMAS = r"[+-]?\d{1,3}(,\d{2,3})*,\d{3}(\.\d{1,4})?"
_LONG = r"[+-]?\d{0,14}\.\d{4}\d*[1-9]\d*"
_DECIMAL_POINT = r"[+-]?\d{1,3}(,\d{2,3})*,\d{3}\.\d+|[+-]?\d+\.\d{1,2}|\d{1,3}(,\d{2,3})+,\d{3}"


def _numbers(type_: str) -> tuple[Shape, ...]:
    return (
        Shape("1234.5", _PLAIN, f"TRY_CAST({{c}} AS {type_})"),
        Shape(
            "1,234.50",
            _COMMAS,
            f"TRY_CAST(replace({{c}}, ',', '') AS {type_})",
            proof=_DECIMAL_POINT,
            said="read with , as the thousands mark, which other values prove",
        ),
        Shape(
            "0.123456",
            _LONG,
            f"TRY_CAST({{c}} AS {type_})",
            said="have more than 4 decimals: rounded to 4",
        ),
    )


_TIME = r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?"
_ISO = r"\d{4}-\d{2}-\d{2}"
_SHOPIFY = rf"{_ISO} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d [+-]\d{{4}}"
_ZONE = r" ?(Z|UTC|GMT|[+-]\d{2}(:?\d{2})?)"
_WALL = r"TRY_CAST(regexp_extract({c}, '^[0-9-]+[ T][0-9:.]+') AS TIMESTAMP)"
_HOURS = r"regexp_extract({c}, '([+-]\d{2}):?(\d{2})?$', 1)"
_MINUTES = r"regexp_extract({c}, '([+-])\d{2}:?(\d{2})$', ['sign', 'm'])"
_OFFSET = (
    f"CASE WHEN {_HOURS} = '' THEN 0 ELSE {_HOURS}::INTEGER * 60 + "
    f"coalesce(TRY_CAST(({_MINUTES}).sign || ({_MINUTES}).m AS INTEGER), 0) END"
)
_MDY = r"(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/(\d{4}|\d{2})"
_DMY = r"(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/(\d{4}|\d{2})"
_MDY_PROOF = r"\d{1,2}/(1[3-9]|2\d|3[01])/.*"
_DMY_PROOF = r"(1[3-9]|2\d|3[01])/\d{1,2}/.*"


def _slashed(name: str, order: str, pattern: str, proof: str, *, timed: bool) -> Shape:
    # Two-digit years are tried first: %Y would read 12/1/10 as the year 10.
    times = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p"] if timed else [""]
    orders = [order.replace("Y", year) for year in ("%y", "%Y")]
    formats = ", ".join(f"'{o} {t}'".replace(" '", "'") for o in orders for t in times)
    stamp = "regexp_replace({c}, ' ?([AaPp][Mm])$', ' \\1')" if timed else "{c}"
    return Shape(
        name,
        pattern + (rf" {_TIME}( ?[AaPp][Mm])?" if timed else ""),
        f"try_strptime({stamp}, [{formats}])",
        proof=proof,
        order="mdy" if order.startswith("%m") else "dmy",
        said=f"read as {name}, which other values prove",
        day_only=not timed,
    )


_DAYS = (
    Shape("YYYY-MM-DD", _ISO, "TRY_CAST({c} AS TIMESTAMP)", day_only=True),
    Shape("DD.MM.YYYY", r"\d{1,2}\.\d{1,2}\.\d{4}", "try_strptime({c}, '%d.%m.%Y')", day_only=True),
    Shape("YYYYMMDD", r"[12]\d{7}", "try_strptime({c}, '%Y%m%d')", day_only=True),
    _slashed("M/D/Y", "%m/%d/Y", _MDY, _MDY_PROOF, timed=False),
    _slashed("D/M/Y", "%d/%m/Y", _DMY, _DMY_PROOF, timed=False),
)
_INSTANTS = (
    Shape(
        "2026-03-14 09:10:00 +0100",
        _SHOPIFY,
        "TRY_CAST(left({c}, 19) AS TIMESTAMP)",
        minutes="substr({c}, 21, 3)::INTEGER * 60 + (substr({c}, 21, 1) || right({c}, 2))::INTEGER",
    ),
    Shape("ISO 8601 with offset", rf"{_ISO}[ T]{_TIME}{_ZONE}", _WALL, minutes=_OFFSET),
    Shape("YYYY-MM-DD HH:MM", rf"{_ISO}[ T]{_TIME}", "TRY_CAST({c} AS TIMESTAMP)"),
    _slashed("M/D/Y H:M", "%m/%d/Y", _MDY, _MDY_PROOF, timed=True),
    _slashed("D/M/Y H:M", "%d/%m/Y", _DMY, _DMY_PROOF, timed=True),
    *_DAYS,
)
_RATES = (
    Shape("0.25", _PLAIN, "TRY_CAST({c} AS DOUBLE)"),
    Shape("25 %", _PLAIN + " ?%", "TRY_CAST(rtrim({c}, ' %') AS DOUBLE) / 100"),
)
_FLAGS = (Shape("true", "(?i)true|false|yes|no|1|0", "lower({c}) IN ('true', 'yes', '1')"),)

TEXT_SHAPES: Mapping[str, tuple[Shape, ...]] = {
    "money": _numbers(MONEY),
    "number": _numbers(NUMBER),
    "rate": _RATES,
    "instant": _INSTANTS,
    "date": _DAYS,
    "flag": _FLAGS,
}
"""By type, the ways that its text may be written, the usual ones first."""


def typed_shape(wanted: str, physical: str) -> Shape | None:
    """How a Parquet column of this physical type becomes the wanted one; None if it cannot."""
    kind = physical.split("(", maxsplit=1)[0].split(" WITH", maxsplit=1)[0]
    if kind in ("DOUBLE", "FLOAT"):
        return _FROM_DOUBLE.get(wanted)
    if kind in _INTEGERS or kind == "DECIMAL":
        sql = {"money": MONEY, "number": NUMBER, "rate": "DOUBLE", "text": "VARCHAR"}.get(wanted)
        return Shape(kind, "", f"TRY_CAST({{c}} AS {sql})") if sql else None
    if kind in ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "DATE"):
        return _from_stamp(wanted, physical)
    if kind == "BOOLEAN" and wanted in ("flag", "text"):
        return Shape(kind, "", "{c}" if wanted == "flag" else "{c}::VARCHAR")
    return None


_INTEGERS = "TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT".split()
_ROUNDED = "CASE WHEN isfinite({c}) THEN TRY_CAST(round({c}, %s) AS %s) END"
_FROM_DOUBLE = {
    "money": Shape(
        "DOUBLE", "", _ROUNDED % (4, MONEY), said="are binary floats: rounded to 4 decimals"
    ),
    "number": Shape("DOUBLE", "", _ROUNDED % (3, NUMBER)),
    "rate": Shape("DOUBLE", "", "CASE WHEN isfinite({c}) THEN {c} END"),
    # pandas turns ids with a blank among them into 17850.0
    "text": Shape(
        "DOUBLE",
        "",
        "CASE WHEN {c} = trunc({c}) THEN {c}::HUGEINT::VARCHAR ELSE {c}::VARCHAR END",
    ),
}


def _from_stamp(wanted: str, physical: str) -> Shape | None:
    if wanted == "text":
        return Shape(physical, "", "{c}::VARCHAR")
    if wanted == "date" and physical == "DATE":
        return Shape(physical, "", "{c}::TIMESTAMP", day_only=True)
    if wanted != "instant":
        return None
    if physical.endswith("WITH TIME ZONE"):
        return Shape(physical, "", "{c} AT TIME ZONE 'UTC'", minutes="0")
    return Shape(physical, "", "{c}::TIMESTAMP", day_only=physical == "DATE")
