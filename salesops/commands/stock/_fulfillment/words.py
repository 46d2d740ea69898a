"""What fulfillment says: the headline, the metrics, and what must be said beside the numbers."""

from collections.abc import Iterator

from salesops.commands.stock._fulfillment.rows import Sent
from salesops.commands.stock._fulfillment.story import Story, value
from salesops.models.compare import change, ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text

_MISSING = (
    "The exports do not say what was sent: export orders with their fulfillment status, or a file "
    "of parcels (see salesops sources)."
)


def headline(story: Story) -> str:
    """What waits too long, then how fast the rest goes."""
    db = story.asked.db
    if stale := db.stale(story.window):
        return stale.message
    if not story.known:
        return _MISSING
    return f"{_late(story)}; {_speed(story)}."


def _late(story: Story) -> str:
    late, promise = story.late, f"{story.promise:g} hours"
    if not late:
        return f"No paid order waits past the promise ({promise})"
    currency = story.asked.db.book.currency
    worth = f"{text(value(late), Unit.MONEY, currency)} {currency or ''}".strip()
    longest = max(order.waited for order in late) / 24
    waits = "waits" if len(late) == 1 else "wait"
    return (
        f"{counted(len(late), 'paid order')} worth {worth} {waits} past the promise ({promise}), "
        f"the longest for {longest:.1f} days"
    )


def _speed(story: Story) -> str:
    now = story.now
    if not now.orders:
        return "none was sent in 28 days"
    share = text(ratio(now.on_time, now.orders), Unit.PERCENT)
    return (
        f"of {now.orders:,} sent in 28 days {share} left in time, half of them within "
        f"{text(now.median_hours, Unit.HOURS)} hours"
    )


def metrics(story: Story) -> tuple[Metric, ...]:
    """What waits, how fast it goes against the 28 days before, how long parcels take."""
    known = story.known
    return (
        Metric("late_orders", "Late orders", len(story.late) if known else None, Unit.COUNT),
        Metric("late_value", "Late value", value(story.late) if known else None, Unit.MONEY),
        Metric("open_orders", "Orders to send", len(story.waiting) if known else None, Unit.COUNT),
        Metric("sent_orders", "Sent in 28 days", story.now.orders if known else None, Unit.COUNT),
        _metric(story, "on_time_rate", "On-time rate", Unit.PERCENT, "up"),
        _metric(story, "median_hours", "Median time to send", Unit.HOURS, "down"),
        _metric(story, "p90_hours", "p90 time to send", Unit.HOURS, "down"),
        Metric("delivery_days", "Median delivery", story.carried.median_days, Unit.DAYS),
        Metric("troubled_parcels", "Parcels in trouble", _troubled(story), Unit.COUNT),
    )


def _troubled(story: Story) -> int | None:
    return len(story.troubled) if story.parcels.parcels else None


def _metric(story: Story, name: str, title: str, unit: Unit, good: str) -> Metric:
    now, before = _figure(story.now, name), _figure(story.earlier, name)
    moved = change("28 days before", now, before, history=story.has_earlier)
    return Metric(name, title, now, unit, (moved,), good)


def _figure(sent: Sent, name: str) -> float | None:
    if name == "on_time_rate":
        return ratio(sent.on_time, sent.orders)
    found: float | None = getattr(sent, name)
    return found


def notes(story: Story) -> tuple[str, ...]:
    """What a reader must know to trust the numbers."""
    return tuple(_notes(story))


def _notes(story: Story) -> Iterator[str]:
    db, asked = story.asked.db, story.asked
    if not story.known:
        yield _MISSING
        return
    yield (
        f"Late: paid, and the goods not all sent {story.promise:g} hours after the payment (after "
        "the order where the payment has no date), or past the promise of a parcel. The clock "
        f"counts {story.calendar.spoken}."
    )
    if story.states.unstated:
        yield (
            f"{counted(story.states.unstated, 'order')} without a word on whether it was sent: "
            "such an order counts where a parcel of it does."
        )
    if not asked.has("fulfillments"):
        yield "No export of parcels: carriers, promises of parcels and arrivals are not told."
    elif not story.parcels.delivered:
        yield "No parcel states its arrival: what is stuck on its way is not told."
    if story.parcels.strays and not db.book.filtered:
        yield (
            f"{counted(story.parcels.strays, 'parcel')} of orders that are not in the exports: "
            "left out."
        )
    if not asked.has("inventory_levels"):
        yield "No inventory export: whether goods are out of stock is not told."
    if not asked.has("customers"):
        yield "No export of customers: they go by id or e-mail."
    if db.book.filtered:
        yield "Under --where, lifetime and orders of customers are not told: some orders are out."
