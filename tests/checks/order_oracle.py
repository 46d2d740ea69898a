"""What a check must find in a file of order lines, by the rules and in plain Python."""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from order_files import AS_OF, CURRENCIES, CUSTOMERS, HEADER, LEAST, MOST, PRODUCT

CENT = Decimal("0.01")
TOTALS = ("total", "grand total", "summe")
NUMBERS = ("line", "quantity", "amount", "unit_price")


@dataclass(frozen=True)
class Row:
    """A line of the file: where it starts, its cells, and what they are."""

    at: int
    cells: Mapping[str, str]
    faults: tuple[tuple[str, str], ...]
    """Checks that it fails by what cannot be read, each with its column."""

    @property
    def used(self) -> bool:
        """Whether it is in the sums."""
        return not self.faults

    def number(self, name: str) -> Decimal | None:
        """The number of a cell."""
        return Decimal(self.cells[name]) if self.cells[name] else None

    @property
    def day(self) -> date | None:
        """The day of the line."""
        return date.fromisoformat(self.cells["order_date"]) if self.cells["order_date"] else None


def rows_of(text: str) -> list[Row]:
    """The rows of a CSV text, each with its physical line."""
    reader = csv.reader(io.StringIO(text, newline=""))
    next(reader)
    found, line = [], reader.line_num
    for cells in reader:
        named = {name: cell.strip() for name, cell in zip(HEADER, cells, strict=True)}
        found.append(Row(line + 1, named, tuple(_faults(named))))
        line = reader.line_num
    return found


def _faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if cells["order_id"].lower().rstrip(" :") in TOTALS:
        yield "total-row", "order_id"
        return
    if not cells["order_id"]:
        yield "not-null", "order_id"
    for name in NUMBERS:
        if cells[name] and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cells[name]):
            yield ("type" if _finite(cells[name]) else "finite"), name
    if cells["order_date"] and not _is_day(cells["order_date"]):
        yield "type", "order_date"


def _finite(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return True


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def used(rows: Sequence[Row]) -> list[Row]:
    """The rows that are in the sums."""
    return [row for row in rows if row.used]


def stats(rows: Sequence[Row]) -> dict[str, tuple[int, int, Decimal | None]]:
    """By column how many values and blanks the used rows have, and of numbers the sum."""
    found = {}
    for name in HEADER:
        values = [row.cells[name] for row in used(rows) if row.cells[name]]
        total = sum(map(Decimal, values), Decimal(0)) if name in NUMBERS and values else None
        found[name] = (len(values), len(used(rows)) - len(values), total)
    return found


def breaches(rows: Sequence[Row]) -> dict[tuple[str, str], list[int]]:
    """By check and column, the lines of the rows that break the rule."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    keys: set[tuple[str, Decimal]] = set()
    for row in rows:
        for fault in row.faults:
            found[fault].append(row.at)
    for row in used(rows):
        for rule in _broken(row):
            found[rule].append(row.at)
        number = row.number("line")
        if number is not None:
            key = (row.cells["order_id"], number)
            if key in keys:
                found["unique", "order_id, line"].append(row.at)
            keys.add(key)
    currencies = Counter(row.cells["currency"] for row in used(rows) if row.cells["currency"])
    # Of two that are as frequent the first counts.
    usual = ["", *(name for name, _ in currencies.most_common(1))]
    others = [row.at for row in used(rows) if row.cells["currency"] not in usual]
    found["currency", "currency"] += others
    found["refund", "order_id"] += _refunds(used(rows))
    return {rule: lines for rule, lines in found.items() if lines}


def _broken(row: Row) -> Iterator[tuple[str, str]]:
    cells = row.cells
    for name in ("order_date", "product"):
        if not cells[name]:
            yield "not-null", name
    if row.day and row.day > AS_OF + timedelta(1):
        yield "future", "order_date"
    if cells["customer"] and cells["customer"] not in CUSTOMERS:
        yield "reference", "customer"
    if cells["product"] and not re.search(PRODUCT, cells["product"]):
        yield "pattern", "product"
    if cells["currency"] and cells["currency"] not in CURRENCIES:
        yield "accepted", "currency"
    line, quantity = row.number("line"), row.number("quantity")
    amount, price = row.number("amount"), row.number("unit_price")
    if line is not None and line % 1:
        yield "range", "line"
    if quantity is not None and not LEAST <= quantity <= MOST:
        yield "range", "quantity"
    if None not in (amount, quantity, price) and abs(amount - quantity * price) > CENT:  # type: ignore[operator]
        yield "amount", "amount"


def _refunds(rows: Sequence[Row]) -> list[int]:
    """The first negative line of each order that gives back more than it came to."""
    orders: dict[str, list[tuple[Decimal, int]]] = defaultdict(list)
    lines = Counter(row.cells["order_id"] for row in rows)
    for row in rows:
        amount = row.number("amount")
        if amount is not None:
            orders[row.cells["order_id"]].append((amount, row.at))
    found = []
    for order, amounts in orders.items():
        back = [at for amount, at in amounts if amount < 0]
        sold = any(amount > 0 for amount, _ in amounts)
        if back and sold and sum(a for a, _ in amounts) < -CENT * lines[order]:
            found.append(back[0])
    return sorted(found)


def gaps(rows: Sequence[Row]) -> list[date]:
    """Days without rows on weekdays of which there are four, three quarters of them with rows."""
    days = {row.day for row in used(rows) if row.day and row.day <= AS_OF + timedelta(1)}
    if not days:
        return []
    first, last = min(days), max(days)
    span = [first + timedelta(n) for n in range((last - first).days + 1)]
    usual = set()
    for weekday in range(7):
        alike = [day for day in span if day.weekday() == weekday]
        share = Decimal("0.75") if len(alike) < 20 else Decimal("0.9")
        if len(alike) >= 4 and sum(day in days for day in alike) >= share * len(alike):
            usual.add(weekday)
    return [day for day in span if day.weekday() in usual and day not in days]


def of(rule: tuple[str, str], rows: Sequence[Row]) -> int:
    """Of how many rows a rule is asked."""
    check, _ = rule
    if any(rule in row.faults for row in rows):
        return len(rows)
    kept = [row.cells for row in used(rows)]
    asked = {
        "reference": ("customer",),
        "currency": ("currency",),
        "amount": ("quantity", "amount", "unit_price"),
    }.get(check, ())
    if check == "refund":
        return len({c["order_id"] for c in kept if c["amount"] and Decimal(c["amount"]) < 0})
    return sum(all(c[name] for name in asked) for c in kept)
