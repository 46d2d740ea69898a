"""From a row of a file back to its physical line: worked out only where a line is cited."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

csv.field_size_limit(1 << 24)


def of_rows(
    path: Path, delimiter: str, skip: int, width: int, rows: Iterable[int], ragged: Iterable[int]
) -> dict[int, int]:
    """The physical line on which each data row starts (rows count from 1).

    Those on the `ragged` lines do not count: DuckDB set them aside.
    """
    wanted, apart = set(rows), set(ragged)
    starts = (line for line in _starts(path, delimiter, skip, width) if line not in apart)
    found: dict[int, int] = {}
    for row, line in enumerate(starts, 1):
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


def _ends(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def of_bytes(path: Path, positions: Iterable[int]) -> dict[int, int]:
    """The physical line of each byte position; blank lines before it are not its own."""
    data = path.read_bytes()
    found: dict[int, int] = {}
    line, at = 1, 0
    for position in sorted(positions):
        start = position
        while data[start : start + 1] in (b"\n", b"\r"):
            start += 1
        line, at = line + _ends(data[at:start]), start
        found[position] = line
    return found
