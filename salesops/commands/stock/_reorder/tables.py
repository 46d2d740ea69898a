"""The tables of reorder."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from itertools import groupby
from typing import Any

from salesops.commands.stock._reorder import item as states
from salesops.commands.stock._reorder.answers import (
    Basis,
    Late,
    Order,
    ShopBasis,
    ShopLate,
    ShopOrder,
    Sku,
    State,
    Supplier,
)
from salesops.commands.stock._reorder.item import Item
from salesops.commands.stock._reorder.outs import outs
from salesops.commands.stock._reorder.rows import OnTheWay
from salesops.commands.stock._reorder.sku import sku
from salesops.commands.stock._reorder.story import Story
from salesops.commands.stock._reorder.wanted import Wanted
from salesops.result import Table
from salesops.units import counted, rounded

OTHER, ALL = "other", "all"
MEANINGS = {
    states.ORDER: "reaches its reorder point before the next look",
    states.EXPEDITE: "runs low, but enough is on its way: hurry that",
    states.ENOUGH: "no order needed until the next look",
    states.IDLE: "not sold in 56 days: no order",
    states.SOLD_OUT: "nothing left and nothing sold in 56 days: its pace is not known",
    states.UNTRACKED: "the inventory export states no stock",
    states.ARCHIVED: "archived in the catalogue: no order",
}


def tables(story: Story, top: int) -> tuple[Table, ...]:
    """What to order, why, from whom; what is late; what became of every SKU."""
    judged = [sku(item, best=item.key in story.best) for item in story.items]
    due = [row for row in judged if row.state == states.ORDER]
    first = story.orders[:top]
    keys = 2 if story.shops else 1
    return (
        _orders(story, due, top, keys),
        outs(story, top, keys),
        _suppliers(story),
        _late(story, keys),
        _basis(story, first, keys),
        _states(story),
        Table("skus", "Every SKU", Sku, judged, shown=False, keys=2),
    )


def _orders(story: Story, due: Sequence[Sku], top: int, keys: int) -> Table:
    kind = ShopOrder if story.shops else Order
    rows = [_order(kind, row) for row in due[:top]]
    if rest := due[top:]:
        rows.append(_other(kind, rest))
    note = (
        "Order by: when available and incoming reach the reorder point at the mean pace. At risk, "
        "an estimate: sales lost if the order waits a week. Runs out, an estimate: incoming counts "
        "where its day is stated."
    )
    return Table("orders", "To order", kind, rows, note if rows else "", keys=keys)


def _order(kind: type, row: Sku) -> Any:
    """The columns of a SKU that the table shows, and why some of them are empty."""
    columns = {f.name: getattr(row, f.name) for f in fields(kind)}
    lacking = ("no cost" if row.cost is None else "", "no price" if row.at_risk is None else "")
    return kind(**{**columns, "reason": "; ".join(filter(None, lacking))})


def _other(kind: type, rest: Sequence[Sku]) -> Any:
    cost = _sum([row.cost for row in rest])
    empty = dict.fromkeys((f.name for f in fields(kind)), None)
    return kind(
        **{
            **empty,
            "sku": OTHER,
            "quantity": sum((row.quantity for row in rest), Decimal(0)),
            "available": _sum([row.available for row in rest]),
            "incoming": _sum([row.incoming for row in rest]),
            "cost": cost,
            "at_risk": _sum([row.at_risk for row in rest]),
            "title": counted(len(rest), "more SKU"),
            "reason": "no cost" if cost is None else "",
        }
    )


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """Of those that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _basis(story: Story, first: Sequence[Item], keys: int) -> Table:
    kind = ShopBasis if story.shops else Basis
    rows = [_why(kind, item, item.wanted) for item in first if item.wanted]
    note = (
        "Reorder point = a day x lead days + safety stock; the order fills up to a day x (lead + "
        "review days) + safety stock, in whole packs. POs: purchase orders received, how many."
    )
    return Table("basis", "Why", kind, rows, note if rows else "", shown=bool(rows), keys=keys)


def _why(kind: type, item: Item, wanted: Wanted) -> Any:
    return kind(
        shop=item.stock.shop or None,
        sku=item.stock.sku,
        supplier=item.supplier,
        daily=wanted.pace.mean,
        daily_sd=wanted.sums.sd,
        kind=wanted.kind,
        lead_time=item.lead_time.said,
        method=wanted.method,
        safety_stock=wanted.safety,
        reorder_point=wanted.reorder_point,
        reason=wanted.reason,
    )


def _suppliers(story: Story) -> Table:
    named = sorted(story.orders, key=lambda item: item.supplier)
    groups = [(n, list(found)) for n, found in groupby(named, key=lambda item: item.supplier)]
    rows = sorted((_supplier(name, found) for name, found in groups), key=_first_due)
    if rows:
        rows.append(_supplier(ALL, story.orders))
    title = "Orders by supplier"
    return Table("suppliers", title, Supplier, rows, shown=bool(rows))


def _first_due(row: Supplier) -> tuple[Any, Decimal, str]:
    return row.order_by, -(row.cost or Decimal(0)), row.supplier


def _supplier(name: str, found: Sequence[Item]) -> Supplier:
    uncosted = sum(item.cost is None for item in found)
    return Supplier(
        supplier=name,
        skus=len(found),
        units=sum((item.quantity for item in found), Decimal(0)),
        cost=_sum([item.cost for item in found]),
        uncosted=uncosted,
        order_by=min((item.order_by for item in found if item.order_by), default=None),
        at_risk=_sum([item.at_risk for item in found]) or Decimal(0),
        reason="no cost" if uncosted == len(found) else "",
    )


def _late(story: Story, keys: int) -> Table:
    kind = ShopLate if story.shops else Late
    rows = [*_late_rows(story, kind)]
    title = "Purchase orders past their day"
    return Table("late_purchases", title, kind, rows, shown=bool(rows), keys=keys + 1)


def _late_rows(story: Story, kind: type) -> Iterator[Any]:
    for line in story.late:
        if line.expected is not None:
            yield kind(
                shop=line.shop or None,
                po=line.po,
                sku=line.sku,
                supplier=line.supplier,
                ordered=line.ordered,
                expected=line.expected,
                days_late=(story.plan.today - line.expected).days,
                open_units=line.qty,
                value=value(line, story.plan.digits),
                reason="no cost" if line.unit_cost is None else "",
            )


def value(line: OnTheWay, places: int) -> Decimal | None:
    """What the open units of a purchase order cost; None where it does not say."""
    return None if line.unit_cost is None else rounded(line.qty * line.unit_cost, places)


def _states(story: Story) -> Table:
    rows = [
        State(name, len(found), sum((i.available for i in found), Decimal(0)), meaning)
        for name, meaning in MEANINGS.items()
        if (found := [i for i in story.items if i.state == name])
    ]
    total = sum((row.available for row in rows), Decimal(0))
    rows.append(State(ALL, len(story.items), total, "every SKU of the inventory"))
    return Table("states", "What became of every SKU", State, rows)
