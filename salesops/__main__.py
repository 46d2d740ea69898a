"""The command itself, also as `python -m salesops`."""

import gc
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn


def _end(number: int, _frame: FrameType | None) -> None:
    """A signal while modules are imported: nothing was begun, so there is nothing to tidy up."""
    os._exit(128 + number)


def main() -> int:
    """Run the command line; its imports take a while, in which it can be stopped too."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _end)
    # Modules and statements are many and stay to the end: garbage is not worth looking for often.
    gc.set_threshold(100_000, *gc.get_threshold()[1:])
    from salesops.cli import main
    from salesops.errors import Exit

    code = main()
    if code in (Exit.SIGINT, Exit.SIGTERM):
        # What was interrupted in its import would say so, in a traceback, as the interpreter ends.
        os._exit(code)
    return code


def run() -> NoReturn:
    """Run the command line as `salesops` and end at once.

    The interpreter would take module by module apart first, which nobody needs but a profiler:
    `python -m salesops` lets it.
    """
    code = main()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
