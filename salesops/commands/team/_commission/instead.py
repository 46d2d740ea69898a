"""The same sales under the plans of --what-if."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._commission.answers import Instead
from salesops.commands.team._commission.pay import Statement
from salesops.commands.team._commission.story import ZERO, Story, Total
from salesops.models.compare import ratio
from salesops.result import Table

ALL, NO_PLAN = "All with a plan", "none"
Told = tuple[Statement, Total]


def instead(story: Story) -> Total:
    """All who have a plan under the others."""
    told = story.told(story.instead) if story.instead else []
    return Total(tuple(s for one, total in told if one.plan for s in total.settled))


def what_if(story: Story) -> Table:
    """Each rep under both."""
    rows = list(_rows(story))
    return Table("what_if", "Under the plans of --what-if", Instead, rows, shown=bool(rows))


def _rows(story: Story) -> Iterator[Instead]:
    if story.instead is None:
        return
    now = {one.whose: (one, total) for one, total in story.all}
    then = {one.whose: (one, total) for one, total in story.told(story.instead)}
    for whose, (statement, _) in {**then, **now}.items():
        before, after = now.get(whose), then.get(whose)
        if _plan(before) != NO_PLAN or _plan(after) != NO_PLAN:
            name, rep = statement.name, whose[1] or ""
            yield _row(name, (_plan(before), _plan(after)), _payout(before), _payout(after), rep)
    yield _row(ALL, ("", ""), story.together.sum(), instead(story).sum(), "")


def _plan(told: Told | None) -> str:
    return told[0].plan.name if told and told[0].plan else NO_PLAN


def _payout(told: Told | None) -> Decimal | None:
    """None where no plan pays them."""
    return told[1].sum() if told and told[0].plan else None


def _row(
    name: str, plans: tuple[str, str], paid: Decimal | None, would: Decimal | None, rep: str
) -> Instead:
    more = (would or ZERO) - (paid or ZERO)
    part = ratio(more, paid) if paid and paid > 0 else None
    return Instead(name, *plans, paid, would, more, part, rep)
