"""From a row of a file back to its physical line: worked out only where a line is cited."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

csv.field_size_limit(1 << 24)


def of_rows(
    path: Path, delimiter: str, skip: int, width: int, rows: Iterable[int]
) -> dict[int, int]:
    """The physical line on which each data row starts (rows count from 1, ragged ones apart)."""
    wanted = set(rows)
    found: dict[int, int] = {}
    for row, line in enumerate(_starts(path, delimiter, skip, width), 1):
        if row in wanted:
            found[row] = line
            if len(found) == len(wanted):
                break
    return found


def _starts(path: Path, delimiter: str, skip: int, width: int) -> Iterator[int]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        for _ in range(skip):
            text.readline()
        reader = csv.reader(text, delimiter=delimiter)
        line = skip + 1
        for cells in reader:
            if len(cells) == width:
                yield line
            line = skip + reader.line_num + 1


def of_bytes(path: Path, positions: Iterable[int]) -> dict[int, int]:
    """The physical line of each byte position; blank lines before it are not its own."""
    data = path.read_bytes()
    found: dict[int, int] = {}
    line, at = 1, 0
    for position in sorted(positions):
        start = position
        while data[start : start + 1] in (b"\n", b"\r"):
            start += 1
        line, at = line + data.count(b"\n", at, start), start
        found[position] = line
    return found
