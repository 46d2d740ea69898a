"""Folders for the work of one run, below the system's temporary one ($TMPDIR)."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from salesops import leftovers
from salesops.errors import OutputError

_PREFIX = "salesops-run-"
_OURS = re.compile(rf"{_PREFIX}[a-z0-9_]{{8}}")
_remove = partial(shutil.rmtree, ignore_errors=True)


class Scratch:
    """A folder that is there until it is closed.

    Raises:
        OutputError: it cannot be made.
    """

    def __init__(self) -> None:
        try:
            parent = Path(tempfile.gettempdir())
            leftovers.tidy(parent, _OURS, _remove)
            self.path, self._mark = leftovers.marked(
                lambda: Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
            )
        except OSError as error:
            why = error.strerror or error
            raise OutputError(f"no temporary folder: {why}; name another in $TMPDIR") from error
        _open.add(self)

    def close(self) -> None:
        """Take the folder away with all that is in it."""
        _remove(self.path)
        leftovers.release(self._mark)
        self._mark = None
        _open.discard(self)


_open: set[Scratch] = set()
"""Held, so that one whose user was stopped before closing it can still be closed."""


def close_all() -> None:
    """Take away every folder of this process, which ends."""
    for one in list(_open):
        one.close()


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is there while the block runs.

    Raises:
        OutputError: it cannot be made.
    """
    made = Scratch()
    try:
        yield made.path
    finally:
        made.close()
