"""Small charts for tests: rows of days, of things and of lines, and what their SVG says."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

from hard_types import CONTEXT

from salesops.commands.reports._report.pictures import chart
from salesops.result import Answer, Chart, Period, Report, Section, Table
from salesops.units import Count, Day, Flag, Money, Percent, Text

SPACE = "{http://www.w3.org/2000/svg}"
START, END = datetime(2026, 3, 2), datetime(2026, 3, 9)  # noqa: DTZ001
PERIOD = Period(START, END, "last-week", so_far=False)


@dataclass(frozen=True)
class Sold:
    """A day."""

    day: Day
    net_sales: Money | None


@dataclass(frozen=True)
class Seller:
    """A SKU."""

    sku: Text | None
    title: Text | None
    net_sales: Money | None


@dataclass(frozen=True)
class Month:
    """A segment in a month."""

    month: Text
    segment: Text
    complete: Flag
    customers: Count
    orders: Count
    net_sales: Money
    aov: Money | None


@dataclass(frozen=True)
class Week:
    """A week."""

    week: Day
    complete: Flag
    on_time: Percent | None


def days(*amounts):
    first = date(2026, 3, 2)
    rows = [
        Sold(first + timedelta(days=n), None if a is None else Decimal(a))
        for n, a in enumerate(amounts)
    ]
    return Table("trend", "Trend", Sold, rows)


def sellers(*rows):
    made = [Seller(sku, title, None if a is None else Decimal(a)) for sku, title, a in rows]
    return Table("top_skus", "Top", Seller, made)


def months(*rows):
    made = [Month(m, s, True, 1, 2, Decimal(a), Decimal(a) / 2) for m, s, a in rows]
    return Table("months", "Months", Month, made)


def answer(name, *tables, spec=None, currency="EUR"):
    """A report whose one section draws one chart: salesops' own of that name, else the spec."""
    drawn = Chart(name, spec) if spec else chart(name, ())
    report = Report("x", "X", "Said.", PERIOD, tables=tables)
    section = Section("part", "Part", report, (drawn,))
    context = replace(CONTEXT, currency=currency)
    return Answer(Report("report", "R", "H", PERIOD, sections=(section,)), context)


def texts(svg):
    """Every text of a picture."""
    return ["".join(e.itertext()) for e in ET.fromstring(svg).iter(f"{SPACE}text")]
