"""How today and the month end, and what they are to reach."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from salesops.commands import targets
from salesops.commands.sales._pace.course import Course
from salesops.models.pace import Outlook, Record, outlook, record, retold
from salesops.models.paths import Paths, ahead
from salesops.models.usual import METHOD
from salesops.periods.dates import DAY
from salesops.units import digits, rounded

GUESSED = 3
"""Past days that a ratio needs, to be more than an accident."""
NO_TIMES = "no times of day"
TOO_SHORT = "too short a history"


@dataclass(frozen=True)
class End:
    """Where a day or a month ends, as money; the estimates are None where they cannot be told."""

    so_far: Decimal
    expected: Decimal | None
    low: Decimal | None
    high: Decimal | None
    target: Decimal | None
    chance: float | None
    """Of reaching the target."""

    @property
    def gap(self) -> Decimal | None:
        """What is still to be sold for the target; negative past it."""
        return None if self.target is None else self.target - self.so_far

    @property
    def expected_gap(self) -> Decimal | None:
        """What will miss of the target at the end, if nothing is done."""
        if self.target is None or self.expected is None:
            return None
        return self.target - self.expected


@dataclass(frozen=True)
class Ends:
    """Today and its month."""

    course: Course
    said: Decimal | None
    """The target of --target."""

    def money(self, value: float | Decimal) -> Decimal:
        """An estimate to the cent, as every sum of it takes it."""
        return rounded(Decimal(value), digits(self.course.asked.db.book.currency))

    @property
    def reason(self) -> str | None:
        """Why nothing is expected, if so."""
        if not self.course.timed:
            return NO_TIMES
        return None if self.outlook else TOO_SHORT

    @cached_property
    def outlook(self) -> Outlook | None:
        """Where today ends."""
        course = self.course
        if course.usual is None or not course.timed:
            return None
        so_far = float(course.now.so_far)
        return outlook(course.told, course.today, so_far, course.usual)

    @cached_property
    def usual_share(self) -> float | None:
        """How much of a usual day is done by now."""
        usual = self.course.usual
        if usual is None or not self.course.timed or usual.so_far + usual.rest <= 0:
            return None
        return usual.so_far / (usual.so_far + usual.rest)

    @cached_property
    def guess(self) -> Decimal | None:
        """So far divided by the usual share: all that a short history allows."""
        if self.reason != TOO_SHORT or len(self.course.past) < GUESSED or not self.usual_share:
            return None
        return self.money(float(self.course.now.so_far) / self.usual_share)

    @cached_property
    def day(self) -> End:
        """Today's end."""
        return self._end(self.course.now.so_far, self.outlook, Decimal(0), self.day_target)

    @cached_property
    def later(self) -> list[date]:
        """The days of the month after today that the shop is open on."""
        closed = self.course.calendar.closed
        days = targets.month_of(self.course.today)
        return [day for day in days if day > self.course.today and day.weekday() not in closed]

    @property
    def open_days(self) -> int:
        """The days of the month that the shop is open on."""
        closed = self.course.calendar.closed
        days = targets.month_of(self.course.today)
        return sum(day.weekday() not in closed for day in days)

    @cached_property
    def paths(self) -> Paths | None:
        """Where today and the later days of the month end together."""
        course = self.course
        if self.outlook is None or course.usual is None:
            return None
        return ahead(course.told, course.today, self.outlook, course.usual, self.later)

    @property
    def month_reason(self) -> str | None:
        """Why nothing is expected of the month, if so."""
        return self.reason or (None if self.paths else TOO_SHORT)

    @property
    def stretches(self) -> int | None:
        """How many stretches of days apart the month's interval is worth."""
        return None if self.paths is None else max(round(self.paths.apart), 1)

    @cached_property
    def before(self) -> Decimal:
        """What the month brought before today."""
        first = self.course.today.replace(day=1)
        cuts = self.course.cuts.values()
        return sum((c.net_sales for c in cuts if first <= c.day < self.course.today), Decimal(0))

    @cached_property
    def month(self) -> End:
        """The month's end."""
        so_far = self.before + self.course.now.so_far
        found = self.paths.outlook if self.paths else None
        return self._end(so_far, found, self.before, self.month_target)

    def _end(
        self, so_far: Decimal, found: Outlook | None, before: Decimal, target: Decimal | None
    ) -> End:
        if found is None:
            return End(so_far, None, None, None, target, None)
        low, high = (before + self.money(bound) for bound in found.within())
        chance = None if target is None else found.chance(float(target - before))
        return End(so_far, before + self.money(found.expected), low, high, target, chance)

    @cached_property
    def targets(self) -> dict[str, Decimal]:
        """The shop's net sales targets by period; they are of all orders, not of some."""
        asked = self.course.asked
        return {} if asked.db.book.filtered else targets.wanted(asked.db)

    @cached_property
    def day_target(self) -> Decimal | None:
        """Of today: what --target says, else the targets export."""
        if self.said is not None:
            return self.said
        return targets.of_days([self.course.today], self.targets)

    @cached_property
    def month_target(self) -> Decimal | None:
        """Of the month, by the targets export."""
        return targets.of_days(targets.month_of(self.course.today), self.targets)

    @cached_property
    def record(self) -> Record:
        """How well past days were told at this clock time."""
        since = self.course.today - DAY * METHOD.memory
        return record(retold(self.course.told, since))
