"""Net sales, orders and units by group a second time: fractions and the words of metrics.md."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from oracle import Line, Order, Sale, counted, lines_gross, read, returns, sale

UNKNOWN = "Unknown"
Key = Callable[[Order, Line | None, datetime], str]
"""The group of what moves at a moment: of a line, or of an order where no line bears it."""

BY: dict[str, Key] = {
    # By the text on windows, country is the order's own value; these files name no customer's.
    "channel": lambda order, _line, _at: order.channel or UNKNOWN,
    "country": lambda order, _line, _at: order.country or UNKNOWN,
    "sku": lambda _order, line, _at: line.sku if line else UNKNOWN,
    "day": lambda _order, _line, at: f"{at:%Y-%m-%d}",
}


@dataclass
class Group:
    """What one group sold; money unrounded."""

    net_sales: Fraction = Fraction(0)
    orders: set[str] = field(default_factory=set)
    units: int = 0


def groups(
    files: dict[str, str], start: datetime, end: datetime, as_of: datetime, tz: str | None, by: str
) -> dict[str, Group]:
    """Every group of [start, end) on the store's clock, as it was known at as_of."""
    key, found = BY[by], defaultdict(Group)
    stop = min(end, as_of)
    for one in (sale(o) for o in read(files, tz) if counted(o) and o.created < as_of):
        order = one.order
        if start <= order.created < stop:
            for line, worth in spread(one, one.worth):
                group = found[key(order, line, order.created)]
                group.net_sales += worth
                if line:
                    group.orders.add(order.name)
                    group.units += line.quantity
        for given in returns(one, as_of):  # "on refund date", in the groups of its order
            if start <= given.at < stop:
                for line, back in spread(one, given.sales):
                    found[key(order, line, given.at)].net_sales -= back
    return dict(found)


def spread(one: Sale, money: Fraction) -> Iterator[tuple[Line | None, Fraction]]:
    """Money of an order over its lines, in proportion to what they are worth; else on no line."""
    worth = worths(one)
    total = sum(worth, Fraction(0))
    for line, part in zip(one.order.lines, worth, strict=True):
        yield line, money * part / total if total else Fraction(0)
    if not total and money:
        yield None, money


def worths(one: Sale) -> list[Fraction]:
    """Each line's amount less its own discount and its share of the rest of the order's.

    Text: "Discounts: line discount + share of order-level discount".
    """
    lines = lines_gross(one.order)
    kept = one.gross / lines if lines else Fraction(1)
    amounts = [line.amount * kept for line in one.order.lines]
    own = [line.discount * kept for line in one.order.lines]
    if sum(own) > one.discount:  # the figure alone ties: the lines bear it as their own lie
        off = [part * one.discount / sum(own) for part in own]
    else:
        after = [a - o for a, o in zip(amounts, own, strict=True)]
        rest = (one.discount - sum(own)) / sum(after) if sum(after) else Fraction(0)
        off = [o + rest * a for a, o in zip(after, own, strict=True)]
    return [a - o for a, o in zip(amounts, off, strict=True)]
