"""The tables of returns. Each sums to the returns of the window."""

from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal

from salesops.commands.ledger import starts_at
from salesops.commands.sales._returns import rows
from salesops.commands.sales._returns.facts import Facts
from salesops.commands.sales._returns.products import (
    ALL,
    NEVER_SENT,
    NO_PRODUCT,
    outside,
    products,
    share,
)
from salesops.models.compare import ratio
from salesops.periods.dates import step
from salesops.result import Table

NO_REASON = "(none stated)"


def tables(facts: Facts, top: int) -> tuple[Table, ...]:
    """Products, reasons, categories, months, the way to the ledger, delays, who returns again."""
    found = (
        products(facts, top),
        _reasons(facts),
        _categories(facts),
        _months(facts),
        _to_ledger(facts),
        _delays(facts),
        _returners(facts, top),
    )
    if facts.known:
        return found
    return tuple(replace(table, rows=(), note="", shown=False) for table in found)


def _reasons(facts: Facts) -> Table:
    listed = [
        rows.ReasonRow(
            r.reason or NO_REASON, r.refunds, r.units if facts.by_units else None, r.returns,
            share(facts, r.returns), ratio(r.restocked, r.stated),
        )
        for r in facts.reasons
    ]  # fmt: skip
    refunds = {
        NEVER_SENT: facts.never_sent[0],
        NO_PRODUCT: facts.refunds(lambda p: facts.ours(p) and not p.known)[0],
    }
    listed += [
        rows.ReasonRow(name, refunds[name], None, amount, share(facts, amount), None)
        for name, amount in outside(facts)
    ]
    if listed:
        total = facts.refunds(facts.ours)[0]
        listed.append(
            rows.ReasonRow(ALL, total, None, facts.whole, share(facts, facts.whole), None)
        )
    note = "One refund of several reasons counts in each."
    if any(row.restocked is not None for row in listed):
        note += " Restocked: of the units that say so."
    return Table("reasons", "By reason", rows.ReasonRow, listed, note if listed else "")


def _categories(facts: Facts) -> Table:
    names = sorted({p.category or "" for p in facts.products})
    listed = []
    for name in names:
        found = [p for p in facts.products if (p.category or "") == name]
        money = sum((p.returns for p in found), Decimal(0))
        listed.append(
            rows.CategoryRow(
                name or NO_REASON, sum((p.sold for p in found), Decimal(0)),
                sum((p.back for p in found), Decimal(0)) if facts.by_units else None,
                facts.rate(found), money, share(facts, money),
            )
        )  # fmt: skip
    listed.sort(key=lambda row: (-row.returns, row.category))
    known = len(names) > 1 or bool(names and names[0])
    return Table(
        "categories", "By category, of what was sent", rows.CategoryRow, listed if known else [],
        shown=known,
    )  # fmt: skip


def _months(facts: Facts) -> Table:
    listed = [
        rows.MonthRow(
            f"{m.month:%Y-%m}", _complete(facts, starts_at(m.month)), m.sold,
            m.back if facts.by_units else None, facts.rate_of([m]), m.returns,
        )
        for m in facts.months
    ]  # fmt: skip
    by = "order" if facts.cohort else "refund"
    note = f"Complete: the month's orders have had {facts.limits.matures:g} days to come back."
    return Table(
        "months", f"By month of the {by}, of what was sent", rows.MonthRow, listed,
        note if facts.cohort and listed else "", shown=bool(listed),
    )  # fmt: skip


def _complete(facts: Facts, month: datetime) -> bool:
    end = step(month, "month", 1)
    today = datetime.combine(facts.asked.db.as_of, time())
    return end <= (facts.matured_at if facts.cohort else today)


def _to_ledger(facts: Facts) -> Table:
    """From the returns of the window's orders to those that sales of the window are net of."""
    steps = [
        ("Returns of the window's orders, so far", 1, facts.refunds(lambda p: p.ordered)),
        ("Booked outside of the window", -1, facts.refunds(lambda p: p.ordered and not p.booked)),
        (
            "Booked in it, of other orders",
            1,
            facts.refunds(lambda p: p.booked and p.known and not p.ordered),
        ),
        (
            "Booked in it, of orders not in the exports",
            1,
            facts.refunds(lambda p: p.booked and not p.known),
        ),
    ]
    listed = [rows.Part(name, n, sign * money) for name, sign, (n, money) in steps]
    booked = facts.refunds(lambda p: p.booked)[0]
    listed.append(rows.Part("Returns booked in the window", booked, facts.ledger.now.returns))
    note = "The last line is what net sales of the window are net of: see pulse and sales."
    return Table("to_ledger", "From the orders to the ledger", rows.Part, listed, note)


def _delays(facts: Facts) -> Table:
    d = facts.delay
    steps = ((7, d.in_7), (14, d.in_14), (30, d.in_30), (60, d.in_60))
    listed = [rows.DelayRow(f"{n} days", k, ratio(k, d.refunds)) for n, k in steps]
    listed.append(rows.DelayRow("any time", d.refunds, ratio(d.refunds, d.refunds)))
    return Table(
        "delays", "How soon things come back, over all loaded history", rows.DelayRow,
        listed if d.refunds else [], shown=bool(d.refunds),
    )  # fmt: skip


def _returners(facts: Facts, top: int) -> Table:
    several = any(row.shop for row in facts.repeat[:top])
    kind = rows.ShopReturnerRow if several else rows.ReturnerRow
    table = Table(
        "returners", "Who returned of two orders or more, in all loaded history", kind, [],
        keys=2 if several else 1, shown=False,
    )  # fmt: skip
    listed = [
        kind(
            r.shop or None, r.customer, r.name, r.orders, r.returned, ratio(r.returned, r.orders),
            facts.beyond_chance(r), r.sales, r.returns, r.last_day,
        )
        for r in facts.repeat[:top]
    ]  # fmt: skip
    more = len(facts.repeat) - len(listed)
    note = (
        "Who orders often returns often: above usual is the share of orders beyond chance. Ask "
        "what goes wrong before you assume abuse. A refund that names no order counts as one."
    )
    note += f" {more:,} more: --top {len(facts.repeat)}." if more > 0 else ""
    return replace(table, rows=listed, note=note, shown=True) if listed else table
