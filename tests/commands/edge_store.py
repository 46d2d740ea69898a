"""A shop of every canonical table, made by rule, that edges bend; and what answers must keep."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import carts_store
import explain_store
import fulfillment_store
import reorder_store
import returns_store
from pulse_store import Said

from salesops import definitions
from salesops.commands.customers.abandon_carts import abandon_carts
from salesops.commands.reports.today import today
from salesops.commands.sales.explain import explain
from salesops.commands.sales.pace import pace
from salesops.commands.sales.returns import returns
from salesops.commands.sales.scorecard import scorecard
from salesops.commands.stock.fulfillment import fulfillment
from salesops.commands.stock.heatmap import heatmap
from salesops.commands.stock.reorder import reorder
from salesops.queries.database import Database
from salesops.render import renderer
from salesops.render.view import View
from salesops.result import Answer, Context, Report, Rows

AS_OF = datetime.fromisoformat("2026-03-10 15:00")
DAYS = 45
SKUS = {"MUG": 12.5, "PLATE": 40.0, "LAMP": 199.99, "SPOON": 1.2}
Tables = dict[str, list[dict[str, Any]]]
COMMANDS = (
    explain, pace, heatmap, reorder, fulfillment, returns, abandon_carts, scorecard, today,
)  # fmt: skip
TIES: dict[Callable[..., Report], Callable[[Said], None]] = {
    explain: explain_store.ties,
    reorder: reorder_store.ties,
    fulfillment: fulfillment_store.sums,
    returns: returns_store.ties,
    abandon_carts: carts_store.ties,
}
READS = (
    "sales/explain", "sales/pace", "sales/returns", "sales/scorecard", "stock/fulfillment",
    "stock/heatmap", "stock/reorder", "customers/abandon_carts",
)  # fmt: skip
TOP = {explain, reorder, fulfillment, returns, abandon_carts}


def shop(as_of: datetime = AS_OF, days: int = DAYS, currency: str = "EUR") -> Tables:
    """Two orders a day and the files that a shop has beside them."""
    made: Tables = {name: [] for name in TABLES}
    for n in range(days * 2):
        _order(made, n, as_of - timedelta(days=n // 2, hours=n % 2 * 7 + 1), currency)
    for n in range(20):
        _cart(made, n, as_of - timedelta(days=n * 3, hours=2), currency)
    _stock(made, as_of)
    return made


def _order(made: Tables, n: int, at: datetime, currency: str) -> None:
    order, skus = f"O{n}", list(SKUS)
    sent = n % 9 > 1
    held = [(skus[n % 4], n % 3 + 1), (skus[(n * 7 + 1) % 4], 1)][: n % 2 + 1]
    total = sum(SKUS[sku] * qty for sku, qty in held)
    made["orders"].append({
        "order_id": order, "order_no": f"#{n}", "created_at": at, "paid_at": at,
        "email": f"c{n % 11}@example.com", "customer_id": f"C{n % 11}", "currency": currency,
        "financial_status": "paid", "fulfillment_status": "fulfilled" if sent else "unfulfilled",
        "fulfilled_at": at + timedelta(hours=n % 40) if sent else None, "channel": "web",
        "country": ("DE", "FR")[n % 2], "total": f"{total:.2f}", "tags": f"tag{n % 3}",
    })  # fmt: skip
    for at_line, (sku, qty) in enumerate(held):
        made["order_lines"].append({
            "order_id": order, "line_id": f"{order}-{at_line}", "sku": sku, "title": sku.title(),
            "qty": qty, "unit_price": SKUS[sku], "line_discount": 1 if n % 5 == 0 else 0,
            "kind": "product", "requires_shipping": "true",
        })  # fmt: skip
    if n % 8 == 3:
        made["refunds"].append({
            "refund_id": f"R{n}", "line_id": f"{order}-0", "order_id": order,
            "refunded_at": at + timedelta(days=2), "sku": held[0][0], "kind": "product", "qty": 1,
            "subtotal": 1 if n % 5 == 0 else SKUS[held[0][0]], "currency": currency,
            "reason": ("too small", "broken")[n % 2], "restocked": "true",
        })  # fmt: skip
    if sent:
        made["fulfillments"].append({
            "fulfillment_id": f"F{n}", "order_id": order, "order_no": f"#{n}",
            "created_at": at + timedelta(hours=n % 40), "shipped_at": at + timedelta(hours=n % 40),
            "delivered_at": at + timedelta(days=3) if n % 4 else None, "status": "success",
            "carrier": "Post", "tracking": f"T{n}",
        })  # fmt: skip


def _cart(made: Tables, n: int, at: datetime, currency: str) -> None:
    made["checkouts"].append({
        "checkout_id": f"K{n}", "created_at": at, "email": f"c{n}@example.com", "name": f"Name {n}",
        "customer_id": f"C{n}", "total": 20 + n, "currency": currency, "accepts_email": "true",
        "accepts_sms": "false", "recovery_url": f"https://example.com/{n}",
    })  # fmt: skip
    made["checkout_lines"].append({
        "checkout_id": f"K{n}", "line_id": f"K{n}-1", "sku": list(SKUS)[n % 4],
        "title": "A thing", "qty": 1, "unit_price": 20 + n,
    })  # fmt: skip


def _stock(made: Tables, as_of: datetime) -> None:
    for n, (sku, price) in enumerate(SKUS.items()):
        made["inventory_levels"].append({
            "sku": sku, "title": sku.title(), "location": "Hall", "on_hand": n * 4, "committed": n,
            "incoming": 0,
        })  # fmt: skip
        made["products"].append({
            "sku": sku, "title": sku.title(), "type": "Home", "vendor": "V", "price": price,
            "unit_cost": price / 2, "status": "active",
        })  # fmt: skip
        made["supply"].append({
            "sku": sku, "supplier": f"Maker {n % 2}", "lead_days": 5, "lead_sd": 1,
            "pack_size": 6, "moq": 6, "unit_cost": price / 2,
        })  # fmt: skip
        made["purchase_orders"].append({
            "po_id": f"P{n}", "sku": sku, "supplier": f"Maker {n % 2}",
            "ordered_at": as_of - timedelta(days=20), "expected_at": as_of - timedelta(days=9),
            "received_at": as_of - timedelta(days=10) if n % 2 else None, "qty": 12,
            "received_qty": 12 if n % 2 else None, "unit_cost": price / 2,
        })  # fmt: skip
        made["stock_history"] += [
            {"day": (as_of - timedelta(days=d)).date(), "sku": sku, "location": "Hall",
             "on_hand": (d + n) % 5}
            for d in range(1, 40)
        ]  # fmt: skip
    for n in range(11):
        made["customers"].append({
            "customer_id": f"C{n}", "email": f"c{n}@example.com", "name": f"Name {n}",
            "country": "DE", "accepts_email": "true",
        })  # fmt: skip
    for metric in ("net_sales", "orders"):
        made["targets"].append({
            "period": f"{as_of:%Y-%m}", "scope": "shop", "metric": metric, "value": 9000
        })  # fmt: skip
    made["traffic_daily"] += [
        {"day": (as_of - timedelta(days=d)).date(), "channel": "web", "sessions": 100 + d}
        for d in range(1, 40)
    ]


TABLES = (
    "orders", "order_lines", "refunds", "fulfillments", "checkouts", "checkout_lines",
    "inventory_levels", "products", "supply", "purchase_orders", "stock_history", "customers",
    "targets", "traffic_daily",
)  # fmt: skip


def put(folder: Path, tables: Tables, heads: Tables | None = None) -> Path:
    """The tables as CSV files; one without rows has the header that it has in `heads`."""
    for name, rows in tables.items():
        columns = list(dict.fromkeys(key for row in rows or (heads or {})[name] for key in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def answers(db: Database) -> Iterator[tuple[Callable[..., Report], Report, dict[str, Any]]]:
    """Every command's report, and its JSON."""
    db.expect(READS)
    for ask in COMMANDS:
        report = ask(db, top=1000) if ask in TOP else ask(db)
        yield ask, report, told(report, db)


def told(report: Report, db: Database) -> dict[str, Any]:
    """The JSON of a report; an error where it holds a NaN or an infinity."""
    return dict(json.loads(shown(report, db, "json")))


def shown(report: Report, db: Database, format_: str, table: str | None = None) -> str:
    """A report in a format that is text, in the currency of its exports."""
    context = _context(db)
    answer = Answer(report, context, definitions.define(report.definitions))
    return renderer(format_)(answer, View(table=table, width=140)).decode()


def _context(db: Database) -> Context:
    """What the renderers know of the exports; its rows and files are other tests' business."""
    rows = Rows(0, 0, 0, 0)
    return Context("0", "0" * 12, db.as_of, "UTC", db.book.currency, (), None, rows)


NOTHING = re.compile(r"(?<![\w.])-0([.,]0+)?(?![\d.,]*[1-9])( %)?(?![\w.])")
NO_NUMBER = re.compile(r"\b(nan|inf|NaN|Infinity|None(?! left)|Decimal)\b")


def faults(
    ask: Callable[..., Report],
    report: Report,
    said: dict[str, Any],
    db: Database,
    *,
    ties: bool = True,
) -> None:
    """Parts sum, nothing is less than nothing by rounding, and no word of Python is shown."""
    if ties and ask in TIES:
        TIES[ask](Said(said))
    for format_ in ("terminal", "markdown", "html", "csv"):
        text = shown(report, db, format_)
        assert not NO_NUMBER.search(text), (ask.__name__, format_, NO_NUMBER.search(text))
    text = shown(report, db, "terminal")
    assert not NOTHING.search(text), (ask.__name__, NOTHING.search(text), text)
    assert not any(_negative_zero(value) for value in leaves(said)), ask.__name__


def leaves(found: Any) -> Iterator[Any]:
    """Every value of an answer."""
    if isinstance(found, dict):
        for value in found.values():
            yield from leaves(value)
    elif isinstance(found, list):
        for value in found:
            yield from leaves(value)
    else:
        yield found


def _negative_zero(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"-0(\.0*)?", value))
