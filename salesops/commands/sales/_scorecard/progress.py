"""Sales of each day, week and month of the card: against target, and the one before."""

from decimal import Decimal
from fractions import Fraction

from salesops.commands.sales._scorecard.card import Card
from salesops.commands.sales._scorecard.guide import LEVELS
from salesops.commands.sales._scorecard.periods import Slot
from salesops.commands.sales._scorecard.rows import Progress
from salesops.models.compare import change, ratio
from salesops.result import Table

NOTE = (
    "Before: the day, week or month before, up to the same day and time. A target is that of the "
    "whole period. The guide's career levels begin at 105, 115 and 120 % of a complete period's."
)


def table(card: Card) -> Table:
    """Each unit so far, then its last complete one; none where there are no orders."""
    sells = card.readings.sells
    rows = [_row(card, slot) for unit in card.over for slot in card.slots(unit)] if sells else []
    return Table("progress", "Net sales", Progress, rows, NOTE if sells else "", shown=sells)


def _row(card: Card, slot: Slot) -> Progress:
    readings, before = card.readings, slot.back()
    now, target = readings.totals(slot), readings.targets.of(slot)
    known = readings.ledger.known(before.window)
    moved = change("prev", now.net_sales, readings.totals(before).net_sales, history=known)
    buyers = None if card.db.book.filtered else readings.buyers(slot)
    return Progress(
        period=slot.name,
        net_sales=now.net_sales,
        change_pct=moved.change_pct,
        orders=now.orders,
        aov=now.aov,
        target=target,
        gap=None if target is None else target - now.net_sales,
        attainment=ratio(now.net_sales, target),
        level=level(now.net_sales, target) if slot.complete else None,
        over=slot.unit,
        from_=slot.start,
        to=slot.end,
        complete=slot.complete,
        base=moved.base,
        base_from=before.start,
        base_to=before.end,
        new_customers=None if buyers is None else buyers.new_customers,
        returning_customers=None if buyers is None else buyers.returning_customers,
        reason=moved.reason,
    )


def level(reached: Decimal, target: Decimal | None) -> str | None:
    """The highest of the guide's levels whose attainment was reached."""
    if not target:
        return None
    share = Fraction(reached) / Fraction(target)
    return next((name for least, name in LEVELS if share >= least), "under level 1")
