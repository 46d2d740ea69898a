"""What cohorts says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator

from salesops.commands.customers._cohorts.story import Cohort, Story
from salesops.commands.customers._cohorts.verdicts import extremes
from salesops.commands.trust import one_of_several_currencies
from salesops.models.compare import ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text

AGES = {"month": (1, 3, 12), "week": (1, 4, 12)}
"""Of which the headline and the metrics speak."""
HISTORY = 12
"""Months of data: with fewer, old customers look new."""


def headline(story: Story) -> str:
    """One sentence: how many customers, how many ordered again, how many a month later."""
    if stale := story.stale():
        return stale.message
    if not story.cohorts:
        return "No known customer placed a first order in this period."
    people, again = story.customers, sum(c.repeaters for c in story.cohorts)
    rate = text(ratio(again, people), Unit.PERCENT)
    said = [f"{counted(people, 'customer')} in {counted(len(story.cohorts), 'cohort')}: {rate} "]
    said.append("ordered again")
    if known := [a for a in AGES[story.unit] if story.retention(a)[1]]:
        said.append("; ")
        said.append(", ".join(_at(story, age) for age in known))
        said.append(" had an order")
    return "".join(said) + f"{_extremes(story)}."


def _at(story: Story, age: int) -> str:
    return f"in {story.unit} {age} {text(ratio(*story.retention(age)), Unit.PERCENT)}"


def _extremes(story: Story) -> str:
    found = extremes(story)
    said = [f"{word} cohort {_named(story, cohort)}" for word, cohort in found]
    return f"; {', '.join(said)}" if said else ""


def _named(story: Story, cohort: Cohort) -> str:
    rate = text(ratio(*cohort.back), Unit.PERCENT)
    return f"{story.calendar.name(cohort.first)} ({rate} of {cohort.size:,} back by month 3)"


def metrics(story: Story) -> Iterator[Metric]:
    """Who they are, how many came back, and what they brought."""
    people, again = story.customers, sum(c.repeaters for c in story.cohorts)
    yield Metric("customers", "Customers", people, Unit.COUNT)
    yield Metric("cohorts", "Cohorts", len(story.cohorts), Unit.COUNT)
    yield Metric("repeat_rate", "Ordered again so far", ratio(again, people), Unit.PERCENT)
    for age in AGES[story.unit]:
        back, known = story.retention(age)
        title = f"Retention in {story.unit} {age}"
        of = f", of {known:,}" if known else ""
        yield Metric(f"retention_{age}", f"{title}{of}", ratio(back, known), Unit.PERCENT)
        name = f"retention_{age}_n"
        yield Metric(name, f"{title}: customers", known, Unit.COUNT, shown=False)
    last = AGES[story.unit][-1]
    yield Metric(
        f"net_sales_per_customer_{last}",
        f"Net sales for each customer to {story.unit} {last}",
        story.per_customer(last),
        Unit.MONEY,
    )
    title = f"Share of net sales after {story.unit} 0"
    yield Metric("later_share", title, story.later_share, Unit.PERCENT)


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of the cohorts."""
    yield from _history(story)
    if story.asked.db.book.filtered:
        yield "--where leaves out orders: cohorts are by the first of the others."
    known = sum(r.orders for r in story.moved)
    if guests := story.ledger.now.orders - known:
        money = story.ledger.now.net_sales - sum(r.net_sales for r in story.moved)
        share = text(story.ledger.share(money), Unit.PERCENT)
        yield f"{counted(guests, 'order')} of unknown customers ({share} of net sales): in none."
    if story.settled and not extremes(story):
        yield (
            "No cohort came back by month 3 more or less often than the others by more than chance."
        )
    if one_of_several_currencies(story.asked.db):
        yield (
            "Orders in other currencies are left out: who began with one of them began later here."
        )
    yield from story.ledger.undated_notes()


def _history(story: Story) -> Iterator[str]:
    """Whether first orders are first ones."""
    start = story.ledger.first
    if start is None:
        return
    settle: int = story.limits.settle
    first = story.calendar.of_day(start)
    if story.cohorts and story.cohorts[0].first < story.calendar.after(first, settle):
        unit = story.unit
        yield (
            f"The data begins {start}: who had ordered before looks new, so the first {unit}s hold "
            f"old customers too and look the better for it. The first {settle} are held against "
            "no other."
        )
    if story.calendar.age(first, story.calendar.of(story.calendar.seen)) < HISTORY:
        yield "Less than twelve months of data: many of these customers may not be new."
