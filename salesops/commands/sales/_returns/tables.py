"""The tables of returns. Each sums to the returns of the window."""

from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal

from salesops.commands.ledger import starts_at
from salesops.commands.sales._returns import answers
from salesops.commands.sales._returns.products import (
    ALL,
    NEVER_SENT,
    NO_PRODUCT,
    outside,
    products,
    share,
)
from salesops.commands.sales._returns.story import Story
from salesops.models.compare import ratio
from salesops.periods.dates import step
from salesops.result import Table

NO_REASON = "(none stated)"


def tables(story: Story, top: int) -> tuple[Table, ...]:
    """Products, reasons, categories, months, the way to the ledger, delays, who returns again."""
    found = (
        products(story, top),
        _reasons(story),
        _categories(story),
        _months(story),
        _to_ledger(story),
        _delays(story),
        _returners(story, top),
    )
    if story.known:
        return found
    return tuple(replace(table, rows=(), note="", shown=False) for table in found)


def _reasons(story: Story) -> Table:
    listed = [
        answers.ReasonRow(
            r.reason or NO_REASON, r.refunds, r.units if story.by_units else None, r.returns,
            share(story, r.returns), ratio(r.restocked, r.stated),
        )
        for r in story.reasons
    ]  # fmt: skip
    refunds = {
        NEVER_SENT: story.never_sent[0],
        NO_PRODUCT: story.refunds(lambda p: story.ours(p) and not p.known)[0],
    }
    listed += [
        answers.ReasonRow(name, refunds[name], None, amount, share(story, amount), None)
        for name, amount in outside(story)
    ]
    if listed:
        total = story.refunds(story.ours)[0]
        listed.append(
            answers.ReasonRow(ALL, total, None, story.whole, share(story, story.whole), None)
        )
    note = "One refund of several reasons counts in each."
    if any(row.restocked is not None for row in listed):
        note += " Restocked: of the units that say so."
    return Table("reasons", "By reason", answers.ReasonRow, listed, note if listed else "")


def _categories(story: Story) -> Table:
    names = sorted({p.category or "" for p in story.products})
    listed = []
    for name in names:
        found = [p for p in story.products if (p.category or "") == name]
        money = sum((p.returns for p in found), Decimal(0))
        listed.append(
            answers.CategoryRow(
                name or NO_REASON, sum((p.sold for p in found), Decimal(0)),
                sum((p.back for p in found), Decimal(0)) if story.by_units else None,
                story.rate(found), money, share(story, money),
            )
        )  # fmt: skip
    listed.sort(key=lambda row: (-row.returns, row.category))
    known = len(names) > 1 or bool(names and names[0])
    return Table(
        "categories", "By category, of what was sent", answers.CategoryRow, listed if known else [],
        shown=known,
    )  # fmt: skip


def _months(story: Story) -> Table:
    listed = [
        answers.MonthRow(
            f"{m.month:%Y-%m}", _complete(story, starts_at(m.month)), m.sold,
            m.back if story.by_units else None, story.rate_of([m]), m.returns,
        )
        for m in story.months
    ]  # fmt: skip
    by = "order" if story.cohort else "refund"
    note = f"Complete: the month's orders have had {story.limits.matures:g} days to come back."
    return Table(
        "months", f"By month of the {by}, of what was sent", answers.MonthRow, listed,
        note if story.cohort and listed else "", shown=bool(listed),
    )  # fmt: skip


def _complete(story: Story, month: datetime) -> bool:
    end = step(month, "month", 1)
    today = datetime.combine(story.asked.db.as_of, time())
    return end <= (story.matured_at if story.cohort else today)


def _to_ledger(story: Story) -> Table:
    """From the returns of the window's orders to those that sales of the window are net of."""
    steps = [
        ("Returns of the window's orders, so far", 1, story.refunds(lambda p: p.ordered)),
        ("Booked outside of the window", -1, story.refunds(lambda p: p.ordered and not p.booked)),
        (
            "Booked in it, of other orders",
            1,
            story.refunds(lambda p: p.booked and p.known and not p.ordered),
        ),
        (
            "Booked in it, of orders not in the exports",
            1,
            story.refunds(lambda p: p.booked and not p.known),
        ),
    ]
    listed = [answers.Part(name, n, sign * money) for name, sign, (n, money) in steps]
    booked = story.refunds(lambda p: p.booked)[0]
    listed.append(answers.Part("Returns booked in the window", booked, story.ledger.now.returns))
    note = "The last line is what net sales of the window are net of: see pulse and sales."
    return Table("to_ledger", "From the orders to the ledger", answers.Part, listed, note)


def _delays(story: Story) -> Table:
    d = story.delay
    steps = ((7, d.in_7), (14, d.in_14), (30, d.in_30), (60, d.in_60))
    listed = [answers.DelayRow(f"{n} days", k, ratio(k, d.refunds)) for n, k in steps]
    listed.append(answers.DelayRow("any time", d.refunds, ratio(d.refunds, d.refunds)))
    return Table(
        "delays", "How soon things come back, over all loaded history", answers.DelayRow,
        listed if d.refunds else [], shown=bool(d.refunds),
    )  # fmt: skip


def _returners(story: Story, top: int) -> Table:
    several = any(row.shop for row in story.repeat[:top])
    kind = answers.ShopReturnerRow if several else answers.ReturnerRow
    table = Table(
        "returners", "Who returned of two orders or more, in all loaded history", kind, [],
        keys=2 if several else 1, shown=False,
    )  # fmt: skip
    listed = [
        kind(
            r.shop or None, r.customer, r.name, r.orders, r.returned, ratio(r.returned, r.orders),
            story.beyond_chance(r), r.sales, r.returns, r.last_day,
        )
        for r in story.repeat[:top]
    ]  # fmt: skip
    more = len(story.repeat) - len(listed)
    note = (
        "Who orders often returns often: above usual is the share of orders beyond chance. Ask "
        "what goes wrong before you assume abuse. A refund that names no order counts as one."
    )
    note += f" {more:,} more: --top {len(story.repeat)}." if more > 0 else ""
    return replace(table, rows=listed, note=note, shown=True) if listed else table
