"""What a killed run left behind, for the next one to take away.

A file or folder of passing use is locked while it is in use, so that nobody takes away what
somebody works in: the system gives the lock back when a process ends, however it ends.
"""

import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def marked(make: Callable[[], Path]) -> tuple[Path, int | None]:
    """What `make` makes, and the handle to close when it is no longer in use, if there is one.

    Raises:
        OSError: it cannot be made or opened.
    """
    while True:
        path = make()
        # Until it is locked another run may take it for left behind.
        with suppress(BlockingIOError, FileNotFoundError):
            handle = _locked(path)
            if path.exists():
                return path, handle
            release(handle)


def release(handle: int | None) -> None:
    """It is no longer in use."""
    if handle is not None:
        os.close(handle)


def tidy(folder: Path, ours: re.Pattern[str], remove: Callable[[Path], object]) -> None:
    """Take away what is named like `ours`, of this user, and held by nobody.

    On a system without locks it stays. What cannot be taken away stays too.

    Raises:
        OSError: the folder cannot be listed.
    """
    if sys.platform == "win32":
        return
    for name in os.listdir(folder):  # noqa: PTH208 - a folder may hold many files
        if not ours.fullmatch(name):
            continue
        path = folder / name
        with suppress(OSError):
            if path.lstat().st_uid == os.getuid() and (handle := _locked(path)) is not None:
                try:
                    remove(path)
                finally:
                    os.close(handle)


def _locked(path: Path) -> int | None:
    """A handle that holds it; None on a system without locks.

    Raises:
        BlockingIOError: another process holds it.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise
    except OSError:
        os.close(handle)
        return None
    return handle
