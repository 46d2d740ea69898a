"""One root error, a class per cause, and what each exit code means."""

from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path


class Exit(IntEnum):
    """What the process says when it ends; each code means one thing."""

    OK = 0
    FINDINGS = 1
    """A finding at or above --fail-on."""
    USAGE = 2
    """Usage, config, or a question the data cannot settle without a flag."""
    INPUT = 3
    """An input is missing, unreadable or corrupt, or nothing feeds the question."""
    OUTPUT = 4
    """The answer could not be written or delivered."""
    BUG = 70
    RETRY = 75
    """Locked, or changed while it was read: the same call may work later."""
    SIGINT = 130
    SIGTERM = 143


class SalesopsError(Exception):
    """The root: a sentence that names the thing and the remedy, and an exit code."""

    exit = Exit.BUG
    code = "bug"

    def __init__(self, message: str, check: str = "readable") -> None:
        super().__init__(message)
        self.check = check
        """The check of `salesops check` that fails where a file is refused for this."""
        self.path: Path | None = None
        """The file or folder that is refused, where files were looked for."""


class UsageError(SalesopsError):
    """An option, a date or a config key that cannot be meant."""

    exit = Exit.USAGE
    code = "usage"


class UnsettledError(SalesopsError):
    """A question the data cannot settle without a flag: zone, currency, ambiguous dates."""

    exit = Exit.USAGE
    code = "unsettled"


class InputError(SalesopsError):
    """An export that is missing, unreadable, corrupt or not what it must be."""

    exit = Exit.INPUT
    code = "input"
    lacking: str | None = None
    """Which export is missing, for an answer that goes on without it: no folder is named in it."""


class OutputError(SalesopsError):
    """The answer could not be written."""

    exit = Exit.OUTPUT
    code = "output"


class ChangedError(SalesopsError):
    """A file changed while it was read."""

    exit = Exit.RETRY
    code = "changed"


class LockedError(SalesopsError):
    """Another process holds what this one needs."""

    exit = Exit.RETRY
    code = "locked"


class UnreachableError(SalesopsError):
    """A server that does not answer, or answers no more."""

    exit = Exit.RETRY
    code = "unreachable"


def meant(word: str, known: Iterable[str]) -> str:
    """The remedy for a word that is none of those known: the nearest, else all there are."""
    from difflib import get_close_matches  # an error's business alone

    names = list(known)
    near = get_close_matches(word, names, 1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
