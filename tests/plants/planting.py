"""What a planter works with: a copy of the sample, its rows, and the case that it plants."""

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Plant:
    """One case of a finding."""

    plant: Callable[[Path], Mapping[str, Any]]
    """Edits the copy; returns the facts that the finding must then state."""
    also: tuple[str, ...] = ()
    """Findings that the same case rightly brings along."""
    arguments: tuple[str, ...] = field(default=())
    """Of the command, beside --data; `{folder}` is the folder of the copy."""


@contextmanager
def rows(path: Path) -> Iterator[list[dict[str, str]]]:
    """The rows of a CSV, written back when the block ends; the copy's link becomes a file.

    What a link leads to stays as it is, so it is parsed once; the rows are made anew each time.
    """
    header, *values = _read(path.resolve()) if path.is_symlink() else _parsed(path)
    found = [dict(zip(header, row, strict=True)) for row in values]
    yield found
    path.unlink()
    known = set(header)
    assert all(row.keys() == known for row in found), "a row has other columns than the file"
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([header, *map(itemgetter(*header), found)])


def _parsed(path: Path) -> tuple[tuple[str, ...], ...]:
    """The header and the rows."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(map(tuple, csv.reader(lines)))


_read = cache(_parsed)


def edit(path: Path, old: str, new: str) -> None:
    """Replace the one place where a text stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.unlink()
    path.write_text(text.replace(old, new), encoding="utf-8")


def append(path: Path, line: str) -> None:
    """Add a line to the end of a file."""
    text = path.read_text(encoding="utf-8")
    path.unlink()
    path.write_text(f"{text.rstrip()}\n{line}\n", encoding="utf-8")
