"""What next-buy says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.customers._next_buy.answers import Due, Next
from salesops.commands.customers._next_buy.due import Queue
from salesops.commands.customers._next_buy.story import RULES, Story
from salesops.commands.trust import one_of_several_currencies
from salesops.models.compare import ratio
from salesops.result import Metric, Table
from salesops.units import Unit, counted, text

FILTERED = (
    "--where leaves out orders in which customers may have bought since, so who is due is not "
    "told: ask without it."
)


def headline(story: Story, rules: Table, due: Table) -> str:
    """One sentence: the strongest rule, and who is due first."""
    if stale := story.stale():
        return stale.message
    if not story.reach.seen:
        return (
            f"No purchase of a known customer lies {story.within} days back: what comes next is "
            "not seen yet."
        )
    return f"{_strongest(story, rules)}{_first(story, due)}"


def _strongest(story: Story, rules: Table) -> str:
    first: Next | None = next((row for row in rules.rows if row.beyond_chance), None)
    if first is None:
        return (
            f"Nothing follows on anything beyond chance in {story.reach.seen:,} purchases of known "
            f"customers, by {story.by}{' (try --by category)' if story.by == 'sku' else ''}"
        )
    return (
        f"Who buys {_called(first.a, first.a_product)} buys {_called(first.b, first.b_product)} "
        f"within {story.within} days in "
        f"{text(first.confidence, Unit.PERCENT)} of {first.n_a:,} cases, "
        f"{text(first.lift, Unit.RATIO)} times as often as after anything"
    )


def _called(item: str, product: str | None) -> str:
    return f"{product} ({item})" if product and product != item else item


def _first(story: Story, due: Table) -> str:
    if not story.told:
        return "; who is due is not told under --where."
    if not due.rows:
        return "; nobody is due now."
    one: Due = due.rows[0]
    people = sum(row.people for row in due.rows)
    many = "1 customer is" if people == 1 else f"{people:,} customers are"
    return (
        f"; {many} due now, first {one.customer}: {one.bought if one.a == one.b else one.offer}, "
        f"{text(one.chance, Unit.PERCENT)} likely."
    )


def metrics(story: Story, queue: Queue, due: Table) -> tuple[Metric, ...]:
    """How much is known, what stands, and what is due."""
    reach, head = story.reach, story.tenths[0] if story.tenths else None
    told = story.told
    expected = sum((row.expected for row in due.rows), Decimal(0)) if told else None
    standing = sum(rule.stands for rule in story.rules)
    return (
        Metric("purchases", "Purchases observed to their end", reach.seen, Unit.COUNT),
        Metric("customers", "Customers known", reach.customers, Unit.COUNT),
        Metric("pairs", "Pairs seen often enough", head.pairs if head else 0, Unit.COUNT),
        Metric("rules_standing", "Of them beyond chance", standing, Unit.COUNT),
        Metric("due", "Customers due now", len(queue.first.buyer) if told else None, Unit.COUNT),
        Metric("expected", "Expected of them (estimate)", expected, Unit.MONEY),
        Metric("refused", "Due, and refused e-mail", queue.refused if told else None, Unit.COUNT),
    )


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of these numbers."""
    if not story.told:
        yield FILTERED
    reach = story.reach
    if reach.unknown:
        share = text(ratio(reach.unknown, reach.orders), Unit.PERCENT)
        yield f"{counted(reach.unknown, 'order')} name no customer ({share}): in no rule."
    if reach.undated:
        yield f"{counted(reach.undated, 'order')} without a date: in no rule."
    yield from _many(story)
    if story.by != "sku":
        yield f"Prices by {story.by} are the median of what was sold; stock is told by SKU only."
    elif not story.asked.has("products"):
        yield "No product export: prices are the median that each SKU was sold at."
    if not story.asked.has("inventory_levels"):
        yield "No inventory export: whether what is due is in stock is not known."
    if one_of_several_currencies(story.asked.db):
        yield (
            "Orders in other currencies are left out: who bought in one of them stands here as if "
            "they had not."
        )


def _many(story: Story) -> Iterator[str]:
    """How many tries there were, for who tries much finds something."""
    if not story.tenths:
        return
    head, false = story.tenths[0], text(story.limits.false_share, Unit.PERCENT)
    yield (
        f"{head.tests:,} pairs could be; {head.pairs:,} were seen with {story.least} customers or "
        f"more, {head.above:,} of them with a lower bound above 1. So many tries find something by "
        f"chance alone: of those marked as beyond it at most {false} are false."
    )
    if head.pairs > RULES:
        yield f"Who is due is told by the {RULES:,} best pairs."
