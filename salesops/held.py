"""One run at a time writes into a folder, and who comes second learns which process it waits for.

A file in the folder is locked, which says the process; it goes when the run ends. A killed one
leaves the file behind and holds nothing: the system gives its lock back.
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from salesops.errors import LockedError, OutputError

LOCK = ".lock"
WAIT = 120.0
"""Seconds that a run waits for another, which draws pictures and prints a PDF in that time."""
_PAUSE = 0.05
_SOON = 1.0
"""Seconds of waiting of which nothing is said."""


@dataclass(frozen=True)
class Patience:
    """How long a run waits for others, and whom it tells so."""

    seconds: float | None = None
    """None: as long as is usual for what is locked."""
    tell: Callable[[str, str], None] = lambda _sentence, _code: None


_USUAL = Patience()
_said: ContextVar[Patience] = ContextVar("patience", default=_USUAL)


@contextmanager
def waiting(patience: Patience) -> Iterator[None]:
    """In the block every lock is waited for like this."""
    token = _said.set(patience)
    try:
        yield
    finally:
        _said.reset(token)


@contextmanager
def held(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Keep other runs out of the folder, which is made if need be, until the block ends.

    On Windows, and on a share that knows no locks, nobody is kept out.

    Raises:
        LockedError: another run holds it for longer than `wait`, or than the run was told to wait.
        OutputError: it cannot be made or opened.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = None if sys.platform == "win32" else taken(folder, wait, strict=False)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}") from error
    if handle is None:
        yield
        return
    try:
        yield
    finally:
        given_back(handle, folder)


def taken(folder: Path, wait: float, *, strict: bool) -> int:
    """The handle of the folder's lock, held by this process; `strict` where there must be locks.

    Raises:
        LockedError: another process holds it for longer.
        OSError: it cannot be opened, or locked where it must be.
    """
    patience = _said.get()
    seconds = wait if patience.seconds is None else patience.seconds
    began, told = time.monotonic(), False
    while True:
        handle = _lock_file(folder / LOCK)
        try:
            if _free(handle, strict=strict) and _stands(handle, folder / LOCK):
                _sign(handle)
                return handle
            other = _holder(handle, folder)
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        waited = time.monotonic() - began
        if waited >= seconds:
            raise LockedError(f"{other}: run again when it has ended, or wait longer with --wait")
        if waited >= _SOON and not told:
            patience.tell(f"{other}: waiting {seconds:g} s for it at most", "waiting")
            told = True
        time.sleep(_PAUSE)


def given_back(handle: int, folder: Path) -> None:
    """Leave nothing in the folder; while the file is locked nobody else has it for theirs."""
    with suppress(OSError):
        (folder / LOCK).unlink()
    os.close(handle)


def opened(path: Path, flags: int) -> int:
    """A handle of a regular file; a link out of the folder is not followed, a FIFO not awaited.

    Raises:
        OSError: as `os.open` does, or it is no regular file.
    """
    handle = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o666)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return handle


def _lock_file(path: Path) -> int:
    try:
        return opened(path, os.O_RDWR | os.O_CREAT)
    except PermissionError:  # of another user, who shares the folder
        return opened(path, os.O_RDONLY)


def _stands(handle: int, path: Path) -> bool:
    """Whether it is still the file of that name: whoever held it has taken it away since."""
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        return False


def _sign(handle: int) -> None:
    """A lock that names nobody, on a full disk, is one all the same."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)


def _holder(handle: int, folder: Path) -> str:
    pid = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
    which = f" (PID {pid})" if pid.isascii() and pid.isdigit() else ""
    return f"another run{which} writes into {folder}"


def _free(handle: int, *, strict: bool) -> bool:
    """Take the lock if nobody has it; the system gives it back when the process ends."""
    import fcntl  # not on Windows

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN):
            return False
        if strict:
            raise
    return True
