"""The tables of next-buy."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from salesops.commands.consent import UNKNOWN
from salesops.commands.customers._next_buy.answers import Again, Due, Next
from salesops.commands.customers._next_buy.due import Lead, Queue
from salesops.commands.customers._next_buy.rows import Contact, Rebuy, Shelf
from salesops.commands.customers._next_buy.story import Rule, Story
from salesops.result import Table
from salesops.units import Unit, digits, rounded, text

OTHER = "other"


def tables(story: Story, queue: Queue) -> tuple[Table, ...]:
    """What comes after what, what is bought again, and who is due."""
    return (_rules(story), _due(story, queue), _again(story))


def _rules(story: Story) -> Table:
    called = story.products
    rows = [_rule(rule, called) for rule in story.rules[: story.top]]
    note = (
        f"Of the purchases of A without B on that day: how many were followed by one of B within "
        f"{story.within} days. Base rate: the same after a purchase of anything. Lift: how many "
        "times that; low: the lower end of its 95 % interval, which ranks. Beyond chance: stands "
        f"among all {_tests(story):,} pairs that were tried."
    )
    title = f"Who buys A buys B within {story.within} days"
    return Table("rules", title, Next, rows, note if rows else "", keys=2)


def _tests(story: Story) -> int:
    return story.tenths[0].tests if story.tenths else 0


def _rule(rule: Rule, called: Mapping[str, str]) -> Next:
    row = rule.row
    return Next(
        row.a, row.b, row.n_a, row.n, row.confidence, row.base_rate, rule.lift, row.lift_low,
        row.median_days, rule.stands, row.customers, row.worth, called.get(row.a),
        called.get(row.b),
    )  # fmt: skip


def _again(story: Story) -> Table:
    groups = [[*rows] for _, rows in groupby(story.rebuys, key=lambda row: row.item)]
    note = (
        f"Share: of the purchases, how many were followed by another of the same customer within "
        f"{story.limits.again_days} days. Due now: bought twice or more, last one to two medians "
        "ago."
    )
    shown = [_rebuy(story, rows) for rows in groups[: story.top]]
    return Table("again", "What is bought again", Again, shown, note if shown else "")


def _rebuy(story: Story, rows: Sequence[Rebuy]) -> Again:
    row = rows[0]
    due = sum(one.buyer is not None for one in rows) if story.told else None
    return Again(
        row.item, story.products.get(row.item), row.customers, row.buyers_again, row.purchases,
        row.n, row.share, row.median_days, due, row.share_low,
    )  # fmt: skip


def _due(story: Story, queue: Queue) -> Table:
    leads = queue.leads()
    rows = [_lead(story, one) for one in leads]
    rows += _others(story, queue, len(rows))
    note = (
        "Chance: of those who had not bought it either so many days after, the share that then "
        "did, by itself; what a letter adds is not known. Each customer once, with what is worth "
        "most; only what stands beyond chance or is bought again, and is not sold out."
    )
    return Table("due", "Who is due now", Due, rows, note if rows else "")


def _lead(story: Story, one: Lead) -> Due:
    contact, way, called = one.contact, one.way, story.products
    return Due(
        customer=contact.name or contact.email or contact.customer,
        write_by=_way(contact),
        bought=called.get(way.a, way.a),
        days_ago=one.age,
        offer="the same again" if way.a == way.b else called.get(way.b, way.b),
        chance=one.chance,
        of=one.cases,
        price=one.shelf.price,
        expected=_money(story, one.expected),
        stock=_stock(one.shelf),
        more=one.more,
        people=1,
        shop=contact.shop,
        customer_id=contact.customer,
        email=contact.email or None,
        a=way.a,
        b=way.b,
        listed=one.shelf.listed,
    )


def _way(contact: Contact) -> str:
    if not contact.email:
        return "no e-mail known"
    return "e-mail" if contact.agreed else UNKNOWN


def _stock(shelf: Shelf) -> str | None:
    if shelf.available is None:
        return None
    return f"{text(shelf.available, Unit.QUANTITY)} left"


def _money(story: Story, amount: float) -> Decimal:
    return rounded(Decimal(str(round(amount, 6))), digits(story.asked.db.book.currency))


def _others(story: Story, queue: Queue, listed: int) -> Iterator[Due]:
    """Those below the ranking, so that the list sums to everybody who is due."""
    rest = queue.first.expected[listed:]
    if len(rest):
        more = len(queue.for_sale.buyer) - len(queue.first.buyer)
        named = sum(lead.more for lead in queue.leads())
        yield Due(
            customer=OTHER,
            write_by=f"{len(rest):,} more",
            expected=_money(story, float(rest.sum())),
            more=more - named,
            people=len(rest),
        )
