"""The checked view of a staged file: every value cast, rejected rows left out and kept aside."""

from dataclasses import dataclass

from salesops.errors import UnsettledError
from salesops.exports.source import InputColumn
from salesops.exports.stage import SQL_TYPES, Raw, Reading
from salesops.queries.duck import Duck, literal


@dataclass(frozen=True)
class Clock:
    """What the stamps of the loaded files say of their zone."""

    offset: tuple[str, ...]
    """Files with stamps that state their offset from UTC."""
    naive: tuple[str, ...]
    """Files with stamps of day and time that state none."""
    all_utc: bool
    """Every stated offset is +0000."""
    latest_minutes: int
    """The offset of the latest stamp that states one."""


def clock(duck: Duck, raws: list[Raw], zone: str | None) -> Clock:
    """Look at every instant of the files that will be loaded."""
    stated: list[tuple[str, str]] = []
    naive: list[str] = []
    for raw in raws:
        for reading in _instants(raw):
            if any(s.minutes for s in reading.shapes):
                stated.append((_offsets(raw, reading), raw.name))
            if any(not s.minutes and not s.day_only for s in reading.shapes):
                naive.append(raw.name)
    paths = tuple(dict.fromkeys(path for _, path in stated))
    if zone or not stated:  # nothing hangs on the offsets
        return Clock(paths, tuple(dict.fromkeys(naive)), all_utc=False, latest_minutes=0)
    union = " UNION ALL ".join(sql for sql, _ in stated)
    row = duck.run(f"SELECT bool_and(m = 0), max_by(m, utc) FROM ({union})").tuples[0]
    return Clock(paths, tuple(dict.fromkeys(naive)), bool(row[0]), int(row[1] or 0))


def settle_zone(found: Clock, zone: str | None) -> None:
    """Refuse stamps with and without offsets side by side, unless a zone is named.

    Raises:
        UnsettledError: naming a file of each kind.
    """
    if zone is None and found.offset and found.naive:
        raise UnsettledError(
            f"{found.offset[0]} states offsets from UTC and {found.naive[0]} does not: name the "
            "store's zone, as in --tz Europe/Rome"
        )


def _instants(raw: Raw) -> list[Reading]:
    return [r for r in raw.readings.values() if r.column.type == "instant"]


def _offsets(raw: Raw, reading: Reading) -> str:
    name = reading.column.name
    minutes = reading.minutes(name)
    wall = reading.sql(name)
    return f"SELECT {minutes} AS m, {wall} - to_minutes({minutes}) AS utc FROM {raw.table}"


def create(duck: Duck, raw: Raw, zone: str | None) -> str:
    """Create the view of the file's checked rows and add its rejects; the view's name."""
    view = f"{raw.table}_checked"
    bad = _bad_conditions(raw)
    if bad:
        _keep_rejects(duck, raw, bad)
    columns = ", ".join(f"{_value(raw, c, zone)} AS {c.name}" for c in raw.match.input.columns)
    where = "".join(f" AND NOT ({condition})" for _, condition, _ in bad)
    duck.run(
        f"CREATE VIEW {view} AS SELECT {columns}, {literal(raw.shop)} AS shop_id, "
        f"{literal(raw.name)} AS source_file, rowid + 1 AS source_row "
        f"FROM {raw.table} WHERE TRUE{where}"
    )
    return view


def _value(raw: Raw, column: InputColumn, zone: str | None) -> str:
    reading = raw.readings.get(column.name)
    if reading is None or not reading.shapes:
        return f"NULL::{SQL_TYPES[column.type]}"
    value = reading.sql(column.name)
    if column.type == "instant":
        return _instant(value, reading.minutes(column.name), zone)
    return f"({value})::DATE" if column.type == "date" else value


def _instant(wall: str, minutes: str, zone: str | None) -> str:
    """A struct of the moment in UTC and on the store's clock; NULL where there is no stamp.

    Without a zone the stamp's own wall clock is the store's. With one, a stamp that states its
    offset is converted and one that does not is taken to stand on that clock.
    """
    if minutes == "NULL":
        at = f"(({wall}) AT TIME ZONE {literal(zone)}) AT TIME ZONE 'UTC'" if zone else wall
        return f"CASE WHEN ({wall}) IS NOT NULL THEN {{'at': {at}, 'local': {wall}}} END"
    at = f"({wall}) - to_minutes(coalesce({minutes}, 0))"
    local = f"(({at}) AT TIME ZONE 'UTC') AT TIME ZONE {literal(zone)}" if zone else wall
    if zone:  # a column may hold both kinds once a zone is named
        naive_at = f"(({wall}) AT TIME ZONE {literal(zone)}) AT TIME ZONE 'UTC'"
        at = f"CASE WHEN ({minutes}) IS NULL THEN {naive_at} ELSE {at} END"
        local = f"CASE WHEN ({minutes}) IS NULL THEN {wall} ELSE {local} END"
    return f"CASE WHEN ({wall}) IS NOT NULL THEN {{'at': {at}, 'local': {local}}} END"


def _bad_conditions(raw: Raw) -> list[tuple[InputColumn, str, str]]:
    """What rejects a row of this file: (column, condition, reason)."""
    found = []
    for column in raw.match.input.columns:
        reading = raw.readings.get(column.name)
        if reading is None:
            continue
        if reading.bad and column.policy == "reject":
            value = reading.sql(column.name)
            condition = f"{column.name} IS NOT NULL AND ({value}) IS NULL"
            found.append((column, condition, f"is not a {column.type}"))
        if column.key:
            found.append((column, f"{column.name} IS NULL", "is blank"))
    return found


def _keep_rejects(duck: Duck, raw: Raw, bad: list[tuple[InputColumn, str, str]]) -> None:
    for column, condition, reason in bad:
        header = raw.match.written(column.name)
        duck.run(
            f"INSERT INTO rejects SELECT {literal(raw.name)}, rowid + 1, {literal(header)}, "
            f"{column.name}::VARCHAR, {literal(reason)} FROM {raw.table} WHERE {condition}"
        )
