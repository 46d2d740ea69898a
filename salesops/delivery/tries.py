"""Another try where that can mend it, after a pause, and a limit to every wait."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from salesops.delivery.words import FailedError, PassingError


@dataclass(frozen=True)
class Patience:
    """How long is waited, in seconds."""

    pauses: tuple[float, ...] = (1.0, 4.0)
    """Before the second try, and before the third."""
    connect: float = 10.0
    answer: float = 20.0
    """For each answer; servers of mail take their time to look at a letter."""
    asked: float = 30.0
    """The longest pause that the other side may ask for: cron is not to hang."""


def tried(act: Callable[[], None], patience: Patience) -> None:
    """Do it, again after each pause if it fails for now.

    Raises:
        FailedError: it failed for good, or each time.
    """
    for pause in patience.pauses:
        try:
            return act()
        except PassingError as error:
            wait = max(pause, error.after or 0.0)
            if wait > patience.asked:
                raise FailedError(
                    f"{error}; it asks to wait {wait:.0f} s: run again later"
                ) from None
            time.sleep(wait)
    try:
        return act()
    except PassingError as error:
        raise FailedError(f"{error}, {len(patience.pauses) + 1} times") from None
