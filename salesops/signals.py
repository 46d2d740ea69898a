"""SIGINT and SIGTERM end the process with their own codes, a running query included.

Python runs signal handlers between its own instructions, and a query is none: it would run on for
seconds, and end as somebody's error. So a thread waits for the signal and interrupts the query.
"""

import _thread
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

GRACE = 0.7
"""Seconds to tidy up in. What is left behind then the next run takes away, as after a kill -9."""


class Stop:
    """The signal that arrived, if any, and what to interrupt when one does."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self.interrupt: Callable[[], None] = lambda: None

    def arrived(self, number: int) -> None:
        """Note the signal, stop the query, and raise KeyboardInterrupt in the main thread."""
        self.signal = number
        with suppress(Exception):  # whatever it is, the main thread must hear of the signal
            self.interrupt()
            _call("salesops.queries.duck", "interrupt_all")
        _thread.interrupt_main(signal.SIGTERM)

    def tidy(self) -> None:
        """Take away what a run leaves that was stopped while it was tidying up itself."""
        if self.signal is not None:
            _call("salesops.scratch", "close_all")

    def end(self) -> None:
        """End the process, whatever its main thread does."""
        _call("salesops.progress", "leave")
        self.tidy()
        os._exit(128 + (self.signal or 0))


def _call(module: str, name: str) -> None:
    """Where it is imported there may be something to end; else there is not, nor half imported."""
    function = getattr(sys.modules.get(module), name, None)
    if function is not None:
        function()


def _stopped(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def watched() -> Iterator[Stop]:
    """Wait for signals while the block runs; elsewhere than in a main thread, do nothing.

    Raises:
        KeyboardInterrupt: a signal arrived as the block ended.
    """
    stop = Stop()
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "sigwait"):
        yield stop
        return
    # What was ignored stays so: a shell's background job must not stop at somebody's Ctrl-C.
    numbers = {n for n in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(n) != signal.SIG_IGN}
    done = threading.Event()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {*numbers, signal.SIGUSR2})
    handler = signal.signal(signal.SIGTERM, _stopped)

    def wait() -> None:
        number = signal.sigwait({*numbers, signal.SIGUSR2})
        if not done.is_set():
            stop.arrived(number)
            if not done.wait(GRACE):  # in a library that neither ends nor lets Python run
                stop.end()

    waiter = threading.Thread(target=wait, daemon=True, name="salesops-signals")
    waiter.start()
    try:
        with _silent(stop):
            yield stop
    finally:
        done.set()
        if waiter.is_alive() and waiter.ident is not None:
            signal.pthread_kill(waiter.ident, signal.SIGUSR2)  # ends the wait, nothing else
            waiter.join(1)
        signal.signal(signal.SIGTERM, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _silent(stop: Stop) -> Iterator[None]:
    """No traceback where the interrupt hits code whose exceptions Python can only print."""
    before = sys.unraisablehook

    def unraised(what: Any) -> None:
        if stop.signal is None:
            before(what)

    sys.unraisablehook = unraised
    try:
        yield
    finally:
        sys.unraisablehook = before
