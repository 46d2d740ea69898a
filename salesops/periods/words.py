"""The words of --since and --until: what each names, and the error for one that is not known."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from difflib import get_close_matches

from salesops.errors import UsageError
from salesops.periods.dates import DAY, EARLIEST, Span, dated, floor, step, whole

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAYS_BACK = {"today": 0, "yesterday": 1}
_AGO = re.compile("[0-9]{1,4}[hd]|[0-9]{1,3}[wmy]")
_AGO_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_FORMS = "a weekday, 12h, 7d, 4w, 3m, 1y, 2026-03-14, 2026-03, 2026, '2026-03-14 15:00'"


def named(option: str, text: str, as_of: datetime, extra: Iterable[str]) -> Span:
    """The day, month, year or instant that a word names.

    Args:
        option: Whose value it is, for the error.
        text: As it was typed.
        as_of: The instant that `today` and `7d` are counted from.
        extra: The option's own words, which it has looked for already.

    Raises:
        UsageError: The text has no known form, or names a day that does not exist.
    """
    word = text.strip().lower()
    span = _day(word, as_of) or _ago(word, as_of) or dated(word, "day", "month", "year", "time")
    if span is None:
        words = [*_DAYS_BACK, *extra]
        raise unknown(option, text, words + _WEEKDAYS, f"{', '.join(words)}, {_FORMS}")
    return span


def unknown(option: str, text: str, words: Iterable[str], forms: str) -> UsageError:
    """The error for a word that is none of `words`, with the nearest of them."""
    near = get_close_matches(text.strip().lower(), list(words), n=1)
    hint = f"; did you mean {near[0]}?" if near else "."
    return UsageError(f"{option}: '{text}' is not known{hint} It takes {forms}")


def _day(word: str, as_of: datetime) -> Span | None:
    today = floor(as_of, "day")
    if word in _WEEKDAYS:
        return whole(today - DAY * ((today.weekday() - _WEEKDAYS.index(word)) % 7), "day")
    return whole(today - DAY * _DAYS_BACK[word], "day") if word in _DAYS_BACK else None


def _ago(word: str, as_of: datetime) -> Span | None:
    if not _AGO.fullmatch(word):
        return None
    count, unit = int(word[:-1]), word[-1]
    if unit == "h":
        moment = as_of - timedelta(hours=count)
    else:
        moment = step(floor(as_of, "day"), _AGO_UNITS[unit], -count)
    return max(moment, EARLIEST), max(moment, EARLIEST)
