"""SIGINT and SIGTERM end the process with their own codes, a running query included.

Python runs signal handlers between its own instructions, and a query is none: it would run on for
seconds, and end as somebody's error. So a thread waits for the signal and interrupts the query.
"""

import _thread
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """The signal that arrived, if any, and what to interrupt when one does."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self.interrupt: Callable[[], None] = lambda: None

    def arrived(self, number: int) -> None:
        """Note the signal, stop the query, and raise KeyboardInterrupt in the main thread."""
        self.signal = number
        self.interrupt()
        _thread.interrupt_main(signal.SIGTERM)


def _stopped(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def watched() -> Iterator[Stop]:
    """Wait for signals while the block runs; elsewhere than in a main thread, do nothing."""
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

    waiter = threading.Thread(target=wait, daemon=True, name="salesops-signals")
    waiter.start()
    try:
        yield stop
    finally:
        done.set()
        if waiter.is_alive() and waiter.ident is not None:
            signal.pthread_kill(waiter.ident, signal.SIGUSR2)  # ends the wait, nothing else
            waiter.join(1)
        signal.signal(signal.SIGTERM, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
