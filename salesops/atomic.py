"""Files that appear whole or not at all."""

import os
import tempfile
from pathlib import Path

from salesops.errors import OutputError


def replace(path: Path, data: bytes) -> None:
    """Put a file in place: written beside it, synced, renamed.

    Raises:
        OutputError: it cannot be written; what stood there stays.
    """
    path = path.resolve()  # a link stays a link, to the new file
    if path.exists() and not path.is_file():
        raise OutputError(f"{path} is not a regular file: name another one")
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(mode)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync(path.parent)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


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
