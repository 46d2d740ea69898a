"""What reorder says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.stock._reorder.item import ENOUGH, NOT_STATED, Item
from salesops.commands.stock._reorder.story import Story
from salesops.commands.stock._reorder.supplied import DEFAULT
from salesops.commands.stock._reorder.wanted import EMPIRICAL, TOO_LITTLE
from salesops.commands.stock._stockout.coming import INVENTORY, PURCHASES
from salesops.commands.trust import one_of_several_currencies
from salesops.exports.settle import LATER
from salesops.result import Metric
from salesops.units import Unit, counted, text

NAMED = 5
"""SKUs that a note names before it only counts them."""


def headline(story: Story) -> str:
    """One sentence: how much to order for how much, and what is most urgent."""
    if story.stale:
        return story.stale.message
    if not story.items:
        return "The inventory holds no SKU: there is nothing to order."
    if not story.orders:
        enough = sum(item.state == ENOUGH for item in story.items)
        every = counted(len(story.items), "SKU")
        return f"Nothing to order before the next look: stock lasts for {enough:,} of {every}."
    first = story.orders[0]
    runs_out = f", runs out {first.runs_out}" if first.runs_out else ""
    return (
        f"{counted(len(story.orders), 'SKU')} to order, {_units(story)}{_money(story)}, "
        f"{_behind(story)}: first {text(first.quantity, Unit.QUANTITY)} of {first.stock.sku}"
        f"{runs_out}."
    )


def _units(story: Story) -> str:
    units = sum((item.quantity for item in story.orders), Decimal(0))
    return f"{text(units, Unit.QUANTITY)} unit{'' if units == 1 else 's'}"


def _money(story: Story) -> str:
    cost = _cost(story.orders)
    if cost is None:
        return ""
    currency = story.asked.db.book.currency
    return f" for {text(cost, Unit.MONEY, currency)}{f' {currency}' if currency else ''}"


def _behind(story: Story) -> str:
    late = sum(item.overdue_days > 0 for item in story.orders)
    return f"{late:,} of them late" if late else "none of them late"


def _cost(items: list[Item]) -> Decimal | None:
    known = [item.cost for item in items if item.cost is not None]
    return sum(known, Decimal(0)) if known else None


def metrics(story: Story) -> tuple[Metric, ...]:
    """How much to order, and what is at stake."""
    orders = story.orders
    units = sum((item.quantity for item in orders), Decimal(0))
    risk = sum((item.at_risk or Decimal(0) for item in orders), Decimal(0))
    late = sum(item.overdue_days > 0 for item in orders)
    return (
        Metric("to_order", "SKUs to order", len(orders), Unit.COUNT, good=""),
        Metric("overdue", "Of these late", late, Unit.COUNT, good="down"),
        Metric("to_expedite", "SKUs to expedite", len(story.expedited), Unit.COUNT, good="down"),
        Metric("order_units", "Units to order", units, Unit.QUANTITY, good=""),
        Metric("order_cost", "Their cost", _cost(orders), Unit.MONEY, good=""),
        Metric("sales_at_risk", "Sales at risk (estimate)", risk, Unit.MONEY, good="down"),
        Metric("late_purchases", "Purchase lines past their day", len(story.late), Unit.COUNT,
               good="down"),
    )  # fmt: skip


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of the numbers."""
    sold = [item for item in story.items if item.wanted]
    yield _clock(story)
    yield from _methods(story, sold)
    yield from _leads(sold)
    yield from _incoming(story)
    yield from _expedite(story)
    yield from _suppliers(story, sold)
    if story.unstocked:
        yield (
            f"{counted(story.unstocked, 'SKU')} sold in the 56 days without being in the "
            "inventory: not judged."
        )
    yield from _orders_left_out(story)


def _clock(story: Story) -> str:
    if not story.asked.has("stock_history"):
        return (
            "The pace is of calendar days: without an export of stock history a day out of stock "
            "counts too, so what was sold out sells faster than this says."
        )
    out = sum(item.wanted.sold.days_out > 0 for item in story.items if item.wanted)
    return (
        f"The pace is of days in stock: {counted(out, 'SKU')} had days without, which are left "
        "out. Of a day that sold out what was still wanted is not known."
    )


def _methods(story: Story, sold: list[Item]) -> Iterator[str]:
    """What the safety stock is, where it is no plain z."""
    methods = [item.wanted.method for item in sold if item.wanted]
    if rare := methods.count(EMPIRICAL):
        level = text(story.plan.service_level, Unit.PERCENT)
        yield (
            f"Sold in few weeks: {counted(rare, 'SKU')}. Rare demand is given no normal z, but "
            f"what {level} of the stretches of lead and review days in up to 26 weeks did not "
            "exceed."
        )
    if short := methods.count(TOO_LITTLE):
        yield (
            f"Too little history for a safety stock: {counted(short, 'SKU')}. It is left out, so "
            "such an order is of low confidence."
        )


def _leads(sold: list[Item]) -> Iterator[str]:
    """What is not known of lead times."""
    assumed = [item for item in sold if item.lead_time.basis == DEFAULT]
    if assumed:
        days = assumed[0].lead_time.lead.days
        yield (
            f"No export states the lead time of {counted(len(assumed), 'SKU')}: {days:g} days are "
            "assumed. Export supply terms (sku, supplier, lead_days) or purchase orders."
        )
    fixed = sum(not i.lead_time.sd_known and i.lead_time.basis != DEFAULT for i in sold)
    if fixed:
        yield (
            f"The lead time of {counted(fixed, 'SKU')} has no spread stated: it is taken as never "
            "late, which keeps too little."
        )


def _incoming(story: Story) -> Iterator[str]:
    """Never both: what is counted as on its way, and from where."""
    bases = [item.coming.basis for item in story.items]
    if purchases := bases.count(PURCHASES):
        yield (
            f"The inventory says of {counted(purchases, 'SKU')} that nothing is incoming while "
            "purchase orders are open: those are counted."
        )
    if inventory := bases.count(INVENTORY):
        found = [item for item in story.items if item.coming.basis == INVENTORY]
        dated = sum(bool(item.open_lines) for item in found)
        yield (
            f"Incoming of {counted(inventory, 'SKU')} is the inventory's figure; open purchase "
            f"orders date it for {dated:,} of them and are not added. What has no date is believed "
            "to come in time."
        )


def _expedite(story: Story) -> Iterator[str]:
    if story.expedited:
        skus = ", ".join(item.stock.sku for item in story.expedited[:NAMED])
        more = f" and {len(story.expedited) - NAMED:,} more" if len(story.expedited) > NAMED else ""
        yield (
            f"Running low while enough is on its way, but later than a new order would be: hurry "
            f"{skus}{more}."
        )


def _suppliers(story: Story, sold: list[Item]) -> Iterator[str]:
    several = sum(bool(item.terms and item.terms.suppliers > 1) for item in sold)
    if several:
        yield f"Of {counted(several, 'SKU')} with several suppliers the quickest is shown."
    unnamed = [item for item in story.orders if not _stated(item)]
    vendors = sum(item.supplier != NOT_STATED for item in unnamed)
    if vendors:
        yield f"No export names the supplier of {counted(vendors, 'SKU')}: the vendor stands in."


def _stated(item: Item) -> bool:
    return any(n and n.supplier for n in (item.terms, item.bought))


def _orders_left_out(story: Story) -> Iterator[str]:
    """Units that the pace does not hold, and stock that is of another time."""
    reasons = story.asked.db.book.rows.reasons
    if one_of_several_currencies(story.asked.db):
        yield "Orders in other currencies are left out: the pace is too low by what they wanted."
    if LATER in reasons:
        yield "As-of is past: the stock is as the export has it, which was later."
