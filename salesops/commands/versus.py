"""What a window is compared with: the names that `--versus` knows."""

from salesops.errors import UsageError
from salesops.period import COMPARISONS, days
from salesops.result import Period

WEEK = 7
SPOKEN = {
    "prev": "the period before",
    "prev-week": "a week earlier",
    "prev-month": "the same dates a month earlier",
    "prev-year": "the same dates a year earlier",
    "prev-year-dow": "the same weekdays a year earlier",
}
"""What a window is compared with, in a sentence."""


def compared_with(text: str) -> list[str]:
    """The comparison names of `--versus`.

    Raises:
        UsageError: an unknown name.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in COMPARISONS:
            raise UsageError(f"--versus {name!r}: there are {', '.join(COMPARISONS)}")
    return names


def usual(window: Period) -> str:
    """The same weekdays a week earlier for seven days or fewer, and today so far beside them.

    The period before for more: a week earlier most of it would be the same days again.
    """
    whole = sum(complete for _, complete in days(window))
    return "prev-week" if whole <= WEEK else "prev"


def one_comparison(command: str, versus: str | None, window: Period) -> str:
    """The one comparison of a command: the one that is named, else what is usual.

    Raises:
        UsageError: an unknown name, or several.
    """
    named = compared_with(versus or "")
    if len(named) > 1:
        raise UsageError(f"--versus {versus}: {command} compares with one window; name one")
    return named[0] if named else usual(window)
