"""The command itself, also as `python -m salesops`."""

import os
import signal
import sys
from types import FrameType


def _end(number: int, _frame: FrameType | None) -> None:
    """A signal while modules are imported: nothing was begun, so there is nothing to tidy up."""
    os._exit(128 + number)


def main() -> int:
    """Run the command line; its imports take a while, in which it can be stopped too."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _end)
    from salesops.cli import main
    from salesops.errors import Exit

    code = main()
    if code in (Exit.SIGINT, Exit.SIGTERM):
        # What was interrupted in its import would say so, in a traceback, as the interpreter ends.
        os._exit(code)
    return code


if __name__ == "__main__":
    sys.exit(main())
