"""One run at a time writes into a folder."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesops.errors import LockedError, OutputError

WAIT = 120.0
"""Seconds that a run waits for another, which draws pictures and prints a PDF in that time."""
_PAUSE = 0.05


@contextmanager
def held(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Keep other runs out of the folder, which is made if need be, until the block ends.

    The folder itself is locked: nothing is left in it, and a killed process holds nothing. On
    Windows, and on a share that knows no locks, nobody is kept out.

    Raises:
        LockedError: another run holds it for longer than `wait`.
        OutputError: it cannot be made or opened.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = None if sys.platform == "win32" else os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}") from error
    if handle is None:
        yield
        return
    try:
        _wait(handle, folder, wait)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, folder: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while not _free(handle):
        if time.monotonic() >= deadline:
            raise LockedError(f"another run writes into {folder}: run again when it has ended")
        time.sleep(_PAUSE)


def _free(handle: int) -> bool:
    """Take the lock if nobody has it; the system gives it back when the process ends."""
    import fcntl  # not on Windows

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN)
    return True
