"""An account of every row and file: used, excluded, rejected, and what was read how."""

import hashlib
from collections.abc import Iterable, Mapping

from salesops.exports import spreadsheet
from salesops.exports.catalogue import Catalogue, nearness
from salesops.exports.footers import FOOTER
from salesops.exports.raw import Raw
from salesops.exports.recognise import Near
from salesops.exports.sections import BELOW
from salesops.exports.spreadsheet import Damage
from salesops.exports.typed import Clock
from salesops.queries.book import Reject
from salesops.queries.duck import Duck
from salesops.result import Rows
from salesops.units import counted

TABLES: Mapping[str, str] = {
    "rejects": "source_file VARCHAR, source_row BIGINT, header VARCHAR, value VARCHAR, "
    "reason VARCHAR",
    "excluded": "source_file VARCHAR, source_row BIGINT, reason VARCHAR",
}
"""What loading notes down beside the canonical tables."""
TOTALS = "a total, as a cell behind the last says"


OF_BYTES = frozenset({TOTALS, FOOTER, BELOW})
"""Reasons that are known before a row is one."""


def by_file(duck: Duck) -> dict[str, dict[str, int]]:
    """Excluded rows of each file by reason, but for those of its bytes."""
    found: dict[str, dict[str, int]] = {}
    for file, reason, count in duck.run(
        "SELECT source_file, reason, count(*) FROM (SELECT source_file, source_row, "
        "min(reason) AS reason FROM excluded GROUP BY ALL) GROUP BY ALL ORDER BY ALL"
    ).tuples:
        found.setdefault(file, {})[reason] = count
    return found


def of_bytes(raw: Raw) -> dict[str, int]:
    """Lines of a file that are excluded before they are rows, by reason."""
    counts = {TOTALS: raw.totals, FOOTER: raw.footers, BELOW: raw.below}
    return {reason: count for reason, count in counts.items() if count}


def rejected_by_file(duck: Duck, raws: Iterable[Raw]) -> dict[str, int]:
    """Rejected rows of each file."""
    counted = dict(
        duck.run(
            "SELECT source_file, count(DISTINCT source_row) FROM rejects GROUP BY source_file"
        ).tuples
    )
    return {raw.name: counted.get(raw.name, 0) + len(raw.ragged) for raw in raws}


def rows(duck: Duck, raws: list[Raw]) -> Rows:
    """In = used + excluded + rejected."""
    total = sum(raw.total for raw in raws)
    ragged = sum(len(raw.ragged) for raw in raws)
    rejected = ragged + duck.value(
        "SELECT count(*) FROM (SELECT DISTINCT source_file, source_row FROM rejects)"
    )
    reasons = {
        row[0]: row[1]
        for row in duck.run(
            "SELECT reason, count(*) FROM (SELECT source_file, source_row, min(reason) AS reason "
            "FROM excluded GROUP BY ALL) GROUP BY reason ORDER BY reason"
        ).tuples
    }
    if totals := sum(raw.totals for raw in raws):
        reasons[TOTALS] = totals
    if footers := sum(raw.footers for raw in raws):
        reasons[FOOTER] = footers
    if below := sum(raw.below for raw in raws):
        reasons[BELOW] = below
    excluded = sum(reasons.values())
    return Rows(total, total - excluded - rejected, excluded, rejected, reasons)


def rejects(duck: Duck, raws: list[Raw]) -> tuple[Reject, ...]:
    """Every rejected value with its physical line."""
    found: list[Reject] = []
    for raw in raws:
        where = raw.ragged_lines()
        found += [Reject(raw.name, where[row.at], "", None, row.why) for row in raw.ragged]
        found += _values(duck, raw, where.values())
    return tuple(sorted(found, key=lambda r: (r.file, r.line, r.column)))


def _values(duck: Duck, raw: Raw, ragged: Iterable[int]) -> list[Reject]:
    kept = duck.run(
        "SELECT source_row, header, value, reason FROM rejects WHERE source_file = $file",
        {"file": raw.name},
    ).tuples
    if not kept:
        return []
    where = raw.lines([row[0] for row in kept], ragged)
    return [
        Reject(raw.name, where.get(row, 0), column, value, why) for row, column, value, why in kept
    ]


def notes(raws: list[Raw], clock: Clock, catalogue: Catalogue) -> list[str]:
    """Sentences on how files were read that a reader must know."""
    said = of_files(raws)
    if clock.all_utc and catalogue.zone is None:
        said.append(
            "every stamp is in UTC and no zone is set, so days are UTC days: name the store's "
            "zone with --tz"
        )
    said += [f"{raw.name}: {note}" for raw in raws for note in raw.notes]
    said += [nearness(r) for r in catalogue.files if isinstance(r.found, Near)]
    return said


def of_files(raws: list[Raw]) -> list[str]:
    """Sentences on what the values of the files showed."""
    said = [_shape_note(raw, header, what) for raw in raws for header, what in _said(raw)]
    said += [
        f"{raw.name}: {reading.bad} values of {raw.match.written(name)!r} do not parse: taken as "
        "blank"
        for raw in raws
        for name, reading in raw.readings.items()
        if reading.bad and reading.column.policy == "null" and reading.column.type != "text"
    ]
    said += [_changed(raw, damage) for raw in raws for damage in raw.damages]
    said += [
        f"{raw.name}: {counted(above, 'line')} above the header: skipped"
        for raw in raws
        for above in [raw.match.header.lines - 1]
        if above > 0 and "\n" not in "".join(raw.match.header.names)
    ]
    return said


def _changed(raw: Raw, damage: Damage) -> str:
    """A sentence on values that a spreadsheet changed."""
    became = "their rows are rejected" if damage.column.key else "taken as blank"
    became = "kept as they stand" if damage.what == spreadsheet.DATED else became
    return (
        f"{raw.name}: {counted(damage.count, 'value')} of "
        f"{raw.match.written(damage.column.name)!r} {spreadsheet.said(damage.count, damage.what)}, "
        f"as {damage.value}: {became}; {spreadsheet.REMEDY[damage.what]}"
    )


def _said(raw: Raw) -> list[tuple[str, str]]:
    return [
        (raw.match.written(name), shape.said)
        for name, reading in raw.readings.items()
        for shape in reading.shapes
        if shape.said
    ]


def _shape_note(raw: Raw, header: str, what: str) -> str:
    return f"{raw.name}: values of {header!r} {what}"


def fingerprint(raws: list[Raw]) -> str:
    """A hash of the files' names and bytes, and of the SQL that read them."""
    parts = {f"{raw.name}:{raw.digest}" for raw in raws}
    parts |= {statement.sql for raw in raws for statement in raw.match.source.sql.statements}
    return hashlib.sha256("\n".join(sorted(parts)).encode("utf-8", "surrogateescape")).hexdigest()


def written(raws: list[Raw]) -> dict[str, tuple[str, ...]]:
    """Each input column -> the headers that it stands under, with their files."""
    found: dict[str, list[str]] = {}
    for raw in raws:
        for name in raw.match.places:
            found.setdefault(name, []).append(f"{raw.match.written(name)} of {raw.name}")
    return {name: tuple(places) for name, places in found.items()}
