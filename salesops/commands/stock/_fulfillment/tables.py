"""The tables of fulfillment."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from salesops.commands.stock._fulfillment import rows
from salesops.commands.stock._fulfillment.facts import WEEKS, Facts, Order, value
from salesops.commands.waiting import by_age
from salesops.models.compare import ratio
from salesops.result import Table

OTHER = "other"


def tables(facts: Facts, top: int) -> tuple[Table, ...]:
    """What waits, whom to call, how fast it goes, and parcels that do not arrive."""
    return (
        _ages(facts),
        _contacts(facts, top),
        _open(facts),
        _weeks(facts),
        _places(facts),
        _carriers(facts),
        _troubles(facts, top),
        _outcomes(facts),
    )


def _ages(facts: Facts) -> Table:
    title = f"Paid and not sent after {facts.promise:g} hours"
    whole = value(facts.late)
    ages = by_age(facts.late, lambda order: order.waited)
    named = [*((name, found) for name, found in ages.items() if found), ("all", facts.late)]
    listed = [rows.Age(n, len(o), _partly(o), value(o), ratio(value(o), whole)) for n, o in named]
    note = "Ages count every hour." if listed and not facts.calendar.always else ""
    return Table("late", title, rows.Age, listed if facts.known else [], note, shown=facts.known)


def _partly(orders: Sequence[Order]) -> int:
    return sum(order.row.partly for order in orders)


def _contacts(facts: Facts, top: int) -> Table:
    shown, rest = facts.late[:top], facts.late[top:]
    several = any(order.row.shop for order in shown)
    row = rows.ShopContact if several else rows.Contact
    listed = [_contact(facts, row, order) for order in shown]
    if rest:
        listed.append(
            row(None, OTHER, None, value(rest), None, None, None, f"{len(rest):,} orders",
                None, None, None, None)
        )  # fmt: skip
    why = "Why: what the shelf holds too little of. " if any(r.why for r in listed) else ""
    note = f"By value x hours late. {why}A message about an order needs no consent to marketing."
    return Table(
        "contacts", "Whom to contact first", row, listed, note if listed else "",
        shown=bool(listed), keys=2 if several else 1,
    )  # fmt: skip


def _contact(facts: Facts, kind: type[rows.Contact], order: Order) -> rows.Contact:
    found = order.row
    whole = not facts.asked.db.book.filtered  # a lifetime is of all orders
    return kind(
        shop=found.shop or None,
        order=found.order_no,
        customer=found.name or found.customer,
        value=found.value,
        waiting_hours=order.waited,
        lifetime=found.lifetime if whole else None,
        orders=found.orders if whole else None,
        why=f"out of stock: {found.short}" if found.short else None,
        email=found.email,
        late_hours=order.late_by,
        partly_sent=found.partly,
        since=found.since,
    )


def _open(facts: Facts) -> Table:
    listed = [_state(name, orders) for name, orders in _states(facts)]
    return Table("open", "All orders with goods to send", rows.Open, listed, shown=facts.known)


def _states(facts: Facts) -> Iterator[tuple[str, list[Order]]]:
    if not facts.known:
        return
    yield "late", facts.late
    yield "within the promise", [o for o in facts.waiting if o.row.paid and not o.late]
    yield "unpaid", [o for o in facts.waiting if not o.row.paid]
    yield "all", facts.waiting


def _state(name: str, orders: Sequence[Order]) -> rows.Open:
    longest = max((order.waited for order in orders), default=None)
    return rows.Open(name, len(orders), _partly(orders), value(orders), longest)


def _weeks(facts: Facts) -> Table:
    listed = []
    for n in range(WEEKS):
        first = facts.first_week + timedelta(days=7 * n)
        week = facts.weeks.get(n, rows.SentWeek(n, 0, 0, None, None))
        if not week.orders and not facts.holds(first):
            continue
        complete = first + timedelta(days=7) <= facts.as_of.date()
        listed.append(
            rows.Week(
                first, complete, week.orders, ratio(week.on_time, week.orders),
                week.orders - week.on_time, week.median_hours, week.p90_hours,
            )
        )  # fmt: skip
    title = "Orders sent by week: hours from payment to the last parcel"
    return Table("weeks", title, rows.Week, listed, _clock(facts), shown=bool(listed))


def _clock(facts: Facts) -> str:
    return f"The clock: {facts.calendar.spoken}."


def _places(facts: Facts) -> Table:
    listed = [
        rows.Place(
            p.kind, p.name, p.orders, ratio(p.on_time, p.orders), p.median_hours, p.p90_hours
        )
        for p in facts.places
    ]
    title = "Orders sent in 28 days, by location and carrier"
    return Table("places", title, rows.Place, listed, shown=len(listed) > 1, keys=2)


def _carriers(facts: Facts) -> Table:
    found = [row for row in facts.carriers if row.carrier is not None] + [
        row for row in facts.carriers if row.carrier is None and row.parcels
    ]
    listed = [
        rows.Carrier(
            "all" if row.carrier is None else row.carrier or "(none stated)",
            row.parcels, row.delivered, row.median_days, row.p90_days, row.failed,
        )
        for row in found
    ]  # fmt: skip
    title = "Parcels that left in 28 days: days until they arrived"
    return Table("carriers", title, rows.Carrier, listed, shown=bool(listed))


def _troubles(facts: Facts, top: int) -> Table:
    shown, rest = facts.troubled[:top], facts.troubled[top:]
    several = any(parcel.shop for parcel in shown)
    kind = rows.ShopTrouble if several else rows.Trouble
    listed = [_trouble(facts, kind, parcel) for parcel in shown]
    if rest:
        left = sum((parcel.value for parcel in rest), Decimal(0))
        listed.append(kind(None, OTHER, f"{len(rest):,} parcels", None, left, *[None] * 4))
    note = "The value is the whole order's: a parcel does not say what it holds."
    return Table(
        "parcels", "Parcels that have not arrived", kind, listed, note if listed else "",
        shown=bool(listed), keys=2 if several else 1,
    )  # fmt: skip


def _trouble(facts: Facts, kind: type[rows.Trouble], parcel: rows.Parcel) -> rows.Trouble:
    days = (facts.as_of - parcel.shipped) / timedelta(days=1)
    return kind(
        parcel.shop or None, parcel.order_no, parcel.problem, days, parcel.value, parcel.carrier,
        parcel.name, parcel.tracking, parcel.email,
    )  # fmt: skip


def _outcomes(facts: Facts) -> Table:
    found = {row.late: row for row in facts.outcomes}
    listed = [
        rows.Result(
            "late" if late else "in time", row.orders, row.lost, ratio(row.lost, row.orders)
        )
        for late in (False, True)
        if (row := found.get(late))
    ]
    title = "What became of a year's paid orders, the last 30 days left out"
    note = "Lost: refunded in full, or cancelled, whether before they left or after."
    return Table("outcomes", title, rows.Result, listed, note if listed else "", shown=bool(listed))
