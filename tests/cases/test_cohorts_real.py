"""cohorts and vip on the online-retail invoices, against plain Python that knows no SQL."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

import salesops
from salesops.commands.customers.cohorts import cohorts
from salesops.commands.customers.vip import vip

pytestmark = pytest.mark.shared
SERVICE = {"POST", "DOT", "M", "D", "C2", "AMAZONFEE", "BANK CHARGES", "CRUK", "S", "B", "PADS"}
COLUMNS = ["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"]


@pytest.fixture(scope="module")
def answers(shared):
    """Both commands, of one loading."""
    with salesops.open(shared / "cases" / "online_retail", as_of="data") as db:
        db.expect(["customers/vip", "customers/cohorts"])
        return cohorts(db), vip(db), db.as_of


@pytest.fixture(scope="module")
def truth(shared):
    """Customer -> day -> invoices, and customer -> day -> net sales; products only."""
    path = shared / "cases" / "online_retail" / "order_lines.parquet"
    table = pq.read_table(path, columns=COLUMNS)
    placed, money = defaultdict(lambda: defaultdict(set)), defaultdict(lambda: defaultdict(Decimal))
    worth = defaultdict(Decimal)
    for number, sku, qty, at, price, who in zip(*table.to_pydict().values(), strict=True):
        credit = number.startswith("C")
        product = sku.upper() not in SERVICE and not sku.lower().startswith("gift_")
        if who is None or not product or (not credit and qty <= 0):
            continue
        month, day, year = map(int, at.split(" ")[0].split("/"))
        on, amount = date(2000 + year, month, day), round(Decimal(repr(price)), 4) * qty
        money[str(who)][on] += amount
        if not credit:
            placed[str(who)][on].add(number)
            worth[str(who), number] += amount
    return placed, money, worth


@pytest.mark.slow
def test_every_cell(answers, truth):
    (said, _, _), (placed, money, _) = answers, truth
    first = {who: min(days).replace(day=1) for who, days in placed.items()}
    people, orders, sums = defaultdict(set), defaultdict(set), defaultdict(Decimal)
    for who, days in placed.items():
        for day, numbers in days.items():
            key = first[who], day.replace(day=1)
            people[key].add(who)
            orders[key] |= numbers
    outside = Decimal(0)
    for who, days in money.items():
        for day, amount in days.items():
            month = day.replace(day=1)
            if who in first and month >= first[who]:
                sums[first[who], month] += amount
            else:
                outside += amount
    cells = said.table("cells").rows
    assert len(cells) == 28  # of seven months each with those after it
    for c in cells:
        key = c.cohort, c.month
        assert (c.customers, c.orders) == (len(people[key]), len(orders[key])), key
        assert c.size == sum(month == c.cohort for month in first.values())
        assert c.net_sales == sums[key], key
        assert c.complete == (c.month < date(2011, 6, 1))
    parts = {p.part: p for p in said.table("to_net_sales").rows}
    assert parts["No dated first order, or before it"].net_sales == outside
    *some, whole = said.table("to_net_sales").rows
    assert sum(p.net_sales for p in some) == whole.net_sales


def test_every_vip(answers, truth):
    """Of half a year of data: all of it lies in the 365 days."""
    (_, said, as_of), (placed, money, worth) = answers, truth
    sums = {who: sum(money[who].values()) for who in placed}
    best = sorted(placed, key=lambda who: (-sums[who], who))[: int(len(placed) * 0.05)]
    high = {who for (who, _), amount in worth.items() if amount >= 1000}
    rows = said.table("customers").rows
    assert {r.customer_id: r.net_sales for r in rows} == {w: sums[w] for w in {*best, *high}}
    for row in rows:
        days = sorted(placed[row.customer_id])
        assert (row.last_order, row.gaps) == (days[-1], len(days) - 1)
        assert row.days_since == (as_of.date() - days[-1]).days
        assert row.orders == sum(map(len, placed[row.customer_id].values()))
    large = [r for r in said.table("large_orders").rows if r.order_id]
    assert large
    assert all(as_of.date() - r.ordered.date() <= timedelta(days=7) for r in large)
