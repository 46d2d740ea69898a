"""What abandon-carts says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesops.commands.consent import UNKNOWN
from salesops.commands.customers._abandon_carts.answers import Contact
from salesops.commands.customers._abandon_carts.outcomes import ABANDONED, Outcome
from salesops.commands.customers._abandon_carts.story import Story, worth
from salesops.commands.trust import one_of_several_currencies
from salesops.models.compare import ratio
from salesops.result import Metric, Table
from salesops.settings import age
from salesops.units import Unit, counted, text

FILTERED = (
    "--where leaves out orders that may have recovered carts, so what became of them is not told: "
    "ask without it."
)
LATEST = "Value of the latest cart of each"


def headline(story: Story, to_contact: Table) -> str:
    """One sentence: what lies in open carts, what of it comes back, whom to write to first."""
    if stale := story.stale():
        return stale.message
    if not story.told:
        return FILTERED
    if not story.open:
        return _nothing(story)
    first = to_contact.rows[0] if to_contact.rows else None
    said = f"{counted(len(story.open), 'open cart')} "
    said += f"worth {_money(story, worth(story.latest))}{_by_latest(story)}: "
    return said + _hope(story) + (_first(story, first) if first else "; nobody may be written to.")


def _by_latest(story: Story) -> str:
    """Who began several buys once: only the latest of each is at stake."""
    if not story.earlier:
        return ""
    people = len(story.latest)
    return f" by the latest of {'the one person' if people == 1 else f'each of {people:,} people'}"


def _nothing(story: Story) -> str:
    last = story.known.last_cart
    if last is None:
        return "The exports hold no dated checkout."
    return f"No cart is open; the newest was begun {last:%Y-%m-%d %H:%M}."


def _hope(story: Story) -> str:
    """What carts of this value bring from their beginning, and what of it is still to come."""
    low, high = _recoverable(story)
    if story.enough:
        rate = text(story.odds.rate, Unit.PERCENT)
        return (
            f"at the shop's own recovery rate ({rate} of {story.odds.carts:,} earlier carts) "
            f"{_money(story, low)} would come back, at their present age "
            f"{_money(story, _expected(story))}"
        )
    return (
        f"{_money(story, low)} to {_money(story, high)} come back by the operator guide's "
        f"{text(story.limits.guide_low, Unit.PERCENT)} to "
        f"{text(story.limits.guide_high, Unit.PERCENT)} (own history: "
        f"{counted(story.odds.carts, 'cart')}, too few)"
    )


def _first(story: Story, first: Contact) -> str:
    if first.checkout is None:
        return "."
    hours = text(first.age_hours, Unit.HOURS)
    return (
        f"; first to write to: {first.customer}, {_money(story, first.value)}, begun {hours} "
        "hours ago."
    )


def _money(story: Story, amount: Decimal) -> str:
    unit = f" {story.currency}" if story.currency else ""
    return f"{text(amount, Unit.MONEY, story.currency)}{unit}"


def _recoverable(story: Story) -> tuple[Decimal, Decimal]:
    """The latest carts at the shop's own rate; at the guide's two ends where that is unknown."""
    own = story.odds.rate if story.enough else None
    rates = (story.limits.guide_low, story.limits.guide_high) if own is None else (own, own)
    low, high = (worth(story.latest) * Decimal(str(rate)) for rate in rates)
    return low, high


def _expected(story: Story) -> Decimal:
    return sum((story.expected(c) for c in story.latest), Decimal(0))


def metrics(story: Story, to_contact: Table) -> tuple[Metric, ...]:
    """What is open, what of it comes back, and how often carts do."""
    return (*_open(story), *_rates(story), *_writable(story, to_contact.rows))


def _open(story: Story) -> Iterator[Metric]:
    told = story.told
    low, high = _recoverable(story)
    own = story.enough
    title = "At the shop's recovery rate" if own else "At the operator guide's lower rate"
    yield Metric("open_carts", "Open carts", len(story.open) if told else None, Unit.COUNT)
    people, value = len(story.latest), worth(story.latest)
    yield Metric("open_contacts", "People who left them", people if told else None, Unit.COUNT)
    yield Metric("open_value", LATEST, value if told else None, Unit.MONEY)
    yield Metric("recoverable", f"{title} (estimate)", low if told else None, Unit.MONEY)
    if told and not own:
        title = "At the operator guide's upper rate (estimate)"
        yield Metric("recoverable_high", title, high, Unit.MONEY)
    title = "Expected back at their age (estimate)"
    yield Metric("expected_back", title, _expected(story) if told else None, Unit.MONEY)


def _rates(story: Story) -> Iterator[Metric]:
    over = [c for c in story.abandoned if c.mature]
    back = [c for c in over if c.outcome is Outcome.RECOVERED]
    by_value = ratio(worth(back), worth(over))
    carts = len(story.abandoned) if story.told else None
    orders = story.order_value(story.abandoned) if story.told else None
    yield Metric("recovery_rate", "Recovery rate, carts", story.odds.rate, Unit.PERCENT)
    yield Metric("recovery_rate_by_value", "Recovery rate, value", by_value, Unit.PERCENT)
    yield Metric("mature_carts", "Carts the rates are of", story.odds.carts, Unit.COUNT)
    yield Metric("abandoned_carts", "Abandoned carts of the window", carts, Unit.COUNT)
    title = "Orders that recovered some, each once"
    yield Metric("recovered_order_value", title, orders, Unit.MONEY)


def _writable(story: Story, rows: Sequence[Contact]) -> Iterator[Metric]:
    """What `today` offers as one piece of work; prose has the list of them."""
    people, carts = sum(r.people for r in rows), sum(r.carts for r in rows)
    value = sum((r.value for r in rows), Decimal(0))
    yield Metric(
        "writable_carts", "Open carts without a refusal of consent",
        carts if story.told else None, Unit.COUNT, shown=False,
    )  # fmt: skip
    yield Metric(
        "writable_people", "People with open carts and no refusal of consent",
        people if story.told else None, Unit.COUNT, shown=False,
    )  # fmt: skip
    yield Metric("writable_value", LATEST, value if story.told else None, Unit.MONEY, shown=False)


def notes(story: Story, to_contact: Table) -> Iterator[str]:
    """What a reader must know of these numbers."""
    if not story.told:
        yield FILTERED
        return
    yield from _reach(story)
    yield from _unknown(story, to_contact)
    yield from _against_orders(story)


def _reach(story: Story) -> Iterator[str]:
    allowed = age(story.asked.db.settings.freshness.max_age, "[freshness] max_age")
    last = story.known.last_cart
    if last is not None and story.as_of - last > allowed:
        yield (
            f"The newest checkout was begun {last:%Y-%m-%d %H:%M}: if there were any since, export "
            "them again."
        )
    if undated := story.known.undated:
        yield f"{counted(undated, 'checkout')} without a date: in no number."
    if one_of_several_currencies(story.asked.db):
        yield (
            "Carts and orders in other currencies are left out: who ordered in one of them stands "
            "here as if they had not."
        )


def _unknown(story: Story, to_contact: Table) -> Iterator[str]:
    if blank := sum(c.row.value is None for c in story.carts if c.outcome in ABANDONED):
        yield f"{counted(blank, 'abandoned cart')} state no value: they add nothing."
    if not story.asked.has("checkout_lines") or (
        story.open and not any(story.contents.get(c.row.key) for c in story.open)
    ):
        yield "The export of checkouts has no line items, so what lies in the carts is not known."
    elif not story.asked.has("inventory_levels"):
        yield "No inventory export: whether carts can still be filled is not known."
    if not story.contacts_stated:
        yield (
            "The export does not say when reminders were sent, so carts recovered on their own and "
            "after contact are not told apart."
        )
    if any(row.write_by == UNKNOWN for row in to_contact.rows):
        yield "Consent unknown: neither the checkout nor the customers say; ask before you write."


def _against_orders(story: Story) -> Iterator[str]:
    """What comes nearest to an abandonment rate, and why it is none."""
    orders = sum(day.orders for day in story.orders)
    lost = sum(c.outcome is not Outcome.RECOVERED for c in story.abandoned)
    if orders and lost:
        share = text(ratio(orders, orders + lost), Unit.PERCENT)
        yield (
            f"{counted(orders, 'order')} {'was' if orders == 1 else 'were'} placed in this window "
            f"beside {counted(lost, 'abandoned cart')} that no order recovered: {share} ended in "
            "an order. That is no completion rate: the export lists unfinished checkouts only, and "
            "orders of every channel count here."
        )
