"""Rows that are in no sum: ragged ones, and those with a value that cannot be what it must."""

import re
from collections.abc import Iterator

from salesops.checks import spreadsheets
from salesops.checks.opened import Opened
from salesops.checks.verdict import SHOWN, Breach
from salesops.exports import apart, spreadsheet
from salesops.exports.readings import Reading
from salesops.queries.duck import Duck
from salesops.result import Level

_OF_REASON = {
    "is blank": "not-null",
    "is not finite": "finite",
    spreadsheet.CUT: "lost-digits",
    spreadsheet.ROUNDED: "lost-digits",
    spreadsheet.ERROR: "cell-error",
    **apart.CHECKS,
}
"""What kept a row out -> the check that it fails; any other reason is one of its type."""
_WHAT = {
    "not-null": "are blank where the key of a row stands",
    "finite": "are not finite",
    "lost-digits": spreadsheets.sentence(spreadsheet.CUT),
    "cell-error": spreadsheets.sentence(spreadsheet.ERROR),
    "total-row": "total the other rows: left out of every sum",
    "quotes": "hold whole rows in one cell, where a quote is missing or one too many",
    "repeated-header": "repeat the header, as in files that were joined",
}


_OF_VALUES = ("type", "finite", "not-null", "lost-digits", "cell-error")
"""Checks that a value fails, and with it its row."""
KINDS = {
    "text": "a text",
    "money": "an amount",
    "number": "a number",
    "rate": "a rate",
    "instant": "a date and time",
    "date": "a date",
    "flag": "yes or no",
    "list": "a list of cells",
}
"""Types of columns, as sentences have them."""
_BROKEN = {
    "ragged": "have more or fewer fields than the header: left out of every sum",
    "quotes": "open a quote that never closes, or that text stands beside",
    "line-length": "are over 2 MB long",
}
"""Rows that are none, by the check that they fail."""


def look(duck: Duck, opened: Opened) -> None:
    """Add what is rejected to the breaches of the file; rules that hold are added too."""
    found = [*_broken(opened), *_values(duck, opened), *_taken_as_blank(duck, opened)]
    failing = {breach.check for breach in found if breach.bad}
    opened.breaches += [breach for breach in found if breach.bad or breach.check not in failing]


def _broken(opened: Opened) -> Iterator[Breach]:
    wanted = f"{opened.raw.match.header.width} fields"
    for check, what in _BROKEN.items():
        rows = [(-line, why) for line, why, fails in opened.ragged if fails == check]
        if rows or opened.raw.match.header.delimiter:
            yield Breach(
                check,
                len(rows),
                opened.raw.total,
                what,
                wanted=wanted if check == "ragged" else "none",
                first=tuple(rows[:SHOWN]),
            )


def _values(duck: Duck, opened: Opened) -> Iterator[Breach]:
    found = duck.run(
        "SELECT header, reason, count(*), list({'at': source_row, 'v': value} ORDER BY source_row)"
        f"[:{SHOWN}] FROM rejects WHERE source_file = $file GROUP BY header, reason ORDER BY ALL",
        {"file": opened.name},
    ).tuples
    yield from (_breach(opened, *row) for row in found)
    for check in ("type", *_OF_REASON.values()):
        if check not in _BROKEN:
            yield Breach(check, 0, opened.raw.rows, "")


def _breach(
    opened: Opened, header: str, reason: str, count: int, first: list[dict[str, object]]
) -> Breach:
    check = _OF_REASON.get(reason, "type")
    column = next((n for n, label in opened.labels.items() if label == header), "")
    declared = opened.column(column)
    wanted = KINDS[declared.type] if declared and check == "type" else "none"
    remedy = _remedy(opened, column, str(first[0]["v"]))
    what = _WHAT.get(check) or f"cannot be read as {wanted}: {remedy}"
    return Breach(
        check,
        count,
        opened.raw.rows,
        what,
        header,
        wanted,
        first=tuple((int(str(f["at"])), str(f["v"] or "")) for f in first),
        personal=opened.personal(column),
        noun="" if check in _OF_VALUES else "rows",
    )


_NUMBERS = (
    "the rows are in no sum; export plain numbers (1234.50), or declare how they are written in "
    "a contract"
)
_DATES = "export dates as in 2026-03-31, or declare how they are written in a contract"


_SERIAL = re.compile(r"[2-6]\d{4}(\.\d+)?")
"""The number that a spreadsheet gives a day: 45354 is 2024-03-03."""


def _remedy(opened: Opened, column: str, value: str) -> str:
    found = next((c for c in opened.raw.match.input.columns if c.name == column), None)
    if found and (found.format.date or found.format.numeric):
        return "the contract declares another way of writing; mend the one or the other"
    if spreadsheet.is_error(value):
        return f"an error of a spreadsheet; {spreadsheet.REMEDY[spreadsheet.ERROR]}"
    if found and found.type in ("instant", "date") and _SERIAL.fullmatch(value):
        return "a spreadsheet's numbers of days; give the column a format of dates there, and save"
    return {
        "money": _NUMBERS,
        "number": _NUMBERS,
        "instant": _DATES,
        "date": _DATES,
    }.get(found.type if found else "", "the rows are in no sum")


def _wrong(duck: Duck, opened: Opened, reading: Reading) -> tuple[tuple[int, str], ...]:
    """The first few values that it cannot be."""
    name = reading.column.name
    rows = duck.run(
        f"SELECT rowid + 1, {name}::VARCHAR FROM {opened.raw.table} "
        f"WHERE {reading.wrong(name)} ORDER BY rowid LIMIT {SHOWN}"
    ).tuples
    return tuple((row[0], row[1]) for row in rows)


def _taken_as_blank(duck: Duck, opened: Opened) -> Iterator[Breach]:
    """Where a source keeps the row of a value that it cannot read."""
    for name, reading in opened.raw.readings.items():
        if reading.bad and reading.column.policy == "null" and reading.column.type != "text":
            yield Breach(
                "type",
                reading.bad,
                opened.raw.rows,
                f"cannot be read as {KINDS[reading.column.type]}: taken as blank",
                opened.labels[name],
                KINDS[reading.column.type],
                Level.WARNING,
                _wrong(duck, opened, reading),
                opened.personal(name),
            )
