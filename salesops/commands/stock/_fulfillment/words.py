"""What fulfillment says: the headline, the metrics, and what must be said beside the numbers."""

from collections.abc import Iterator

from salesops.commands.stock._fulfillment.facts import Facts, value
from salesops.commands.stock._fulfillment.rows import Sent
from salesops.models.compare import change, ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text

_MISSING = (
    "The exports do not say what was sent: export orders with their fulfillment status, or a file "
    "of parcels (see salesops sources)."
)


def headline(facts: Facts) -> str:
    """What waits too long, then how fast the rest goes."""
    db = facts.asked.db
    if stale := db.stale(facts.window):
        return stale.message
    if not facts.known:
        return _MISSING
    return f"{_late(facts)}; {_speed(facts)}."


def _late(facts: Facts) -> str:
    late, promise = facts.late, f"{facts.promise:g} hours"
    if not late:
        return f"No paid order waits past the promise ({promise})"
    currency = facts.asked.db.book.currency
    worth = f"{text(value(late), Unit.MONEY, currency)} {currency or ''}".strip()
    longest = max(order.waited for order in late) / 24
    waits = "waits" if len(late) == 1 else "wait"
    return (
        f"{counted(len(late), 'paid order')} worth {worth} {waits} past the promise ({promise}), "
        f"the longest for {longest:.1f} days"
    )


def _speed(facts: Facts) -> str:
    now = facts.now
    if not now.orders:
        return "none was sent in 28 days"
    share = text(ratio(now.on_time, now.orders), Unit.PERCENT)
    return (
        f"of {now.orders:,} sent in 28 days {share} left in time, half of them within "
        f"{text(now.median_hours, Unit.HOURS)} hours"
    )


def metrics(facts: Facts) -> tuple[Metric, ...]:
    """What waits, how fast it goes against the 28 days before, how long parcels take."""
    known = facts.known
    return (
        Metric("late_orders", "Late orders", len(facts.late) if known else None, Unit.COUNT),
        Metric("late_value", "Late value", value(facts.late) if known else None, Unit.MONEY),
        Metric("open_orders", "Orders to send", len(facts.waiting) if known else None, Unit.COUNT),
        Metric("sent_orders", "Sent in 28 days", facts.now.orders if known else None, Unit.COUNT),
        _metric(facts, "on_time_rate", "On-time rate", Unit.PERCENT, "up"),
        _metric(facts, "median_hours", "Median time to send", Unit.HOURS, "down"),
        _metric(facts, "p90_hours", "p90 time to send", Unit.HOURS, "down"),
        Metric("delivery_days", "Median delivery", facts.carried.median_days, Unit.DAYS),
        Metric("troubled_parcels", "Parcels in trouble", _troubled(facts), Unit.COUNT),
    )


def _troubled(facts: Facts) -> int | None:
    return len(facts.troubled) if facts.parcels.parcels else None


def _metric(facts: Facts, name: str, title: str, unit: Unit, good: str) -> Metric:
    now, before = _figure(facts.now, name), _figure(facts.earlier, name)
    moved = change("28 days before", now, before, history=facts.has_earlier)
    return Metric(name, title, now, unit, (moved,), good)


def _figure(sent: Sent, name: str) -> float | None:
    if name == "on_time_rate":
        return ratio(sent.on_time, sent.orders)
    found: float | None = getattr(sent, name)
    return found


def notes(facts: Facts) -> tuple[str, ...]:
    """What a reader must know to trust the numbers."""
    return tuple(_notes(facts))


def _notes(facts: Facts) -> Iterator[str]:
    db, asked = facts.asked.db, facts.asked
    if not facts.known:
        yield _MISSING
        return
    yield (
        f"Late: paid, and the goods not all sent {facts.promise:g} hours after the payment (after "
        "the order where the payment has no date), or past the promise of a parcel. The clock "
        f"counts {facts.calendar.spoken}."
    )
    if facts.states.unstated:
        yield (
            f"{counted(facts.states.unstated, 'order')} without a word on whether it was sent: "
            "such an order counts where a parcel of it does."
        )
    if not asked.has("fulfillments"):
        yield "No export of parcels: carriers, promises of parcels and arrivals are not told."
    elif not facts.parcels.delivered:
        yield "No parcel states its arrival: what is stuck on its way is not told."
    if facts.parcels.strays and not db.book.filtered:
        yield (
            f"{counted(facts.parcels.strays, 'parcel')} of orders that are not in the exports: "
            "left out."
        )
    if not asked.has("inventory_levels"):
        yield "No inventory export: whether goods are out of stock is not told."
    if not asked.has("customers"):
        yield "No export of customers: they go by id or e-mail."
    if db.book.filtered:
        yield "Under --where, lifetime and orders of customers are not told: some orders are out."
