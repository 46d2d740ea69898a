"""How long leads waited for their first answer; who still waits is censored, not left out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from salesops.commands.grouping import UNKNOWN
from salesops.models import survival
from salesops.models.business_hours import Calendar
from salesops.models.desk_clock import waits

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOUR = 3600
DAY = 24 * HOUR


@dataclass(frozen=True)
class Speed:
    """How fast some leads were answered."""

    answered: int
    unanswered: int
    untimed: int
    """Somebody has been at them, and nobody knows when first: in no number."""
    curve: tuple[survival.Step, ...]

    @property
    def n(self) -> int:
        """Those that are timed, whether answered or waiting."""
        return self.answered + self.unanswered

    @cached_property
    def median(self) -> float | None:
        """Hours by when half were answered."""
        return _hours(survival.half(self.curve))

    @cached_property
    def median_within(self) -> tuple[float | None, float | None]:
        """Where it lies; nothing of a handful."""
        if self.n < survival.FEWEST:
            return None, None
        low, high = survival.half_within(self.curve)
        return _hours(low), _hours(high)

    @cached_property
    def hour(self) -> survival.By | None:
        """The share answered within an hour; None of nobody."""
        return survival.by(self.curve, HOUR) if self.n else None

    @cached_property
    def in_day(self) -> survival.By | None:
        """The share answered within 24 hours."""
        return survival.by(self.curve, DAY) if self.n else None


def _hours(seconds: int | None) -> float | None:
    return None if seconds is None else seconds / HOUR


@dataclass(frozen=True)
class Responses:
    """The leads of a window, a place for each in every array."""

    came: "NDArray[Any]"
    answered: "NDArray[Any]"
    """Whether, and it is known when."""
    timed: "NDArray[Any]"
    waited: "NDArray[Any]"
    """Seconds that count, until the answer or the end of what is known."""
    names: "Mapping[str, NDArray[Any]]"

    def since(self, start: datetime) -> "NDArray[Any]":
        """Which of them came in then or later."""
        found: NDArray[Any] = self.came >= np.datetime64(start)
        return found

    @property
    def every(self) -> "NDArray[Any]":
        """All of them."""
        return np.ones(len(self.came), dtype=bool)

    def speed(self, chosen: "NDArray[Any]") -> Speed:
        """How fast the chosen ones were answered."""
        timed = chosen & self.timed
        times, places = np.unique(self.waited[timed], return_inverse=True)
        answered = self.answered[timed]
        happened = np.bincount(places[answered], minlength=len(times))
        gone = np.bincount(places[~answered], minlength=len(times))
        rows = zip(times.tolist(), happened.tolist(), gone.tolist(), strict=True)
        return Speed(
            int(answered.sum()),
            int((~answered).sum()),
            int((chosen & ~self.timed).sum()),
            tuple(survival.counted(rows)),
        )

    def by(self, name: str, chosen: "NDArray[Any]", top: int) -> Iterator[tuple[str, Speed]]:
        """The same by source or owner, most leads first; past the top as one; of none last."""
        column = self.names[name]
        counts = Counter(column[chosen].tolist())
        ranked = sorted(counts.keys() - {UNKNOWN}, key=lambda one: (-counts[one], one))
        rest = ranked[top:] if len(ranked) > top + 1 else []
        parts = {one: [one] for one in ranked[: len(ranked) - len(rest)]}
        if rest:
            parts[f"other ({len(rest):,})"] = rest
        if UNKNOWN in counts:
            parts[UNKNOWN] = [UNKNOWN]
        for title, names in parts.items():
            yield title, self.speed(chosen & np.isin(column, names))


def responses(
    columns: "Mapping[str, NDArray[Any]]", end: datetime, calendar: Calendar
) -> Responses:
    """Of the columns of the statement; who waits, waits until `end`."""
    came, touched = _stamps(columns["came"]), _stamps(columns["touched"])
    untimed = np.ma.filled(columns["untimed"], 0).astype(bool)
    answered = ~np.isnat(touched) & ~untimed
    until = np.where(answered, touched, np.datetime64(end).astype(came.dtype))
    return Responses(
        came=came,
        answered=answered,
        timed=~untimed,
        waited=np.floor(waits(calendar, came, np.maximum(until, came))).astype(int),
        names={name: np.ma.filled(columns[name], "") for name in ("source", "owner")},
    )


def _stamps(column: "NDArray[Any]") -> "NDArray[Any]":
    return np.asarray(np.ma.filled(column.astype("datetime64[us]"), np.datetime64("NaT")))
