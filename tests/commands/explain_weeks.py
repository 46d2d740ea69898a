"""Small shops of two weeks, the second with one thing changed: what stands first must be it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pulse_store import put

BASE, NOW = date(2026, 3, 2), date(2026, 3, 9)
HEADS = "order_id,created_at,channel,country,customer_id,discount_total,currency"
LINES = "order_id,line_id,sku,qty,unit_price"


@dataclass(frozen=True)
class Sale:
    """An order of one line, on a day of the week."""

    day: int
    channel: str
    country: str
    sku: str
    qty: int
    price: float
    customer: str
    off: float = 0.0


def week(each: int) -> list[Sale]:
    """So many orders each day, of which a quarter are by somebody new."""
    return [_sale(n, n // each) for n in range(7 * each)]


def _sale(n: int, day: int) -> Sale:
    channel = ("web", "web", "pos", "web", "amazon", "pos", "web")[n % 7]
    country = ("IT", "DE", "IT", "FR", "IT")[n % 5]
    who = f"new-{n}" if n % 4 == 0 else f"c{n % 15}"
    return Sale(day, channel, country, f"S{n % 8}", 1 + (n % 9 == 0), 10 + 7 * (n % 8), who)


def fewer(sales: list[Sale], **of: str) -> list[Sale]:
    """Without three in five of those."""
    ((field, value),) = of.items()
    those = [s for s in sales if getattr(s, field) == value]
    gone = {id(s) for n, s in enumerate(those) if n % 5 < 3}
    return [s for s in sales if id(s) not in gone]


Plant = tuple[Callable[[list[Sale]], list[Sale]], tuple[str, str]]
PLANTS: dict[str, Plant] = {
    "sku": (lambda sales: [s for s in sales if s.sku != "S4"], ("sku", "S4")),
    "channel": (lambda sales: fewer(sales, channel="web"), ("channel", "web")),
    "country": (lambda sales: fewer(sales, country="IT"), ("country", "IT")),
    "prices": (
        lambda sales: [replace(s, price=round(s.price * 1.1, 2)) for s in sales],
        ("effect", "price"),
    ),
    "traffic": (
        lambda sales: [s for n, s in enumerate(sales) if n % 5 < 3],
        ("effect", "sessions"),
    ),
    "nobody new": (
        lambda sales: [s for s in sales if s.customer.startswith("c")],
        ("customers", "new"),
    ),
    "discounts": (lambda sales: [replace(s, off=0.2) for s in sales], ("effect", "discount")),
    "discounts of some": (
        lambda sales: [replace(s, off=0.2 * (n % 2)) for n, s in enumerate(sales)],
        ("effect", "discount"),
    ),
}


def shop(folder: Path, base: list[Sale], now: list[Sale], **files: str) -> Path:
    """Both weeks, and fifteen customers a month before."""
    before = [replace(_sale(n, 0), customer=f"c{n}") for n in range(15)]
    heads, lines = [HEADS], [LINES]
    for start, sales in ((BASE - timedelta(days=30), before), (BASE, base), (NOW, now)):
        for sale in sales:
            n = len(heads)
            value = sale.qty * sale.price
            who = sale.customer + (f"-{start}" if sale.customer.startswith("new") else "")
            heads.append(
                f"{n},{start + timedelta(days=sale.day)} 10:{n % 60:02d},{sale.channel},"
                f"{sale.country},{who},{value * sale.off:.2f},EUR"
            )
            lines.append(f"{n},{n},{sale.sku},{sale.qty},{sale.price:.2f}")
    return put(folder, orders="\n".join(heads), order_lines="\n".join(lines), **files)


def visits(each: int, then: int) -> str:
    """Daily sessions of both weeks."""
    rows = [f"{BASE + timedelta(days=n)},{each if n < 7 else then}" for n in range(14)]
    return "\n".join(["day,sessions", *rows])
