"""Files that appear whole or not at all."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from salesops import leftovers
from salesops.errors import OutputError

_PREFIX = ".salesops-part-"
_OURS = re.compile(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}")


def replace(path: Path, data: bytes) -> None:
    """Put a file in place: written beside it, synced, renamed.

    Raises:
        OutputError: it cannot be written; what stood there stays.
    """
    replace_all({path: data})


def replace_all(files: Mapping[Path, bytes], meanwhile: Callable[[], object] | None = None) -> None:
    """Put files in place, in this order: all are written and synced before the first is renamed.

    `meanwhile` runs in between: whoever finds the last file in place knows that it has run, even
    where the process was killed.

    Raises:
        OutputError: one cannot be written; what stood there stays.
    """
    whole = {_followed(path): data for path, data in files.items()}
    with ExitStack() as parts:
        written = [
            (path, parts.enter_context(_written(path, data))) for path, data in whole.items()
        ]
        if meanwhile:
            meanwhile()
        for path, part in written:
            with _told(path):
                part.replace(path)
    for folder in {path.parent: None for path in whole}:
        with _told(folder):
            sync(folder)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def _followed(path: Path) -> Path:
    """Where it leads: a link stays a link, to the new file."""
    with _told(path):
        path = path.resolve()
        if path.exists() and not path.is_file():
            raise OutputError(f"{path} is not a regular file: name another one")
    return path


@contextmanager
def _written(path: Path, data: bytes) -> Iterator[Path]:
    """A file beside it that holds the data, and is gone when the block has ended."""
    with ExitStack() as end:
        with _told(path):
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
            path.parent.mkdir(parents=True, exist_ok=True)
            leftovers.tidy(path.parent, _OURS, Path.unlink)
            part, mark = leftovers.marked(lambda: _empty(path.parent))
            end.callback(leftovers.release, mark)
            end.callback(_gone, part)
            with part.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            part.chmod(mode)
        yield part


def _gone(part: Path) -> None:
    with suppress(OSError):  # renamed, as a rule
        part.unlink()


def _empty(folder: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=folder, prefix=_PREFIX)
    os.close(handle)
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync(folder: Path) -> None:
    """Make what was named in the folder last; not every system lets a folder be opened."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
