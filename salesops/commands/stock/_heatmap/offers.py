"""What heatmap offers to the day's queue: pre-sell, bring in sooner, promote."""

from collections.abc import Iterator
from typing import Any

from salesops.commands.opportunities import HORIZON, Kind, Opportunity, Owner, assumed, named
from salesops.commands.stock._heatmap.grids import UNNAMED
from salesops.commands.stock._heatmap.lists import OTHER
from salesops.commands.stock._heatmap.slow import DEAD
from salesops.result import Report
from salesops.units import Unit, text


def offers(report: Report) -> Iterator[Opportunity]:
    """From the report's own tables; nothing of stale data or of some orders."""
    tables = {table.name: table.rows for table in report.tables}
    if report.period is None or report.stale:
        return
    for row in tables["out_of_stock"]:
        yield from _presell(report, row, report.limit("heatmap.preorders"))
    for row in tables["low_cover"]:
        yield from _expedite(report, row, report.limit("heatmap.expedite"))
    yield from _promote(report, report.limit("heatmap.promotion"))


def _presell(report: Report, row: Any, share: float) -> Iterator[Opportunity]:
    """What is lost until more arrives, of the days ahead at most."""
    if row.sku == OTHER or not row.lost_a_day or report.period is None:
        return
    today = report.period.end.date()
    late = row.expected is None or row.expected < today
    days = HORIZON if late else min((row.expected - today).days, HORIZON)
    if days <= 0:
        return
    lost = report.money(row.lost_a_day)
    when = f"until {row.expected}" if row.expected and not late else "until more arrives"
    yield Opportunity(
        kind=Kind.OPPORTUNITY,
        about=_sku(row),
        what=f"Out of stock: it loses about {lost} a day (estimate).",
        action=f"Offer {_name(row)} as a pre-order {when}.",
        amount=row.lost_a_day * days,
        probability=share,
        basis=assumed("heatmap.preorders"),
        owner=Owner.SALES,
        more="heatmap --out-of-stock",
    )


def _expedite(report: Report, row: Any, odds: float) -> Iterator[Opportunity]:
    if row.at_stake <= 0:
        return
    cover, short = text(row.days_of_cover, Unit.DAYS), report.money(row.at_stake)
    yield Opportunity(
        kind=Kind.OPPORTUNITY,
        about=_sku(row),
        what=f"It lasts {cover} days; {short} of the next {HORIZON} days' sales have no stock. "
        f"On its way: {row.arrives}.",
        action=f"Hasten or reorder {_name(row)}.",
        amount=row.at_stake,
        probability=odds,
        basis=assumed("heatmap.expedite"),
        owner=Owner.PURCHASING,
        more="heatmap",
        brief=f"Hasten or reorder {_name(row)}: it lasts {cover} days",
    )


def _promote(report: Report, odds: float) -> Iterator[Opportunity]:
    """What ties up most money of all that no longer sells: one promotion can be about it."""
    rows = (row for row in report.table("slow_stock").rows if row.sku != OTHER and row.value)
    dead = next((row for row in rows if row.kind == DEAD), None)
    if dead is None:
        return
    held, worth = text(dead.on_hand, Unit.QUANTITY), report.money(dead.value)
    unsold = f"no sale since {dead.last_sale or 'the data begins'}"
    yield Opportunity(
        kind=Kind.OPPORTUNITY,
        about=_sku(dead),
        what=f"{held} on hand, worth {worth}; {unsold}.",
        action=f"Promote or bundle {_name(dead)}.",
        amount=dead.value,
        probability=odds,
        basis=assumed("heatmap.promotion"),
        owner=Owner.MARKETING,
        more="heatmap --slow",
        brief=f"Promote or bundle {_name(dead)}: {held} on hand, {unsold}",
    )


def _sku(row: Any) -> str:
    return f"sku {named(row.sku, None if row.shop == UNNAMED else row.shop)}"


def _name(row: Any) -> str:
    return f"{row.sku} ({row.title})" if row.title else str(row.sku)
