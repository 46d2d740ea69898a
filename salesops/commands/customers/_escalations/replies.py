"""How long customers waited for the first answer of a person: of very many tickets at once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from salesops.models.business_hours import Calendar
from salesops.models.compare import ratio
from salesops.models.desk_clock import waits

if TYPE_CHECKING:
    from numpy.typing import NDArray

OTHER = "other"


@dataclass(frozen=True)
class Speed:
    """How fast some tickets were answered."""

    tickets: int
    judged: int
    """Answered by a person, or unanswered and past the SLA: those of which it is known."""
    late: int
    median: int | None
    """Business minutes, of those answered."""
    p90: int | None

    @property
    def rate(self) -> float | None:
        """The share answered too late."""
        return ratio(self.late, self.judged)


@dataclass(frozen=True)
class Replies:
    """Tickets that the SLA is about, a place for each in every array."""

    created: "NDArray[Any]"
    replied: "NDArray[Any]"
    open: "NDArray[Any]"
    agents: "NDArray[Any]"
    channels: "NDArray[Any]"
    as_of: datetime
    calendar: Calendar
    sla: int
    """Business minutes."""

    @cached_property
    def answered(self) -> "NDArray[Any]":
        """Whether a person has answered."""
        answered: NDArray[Any] = ~np.isnat(self.replied)
        return answered

    @cached_property
    def waited(self) -> "NDArray[Any]":
        """Business seconds until the answer; until as-of where there is none."""
        now = np.datetime64(self.as_of).astype(self.created.dtype)
        return waits(self.calendar, self.created, np.where(self.answered, self.replied, now))

    @cached_property
    def late(self) -> "NDArray[Any]":
        """Answered past the SLA, or open, unanswered and past it."""
        late: NDArray[Any] = (self.answered | self.open) & (self.waited > self.sla * 60)
        return late

    def within(self, start: datetime, end: datetime) -> "NDArray[Any]":
        """Which of them began in [start, end)."""
        since, until = np.datetime64(start), np.datetime64(end)
        found: NDArray[Any] = (self.created >= since) & (self.created < until)
        return found

    def speed(self, chosen: "NDArray[Any]") -> Speed:
        """How fast the chosen ones were answered."""
        minutes = self.waited[chosen & self.answered] / 60
        some = len(minutes) > 0
        return Speed(
            tickets=int(chosen.sum()),
            judged=int((chosen & (self.answered | self.late)).sum()),
            late=int((chosen & self.late).sum()),
            median=round(float(np.median(minutes))) if some else None,
            p90=round(float(np.quantile(minutes, 0.9))) if some else None,
        )

    def by(
        self, names: "NDArray[Any]", chosen: "NDArray[Any]", top: int
    ) -> Iterator[tuple[str, Speed]]:
        """The same by a name of each, those of most tickets first; who is past the top as one."""
        counts = Counter(names[chosen].tolist())
        ranked = sorted(counts, key=lambda name: (-counts[name], name))
        for name in ranked[:top]:
            yield name, self.speed(chosen & (names == name))
        if rest := ranked[top:]:
            yield OTHER, self.speed(chosen & np.isin(names, rest))


def replies(
    columns: "Mapping[str, NDArray[Any]]",
    as_of: datetime,
    calendar: Calendar,
    sla: int,
    *,
    told: bool,
) -> Replies:
    """Of the columns of the statement; where no ticket tells of answers none is called late."""
    closed = np.ma.filled(columns["closed"], fill_value=False).astype(bool)
    return Replies(
        created=stamps(columns["created"]),
        replied=stamps(columns["replied"]),
        open=~closed & told,
        agents=np.ma.filled(columns["agent"], ""),
        channels=np.ma.filled(columns["channel"], ""),
        as_of=as_of,
        calendar=calendar,
        sla=sla,
    )


def stamps(column: "NDArray[Any]") -> "NDArray[Any]":
    """A column of moments; NaT where there is none."""
    kept = np.ma.filled(column.astype("datetime64[us]"), np.datetime64("NaT"))
    return np.asarray(kept)
