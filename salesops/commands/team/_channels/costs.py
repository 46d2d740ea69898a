"""What channels cost: spend by name, beside what was won in the same days."""

from collections.abc import Sequence

from salesops.commands.team._channels import answers
from salesops.commands.team._channels.rows import ZERO, Cost
from salesops.commands.team._channels.story import Story
from salesops.commands.team._channels.trend import said
from salesops.models.compare import average, ratio
from salesops.result import Table

NAMELESS = "(names no channel)"


def cost_tables(story: Story) -> tuple[Table, Table]:
    """Whole, and in prose what anything was spent on."""
    rows = [_cost(story, one) for one in _ordered(story)]
    spent = [row for row in rows if row.cost is not None]
    days = story.spent_in
    note = (
        f"Spent, and won, {said(days)}: the days that spend is known of. What is won in them was "
        "often paid for before, and what is spent in them may be won later."
        if days and rows
        else ""
    )
    shown = any(one.has_deals and one.cost is not None and one.id for one in story.costs)
    title, note = "What channels cost", note if shown else ""
    return (
        Table("costs", f"{title}, all", answers.Cost, rows, shown=False),
        Table("costs_top", title, answers.Cost, spent, note, shown=shown),
    )


def _ordered(story: Story) -> Sequence[Cost]:
    """The dearest first; those without a name last."""
    return sorted(story.costs, key=lambda c: (not c.id, -(c.cost or ZERO), -c.won_value, c.id))


def _cost(story: Story, one: Cost) -> answers.Cost:
    """Spend that names no channel is not that of deals that state none."""
    if not one.id:
        told = "spend without a name, and deals without one: not of each other"
        return answers.Cost(
            NAMELESS, one.cost, one.won if one.has_deals else None,
            one.won_value if one.has_deals else None, None, None, one.closed,
            told if one.cost else None,
        )  # fmt: skip
    if not one.has_deals:
        told = "no deal states this channel"
        return answers.Cost(one.written or one.id, one.cost, None, None, None, None, None, told)
    return answers.Cost(
        story.name(one.id), one.cost, one.won, one.won_value,
        average(one.cost, one.won) if one.cost is not None else None,
        ratio(one.cost, one.won_value) if one.won_value > 0 else None,
        one.closed, "no spend under this name" if one.cost is None else None,
    )  # fmt: skip
