"""How likely a late VIP still orders: what those did who were as late at earlier dates."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from salesops.commands.customers._vip.rows import Standing
from salesops.models.compare import ratio

SOON = timedelta(days=30)
"""How long they had to come back; the dates looked at are as far apart."""
BANDS = (0, 30, 60, 90, 180)
"""Days since the last order, from which each row of the table begins."""
LOOKS = 6
"""Earlier dates that are looked at, at the most."""
ENOUGH = 500
"""VIPs that tell enough: of a large shop the newest date is of so many."""
LEAST_HISTORY = timedelta(days=90)
"""Before, nobody's habits are known."""


@dataclass(frozen=True)
class Chance:
    """So many times somebody was late, and so many of these they came back."""

    times: int
    came_back: int

    @property
    def share(self) -> float | None:
        """Of those that came back."""
        return ratio(self.came_back, self.times)


@dataclass(frozen=True)
class Odds:
    """VIPs who were late at earlier dates: for how long they were silent, and who came back."""

    seen: Sequence[tuple[int, bool]]
    looks: int

    def all(self) -> Chance:
        """Of all that were late."""
        return _chance(self.seen)

    def of(self, start: int, end: int | None) -> Chance:
        """Of those silent for so many days, the end excluded."""
        return _chance([one for one in self.seen if start <= one[0] and (not end or one[0] < end)])

    def near(self, days: int, few: int) -> Chance:
        """Of the fifth whose silence was nearest to so many days, and of no fewer than a few."""
        nearest = sorted(self.seen, key=lambda one: (abs(one[0] - days), one[0]))
        return _chance(nearest[: max(few, len(self.seen) // 5)])


def _chance(seen: Sequence[tuple[int, bool]]) -> Chance:
    return Chance(len(seen), sum(back for _, back in seen))


def odds(
    standing: Callable[[datetime, datetime], Sequence[Standing]],
    as_of: datetime,
    first: datetime | None,
) -> Odds:
    """Look back a month at a time, until enough were seen or the data begins."""
    seen: list[tuple[int, bool]] = []
    looks = vips = 0
    for at in _dates(as_of, first):
        found = standing(at, at + SOON)
        seen += [(s.days_since, s.next_local is not None) for s in found if s.late]
        looks, vips = looks + 1, vips + len(found)
        if vips >= ENOUGH:
            break
    return Odds(seen, looks)


def _dates(as_of: datetime, first: datetime | None) -> Iterator[datetime]:
    for look in range(1, LOOKS + 1):
        at = as_of - look * SOON
        if first is None or at < first + LEAST_HISTORY:
            return
        yield at
