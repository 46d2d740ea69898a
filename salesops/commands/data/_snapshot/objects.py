"""The bytes of exports, each stored once, in a file that is named after their SHA-256."""

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from salesops.atomic import sync
from salesops.errors import ChangedError, InputError

FOLDER = ".objects"
_PART = ".part-"
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Stored:
    """A file's bytes as they are stored."""

    sha256: str
    size: int
    new: bool
    """Whether they were not before."""


def at(store: Path, sha256: str) -> Path:
    """Where bytes are stored; two letters make a folder, so that none holds too many files."""
    return store / FOLDER / sha256[:2] / sha256


def put(store: Path, path: Path) -> Stored:
    """Store the bytes of a file, read block by block.

    Raises:
        ChangedError: it changed while it was read.
        InputError: it cannot be read.
        OSError: its bytes cannot be written; nothing of them stays.
    """
    before = _state(path)
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    sha256 = digest.hexdigest()
    place = at(store, sha256)
    new = not place.is_file() or place.stat().st_size != before[0]
    if new:
        _copy(path, place, sha256)
    if _state(path) != before:
        raise _changed(path)
    return Stored(sha256, before[0], new)


def sweep(store: Path, used: Collection[str]) -> int:
    """Remove what no day has any more, and what a killed run left; the bytes freed."""
    freed = 0
    for path in (store / FOLDER).glob("*/*"):
        if path.name not in used:
            freed += 0 if path.name.startswith(_PART) else path.lstat().st_size
            path.unlink()
    return freed


def _copy(path: Path, place: Path, sha256: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=_PART)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            _write(path, out, sha256)
        # Nobody writes into it, and who may read the export may read its copy.
        part.chmod(0o400 | path.stat().st_mode & 0o444)
        part.replace(place)
        sync(place.parent)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _write(path: Path, out: BinaryIO, sha256: str) -> None:
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
        out.write(block)
    out.flush()
    os.fsync(out.fileno())
    if digest.hexdigest() != sha256:
        raise _changed(path)


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as raw:
            while block := raw.read(_BLOCK):
                yield block
    except OSError as error:
        raise _unreadable(path, error) from error


def _state(path: Path) -> tuple[int, int, int]:
    try:
        now = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    return now.st_size, now.st_mtime_ns, now.st_ino


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path} cannot be read: {error.strerror or error}")


def _changed(path: Path) -> ChangedError:
    return ChangedError(f"{path} changed while it was copied: try again when it is complete")
