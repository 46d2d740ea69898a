"""CSV: one table for a spreadsheet or a script; RFC 4180, values as in JSON, no formulas."""

from collections.abc import Iterable
from typing import Any

from salesops.render.data import chosen, value
from salesops.render.safe import spreadsheet
from salesops.render.view import View
from salesops.result import Answer


def render(answer: Answer, view: View) -> bytes:
    """The table with its column names as head, also when it has no rows."""
    table, currency = chosen(answer, view), answer.currency
    lines = [_line(_cell(c.name) for c in table.columns)]
    for row in table.rows:
        values = (value(c.of(row), c.unit, currency) for c in table.columns)
        lines.append(_line(_cell(v) for v in values))
    return "".join(lines).encode("utf-8", "backslashreplace")


def _cell(written: Any) -> str | None:
    if isinstance(written, bool):
        return "true" if written else "false"
    return None if written is None else spreadsheet(str(written))


def _line(cells: Iterable[str | None]) -> str:
    line = ",".join(_quoted(cell) for cell in cells)
    # Most readers take an empty line for no record at all.
    return (line or '""') + "\n"


def _quoted(cell: str | None) -> str:
    """Quoted where it must be; null is nothing and empty text is `""`.

    Not csv.writer: before Python 3.13 it leaves a lone carriage return bare, which ends a record.
    """
    if cell is None:
        return ""
    if cell and not any(char in cell for char in ',"\r\n'):
        return cell
    return '"{}"'.format(cell.replace('"', '""'))
