"""The periods of a card: the one under way, the last complete ones, and what they meet.

Like meets like: a period so far meets as many days, to the same time, of the other; a complete
one meets a complete one, however long each is.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from salesops.commands.sales._scorecard.goals import Base
from salesops.errors import UsageError
from salesops.periods.dates import DAY, at_midnight, dated, floor, step, whole
from salesops.result import Period

UNITS = ("day", "week", "month", "quarter")
_WEEKS_OF_A_YEAR = 52
_BEGUN = {"today": "day", "this-week": "week", "this-month": "month", "this-quarter": "quarter"}


@dataclass(frozen=True)
class Slot:
    """A day, week, month or quarter, up to its end or up to now."""

    unit: str
    start: datetime
    end: datetime

    @property
    def complete(self) -> bool:
        """Whether it is over."""
        return self.end == step(self.start, self.unit, 1)

    @property
    def first(self) -> date:
        """Its first day."""
        return self.start.date()

    @property
    def window(self) -> Period:
        """The same as the window that statements are asked about."""
        return Period(self.start, self.end, self.name, so_far=not at_midnight(self.end))

    @property
    def about(self) -> Period:
        """The window as a head names it."""
        return self.window if self.complete else replace(self.window, name=f"{self.unit} to date")

    @property
    def days(self) -> list[date]:
        """All its days, also those to come."""
        count = (step(self.start, self.unit, 1) - self.start) // DAY
        return [(self.start + DAY * n).date() for n in range(count)]

    @property
    def name(self) -> str:
        """As in `2026-09`, or `2026-09 until 18th 15:10`."""
        start = self.start
        whole_name = {
            "day": f"{start:%Y-%m-%d}",
            "week": f"week of {start:%Y-%m-%d}",
            "month": f"{start:%Y-%m}",
            "quarter": f"{start.year}-Q{(start.month + 2) // 3}",
        }[self.unit]
        return whole_name if self.complete else f"{whole_name} {self._until}"

    @property
    def _until(self) -> str:
        if self.unit == "day":
            return f"until {self.end:%H:%M}"
        if at_midnight(self.end):
            return f"to {self.end - timedelta(microseconds=1):%m-%d}"
        return f"until {self.end:%m-%d %H:%M}"

    def same_part(self, start: datetime) -> "Slot":
        """As much of the unit that begins there: all of it, or as many days to the same time."""
        over = step(start, self.unit, 1)
        end = over if self.complete else min(start + (self.end - self.start), over)
        return Slot(self.unit, start, end)

    def back(self, count: int = 1) -> "Slot":
        """The same part of the unit so many before."""
        return self.same_part(step(self.start, self.unit, -count))


def under_way(as_of: datetime, unit: str, week_start: int) -> Slot | None:
    """The unit so far; None in its first instant, when nothing of it has passed."""
    start = floor(as_of, unit, week_start)
    return Slot(unit, start, as_of) if start < as_of else None


def last_complete(as_of: datetime, unit: str, week_start: int) -> Slot:
    """The newest unit that is over."""
    start = floor(as_of, unit, week_start)
    return Slot(unit, step(start, unit, -1), start)


def named(window: Period, option: str, week_start: int) -> Slot:
    """The one day, week, month or quarter that --period names, also where it is not over.

    Raises:
        UsageError: the window is none of them.
    """
    word = option.strip().lower()
    start, end = dated(word, "day", "month", "quarter", "week") or (window.start, window.end)
    unit = next((unit for unit in UNITS if (start, end) == whole(start, unit)), _BEGUN.get(word))
    if unit is None or floor(start, unit, week_start) != start or start == window.end:
        raise UsageError(
            f"--period {option}: a card is of one day, week, month or quarter: "
            "yesterday, last-week, 2026-08, 2026-Q2"
        )
    return Slot(unit, window.start, window.end)


def bases(slot: Slot, base: Base, week_start: int) -> tuple[Slot, ...]:
    """What the slot is compared with: one slot, or several whose mean is the measure."""
    if base.baseline is not None:
        return _within(slot, base.baseline, week_start)
    if base.kind == "prev":
        return tuple(slot.back(n) for n in range(1, base.count + 1))
    starts = {
        "prev-week": slot.start - DAY * 7,
        "prev-year": step(slot.start, "year", -1),
        "prev-year-dow": slot.start - DAY * 7 * _WEEKS_OF_A_YEAR,
    }
    return (slot.same_part(starts[base.kind]),)


def _within(slot: Slot, baseline: Period, week_start: int) -> tuple[Slot, ...]:
    """The same part of every such unit within the baseline; of days, those of that weekday."""
    start = floor(baseline.start, slot.unit, week_start)
    if start < baseline.start:
        start = step(start, slot.unit, 1)
    found = []
    while step(start, slot.unit, 1) <= baseline.end:
        if slot.unit != "day" or start.weekday() == slot.start.weekday():
            found.append(slot.same_part(start))
        start = step(start, slot.unit, 1)
    return tuple(found)
