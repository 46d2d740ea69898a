"""The tables of churn."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesops.commands.customers._churn.rows import Driver, Group, Month, Part
from salesops.commands.customers._churn.story import TENURE, Story
from salesops.commands.grouping import UNKNOWN
from salesops.models.compare import ratio
from salesops.models.wilson import share
from salesops.result import Table

ALL = "All"


def tables(story: Story) -> tuple[Table, ...]:
    """By what was asked, what goes with leaving, month by month, and by everything."""
    return (_by(story), _drivers(story), _months(story), _everything(story))


def _by(story: Story) -> Table:
    name = story.shown
    rows = [*_groups(story, name, story.parts.get(name, []))] if name else []
    if story.whole.known:
        rows.append(_all(story, name or ""))
    note = (
        "Churn is the share of the customers listed who have left; low to high is where it lies "
        "with 95 % confidence. Revenue is that of a month, of those who left too."
    )
    if name == TENURE:
        note += " A tenure ends when its customer leaves: who leaves early has a short one by that."
    title = f"Churn by {name}" if name else "Churn"
    return Table("by", title, Group, rows, note if rows else "")


def _groups(story: Story, name: str, parts: Sequence[Part]) -> Iterator[Group]:
    """Tenures in their order, other values by what was lost with them; unknown last."""
    key = (
        (lambda p: (p.value is None, p.value))
        if name == TENURE
        else (lambda p: (p.value is None, -p.lost, -p.churned, p.value))
    )
    for part in sorted(parts, key=key):
        yield _group(story, part)


def _all(story: Story, name: str) -> Group:
    whole = story.whole
    zero = Decimal(0)
    part = Part(name, ALL, whole.known, whole.churned, whole.recurring or zero, whole.lost or zero)
    return _group(story, part)


def _group(story: Story, part: Part) -> Group:
    within = share(part.churned, part.customers)
    priced = story.whole.charged > 0
    return Group(
        part.value or UNKNOWN,
        part.customers,
        part.churned,
        ratio(part.churned, part.customers),
        within.low if within else None,
        within.high if within else None,
        part.recurring if priced else None,
        part.lost if priced else None,
        ratio(part.lost, part.recurring) if priced else None,
        part.dimension,
        ratio(part.lost, story.whole.lost),
    )


def _drivers(story: Story) -> Table:
    note = (
        "Against all other customers, more than chance (95 % for all comparisons together). What "
        "goes with leaving need not cause it: groups overlap."
    )
    rows = story.drivers
    return Table("drivers", "Who leaves more than the others", Driver, rows, note if rows else "")


def _months(story: Story) -> Table:
    rows = story.months
    note = "Of those who were there when the month began; who began and left in one is in none."
    return Table("months", "Churn by month", Month, rows, note if rows else "", shown=bool(rows))


def _everything(story: Story) -> Table:
    rows = [group for name, parts in story.parts.items() for group in _groups(story, name, parts)]
    return Table("everything", "Churn by everything stated", Group, rows, shown=False)
