"""A line on stderr that says what a run is doing, once somebody has waited for SOON seconds.

Only a terminal has it, and none of it stays there: whoever else writes takes it away first. A
thread draws it, since a query lets Python do nothing else; who is done sooner pays for no more.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

from salesops.doing import doing, now

SOON = 2.0
"""Seconds in which nobody asks whether anything is being done."""
_AGAIN = 0.25


class _Line:
    """The line, in the last row of a terminal: as wide as that, and never wider."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.done = threading.Event()
        self._pen = threading.Lock()
        """Held by whoever writes."""
        self._width = 0
        """Cells that are drawn."""

    def watch(self) -> None:
        """Draw what is being done until all is."""
        wait = SOON
        with suppress(OSError, ValueError):  # the terminal is gone, and so is who looked at it
            while not self.done.wait(wait):
                with self._pen:
                    self._draw()
                wait = _AGAIN

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """In the block there is no line, so that others may write."""
        with self._pen:
            with suppress(OSError, ValueError):
                self._wipe()
            yield

    def _draw(self) -> None:
        from rich.cells import set_cell_size

        from salesops.render.safe import visible

        if self.done.is_set() or not now():
            self._wipe()
            return
        said = f"{time.monotonic() - self.began:3.0f} s  {visible(now())}"
        # One cell less than there are: in the last one a terminal begins a new row.
        width = max(os.get_terminal_size(sys.stderr.fileno()).columns - 1, 1)
        _write(f"\r{set_cell_size(said, width)}")
        self._width = width

    def leave(self) -> None:
        """Take it away though another may be writing, for the process ends."""
        self.done.set()
        with suppress(OSError, ValueError):
            self._wipe()

    def _wipe(self) -> None:
        if self._width:
            _write(f"\r{' ' * self._width}\r")
            self._width = 0


_shown: list[_Line] = []
"""The one that is shown, if any."""


@contextmanager
def shown(*, wanted: bool) -> Iterator[None]:
    """In the block the line is shown, if it is wanted and there is a terminal to show it on."""
    doing("")
    if not (wanted and sys.stderr is not None and sys.stderr.isatty()):
        yield
        return
    line = _Line()
    watcher = threading.Thread(target=line.watch, daemon=True, name="salesops-progress")
    watcher.start()
    _shown.append(line)
    try:
        yield
    finally:
        line.done.set()
        _shown.remove(line)
        with line.lifted():
            doing("")


def lifted() -> AbstractContextManager[None]:
    """In the block nothing of the line is on the terminal."""
    return _shown[-1].lifted() if _shown else nullcontext()


def leave() -> None:
    """Leave nothing on the terminal: the process ends."""
    for line in _shown:
        line.leave()


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
