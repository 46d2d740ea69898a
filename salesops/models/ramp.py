"""What a new rep is to bring: percents of a full quota by calendar month since the start."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

Plan = tuple[Fraction, ...]
"""Shares of a full quota: of the month of the start, the next, ..; after the last one all of it."""
FULL: Plan = ()
_DAY = timedelta(days=1)
_NUMBER = re.compile(r"\d{1,3}(\.\d+)?")


def plan_of(text: str | None) -> Plan | None:
    """The plan that `25,50,75,100` or `25 % / 50 %` says; None where it says no percents."""
    cells = [cell.strip(" %") for cell in re.split(r"[,;/|]|->", text or "")]
    if not text or not all(_NUMBER.fullmatch(cell) for cell in cells):
        return None
    values = [Fraction(cell) for cell in cells]
    return tuple(value / 100 for value in values)


def months_between(start: date, day: date) -> int:
    """Calendar months from the month of the start to that of a day: 0 in the same one."""
    return (day.year - start.year) * 12 + day.month - start.month


def share_in(plan: Plan, since: int) -> Fraction:
    """What the plan asks for so many calendar months after the start."""
    if since < 0:
        return Fraction(0)
    return plan[since] if since < len(plan) else Fraction(1)


@dataclass(frozen=True)
class Service:
    """From when to when a rep is there, and the plan of the first months."""

    start: date | None = None
    """None where it is not known: then there all along, and past every plan."""
    last: date | None = None
    """The last day; None while still there."""
    plan: Plan = FULL

    def there(self, first: date, after: date) -> tuple[date, date]:
        """The part of [first, after) in which they are there; empty: two equal days."""
        begins = max(first, self.start) if self.start else first
        ends = min(after, self.last + _DAY) if self.last else after
        return (begins, ends) if begins < ends else (first, first)

    def due(self, first: date, after: date) -> Fraction:
        """Days of [first, after) for which a quota is due, each by its share of a full one."""
        begins, ends = self.there(first, after)
        if self.start is None:
            return Fraction((ends - begins).days)
        return sum(
            (
                (end - begin).days * share_in(self.plan, months_between(self.start, begin))
                for begin, end in _months(begins, ends)
            ),
            Fraction(0),
        )


def _months(first: date, after: date) -> Iterator[tuple[date, date]]:
    """The parts of [first, after) that lie in one calendar month each."""
    while first < after:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield first, min(following, after)
        first = following
