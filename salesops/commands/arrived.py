"""Windows of whole days, cut to what has arrived: what is missing is absent, and never zero."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from salesops.commands.ledger import starts_at
from salesops.commands.versus import one_comparison
from salesops.period import shifted
from salesops.queries.database import Database
from salesops.result import Finding, Level, Period
from salesops.settings import age

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Windows:
    """A window and the one it is compared with, both of whole days."""

    now: Period
    base: Period
    versus: str
    today_left_out: bool = False

    @property
    def length(self) -> int:
        """Days of the window."""
        return (self.now.end - self.now.start).days

    @property
    def last(self) -> date:
        """The last day of the window."""
        return self.now.end.date() - DAY

    @property
    def spans(self) -> dict[str, datetime]:
        """As the statements bind them."""
        return {
            "start_at": self.now.start,
            "end_at": self.now.end,
            "base_from": self.base.start,
            "base_to": self.base.end,
        }

    def both(self, days: Iterable[date]) -> int:
        """How many days of the same place both windows know."""
        known = set(days)
        return sum(
            (self.now.start + DAY * n).date() in known
            and (self.base.start + DAY * n).date() in known
            for n in range(self.length)
        )

    def alike(self, days: Iterable[tuple[str, date]], *, base: bool) -> set[tuple[str, date]]:
        """The days of each shop that have their like in the other window, of either window."""
        known = set(days)
        apart = self.now.start - self.base.start
        first, end = (self.base if base else self.now).start, (self.base if base else self.now).end
        other = apart if base else -apart
        return {
            (shop, day)
            for shop, day in known
            if first.date() <= day < end.date() and (shop, day + other) in known
        }

    def until(self, last: date | None) -> "Windows":
        """As far as the data reaches; the base is cut by as many days."""
        if last is None or last >= self.last:
            return self
        end = max(starts_at(last + DAY), self.now.start)
        cut = self.now.end - end
        base = replace(self.base, end=max(self.base.end - cut, self.base.start))
        return replace(self, now=replace(self.now, end=end), base=base)


def whole_days(command: str, db: Database, asked: Period, versus: str | None) -> Windows:
    """The complete days of a window: today is not over, and daily data cannot be cut at a time."""
    start, end = starts_at(asked.start.date()), starts_at(asked.end.date())
    if start < asked.start:
        start += DAY
    today = starts_at(db.as_of.date())
    end = max(min(end, today), start)
    now = Period(start, end, asked.name, so_far=False)
    # A window of no whole day has nothing to be compared with; a day's base is of its weekday.
    name = one_comparison(command, versus, now)
    return Windows(now, shifted(now, name), name, asked.end > today)


def late(db: Database, last: date | None, windows: Windows) -> bool:
    """Whether what ends with a day ends further before the window does than data may."""
    allowed = age(db.settings.freshness.max_age, "[freshness] max_age")
    return last is None or windows.now.end - starts_at(last + DAY) > allowed


def visits_stale(db: Database, last: date | None, windows: Windows) -> Finding | None:
    """A warning: orders may be fresh all the same. Where there is no row at all nothing is late."""
    if not db.book.rows.total:
        return None
    until = f"ends with {last}" if last else "holds no day"
    return Finding(
        Level.WARNING,
        "visits-stale",
        f"The export of visits {until}; the period asked for ends {windows.last}: what is "
        "missing is not zero. Export again.",
        {"visits_through": last},
    )


class ShopDay(Protocol):
    """A day of a shop that something is known of."""

    @property
    def shop(self) -> str:
        """The shop."""

    @property
    def day(self) -> date:
        """The day."""


def behind(days: Iterable[ShopDay], known: Windows) -> Iterator[str]:
    """Of several shops those whose visits end before the others' do."""
    last: dict[str, date] = {}
    for row in days:
        last[row.shop] = max(row.day, last.get(row.shop, row.day))
    for shop, day in sorted(last.items()):
        if day < known.last:
            yield (
                f"Visits of {shop or 'the shop without a name'}: known until {day}. Its later days "
                "are in no comparison."
            )
