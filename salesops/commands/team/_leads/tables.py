"""The tables of leads, in the order in which they are read."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._leads import answers
from salesops.commands.team._leads.assigned import Assigned, assigned
from salesops.commands.team._leads.groups import group_tables, response_tables
from salesops.commands.team._leads.rows import Cost
from salesops.commands.team._leads.scoring import score_tables
from salesops.commands.team._leads.story import Story
from salesops.commands.team._leads.waits import waiting_tables
from salesops.models.compare import average, ratio
from salesops.result import Table

BY_NAME, NO_SPEND, NO_SOURCE = "by name", "no spend of that name", "no source of that name"


def tables(story: Story) -> tuple[Table, ...]:
    """What became of leads, how fast they were answered, who waits, what they cost, the score."""
    return (
        *group_tables(story),
        *response_tables(story),
        *waiting_tables(story),
        _costs(story),
        _assignment(story, assigned(story)),
        *score_tables(story),
    )


def _costs(story: Story) -> Table:
    days = story.spend_days
    rows = [*_cost_rows(story)]
    note = (
        f"Of the days {days.first_day} to {days.last_day}, of which spend is told. A channel of "
        "spend is a source where their names differ in nothing but case, spaces and signs; other "
        "spend stands by itself and is spread over nobody. Won so far: of the leads of these days."
    )
    title = "What sources cost"
    return Table("costs", title, answers.Cost, rows, note if rows else "", shown=bool(rows))


def _cost_rows(story: Story) -> Iterator[answers.Cost]:
    """Matched sources by what they cost, then sources without spend, then spend without source."""
    zero = Decimal(0)
    found = sorted(
        story.costs,
        key=lambda one: (one.source is None, one.cost is None, -(one.cost or zero), -one.leads),
    )
    for one in found:
        paid = one.cost is not None and one.source is not None
        yield answers.Cost(
            one.source or one.channel or UNKNOWN,
            one.cost,
            one.leads,
            average(one.cost, one.leads) if paid and one.cost is not None else None,
            one.became,
            one.won if story.deals_known else None,
            average(one.cost, one.won)
            if paid and one.cost is not None and story.deals_known
            else None,
            _match(one),
        )


def _match(one: Cost) -> str:
    if one.source is None:
        return NO_SOURCE
    return NO_SPEND if one.cost is None else BY_NAME


def _assignment(story: Story, found: Assigned) -> Table:
    rows = [
        answers.Rep(
            one.label or UNKNOWN,
            one.recent,
            ratio(one.recent, found.recent),
            ratio(one.recent, found.mean) if one in found.compared and found.mean else None,
            one.open_leads,
            one.untouched,
            "yes" if one in found.compared else "",
            one.leads,
            one.shop or None,
        )
        for one in found.reps
    ]
    note = (
        f"New: came in since {story.recent:%Y-%m-%d}. To the mean: of reps who were there all that "
        f"time; {found.said}"
    )
    shown = any(one.rep is not None for one in found.reps)
    title = "Who is given the leads"
    return Table("assignment", title, answers.Rep, rows, note if rows else "", shown=shown)
