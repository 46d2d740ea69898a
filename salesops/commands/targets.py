"""What the shop is to reach on some days: their own target, else their share of a longer one's."""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from salesops.queries.database import Database
from salesops.units import Money, Text


@dataclass(frozen=True)
class Target:
    """A line of the targets export."""

    period: Text
    metric: Text
    value: Money


def wanted(db: Database, metric: str = "net_sales") -> dict[str, Decimal]:
    """The shop's targets of a metric by period; the question's file says `then asks` of it."""
    found = db.read("sales/targets").all("targets", Target)
    return {target.period: target.value for target in found if target.metric == metric}


def of_days(span: Sequence[date], targets: Mapping[str, Decimal]) -> Decimal | None:
    """The target of some days: a whole period's own, else of its days; None if any has none."""
    if own := next((targets[n] for n in _named(span) if n in targets), None):
        return own
    shares = [_share(day, targets) for day in span]
    if not shares or any(share is None for share in shares):
        return None
    total = sum((share for share in shares if share is not None), Fraction(0))
    return Decimal(total.numerator) / Decimal(total.denominator)


def month_of(day: date) -> list[date]:
    """Every day of the month that a day is in."""
    length = calendar.monthrange(day.year, day.month)[1]
    return [day.replace(day=n) for n in range(1, length + 1)]


def _named(span: Sequence[date]) -> Iterator[str]:
    """What the days are called when they are one whole day, month, quarter or year."""
    if not span:
        return
    first, after = span[0], span[-1] + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if len(span) == 1:
        yield first.isoformat()
    elif first.day == after.day == 1:
        quarter = (first.month - 1) // 3 + 1
        yield from {
            1: [f"{first:%Y-%m}"],
            3: [f"{first.year}-Q{quarter}"] if first.month % 3 == 1 else [],
            12: [f"{first.year}"] if first.month == 1 else [],
        }.get(months, [])


def _share(day: date, targets: Mapping[str, Decimal]) -> Fraction | None:
    quarter = (day.month - 1) // 3
    lengths = {
        day.isoformat(): 1,
        f"{day:%Y-%m}": calendar.monthrange(day.year, day.month)[1],
        f"{day.year}-Q{quarter + 1}": sum(
            calendar.monthrange(day.year, m)[1] for m in range(quarter * 3 + 1, quarter * 3 + 4)
        ),
        f"{day.year}": 365 + calendar.isleap(day.year),
    }
    for period, length in lengths.items():
        if period in targets:
            return Fraction(targets[period]) / length
    return None
