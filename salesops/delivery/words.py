"""Texts that leave the house: on one line, no longer than allowed, without a secret."""

from collections.abc import Iterable
from unicodedata import category

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories: controls, formats, surrogates, line and paragraph ends."""


class FailedError(Exception):
    """A delivery that another try would not mend; its text says why."""


class PassingError(FailedError):
    """A delivery that failed for now: the same may work later."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after
        """Seconds that the other side asks to wait."""


def one_line(text: str) -> str:
    """Without line ends, controls and what hides in a text: no header can be put into it."""
    return " ".join("".join(" " if category(c) in _UNSEEN else c for c in text).split())


def cut(text: str, most: int) -> str:
    """No longer than so many characters, and no word in halves."""
    return text if len(text) <= most else f"{text[: most - 2].rsplit(' ', 1)[0].rstrip()}.."


def without(text: str, secrets: Iterable[str]) -> str:
    """The text with each secret in it starred: servers may repeat what they are told."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, "***")
    return text
