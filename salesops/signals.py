"""SIGINT and SIGTERM end the process with their own codes, a running query included.

Python runs signal handlers between its own instructions, and a query is none: it would run on for
seconds, and end as somebody's error. So a thread waits for the signal and interrupts the query.
"""

import _thread
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WATCHED = {signal.SIGINT, signal.SIGTERM}


class Stop:
    """The signal that arrived, if any, and what to interrupt when one does."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self.interrupt: Callable[[], None] = lambda: None

    def arrived(self, number: int) -> None:
        """Note the signal, stop the query, and raise KeyboardInterrupt in the main thread."""
        self.signal = number
        self.interrupt()
        _thread.interrupt_main()


@contextmanager
def watched() -> Iterator[Stop]:
    """Wait for signals while the block runs; elsewhere than in a main thread, do nothing."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "sigwait"):
        yield stop
        return
    done = threading.Event()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)

    def wait() -> None:
        number = signal.sigwait(_WATCHED)
        if not done.is_set():
            stop.arrived(number)

    waiter = threading.Thread(target=wait, daemon=True, name="salesops-signals")
    waiter.start()
    try:
        yield stop
    finally:
        done.set()
        if waiter.is_alive() and waiter.ident is not None:
            signal.pthread_kill(waiter.ident, signal.SIGTERM)  # ends the wait, nothing else
            waiter.join(1)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
