"""The orders that the own corpus spoils: six rows, 19.90 + 5 + 120 + 42.50 + 7.25 + 64.35 = 259."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

Table = list[list[str]]

HEADER = ["order_id", "order_date", "customer", "product", "quantity", "amount", "currency"]
ROWS: Table = [
    ["A-100", "2024-03-01", "Ada", "Mug", "2", "19.90", "EUR"],
    ["A-101", "2024-03-02", "Bo", "Lamp", "1", "5.00", "EUR"],
    ["A-102", "2024-03-03", "Cem", "Sofa", "1", "120.00", "EUR"],
    ["A-103", "2024-03-04", "Dana", "Rug", "3", "42.50", "EUR"],
    ["A-104", "2024-03-05", "Eli", "Tray", "1", "7.25", "EUR"],
    ["A-105", "2024-03-06", "Fay", "Desk", "2", "64.35", "EUR"],
]


def put(column: str, value: str, row: int = 2) -> Table:
    """The orders with one cell changed; row 0 stands on line 2 of the file."""
    changed = [list(cells) for cells in ROWS]
    changed[row][HEADER.index(column)] = value
    return changed


def fill(column: str, values: Sequence[str]) -> Table:
    """The orders with a whole column changed, by as many values as there are rows."""
    at = HEADER.index(column)
    return [
        [*cells[:at], value, *cells[at + 1 :]] for cells, value in zip(ROWS, values, strict=True)
    ]


def renamed(names: Mapping[str, str]) -> list[str]:
    """The header with other names for some columns."""
    return [names.get(name, name) for name in HEADER]


def text(
    rows: Iterable[Sequence[str]] = ROWS,
    header: Sequence[str] = HEADER,
    sep: str = ",",
    end: str = "\n",
    quote: int = csv.QUOTE_MINIMAL,
) -> str:
    """A CSV file as a careful writer makes it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sep, lineterminator=end, quoting=quote)  # type: ignore[arg-type]
    writer.writerows([header, *rows])
    return out.getvalue()


def plain(
    rows: Iterable[Sequence[str]] = ROWS,
    header: Sequence[str] = HEADER,
    sep: str = ",",
    end: str = "\n",
) -> bytes:
    """The same in UTF-8."""
    return text(rows, header, sep, end).encode()


def lines() -> list[str]:
    """The lines of the plain file without their ends: the header is the first."""
    return text().splitlines()


def joined(parts: Iterable[str], end: str = "\n") -> bytes:
    """Lines with an end each."""
    return "".join(part + end for part in parts).encode()


def between(at: int, *extra: str) -> bytes:
    """The plain file with lines put in before the given line; 0 is above the header."""
    found = lines()
    return joined([*found[:at], *extra, *found[at:]])


def after(*extra: str) -> bytes:
    """The plain file with lines put in at its end."""
    return joined([*lines(), *extra])
