"""The days of which copies are kept: a folder each, `snapshot_day=2026-09-18`, with a manifest.

A day's folder looks as the exports did and takes no room: its files are links to what is stored. It
appears whole or not at all. While one is replaced it is called `.old`; a run that was killed right
then leaves it so, and the next one puts it back.
"""

import errno
import json
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from salesops.atomic import sync
from salesops.commands.data._snapshot import objects
from salesops.exports.kept import KEY, MANIFEST

_NEW, _OLD, _GONE = ".new", ".old", ".gone"
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Copy:
    """A file as it was kept: its name below the exports, its bytes, the source that knew it."""

    path: str
    sha256: str
    size: int
    source: str


@dataclass(frozen=True)
class Day:
    """The copies of a day, and the data paths they are of."""

    day: date
    paths: tuple[str, ...]
    copies: tuple[Copy, ...]


def at(store: Path, day: date) -> Path:
    """The folder of a day."""
    return store / f"{KEY}={day:%Y-%m-%d}"


def every(store: Path) -> tuple[list[Day], list[Path]]:
    """The days that are kept, the first one first, and the folders whose manifest is damaged."""
    days: list[Day] = []
    damaged: list[Path] = []
    for folder in sorted(store.glob(f"{KEY}=*")):
        day = read(folder)
        if day is None or at(store, day.day) != folder:
            damaged.append(folder)
        else:
            days.append(day)
    return days, damaged


def read(folder: Path) -> Day | None:
    """What the manifest says; None where there is none, or none that a run wrote."""
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
        copies = tuple(Copy(**one) for one in said["files"])
        day = Day(date.fromisoformat(said["day"]), tuple(said["paths"]), copies)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return day if all(_is_sound(copy) for copy in copies) else None


def _is_sound(copy: Copy) -> bool:
    """Whether it names bytes and a place inside of its folder; anybody may have edited it."""
    path = PurePosixPath(copy.path)
    inside = not path.is_absolute() and ".." not in path.parts and bool(path.parts)
    return inside and bool(_SHA256.fullmatch(copy.sha256)) and isinstance(copy.size, int)


def put(store: Path, day: Day) -> None:
    """Write the folder of a day, in place of the one there is.

    Raises:
        OSError: it cannot be written; what stood there stays.
    """
    new, old, here = store / _NEW, store / _OLD, at(store, day.day)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    _write(new / MANIFEST, _text(day))
    for copy in day.copies:
        target = new / copy.path
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(objects.at(store, copy.sha256), target, len(PurePosixPath(copy.path).parts))
    sync(new)
    if here.exists():
        here.rename(old)
    new.rename(here)
    sync(store)
    shutil.rmtree(old, ignore_errors=True)


def mend(store: Path) -> None:
    """Put back what a killed run was about to replace, and remove what it left."""
    old = store / _OLD
    if (was := read(old)) and not at(store, was.day).exists():
        old.rename(at(store, was.day))
    for name in (_NEW, _OLD, _GONE):
        shutil.rmtree(store / name, ignore_errors=True)


def remove(store: Path, days: Iterable[Day]) -> None:
    """Remove days, each at once: what a killed run leaves of one is no day."""
    for day in days:
        shutil.rmtree(store / _GONE, ignore_errors=True)
        at(store, day.day).rename(store / _GONE)
        shutil.rmtree(store / _GONE, ignore_errors=True)


def _link(stored: Path, target: Path, depth: int) -> None:
    """A second name of the bytes; a symbolic link where the file system knows no other."""
    try:
        os.link(stored, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        target.symlink_to(Path(*[".."] * depth, *stored.parts[-3:]))


def _text(day: Day) -> bytes:
    files = [asdict(copy) for copy in day.copies]
    said = {"day": f"{day.day:%Y-%m-%d}", "paths": list(day.paths), "files": files}
    return json.dumps(said, indent=1).encode()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
