"""Which day is the last full one: told from the data's end, as-of, and when orders usually come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from salesops.commands._series.rows import Known, StoreDay
from salesops.commands.ledger import TICK
from salesops.models.open_days import BUSY
from salesops.periods.dates import DAY
from salesops.queries.database import Database

RECENT = 56
"""Days that tell how late orders usually come."""
NEXT_TO_NOTHING = 0.005
"""A day (week, month) is as good as over when what usually still comes is at most this of it."""
ENOUGH = 200
"""Orders without which a share that small cannot be told."""


@dataclass(frozen=True)
class Edge:
    """The last moment that the data tells of."""

    moment: datetime
    going_on: bool
    """As-of is within that day. Where it is not, or is but a tick after the last stamp
    (`--as-of data`), nobody has said whether the day was over."""

    @property
    def clock(self) -> int:
        """Its time of day, in seconds."""
        return (self.moment.hour * 60 + self.moment.minute) * 60 + self.moment.second


def edge(db: Database) -> Edge | None:
    """Where the data ends; None without any."""
    if db.book.reach is None:
        return None
    last, as_of = db.book.reach[1], db.as_of
    going_on = last.date() == as_of.date() and as_of != last + TICK
    return Edge(as_of if going_on else last, going_on)


def known(edge: Edge, days: Sequence[StoreDay]) -> Known:
    """Whether the day that the data ends in is a full one."""
    last = edge.moment.date()
    before = [one for one in days if last - DAY * RECENT <= one.day < last and one.orders]
    over = _as_good_as_over(before) if edge.going_on else not _cut_short(before, edge)
    return Known(last + timedelta(days=1), None) if over else Known(last, last)


def _as_good_as_over(before: Sequence[StoreDay]) -> bool:
    """Whether next to nothing comes after this clock time; dates alone tell no time."""
    orders, late = sum(one.orders for one in before), sum(one.late for one in before)
    timed = 2 * sum(one.timed for one in before) >= len(before)
    return timed and orders >= ENOUGH and late <= NEXT_TO_NOTHING * orders


def _cut_short(before: Sequence[StoreDay], edge: Edge) -> bool:
    """Whether the export was taken while orders still came.

    They came later than this on every day before, and so many of them that it is no chance that
    none did now. Where few do, or some day has ended as early, the day is taken as a full one.
    """
    ended = [one.last_order.time() for one in before if one.last_order]
    usual = sum(one.late for one in before) >= BUSY * max(1, len(before))
    return usual and min(ended) > edge.moment.time()
