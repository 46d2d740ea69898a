"""How pulse lays out its sums: comparisons, parts, days, the way to total sales, to date."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

from salesops.commands.ledger import COMPARED
from salesops.commands.sales._pulse.figures import RECENT, Figures
from salesops.commands.sales._pulse.rows import (
    Buyers,
    Comparison,
    DayRow,
    Part,
    Step,
    ToDate,
    Trend,
)
from salesops.commands.versus import usual
from salesops.models.compare import change
from salesops.period import shifted, to_date, to_date_bases
from salesops.result import Period, Table

OVERLAPS = "overlaps"
LISTED = 14
"""Days that prose lists one by one; longer windows are in the data formats."""


def tables(figures: Figures) -> tuple[Table, ...]:
    """Comparisons, parts, days, the trend, the steps to total sales, and to-date lines."""
    listed, trend = figures.days(figures.window), _trend(figures)
    return (
        Table("comparisons", "Comparisons", Comparison, _comparisons(figures), shown=False),
        _parts(figures),
        Table("days", "Days", DayRow, listed, shown=1 < len(listed) <= LISTED),
        Table(
            "trend",
            f"Net sales, last {RECENT} complete days",
            Trend,
            trend,
            shown=any(day.net_sales is not None for day in trend),
            spark="net_sales",
        ),
        Table("to_total", "From gross to net to total sales", Step, _steps(figures)),
        Table("to_date", "To date", ToDate, _to_date(figures)),
        _buyers(figures),
    )


def _comparisons(figures: Figures) -> list[Comparison]:
    windows = {name: window for name, window, _ in figures.bases}
    values = {metric: getattr(figures.now, metric) for metric in COMPARED}
    return [
        Comparison(
            metric, c.versus, windows[c.versus].start, windows[c.versus].end,
            _counted(metric, values[metric]), _counted(metric, c.base), _counted(metric, c.change),
            c.change_pct, c.reason,
        )
        for metric in COMPARED
        for c in figures.changes(metric)
    ]  # fmt: skip


def _counted(metric: str, value: Decimal | int | None) -> Decimal | int | None:
    """Units as whole numbers beside money: in one column, what is a Decimal is an amount."""
    if metric == "units" and isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def _parts(figures: Figures) -> Table:
    rows, note = _part_rows(figures), "Against the same part of the days a week earlier."
    if usual(figures.window) != "prev-week":
        note = "No week before: these days are more than one."
    return Table("parts", "Complete days and today so far", Part, rows, note, shown=bool(rows))


def _part_rows(figures: Figures) -> list[Part]:
    midnight = figures.window.end.replace(hour=0, minute=0, second=0, microsecond=0)
    if not figures.window.so_far or midnight <= figures.window.start:
        return []
    whole = replace(figures.window, end=midnight, so_far=False)
    today = replace(figures.window, start=midnight)
    first, last = whole.start.date(), (midnight - timedelta(days=1)).date()
    name = f"{first}" if first == last else f"{first} to {last}"
    return [
        _part(figures, f"{name}, complete", whole),
        _part(figures, f"{midnight.date()} until {figures.window.end:%H:%M}", today),
    ]


def _part(figures: Figures, name: str, window: Period) -> Part:
    now, before = figures.totals(window), shifted(window, "prev-week")
    if usual(figures.window) != "prev-week":  # most of it would be the same days again
        return Part(name, now.orders, now.net_sales, None, None, OVERLAPS)
    base = figures.totals(before).net_sales
    c = change("prev-week", now.net_sales, base, history=figures.known(before))
    return Part(name, now.orders, now.net_sales, c.base, c.change_pct, c.reason)


def _trend(figures: Figures) -> list[Trend]:
    sold = {row.day: row.net_sales for row in figures.recent}
    last = datetime.combine(figures.window.end, time()).date()
    every = [last - timedelta(days=n) for n in range(RECENT, 0, -1)]
    return [Trend(day, sold.get(day)) for day in every]


def _steps(figures: Figures) -> list[Step]:
    now = figures.now
    steps = [
        ("Gross sales", now.gross_sales),
        ("Discounts", -now.discounts),
        ("Returns", -now.returns),
        ("Net sales", now.net_sales),
        ("Shipping", now.shipping),
        ("Taxes", now.taxes),
        ("Duties", now.duties),
        ("Tips", now.tips),
        ("Gift cards", now.gift_cards),
        ("Services", now.services),
        ("Refunds of shipping, tax and other", -now.other_refunds),
        ("Not tied", now.not_tied),
        ("Total sales", now.total_sales),
    ]
    always = ("Gross sales", "Discounts", "Returns", "Net sales", "Total sales")
    return [Step(name, amount) for name, amount in steps if amount or name in always]


def _to_date(figures: Figures) -> list[ToDate]:
    last = figures.window.end - timedelta(microseconds=1)
    spans = [
        (name, unit, replace(to_date(last, unit), end=figures.window.end))
        for name, unit in (("MTD", "month"), ("QTD", "quarter"), ("YTD", "year"))
    ]
    return [
        _against(figures, name, figures.totals(span).net_sales, versus, before)
        for name, unit, span in spans
        for versus, before in to_date_bases(span, unit)
    ]


def _against(figures: Figures, name: str, now: Decimal, versus: str, before: Period) -> ToDate:
    base = figures.totals(before).net_sales
    c = change(versus, now, base, history=figures.known(before))
    return ToDate(name, now, versus, c.base, c.change, c.change_pct, c.reason)


def _buyers(figures: Figures) -> Table:
    note = "New: first order in all loaded history. Sales: gross less discounts of their orders."
    return Table("customers", "Customers", Buyers, figures.buyers, note)
