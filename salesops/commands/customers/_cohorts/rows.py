"""The rows that cohorts asks for, and those it answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, make_dataclass
from functools import cache
from typing import Any

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Money, Percent, Text

WIDEST = 12
"""The last month of a cohort that the triangle shows; the long table has all."""


@dataclass(frozen=True)
class Moved:
    """What the customers of a cohort did in a month."""

    cohort: Day | None
    month: Day | None
    customers: Count
    orders: Count
    net_sales: Money


@dataclass(frozen=True)
class Size:
    """A cohort, and how many of it came back."""

    cohort: Day
    customers: Count
    repeaters: Count
    early: Count


@dataclass(frozen=True)
class CellRow:
    """A cohort in a month, the first one being 0."""

    cohort: Day
    month: Day
    age: Count
    customers: Count
    size: Count
    retention: Percent
    orders: Count
    net_sales: Money
    net_sales_per_customer: Money
    """So far, of all customers of the cohort."""
    complete: Flag


@dataclass(frozen=True)
class CohortRow:
    """A cohort as a whole."""

    cohort: Day
    customers: Count
    repeaters: Count
    repeat_rate: Percent | None
    early: Count | None = field(metadata=titled("Back by month 3"))
    early_rate: Percent | None
    net_sales: Money
    net_sales_per_customer: Money
    complete: Flag
    differs: Text | None
    """Above or below the others by more than chance."""


@dataclass(frozen=True)
class Part:
    """A part of all net sales, by what is known of who bought."""

    part: Text
    customers: Count | None
    orders: Count
    net_sales: Money
    share: Percent | None


@cache
def wide(unit: object, letter: str, shown: range) -> type:
    """The row class of a triangle: the cohort, its customers, a column a month, and `complete`.

    Prose leaves out the months that are not `shown`; the columns of the data are always the same.
    `complete` says whether the last month that a row fills is over; None of all cohorts together.
    """
    months = [
        (f"{letter}{n}", unit, field(default=None, metadata=_month(f"{letter}{n}", n in shown)))
        for n in range(WIDEST + 1)
    ]
    named = [("cohort", Text), ("customers", Count)]
    over = ("complete", Flag | None, field(default=None, metadata=DATA_ONLY))
    return make_dataclass("Triangle", [*named, *months, over], frozen=True)


def _month(name: str, shown: bool) -> Mapping[str, Any]:
    return titled(name) if shown else {**titled(name), **DATA_ONLY}
