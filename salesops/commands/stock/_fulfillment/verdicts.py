"""What fulfillment concludes: every finding, the gravest first."""

from salesops.commands.stock._fulfillment.rows import Parcel
from salesops.commands.stock._fulfillment.story import Order, Story, value
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

NAMED = 20
"""Orders that a finding names in its facts before it only counts them."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on."""
    db = story.asked.db
    found = [db.stale(story.window), rejected(db)]
    if found[0] is None:  # of what old data does not hold nothing can be concluded
        found += [_late(story), _stuck(story), _transit(story), _failed(story)]
    return gravest_first(found)


def _money(story: Story, orders: list[Order]) -> str:
    return text(value(orders), Unit.MONEY, story.asked.db.book.currency)


def _late(story: Story) -> Finding | None:
    late, recent = story.late, story.states.recent
    share = len(late) / recent if recent else 1.0
    if not late or share <= story.limits.late_share:
        return None
    are = "order is" if len(late) == 1 else "orders are"
    return Finding(
        Level.WARNING,
        "late-fulfillment",
        f"{len(late):,} paid {are} late, worth {_money(story, late)}{_beside(share, recent)}.",
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


def _stuck(story: Story) -> Finding | None:
    """Orders that no promise explains any more."""
    days = story.limits.stuck_days
    stuck = [order for order in story.late if order.waited > days * 24]
    if not stuck:
        return None
    longest = max(stuck, key=lambda order: order.waited)
    wait = "order waits" if len(stuck) == 1 else "orders wait"
    return Finding(
        Level.WARNING,
        "stuck-orders",
        f"{len(stuck):,} paid {wait} for more than {days:g} days, worth {_money(story, stuck)}; "
        f"the longest, {longest.row.order_no}, for {longest.waited / 24:.1f} days.",
        {
            "orders": len(stuck),
            "value": value(stuck),
            "first": [order.row.order_no for order in stuck[:NAMED]],
        },
    )


def _transit(story: Story) -> Finding | None:
    days = story.limits.transit_days
    found = _enough(story, "not arrived")
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


def _failed(story: Story) -> Finding | None:
    found = _enough(story, "failed")
    if not found:
        return None
    return Finding(
        Level.WARNING,
        "failed-parcels",
        f"{counted(len(found), 'parcel')} failed and went out no second time: first that of order "
        f"{found[0].order_no}.",
        {"parcels": len(found), "orders": [parcel.order_no for parcel in found[:NAMED]]},
    )


def _enough(story: Story, problem: str) -> list[Parcel]:
    """The parcels of that problem, where they are more than the few that every shop has."""
    found = [parcel for parcel in story.troubled if parcel.problem == problem]
    share = ratio(len(found), story.carried.parcels)
    few = share is not None and share <= story.limits.transit_share
    return [] if few else found
