"""What is kept between runs, in the folder that --state names: lines of JSON, appended whole.

One process writes at a time. A line that a killed process left unfinished was never kept: readers
pass over it, and the next writer cuts it off.
"""

import errno
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from salesops import held
from salesops.atomic import sync
from salesops.errors import OutputError, UsageError

LOCK = held.LOCK


@dataclass(frozen=True)
class Line:
    """One line of a file, by its number; the value is None where the line is not JSON."""

    number: int
    value: object


@contextmanager
def locked(folder: Path, wait: float = held.WAIT) -> Iterator[None]:
    """Hold the folder, made if need be, until the block ends; a killed process holds nothing.

    Raises:
        LockedError: another process holds it for longer than `wait`.
        OutputError: it cannot be written.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = held.taken(folder, wait, strict=True)
    try:
        yield
    finally:
        held.given_back(handle, folder)


def lines(path: Path) -> list[Line]:
    """The lines of a file, none if there is no such file; an unfinished last line is left out.

    Raises:
        OutputError: it cannot be read.
    """
    with _told(path):
        try:
            handle = held.opened(path, os.O_RDONLY)
        except FileNotFoundError:
            return []
        with os.fdopen(handle, "rb") as file:
            *whole, tail = file.read().split(b"\n")
    found = [Line(number, _value(text)) for number, text in enumerate(whole, 1)]
    rest = _value(tail)
    return found if rest is None else [*found, Line(len(found) + 1, rest)]


def append(path: Path, values: Iterable[Mapping[str, object]]) -> None:
    """Add a line for each value, all of them or none; the folder must be `locked`.

    Raises:
        OutputError: it cannot be written; what stood there stays.
    """
    data = b"".join(json.dumps(value).encode() + b"\n" for value in values)
    with _told(path):
        handle = held.opened(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        try:
            _mend(handle)
            _write(handle, data)
        finally:
            os.close(handle)
        sync(path.parent)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """An error of the system as a sentence that names the path."""
    if sys.platform == "win32":
        raise UsageError("--state needs file locks that salesops lacks on Windows: leave it out")
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        if error.errno == errno.ELOOP:
            why = "it is a link, and nothing outside the folder is touched"
        raise OutputError(f"--state: {path} cannot be used: {why}") from error


def _mend(handle: int) -> None:
    """End the last line: one that is whole gets its end (an editor may drop it), else it goes."""
    data = os.pread(handle, os.fstat(handle).st_size, 0)
    kept = data.rfind(b"\n") + 1
    if kept == len(data):
        return
    if _value(data[kept:]) is None:
        os.ftruncate(handle, kept)
    else:
        _write(handle, b"\n")


def _write(handle: int, data: bytes) -> None:
    """Write all of it to the disk, or leave the file as it was."""
    before = os.fstat(handle).st_size
    try:
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    except BaseException:
        os.ftruncate(handle, before)
        raise


def _value(text: bytes) -> object:
    """The JSON of a line; None if it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
