"""A file of secrets: TOML that its owner alone can read."""

import errno
import os
import re
import stat
import sys
import tomllib
from pathlib import Path

from salesops.errors import UsageError

_OWNER_ALONE = 0o600


def read(path: Path) -> dict[str, str]:
    """The texts of a file, by their keys.

    Raises:
        UsageError: others can read it, it is a link, or it is not lines of `name = "text"`.
    """
    if sys.platform == "win32":
        raise UsageError(
            "--targets needs file modes that Windows lacks: set SALESOPS_NOTIFY_<NAME> instead"
        )
    return _texts(path, _bytes(path))


def _bytes(path: Path) -> bytes:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        handle = os.open(path, flags)
    except OSError as error:
        why = "it is a link" if error.errno == errno.ELOOP else error.strerror
        raise UsageError(f"the targets file {path} cannot be read: {why}") from None
    with os.fdopen(handle, "rb") as file:
        # Asked of the open file: what is checked is what is read.
        _refuse_shared(path, os.fstat(handle))
        return file.read()


def _refuse_shared(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"the targets file {path} is not a regular file")
    if found.st_uid != os.geteuid():
        raise UsageError(f"the targets file {path} belongs to somebody else: make one of your own")
    mode = stat.S_IMODE(found.st_mode)
    if mode & ~_OWNER_ALONE:
        raise UsageError(f"the targets file {path} has mode {mode:04o}: chmod 600 {path}")


def _texts(path: Path, data: bytes) -> dict[str, str]:
    """What the parser says may quote the file, so only the line is told."""
    try:
        found = tomllib.loads(data.decode())
    except ValueError as error:
        line = re.search(r"at line \d+", str(error))
        where = f" {line[0]}" if line else ""
        raise UsageError(f'the targets file {path} is not lines of name = "URL"{where}') from None
    for name, value in found.items():
        if not isinstance(value, str):
            raise UsageError(f"{name} in the targets file {path} is not a text in quotes")
    return found
