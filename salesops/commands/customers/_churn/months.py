"""Churn month by month, where a list says when its customers began and when they left."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from salesops.commands.customers._churn.rows import Month, Span
from salesops.models.compare import ratio
from salesops.models.wilson import share

MONTHS = 13
"""This one so far and a year."""
SO_FAR = "so far"


def months(spans: Sequence[Span], this: date) -> Iterator[Month]:
    """The latest first, back to the month after the first; who was there before is not listed."""
    first = min((span.begun for span in spans), default=this)
    month, state = this, SO_FAR
    for _ in range(MONTHS):
        if month <= first:
            return
        yield _month(spans, month, state)
        month, state = _before(month), "whole"


def _month(spans: Sequence[Span], month: date, state: str) -> Month:
    there = [s for s in spans if s.begun < month and (s.ended is None or s.ended >= month)]
    left = [s for s in there if s.ended == month]
    customers, churned = sum(s.customers for s in there), sum(s.customers for s in left)
    recurring = sum((s.recurring for s in there), Decimal(0))
    lost = sum((s.recurring for s in left), Decimal(0))
    within = share(churned, customers)
    return Month(
        month,
        state,
        customers,
        churned,
        ratio(churned, customers),
        within.low if within else None,
        within.high if within else None,
        recurring,
        lost,
        ratio(lost, recurring),
        sum(s.customers for s in spans if s.begun == month),
    )


def _before(month: date) -> date:
    year, last = divmod(month.year * 12 + month.month - 2, 12)
    return date(year, last + 1, 1)
