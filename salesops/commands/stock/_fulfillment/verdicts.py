"""What fulfillment concludes: every finding, the gravest first."""

from salesops.commands.stock._fulfillment.facts import Facts, Order, value
from salesops.commands.stock._fulfillment.rows import Parcel
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

NAMED = 20
"""Orders that a finding names in its facts before it only counts them."""


def findings(facts: Facts) -> tuple[Finding, ...]:
    """Everything to act on."""
    db = facts.asked.db
    found = [db.stale(facts.window), rejected(db)]
    if found[0] is None:  # of what old data does not hold nothing can be concluded
        found += [_late(facts), _stuck(facts), _transit(facts), _failed(facts)]
    return gravest_first(found)


def _money(facts: Facts, orders: list[Order]) -> str:
    return text(value(orders), Unit.MONEY, facts.asked.db.book.currency)


def _late(facts: Facts) -> Finding | None:
    late, recent = facts.late, facts.states.recent
    share = len(late) / recent if recent else 1.0
    if not late or share <= facts.limits.late_share:
        return None
    are = "order is" if len(late) == 1 else "orders are"
    return Finding(
        Level.WARNING,
        "late-fulfillment",
        f"{len(late):,} paid {are} late, worth {_money(facts, late)}{_beside(share, recent)}.",
        {
            "orders": len(late),
            "value": value(late),
            "share": round(share, 4),
            "first": [order.row.order_no for order in late[:NAMED]],
        },
    )


def _beside(share: float, recent: int) -> str:
    """How many late orders are for the orders that came in; old ones may outnumber these."""
    if not recent:
        return "; no order came in the last 28 days"
    orders = "1 order" if recent == 1 else f"{recent:,} orders"
    return f": {text(share, Unit.PERCENT)} of the {orders} of the last 28 days"


def _stuck(facts: Facts) -> Finding | None:
    """Orders that no promise explains any more."""
    days = facts.limits.stuck_days
    stuck = [order for order in facts.late if order.waited > days * 24]
    if not stuck:
        return None
    longest = max(stuck, key=lambda order: order.waited)
    wait = "order waits" if len(stuck) == 1 else "orders wait"
    return Finding(
        Level.WARNING,
        "stuck-orders",
        f"{len(stuck):,} paid {wait} for more than {days:g} days, worth {_money(facts, stuck)}; "
        f"the longest, {longest.row.order_no}, for {longest.waited / 24:.1f} days.",
        {
            "orders": len(stuck),
            "value": value(stuck),
            "first": [order.row.order_no for order in stuck[:NAMED]],
        },
    )


def _transit(facts: Facts) -> Finding | None:
    days = facts.limits.transit_days
    found = _enough(facts, "not arrived")
    if not found:
        return None
    have = "parcel has" if len(found) == 1 else "parcels have"
    return Finding(
        Level.WARNING,
        "stuck-in-transit",
        f"{len(found):,} {have} not arrived after {days:g} days: first that of order "
        f"{found[0].order_no}. Ask the carrier before the customer asks.",
        {"parcels": len(found), "orders": [parcel.order_no for parcel in found[:NAMED]]},
    )


def _failed(facts: Facts) -> Finding | None:
    found = _enough(facts, "failed")
    if not found:
        return None
    return Finding(
        Level.WARNING,
        "failed-parcels",
        f"{counted(len(found), 'parcel')} failed and went out no second time: first that of order "
        f"{found[0].order_no}.",
        {"parcels": len(found), "orders": [parcel.order_no for parcel in found[:NAMED]]},
    )


def _enough(facts: Facts, problem: str) -> list[Parcel]:
    """The parcels of that problem, where they are more than the few that every shop has."""
    found = [parcel for parcel in facts.troubled if parcel.problem == problem]
    share = ratio(len(found), facts.carried.parcels)
    few = share is not None and share <= facts.limits.transit_share
    return [] if few else found
