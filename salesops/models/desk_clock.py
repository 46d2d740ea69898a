"""Waits by a calendar of working hours, of very many at once."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from salesops.models.business_hours import Calendar

if TYPE_CHECKING:
    from numpy.typing import NDArray

OLDEST = timedelta(days=3660)
"""What has waited longer counts as having begun then: no desk is asked how many hours that is."""
_DAY, _SECOND = np.timedelta64(1, "D"), np.timedelta64(1, "s")


def waits(calendar: Calendar, starts: "NDArray[Any]", ends: "NDArray[Any]") -> "NDArray[Any]":
    """The seconds between each pair of moments that count; 0 where the end is first."""
    if not len(starts):
        return np.zeros(0)
    last = max(np.max(starts), np.max(ends))
    begun = np.maximum(starts, last - np.timedelta64(OLDEST))
    first = np.min(begun).astype("datetime64[D]")
    table = _table(calendar, first.astype(date), last.astype("datetime64[D]").astype(date))
    until: NDArray[Any] = _counted(table, first, np.maximum(ends, begun))
    gone: NDArray[Any] = until - _counted(table, first, begun)
    return gone


def _table(calendar: Calendar, first: date, last: date) -> "NDArray[Any]":
    """Of each day: when it opens and closes, and the seconds that counted before it."""
    return np.array([row[1:] for row in calendar.days(first, last)], dtype=float)


def _counted(table: "NDArray[Any]", first: Any, moments: "NDArray[Any]") -> "NDArray[Any]":
    """The seconds that count from the first day's midnight to each moment."""
    days = moments.astype("datetime64[D]")
    opens, closes, before = table[((days - first) / _DAY).astype(int)].T
    into = np.clip((moments - days) / _SECOND - opens, 0, closes - opens)
    counted: NDArray[Any] = before + into
    return counted


def moments(found: "list[datetime]") -> "NDArray[Any]":
    """Moments as an array."""
    return np.array(found, dtype="datetime64[us]")
