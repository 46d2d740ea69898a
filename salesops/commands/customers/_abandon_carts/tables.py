"""The tables of abandon-carts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from salesops.commands.customers._abandon_carts.answers import Age, Each, Part, Week
from salesops.commands.customers._abandon_carts.lists import lists
from salesops.commands.customers._abandon_carts.odds import AGES
from salesops.commands.customers._abandon_carts.outcomes import ABANDONED, WITHIN, Cart, Outcome
from salesops.commands.customers._abandon_carts.story import Story, worth
from salesops.models.compare import ratio
from salesops.result import Table

ABANDONED_NAME, NOT_COUNTED = "abandoned", "not counted"
EARLIER = "open, earlier"
"""An open cart whose contact has a later one: the later one is in the lists, with its value."""


def tables(story: Story) -> tuple[Table, ...]:
    """Whom to write to, what became of the carts, week by week, by age, and each of them."""
    return (
        *lists(story),
        _outcomes(story),
        _weeks(story),
        _ages(story),
        Table("carts", "Carts", Each, [*_every(story)], shown=False),
    )


def _outcomes(story: Story) -> Table:
    rows = [*_parts(story)] if story.told else []
    note = (
        "Recovered: the same e-mail, phone or customer ordered within 168 hours; lost: 168 hours "
        "without. An order recovers every cart before it; its value counts once, at the latest. "
        "Whether a reminder was the cause is not known."
    )
    if story.earlier:
        note += f" {EARLIER.capitalize()}: the same contact has a later one, which is in the lists."
    return Table("outcomes", "What became of the carts", Part, rows, note if rows else "", keys=2)


def _parts(story: Story) -> Iterator[Part]:
    yield _part(story, ABANDONED_NAME, "open", story.latest)
    yield _part(story, ABANDONED_NAME, EARLIER, story.earlier)
    yield from _recovered(story)
    for outcome in (Outcome.LATER, Outcome.LOST):
        yield _part(story, ABANDONED_NAME, outcome.value, story.of(outcome))
    yield _part(story, ABANDONED_NAME, "all", story.abandoned)
    for outcome in (Outcome.FINISHED, Outcome.UNREACHABLE, Outcome.FRESH):
        yield _part(story, NOT_COUNTED, outcome.value, story.of(outcome))
    yield _part(story, "all", "all", story.carts)


def _recovered(story: Story) -> Iterator[Part]:
    found = story.of(Outcome.RECOVERED)
    if not story.contacts_stated:
        yield _part(story, ABANDONED_NAME, "recovered", found)
        return
    for name, after in (("recovered on its own", False), ("recovered after contact", True)):
        yield _part(story, ABANDONED_NAME, name, [c for c in found if c.after_contact is after])


def _part(story: Story, counted: str, outcome: str, carts: Sequence[Cart]) -> Part:
    share = ratio(len(carts), len(story.abandoned)) if counted == ABANDONED_NAME else None
    # Orders stand beside what they recovered, and once more beside the sum.
    ordered = outcome.startswith("recovered") or (counted, outcome) == (ABANDONED_NAME, "all")
    orders = story.order_value(carts) if ordered else None
    return Part(counted, outcome, len(carts), worth(carts), share, orders)


def _weeks(story: Story) -> Table:
    by_week: dict[date, list[Cart]] = {}
    for one in story.abandoned:
        by_week.setdefault(_monday(story, one), []).append(one)
    rows = [_week(story, start, by_week[start]) for start in sorted(by_week, reverse=True)]
    note = "By when the cart was begun. So far: some of its carts still have time to come back."
    return Table("weeks", "Recovery by week", Week, rows, note if rows else "")


def _monday(story: Story, of: Cart) -> date:
    """The first day of its week."""
    day = of.row.begun.date()
    return day - timedelta(days=(day.isoweekday() - story.asked.db.week_start) % 7)


def _week(story: Story, start: date, carts: Sequence[Cart]) -> Week:
    found = [c for c in carts if c.outcome is Outcome.RECOVERED]
    after = sum(c.after_contact for c in found) if story.contacts_stated else None
    return Week(
        week=start,
        state=_state(story, start),
        carts=len(carts),
        value=worth(carts),
        recovered=len(found),
        on_its_own=None if after is None else len(found) - after,
        after_contact=after,
        rate=ratio(len(found), len(carts)),
        recovered_value=worth(found),
        order_value=story.order_value(found),
    )


def _state(story: Story, start: date) -> str:
    if start + timedelta(days=7) > (story.as_of - WITHIN).date():
        return "so far"
    return "cut off" if start < story.window.start.date() else "whole"


def _ages(story: Story) -> Table:
    own = story.odds
    rows = [Age(float(a), own.open_at(a), own.after(a), own.chance(a)) for a in AGES]
    note = f"Of {own.carts:,} carts whose 168 hours are over."
    title = "Carts still open at an age, and how many came back after it"
    return Table("ages", title, Age, rows if own.carts else [], note if own.carts else "")


def _every(story: Story) -> Iterator[Each]:
    earlier = {c.row.key for c in story.earlier}
    for one in story.carts:
        yield _each(one, EARLIER if one.row.key in earlier else one.outcome.value)


def _each(cart: Cart, outcome: str) -> Each:
    row = cart.row
    known = cart.outcome in ABANDONED
    return Each(
        row.shop, row.checkout, row.begun, outcome, row.value, row.units, row.email,
        row.phone, row.customer, row.name, row.contacted, row.ordered if known else None,
        row.order_id if known else None, cart.hours,
    )  # fmt: skip
