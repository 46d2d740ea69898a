"""The checked view of a staged file: every value cast, rejected rows left out and kept aside."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from salesops.errors import UnsettledError
from salesops.exports import blank_rows, spreadsheet, values
from salesops.exports.raw import Raw
from salesops.exports.readings import Reading
from salesops.exports.shapes_numbers import AMBIGUOUS
from salesops.exports.source import InputColumn
from salesops.queries.duck import Duck, literal

_DAY = 86_400_000_000
"""Microseconds of a day whose clocks go on as on others."""
_CLOCKS = ("1850-01-01", "2200-01-01")
"""When clocks of zones are known to have been set, and may be."""


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
    in_utc: tuple[str, ...] = ()
    """Files of systems that write UTC, where the stamps of others show that the store does not."""


def clock(duck: Duck, raws: list[Raw], zone: str | None) -> Clock:
    """Look at every instant of the files that will be loaded."""
    stated: list[tuple[str, str]] = []
    of_systems: list[tuple[str, str]] = []
    naive: list[str] = []
    for raw in raws:
        for reading in _instants(raw):
            if any(s.minutes for s in reading.shapes):
                found = of_systems if reading.column.utc else stated
                found.append((_offsets(raw, reading), raw.name))
            if any(not s.minutes and not s.day_only for s in reading.shapes):
                naive.append(raw.name)
    # A system that writes all its stamps in UTC says nothing of the store's clock, if others do.
    apart, stated = (of_systems, stated) if stated else ([], of_systems)
    paths = tuple(dict.fromkeys(path for _, path in [*stated, *apart]))
    if zone or not stated:  # nothing hangs on the offsets
        return Clock(paths, tuple(dict.fromkeys(naive)), all_utc=False, latest_minutes=0)
    union = " UNION ALL ".join(sql for sql, _ in stated)
    row = duck.run(f"SELECT bool_and(m = 0), max_by(m, utc) FROM ({union})").tuples[0]
    in_utc = tuple(dict.fromkeys(path for _, path in apart)) if row[0] is False else ()
    return Clock(paths, tuple(dict.fromkeys(naive)), bool(row[0]), int(row[1] or 0), in_utc)


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
    if zone is None and found.in_utc:
        raise UnsettledError(
            f"{found.offset[0]} states offsets from UTC and {found.in_utc[0]} is all in UTC: name "
            "the store's zone, as in --tz Europe/Rome"
        )


def in_gap(duck: Duck, raw: Raw, column: InputColumn, zone: str) -> list[int]:
    """The rows (the first is 1) whose stamp names an hour that the zone's clocks skip.

    Such a stamp does not come back from UTC as it went. Only stamps of day and time that state no
    offset can be one, and only on a day that is shorter than others; there they are tried by the
    quarter hour, the smallest step that clocks take.
    """
    reading = raw.readings[column.name]
    shapes = tuple(s for s in reading.shapes if not s.minutes and not s.day_only)
    if not shapes:
        return []
    timed = replace(reading, shapes=shapes, bad=reading.bad or len(reading.shapes) > 1)
    stamp, in_zone = timed.sql("v"), f"AT TIME ZONE {literal(zone)}"
    once = "DISTINCT" if reading.stored == "VARCHAR" else ""  # to read a text costs more
    texts = f"SELECT {once} {column.name} AS v FROM {raw.table}"
    every = f"SELECT DISTINCT ({stamp})::DATE AS d FROM ({texts})"
    if not once:  # the footer of the file knows the first and the last
        ends = f"SELECT min({stamp})::DATE AS low, max({stamp})::DATE AS high FROM ({texts})"
        span = f"greatest(low, DATE '{_CLOCKS[0]}'), least(high, DATE '{_CLOCKS[1]}') + 1"
        every = f"SELECT unnest(range({span}, INTERVAL 1 DAY))::DATE AS d FROM ({ends})"
    days = duck.run(
        f"SELECT d FROM ({every}) WHERE epoch_us((d + 1)::TIMESTAMP {in_zone}) "
        f"- epoch_us(d::TIMESTAMP {in_zone}) < {_DAY}"
    ).tuples
    if not days:
        return []
    short = ", ".join(f"DATE '{day}'" for (day,) in days)
    quarter = f"time_bucket(INTERVAL 15 MINUTE, {stamp})"
    back = f"(({quarter}) {in_zone}) {in_zone}"
    skipped = f"SELECT v FROM ({texts}) WHERE ({stamp})::DATE IN ({short}) AND {back} <> {quarter}"
    rows = duck.run(
        f"SELECT rowid + 1 FROM {raw.table} WHERE {column.name} IN ({skipped}) ORDER BY rowid"
    )
    return [row[0] for row in rows.tuples]


def gap_notes(duck: Duck, raws: list[Raw], zone: str | None) -> list[str]:
    """Sentences on stamps that no clock of the zone ever showed: they count, an hour later."""
    if zone is None:
        return []
    counts = [
        (raw.name, raw.match.written(r.column.name), len(in_gap(duck, raw, r.column, zone)))
        for raw in raws
        for r in _instants(raw)
    ]
    return [
        f"{name}: {count:,} values of {header!r} fall into the hour that clocks of {zone} skip in "
        "spring: kept as they stand"
        for name, header, count in counts
        if count
    ]


def _instants(raw: Raw) -> list[Reading]:
    return [r for r in raw.readings.values() if r.column.type == "instant"]


def _offsets(raw: Raw, reading: Reading) -> str:
    name = reading.column.name
    minutes = reading.minutes(name)
    wall = reading.sql(name)
    return f"SELECT {minutes} AS m, {wall} - to_minutes({minutes}) AS utc FROM {raw.table}"


def create(duck: Duck, raw: Raw, zone: str | None, *, once: bool = False) -> str:
    """Create the view of the file's checked rows and add its rejects; the view's name.

    With `once` its values are cast here and kept, for who asks many questions of the view.
    """
    view = f"{raw.table}_checked"
    kept = values.keep(duck, raw, zone) if once else {}
    apart = f"rowid + 1 IN (SELECT row FROM {raw.table}_apart)" if raw.apart else ""
    blank = blank_rows.set_aside(duck, raw, apart)
    bad = conditions(raw, kept)
    _keep_rejects(duck, raw, bad, apart, blank)
    read = values.written(raw, zone) | kept
    columns = ", ".join(f"{value} AS {name}" for name, value in read.items())
    dropped = [condition for _, condition, _ in bad] + [c for c in (apart, blank) if c]
    where = "".join(f" AND NOT ({condition})" for condition in dropped)
    duck.run(
        f"CREATE VIEW {view} AS SELECT {columns}, {literal(raw.shop)} AS shop_id, "
        f"{literal(raw.name)} AS source_file, rowid + 1 AS source_row "
        f"FROM {raw.table} WHERE TRUE{where}"
    )
    return view


def conditions(raw: Raw, kept: Mapping[str, str]) -> list[tuple[InputColumn, str, str]]:
    """What rejects a row of this file: a column, the condition, and SQL of the reason.

    `kept` is by column the SQL of its value where that was cast before.
    """
    found = []
    for column in raw.match.input.columns:
        reading = raw.readings.get(column.name)
        if reading is None:
            continue
        if reading.bad and (column.policy == "reject" or (column.key and column.type == "text")):
            value = kept.get(column.name)
            wrong = f"({column.name} IS NOT NULL AND {value} IS NULL)" if value else ""
            found.append((column, wrong or reading.wrong(column.name), _reason(reading)))
        if column.key:
            found.append((column, f"{column.name} IS NULL", "'is blank'"))
    return found


def _reason(reading: Reading) -> str:
    kind, name = reading.column.type, reading.column.name
    if kind == "text":
        return spreadsheet.reason(reading)
    if kind == "list":
        return "'has a quote that opens a cell and does not close it'"
    if kind not in ("money", "number", "rate"):
        return "'is not an instant'" if kind == "instant" else f"'is not a {kind}'"
    whens = f"WHEN {infinite(name)} THEN 'is not finite'"
    if not reading.column.format.numeric and not any(s.order for s in reading.shapes):
        whens += f" WHEN regexp_full_match({name}::VARCHAR, '{AMBIGUOUS}') THEN '{_EITHER}'"
    return f"CASE {whens} ELSE 'is not a {kind}' END"


_EITHER = "could mean thousands or decimals, and no value of the column shows which"


def infinite(of: str) -> str:
    """SQL of whether a text or float is NaN or an infinity, as programs write them."""
    return f"regexp_full_match({of}::VARCHAR, '(?i)[+-]?(nan|inf|infinity)')"


def _keep_rejects(
    duck: Duck, raw: Raw, bad: list[tuple[InputColumn, str, str]], apart: str, blank: str
) -> None:
    data = "".join(f" AND NOT ({condition})" for condition in (apart, blank) if condition)
    for column, condition, reason in bad:
        header = raw.match.written(column.name)
        duck.run(
            f"INSERT INTO rejects SELECT {literal(raw.name)}, rowid + 1, {literal(header)}, "
            f"{column.name}::VARCHAR, {reason} FROM {raw.table} WHERE {condition}{data}"
        )
    if apart:
        duck.run(f"INSERT INTO rejects SELECT {literal(raw.name)}, * FROM {raw.table}_apart")
