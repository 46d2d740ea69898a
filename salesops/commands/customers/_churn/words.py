"""What churn says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator

from salesops.commands.customers._churn.story import DIMENSIONS, TENURE, Story
from salesops.models.compare import ratio
from salesops.models.wilson import share
from salesops.result import Metric
from salesops.units import Unit, counted, text


def headline(story: Story) -> str:
    """One sentence: how many left, what went with them, and who leaves most."""
    whole = story.whole
    if not whole.listed:
        return "No customer on a plan is listed."
    if not whole.known:
        return f"{counted(whole.listed, 'customer')}: of none it is stated whether they left."
    within = share(whole.churned, whole.known)
    low, high = (within.low, within.high) if within else (None, None)
    bounds = f"{text(low, Unit.PERCENT)} to {text(high, Unit.PERCENT)}"
    listed = f"{counted(whole.known, 'customer')} listed"
    said = f"{_percent(ratio(whole.churned, whole.known))} of {listed}"
    return f"{said} have left ({bounds}){_revenue(story)}{_most(story)}{_last(story)}."


def _revenue(story: Story) -> str:
    if story.revenue_churn is None:
        return ""
    unit = f" {story.currency}" if story.currency else ""
    lost = text(story.whole.lost, Unit.MONEY, story.currency)
    part = _percent(story.revenue_churn)
    return f", and with them {part} of recurring revenue, {lost}{unit} a month"


def _most(story: Story) -> str:
    if not story.drivers:
        return ""
    first = story.drivers[0]
    return (
        f"; most of all {first.value} ({first.dimension}): {_percent(first.rate)}, against "
        f"{_percent(first.others)} of the others"
    )


def _last(story: Story) -> str:
    month = story.last_month
    if month is None:
        return ""
    return f"; in {month.month:%B} {_percent(month.rate)} of {month.customers:,} left"


def _percent(value: float | None) -> str:
    return text(value, Unit.PERCENT)


def metrics(story: Story) -> tuple[Metric, ...]:
    """Customers and revenue, listed and lost."""
    whole = story.whole
    within = share(whole.churned, whole.known)
    rate = ratio(whole.churned, whole.known)
    low, high = (within.low, within.high) if within else (None, None)
    blank = whole.listed - whole.with_total if whole.with_total else None
    return (
        Metric("customers", "Customers listed", whole.listed, Unit.COUNT),
        Metric("churned", "Have left", whole.churned, Unit.COUNT, good="down"),
        Metric("churn_rate", "Churn", rate, Unit.PERCENT, good="down"),
        Metric("churn_low", "Low", low, Unit.PERCENT, good="down", shown=False),
        Metric("churn_high", "High", high, Unit.PERCENT, good="down", shown=False),
        Metric("recurring", "Recurring a month", whole.recurring, Unit.MONEY),
        Metric("recurring_lost", "Of it lost", whole.lost, Unit.MONEY, good="down"),
        Metric("revenue_churn", "Revenue churn", story.revenue_churn, Unit.PERCENT, good="down"),
        Metric("total_charged", "Charged so far", whole.total, Unit.MONEY, shown=False),
        Metric("blank_totals", "Without a total", blank, Unit.COUNT, good="", shown=False),
    )


READ_AS = {
    "customer_id": "customer",
    "churn": "who has left",
    "status": "status",
    "active": "who is active",
    "ended": "day of leaving",
    "started": "first day",
    "tenure": "months as a customer",
    "charge": "charge of a month",
    "charged": "charged so far",
    **{name: name for name in DIMENSIONS if name != TENURE},
}
"""Columns of `customers_flat`, as a reader calls them."""


def notes(story: Story) -> Iterator[str]:
    """What was read as what, what such a list can say, and what not."""
    whole = story.whole
    yield from (_read(story, file) for file in story.files)
    if story.asked.db.book.filtered:
        yield "--where leaves out orders: of customers on plans it leaves out none."
    if whole.known and not story.told_by_month:
        yield (
            "The list says who has left, and not of everybody when: churn is the share of all who "
            "are listed, no rate a month. Who left before the list began is not in it."
        )
    if story.months and (undated := whole.known - sum(s.customers for s in story.spans)):
        yield (
            f"Of {counted(undated, 'customer')} the day on which they began, or left, is not "
            "stated: in no month."
        )
    if unknown := whole.listed - whole.known:
        yield f"Of {counted(unknown, 'customer')} it is not stated whether they left: in no rate."
    if whole.charged and (without := whole.listed - whole.charged):
        yield f"{_state(without)} no recurring charge: in no sum of revenue."
    if whole.with_total and (blank := whole.listed - whole.with_total):
        yield f"{_state(blank)} no total charged: blank, not zero."
    if several := whole.with_several:
        have = "has" if several == 1 else "have"
        yield f"{counted(several, 'customer')} {have} several subscriptions: each counts."


def _read(story: Story, file: str) -> str:
    headers = {said: story.header(name, file) for name, said in READ_AS.items()}
    found = ", ".join(f"{said} = {header}" for said, header in headers.items() if header)
    return f"{file} is read as: {found}."


def _state(count: int) -> str:
    return f"{counted(count, 'customer')} {'states' if count == 1 else 'state'}"
