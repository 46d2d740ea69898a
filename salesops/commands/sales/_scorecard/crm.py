"""The card where a CRM is all there is: deals in place of sales, the quotas as the goal."""

from fractions import Fraction

from salesops.commands.sales._scorecard.card import Card
from salesops.commands.sales._scorecard.deals import METRICS
from salesops.commands.sales._scorecard.goals import Bounds, Goal
from salesops.commands.sales._scorecard.periods import Slot
from salesops.commands.sales._scorecard.quotas import METRIC, Quotas
from salesops.commands.sales._scorecard.rows import Won
from salesops.models.compare import NO_HISTORY, change
from salesops.result import Change, Metric, Table
from salesops.units import Unit, counted, signed, text

NOTE = "Before: the day, week or month before, up to the same day and time."
QUOTA_NOTE = (
    "The quota is that of the whole period, after the ramp, of a part of a month by its days; "
    "attained is what was won of it."
)


def goals(quotas: Quotas, chosen: Slot | None) -> tuple[Goal, ...]:
    """Where nobody gives goals: the quotas, at 100 %; none where none are stated."""
    if quotas.unit is None:
        return ()
    return (Goal(METRIC, chosen.unit if chosen else quotas.unit, Bounds(Fraction(1), None)),)


def table(card: Card) -> Table:
    """Each unit so far, then its last complete one; where the card is of deals at all."""
    of_deals = not card.readings.sells or any(goal.metric in METRICS for goal in card.goals)
    told = of_deals and card.readings.deals.loaded and not card.readings.filters_orders
    rows = [_row(card, slot) for unit in card.over for slot in card.slots(unit)] if told else []
    note = f"{NOTE} {QUOTA_NOTE}" if any(row.quota for row in rows) else NOTE
    return Table("deals", "Won value", Won, rows, note if rows else "", shown=bool(rows))


def _row(card: Card, slot: Slot) -> Won:
    deals, before = card.readings.deals, slot.back()
    now, moved = deals.closed(slot), _change(card, slot)
    attained = deals.quotas.read(slot).value
    return Won(
        period=slot.name,
        won_value=now.won_value,
        change_pct=moved.change_pct,
        won_deals=now.won,
        lost_deals=now.lost,
        win_rate=now.win_rate,
        quota=deals.quotas.of(slot),
        attainment=None if attained is None else float(attained),
        over=slot.unit,
        from_=slot.start,
        to=slot.end,
        complete=slot.complete,
        base=moved.base,
        base_from=before.start,
        base_to=before.end,
        reason=moved.reason,
    )


def _change(card: Card, slot: Slot, name: str = "won_value") -> Change:
    deals, before = card.readings.deals, slot.back()
    now, base = (getattr(deals.closed(one), name) for one in (slot, before))
    return change("before", now, base, history=deals.known(before.start))


def metrics(card: Card) -> tuple[Metric, ...]:
    """The longest period of the card, like for like."""
    slot = card.slots(card.over[-1])[0]
    deals = card.readings.deals
    now, attained = deals.closed(slot), deals.quotas.read(slot).value
    value, count = _change(card, slot), _change(card, slot, "won")
    share = None if attained is None else float(attained)
    return (
        Metric("won_value", "Won value", now.won_value, Unit.MONEY, (value,)),
        Metric("won_deals", "Won deals", now.won, Unit.COUNT, (count,)),
        Metric("win_rate", "Win rate", now.win_rate, Unit.PERCENT),
        Metric(METRIC, "Quota attainment", share, Unit.PERCENT, shown=share is not None),
    )


def headline(card: Card) -> str:
    """What was won in the longest period, against the one before."""
    slot, currency = card.slots(card.over[-1])[0], card.db.book.currency
    now, moved = card.readings.deals.closed(slot), _change(card, slot)
    if not now.won:
        return f"No deal was won in {slot.name}."
    unit = f" {currency}" if currency else ""
    won = f"{text(now.won_value, Unit.MONEY, currency)}{unit} of {counted(now.won, 'deal')}"
    if moved.reason == NO_HISTORY:
        return f"{slot.name}: won {won}; there is no earlier period to compare with."
    base = text(moved.base, Unit.MONEY, currency)
    before = slot.back().name
    if moved.change_pct is None:
        return f"{slot.name}: won {won}, against {base} in {before}."
    return f"{slot.name}: won {won}, {signed(moved.change_pct, Unit.PERCENT)} on {before} ({base})."


def said(card: Card) -> str:
    """Whose the goals are, where nobody gave any."""
    if card.db.book.filtered:
        return (
            "Only some deals are here, and quotas are of all, so there is no goal: --goals FILE "
            "for your own."
        )
    if card.goals:
        return (
            "No orders are here: the goal is the quotas, at 100 % in the end (--goals FILE for "
            "your own)."
        )
    return "No orders and no quotas are here, so there is no goal: --goals FILE for your own."
