"""Orders of the web shop, by day: what visits can have become, and what one is worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesops.models.compare import average
from salesops.result import Period
from salesops.units import Count, Day, Money, Text

ONLINE = ("web", "online", "online_store", "online store", "webshop")
"""Channels of orders that visits to the web shop can become."""


@dataclass(frozen=True)
class Sold:
    """What a channel of a shop sold on a day."""

    shop: Text
    day: Day
    channel: Text
    orders: Count
    order_value: Money


def of_visits(rows: Sequence[Sold], known: Iterable[tuple[str, date]]) -> list[Sold]:
    """Those of the web shop, on the days and in the shops that visits are known of.

    Where no channel is one of the web shop, all orders count.
    """
    days = set(known)
    web = {row.channel for row in rows if row.channel.lower() in ONLINE}
    return [row for row in rows if (row.shop, row.day) in days and (not web or row.channel in web)]


def within(rows: Iterable[Sold], window: Period) -> int:
    """Orders of a window."""
    first, end = window.start.date(), window.end.date()
    return sum(row.orders for row in rows if first <= row.day < end)


def value(rows: Sequence[Sold]) -> Decimal | None:
    """What one of them is worth; None where there is none."""
    whole = sum((row.order_value for row in rows), Decimal(0))
    return average(whole, sum(row.orders for row in rows))
