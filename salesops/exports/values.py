"""SQL of what each column of a staged file holds; or its values, cast once for many questions."""

from salesops.exports.raw import Raw
from salesops.exports.source import InputColumn
from salesops.exports.stage import SQL_TYPES
from salesops.queries.duck import Duck, identifier, literal


def written(raw: Raw, zone: str | None) -> dict[str, str]:
    """By column SQL of its value, cast from the text of the staged table."""
    return {column.name: _written(raw, column, zone) for column in raw.match.input.columns}


def keep(duck: Duck, raw: Raw, zone: str | None) -> dict[str, str]:
    """Add what the columns of text are cast to to the staged table; by column SQL of its value."""
    return {
        column.name: _kept(duck, raw, column, zone)
        for column in raw.match.input.columns
        if (reading := raw.readings.get(column.name))
        and reading.shapes
        and reading.stored == "VARCHAR"
        and column.type != "text"
    }


def _kept(duck: Duck, raw: Raw, column: InputColumn, zone: str | None) -> str:
    reading, name = raw.readings[column.name], column.name
    if column.type != "instant":
        return _add(duck, raw, name, SQL_TYPES[column.type], _written(raw, column, zone))
    # An instant asks for its wall clock several times, and to cast it is what costs.
    wall = _add(duck, raw, f"{name} wall", "TIMESTAMP", reading.sql(name))
    minutes = reading.minutes(name)
    if minutes != "NULL":
        minutes = _add(duck, raw, f"{name} minutes", "INTEGER", minutes)
    value = _instant(wall, minutes, zone)
    plain = zone is None and minutes == "NULL"
    return value if plain else _add(duck, raw, name, SQL_TYPES["instant"], value)


def _add(duck: Duck, raw: Raw, name: str, kind: str, value: str) -> str:
    """Add a column to the staged table; its name, which no column of a file can have."""
    column = identifier(f"{name} value")
    # Neither UPDATE, which keeps the old rows for others, nor a second table, whose rows would
    # have to be found again for every question.
    duck.run(f"ALTER TABLE {raw.table} ADD COLUMN {column} {kind}")
    duck.run(f"ALTER TABLE {raw.table} ALTER COLUMN {column} TYPE {kind} USING {value}")
    return column


def _written(raw: Raw, column: InputColumn, zone: str | None) -> str:
    reading = raw.readings.get(column.name)
    if reading is None or not reading.shapes:
        return f"NULL::{SQL_TYPES[column.type]}"
    return _value(column, reading.sql(column.name), reading.minutes(column.name), zone)


def _value(column: InputColumn, read: str, minutes: str, zone: str | None) -> str:
    if column.type == "instant":
        return _instant(read, minutes, zone)
    return f"({read})::DATE" if column.type == "date" else read


def _instant(wall: str, minutes: str, zone: str | None) -> str:
    """A struct of the moment in UTC and on the store's clock; NULL where there is no stamp.

    Without a zone the stamp's own wall clock is the store's. With one, a stamp that states its
    offset is converted and one that does not is taken to stand on that clock.
    """
    if minutes == "NULL":
        at = _utc(wall, zone) if zone else wall
        return f"CASE WHEN ({wall}) IS NOT NULL THEN {{'at': {at}, 'local': {wall}}} END"
    at = f"({wall}) - to_minutes(coalesce({minutes}, 0))"
    local = f"make_timestamptz(epoch_us({at})) AT TIME ZONE {literal(zone)}" if zone else wall
    if zone:  # a column may hold both kinds once a zone is named
        at = f"CASE WHEN ({minutes}) IS NULL THEN {_utc(wall, zone)} ELSE {at} END"
        local = f"CASE WHEN ({minutes}) IS NULL THEN {wall} ELSE {local} END"
    return f"CASE WHEN ({wall}) IS NOT NULL THEN {{'at': {at}, 'local': {local}}} END"


def _utc(wall: str, zone: str) -> str:
    """SQL of the moment at which the clocks of a zone show a time.

    By its microseconds: to ask twice for a zone takes twice as long.
    """
    return f"make_timestamp(epoch_us(({wall}) AT TIME ZONE {literal(zone)}))"
