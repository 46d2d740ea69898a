"""A shop that sells alike every week, and what forecast says of it in this process."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from pulse_store import Said, answered, put, salesops

FIRST = date(2025, 11, 3)
"""A Monday; 125 days lie before TODAY."""
TODAY = date(2026, 3, 8)
"""A Sunday, on which nothing is sold: the day before is the last of the data."""
AS_OF = f"{TODAY}"
"""Midnight: no day is begun."""
HEAD = "order_id,order_date,sku,category,channel,quantity,amount"
WEEK = (10, 20, 30, 40, 50, 60, 0)
"""What each weekday brings, Monday first: 210 a week, nothing on Sundays."""


def days(first: date = FIRST, until: date = TODAY) -> list[date]:
    """Each day from the first on, the last left out."""
    return [first + timedelta(days=n) for n in range((until - first).days)]


def sold(amounts: Callable[[date], int], sku: str = "MUG", first: date = FIRST) -> list[str]:
    """An order of one line for each day with an amount: a tenth of it in units, by the web."""
    return [
        f"{sku}-{day},{day} 10:00,{sku},{sku.title()}s,web,{amounts(day) // 10 or 1},{amounts(day)}"
        for day in days(first)
        if amounts(day)
    ]


def weekly(day: date) -> int:
    """As WEEK says."""
    return WEEK[day.weekday()]


def shop(folder: Path, lines: list[str], **files: str) -> Path:
    """A folder with the order lines and what else there is."""
    return put(folder, lines="\n".join([HEAD, *lines]), **files)


@cache
def asked(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What forecast answers, as JSON."""
    return answered("forecast", folder, *args, as_of=as_of)


@cache
def rows(folder: Path, *args: str, as_of: str = AS_OF) -> list[dict[str, str]]:
    """What it writes as CSV."""
    code, out, err = salesops(
        "forecast", "--data", str(folder), "--as-of", as_of, *args, "--format", "csv"
    )
    assert code == 0, err
    return list(csv.DictReader(io.StringIO(out)))


def by_day(found: list[dict[str, str]], column: str = "yhat") -> dict[str, Decimal]:
    """The sum of a column over all series, for each date."""
    sums: dict[str, Decimal] = {}
    for row in found:
        sums[row["ds"]] = sums.get(row["ds"], Decimal(0)) + Decimal(row[column])
    return sums
