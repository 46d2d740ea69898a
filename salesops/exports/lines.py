"""From a row of a file back to its physical line: worked out only where a line is cited."""

import csv
import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path

csv.field_size_limit(1 << 24)
_BLOCK = 1 << 20


def of_rows(
    path: Path,
    delimiter: str,
    skip: int,
    width: int,
    rows: Iterable[int],
    ragged: Iterable[int],
    *,
    sheet: bool = False,
    flat: bool = False,
) -> dict[int, int]:
    """The physical line on which each data row starts (rows count from 1).

    Those on the `ragged` lines do not count: DuckDB set them aside. In the copy of a `sheet` each
    record is a row of it, and that is its line. In a `flat` file each record is one line, and none
    is blank: nothing has to be read.
    """
    if flat:
        return _counted(skip, rows, ragged)
    wanted, apart = set(rows), set(ragged)
    starts = (line for line in _starts(path, delimiter, skip, width, sheet) if line not in apart)
    found: dict[int, int] = {}
    for row, line in enumerate(starts, 1):
        if row in wanted:
            found[row] = line
            if len(found) == len(wanted):
                break
    return found


def _counted(skip: int, rows: Iterable[int], ragged: Iterable[int]) -> dict[int, int]:
    apart, before, found = sorted(ragged), 0, {}
    for row in sorted(rows):
        while before < len(apart) and apart[before] <= skip + row + before:
            before += 1
        found[row] = skip + row + before
    return found


def _starts(path: Path, delimiter: str, skip: int, width: int, sheet: bool) -> Iterator[int]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text, delimiter=delimiter)
        if not sheet:  # what stands above the header may be no CSV
            for _ in range(skip):
                text.readline()
        first = line = 1 if sheet else skip + 1
        for record, cells in enumerate(reader, 1):
            if len(cells) == width and line > skip:
                yield record if sheet else line
            line = first + reader.line_num


def of_bytes(path: Path, positions: Iterable[int], *, sheet: bool = False) -> dict[int, int]:
    """The physical line of each byte position; blank lines before it are not its own."""
    found: dict[int, int] = {}
    line, at = 1, 0
    with path.open("rb") as raw, mmap.mmap(raw.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for position in sorted(positions):
            start = position
            while data[start : start + 1] in (b"\n", b"\r"):
                start += 1
            line, at = line + _ends(data, at, start, sheet=sheet), start
            found[position] = line
    return found


def _ends(data: mmap.mmap, start: int, end: int, *, sheet: bool) -> int:
    if sheet:  # a line break inside of a cell ends no row
        return b"".join(data[start:end].split(b'"')[::2]).count(b"\n")
    found = 0
    while start < end:
        block = data[start : min(end, start + _BLOCK)]
        start += len(block)
        found += block.count(b"\n") + block.count(b"\r") - block.count(b"\r\n")
        found -= block.endswith(b"\r") and start < end and data[start : start + 1] == b"\n"
    return found
