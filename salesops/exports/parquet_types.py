"""How a Parquet column of one physical type becomes the type that is wanted."""

from salesops.exports.shapes import MONEY, NUMBER, Shape

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


def typed_shape(wanted: str, physical: str) -> Shape | None:
    """The one shape of such a column; None if it cannot become what is wanted."""
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


def _from_stamp(wanted: str, physical: str) -> Shape | None:
    if wanted == "text":
        return Shape(physical, "", "{c}::VARCHAR")
    if wanted == "date" and physical == "DATE":
        return Shape(physical, "", "{c}::TIMESTAMP", day_only=True)
    if wanted == "date" and not physical.endswith("WITH TIME ZONE"):
        midnight = "CASE WHEN {c} = date_trunc('day', {c}) THEN {c}::TIMESTAMP END"
        return Shape(physical, "", midnight, day_only=True)
    if wanted != "instant":
        return None
    if physical.endswith("WITH TIME ZONE"):
        return Shape(physical, "", "{c} AT TIME ZONE 'UTC'", minutes="0")
    return Shape(physical, "", "{c}::TIMESTAMP", day_only=physical == "DATE")
