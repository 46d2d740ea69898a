"""The tables of fulfillment."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from salesops.commands.stock._fulfillment import answers
from salesops.commands.stock._fulfillment.rows import Parcel, SentWeek
from salesops.commands.stock._fulfillment.story import WEEKS, Order, Story, value
from salesops.commands.waiting import by_age
from salesops.models.compare import ratio
from salesops.result import Table

OTHER = "other"


def tables(story: Story, top: int) -> tuple[Table, ...]:
    """What waits, whom to call, how fast it goes, and parcels that do not arrive."""
    return (
        _ages(story),
        _contacts(story, top),
        _open(story),
        _weeks(story),
        _places(story),
        _carriers(story),
        _troubles(story, top),
        _outcomes(story),
    )


def _ages(story: Story) -> Table:
    title = f"Paid and not sent after {story.promise:g} hours"
    whole = value(story.late)
    ages = by_age(story.late, lambda order: order.waited)
    named = [*((name, found) for name, found in ages.items() if found), ("all", story.late)]
    listed = [
        answers.Age(n, len(o), _partly(o), value(o), ratio(value(o), whole)) for n, o in named
    ]
    note = "Ages count every hour." if listed and not story.calendar.always else ""
    return Table("late", title, answers.Age, listed if story.known else [], note, shown=story.known)


def _partly(orders: Sequence[Order]) -> int:
    return sum(order.row.partly for order in orders)


def _contacts(story: Story, top: int) -> Table:
    shown, rest = story.late[:top], story.late[top:]
    several = any(order.row.shop for order in shown)
    row = answers.ShopContact if several else answers.Contact
    listed = [_contact(story, row, order) for order in shown]
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


def _contact(story: Story, kind: type[answers.Contact], order: Order) -> answers.Contact:
    found = order.row
    whole = not story.asked.db.book.filtered  # a lifetime is of all orders
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


def _open(story: Story) -> Table:
    listed = [_state(name, orders) for name, orders in _states(story)]
    return Table("open", "All orders with goods to send", answers.Open, listed, shown=story.known)


def _states(story: Story) -> Iterator[tuple[str, list[Order]]]:
    if not story.known:
        return
    yield "late", story.late
    yield "within the promise", [o for o in story.waiting if o.row.paid and not o.late]
    yield "unpaid", [o for o in story.waiting if not o.row.paid]
    yield "all", story.waiting


def _state(name: str, orders: Sequence[Order]) -> answers.Open:
    longest = max((order.waited for order in orders), default=None)
    return answers.Open(name, len(orders), _partly(orders), value(orders), longest)


def _weeks(story: Story) -> Table:
    listed = []
    for n in range(WEEKS):
        first = story.first_week.date() + timedelta(days=7 * n)
        week = story.weeks.get(n, SentWeek(n, 0, 0, None, None))
        if not week.orders and not story.holds(first):
            continue
        complete = first + timedelta(days=7) <= story.as_of.date()
        listed.append(
            answers.Week(
                first, complete, week.orders, ratio(week.on_time, week.orders),
                week.orders - week.on_time, week.median_hours, week.p90_hours,
            )
        )  # fmt: skip
    title = "Orders sent by week: hours from payment to the last parcel"
    return Table("weeks", title, answers.Week, listed, _clock(story), shown=bool(listed))


def _clock(story: Story) -> str:
    return f"The clock: {story.calendar.spoken}."


def _places(story: Story) -> Table:
    listed = [
        answers.Place(
            p.kind, p.name, p.orders, ratio(p.on_time, p.orders), p.median_hours, p.p90_hours
        )
        for p in story.places
    ]
    title = "Orders sent in 28 days, by location and carrier"
    return Table("places", title, answers.Place, listed, shown=len(listed) > 1, keys=2)


def _carriers(story: Story) -> Table:
    found = [row for row in story.carriers if row.carrier is not None] + [
        row for row in story.carriers if row.carrier is None and row.parcels
    ]
    listed = [
        answers.Carrier(
            "all" if row.carrier is None else row.carrier or "(none stated)",
            row.parcels, row.delivered, row.median_days, row.p90_days, row.failed,
        )
        for row in found
    ]  # fmt: skip
    title = "Parcels that left in 28 days: days until they arrived"
    return Table("carriers", title, answers.Carrier, listed, shown=bool(listed))


def _troubles(story: Story, top: int) -> Table:
    shown, rest = story.troubled[:top], story.troubled[top:]
    several = any(parcel.shop for parcel in shown)
    kind = answers.ShopTrouble if several else answers.Trouble
    listed = [_trouble(story, kind, parcel) for parcel in shown]
    if rest:
        left = sum((parcel.value for parcel in rest), Decimal(0))
        listed.append(kind(None, OTHER, f"{len(rest):,} parcels", None, left, *[None] * 4))
    note = "The value is the whole order's: a parcel does not say what it holds."
    return Table(
        "parcels", "Parcels that have not arrived", kind, listed, note if listed else "",
        shown=bool(listed), keys=2 if several else 1,
    )  # fmt: skip


def _trouble(story: Story, kind: type[answers.Trouble], parcel: Parcel) -> answers.Trouble:
    days = (story.as_of - parcel.shipped) / timedelta(days=1)
    return kind(
        parcel.shop or None, parcel.order_no, parcel.problem, days, parcel.value, parcel.carrier,
        parcel.name, parcel.tracking, parcel.email,
    )  # fmt: skip


def _outcomes(story: Story) -> Table:
    found = {row.late: row for row in story.outcomes}
    listed = [
        answers.Result(
            "late" if late else "in time", row.orders, row.lost, ratio(row.lost, row.orders)
        )
        for late in (False, True)
        if (row := found.get(late))
    ]
    title = "What became of a year's paid orders, the last 30 days left out"
    note = "Lost: refunded in full, or cancelled, whether before they left or after."
    return Table(
        "outcomes", title, answers.Result, listed, note if listed else "", shown=bool(listed)
    )
