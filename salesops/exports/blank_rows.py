"""Rows of delimiters alone, as a spreadsheet saves cells that have a format and hold nothing."""

from salesops.exports.raw import Raw
from salesops.queries.duck import Duck, literal

BLANK = "a row without any value"
"""The reason why such rows are excluded."""


def set_aside(duck: Duck, raw: Raw, apart: str) -> str:
    """Exclude the rows without any value; SQL of whether one is such a row, empty if none is.

    `apart` is SQL of the rows that are blank in the staged table for another reason.
    """
    if raw.match.input.lines:  # its source says what a line without a value is
        return ""
    header = raw.match.header
    cells = [f"{name} IS NULL" for name, at in raw.match.places.items() if at < header.width]
    blank = " AND ".join([*cells, *([f"NOT ({apart})"] if apart else [])])
    found = f"FROM {raw.table} WHERE {blank}"
    if not duck.value(f"SELECT count(*) {found}"):
        return ""
    said = f"{literal(raw.name)}, rowid + 1, {literal(BLANK)}"
    duck.run(f"INSERT INTO excluded SELECT {said} {found}")
    return blank
