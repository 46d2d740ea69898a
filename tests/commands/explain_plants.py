"""Stores of two Mondays that are alike but for one cause: what stands first must be that cause."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from pulse_store import put

BASE, NOW = "2026-03-02", "2026-03-09"


@dataclass(frozen=True)
class Bought:
    """An order of one line."""

    day: str
    channel: str
    country: str
    sku: str
    price: float
    qty: int = 1


PRICES = {"S0": 40.0, "S1": 20.0, "S2": 25.0, "S3": 30.0}
BLOCK = [
    Bought("", channel, country, sku, PRICES[sku])
    for channel, country, sku in [
        ("web", "IT", "S0"), ("web", "DE", "S1"), ("web", "IT", "S2"), ("web", "DE", "S3"),
        ("web", "IT", "S1"), ("web", "DE", "S0"), ("pos", "IT", "S0"), ("pos", "DE", "S1"),
        ("pos", "IT", "S2"), ("pos", "IT", "S3"),
    ]
]  # fmt: skip
"""Ten orders, in which every channel and country buys most things."""
BLOCKS = 10


def alike(day: str, blocks: int = BLOCKS) -> list[Bought]:
    """The same ten orders again and again."""
    return [replace(order, day=day) for _ in range(blocks) for order in BLOCK]


def by_chance(day: str, dice: Random, n: int = 300) -> list[Bought]:
    """Orders drawn at random."""
    return [
        replace(dice.choice(BLOCK), day=day, qty=dice.choice((1, 1, 1, 2)))
        for _ in range(n + dice.randint(-15, 15))
    ]


def without_sku(orders: Iterable[Bought], _: Random) -> list[Bought]:
    """S0 cannot be bought: its orders do not come."""
    return [order for order in orders if order.sku != "S0"]


def channel_down(orders: Iterable[Bought], dice: Random) -> list[Bought]:
    """Of the orders of the web six in ten do not come."""
    return [o for o in orders if o.channel != "web" or dice.random() >= 0.6]


def prices_up(orders: Iterable[Bought], _: Random) -> list[Bought]:
    """Everything is a tenth dearer."""
    return [replace(order, price=round(order.price * 1.1, 2)) for order in orders]


def traffic_down(orders: Iterable[Bought], dice: Random) -> list[Bought]:
    """Four in ten visitors do not come, and with them four in ten orders."""
    return [order for order in orders if dice.random() >= 0.4]


CAUSES: dict[str, tuple[Callable[[Iterable[Bought], Random], list[Bought]], tuple[str, str]]] = {
    "sku": (without_sku, ("sku", "S0")),
    "channel": (channel_down, ("channel", "web")),
    "prices": (prices_up, ("effect", "price")),
    "traffic": (traffic_down, ("effect", "sessions")),
}
"""What is done to the orders of the 9th, and the cause that must then stand first."""


def store(folder: Path, orders: Iterable[Bought], sessions: tuple[int, int] | None = None) -> Path:
    """The exports of these orders, and of the visits of both days."""
    rows = [
        f"{n},{o.day} 10:00:{n % 60:02d},{o.channel},{o.country},{o.sku},{o.qty},"
        f"{o.qty * o.price:.2f}"
        for n, o in enumerate(orders, 1)
    ]
    head = "order_id,order_date,channel,country,sku,quantity,amount"
    put(folder, lines="\n".join([head, *rows]))
    if sessions:
        visits = [f"{day},{n}" for day, n in zip((BASE, NOW), sessions, strict=True)]
        put(folder, traffic_daily="\n".join(["day,sessions", *visits]))
    return folder
