"""The tables of what became of leads, and how fast they were answered, by source, rep, .."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from salesops.commands.deal_groups import first, headed, ranked, sums
from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._leads import answers
from salesops.commands.team._leads.asked import BY
from salesops.commands.team._leads.rows import Group
from salesops.commands.team._leads.story import Story
from salesops.models import wilson
from salesops.models.compare import ratio
from salesops.result import Table

if TYPE_CHECKING:
    from salesops.commands.team._leads.response import Speed

ALL = "all"
_BECAME = (
    "Of all leads that came in, with 95 % confidence from .. to. Open: neither a deal nor given "
    "up; they are in n and not lost. Of decided leaves them out."
)
_SOLD = (
    "Of all leads that came in, so far. Undecided: open leads, and those whose deal is open. Of "
    "decided: of those won, lost or given up."
)
_WAITED = (
    "Hours from when a lead came in to its first answer; {clock}. Who still waits counts as "
    "waiting until now (Kaplan-Meier): medians and shares are of all leads, not of those answered."
)


def group_tables(story: Story) -> tuple[Table, ...]:
    """For each dimension all rows for scripts, and the first in two tables for prose."""
    return tuple(table for by in story.dims for table in _of_one(story, by))


def _of_one(story: Story, by: str) -> tuple[Table, ...]:
    groups = ranked(by, story.groups(by))
    noted = bool(groups) and by == story.dims[0]
    shown = noted or any(g.id is not None for g in groups)
    every, top = (
        [_group(story, by, g) for g in some]
        for some in (groups, first(groups, story.asked.top, _together))
    )
    sold = [_sale(one) for one in top] if story.tells_sales else []
    row, sale = (headed(kind, BY[by].capitalize()) for kind in (answers.Group, answers.Sale))
    return (
        Table(f"by_{by}", f"By {BY[by]}, all", row, every, shown=False),
        Table(f"by_{by}_top", f"Lead to deal, by {BY[by]}", row, top, _BECAME if noted else "",
              shown=shown),
        Table(f"sales_by_{by}", f"Lead to sale, by {BY[by]}", sale, sold,
              _SOLD if noted and sold else "", shown=shown and bool(sold)),
    )  # fmt: skip


def _together(groups: Sequence[Group], name: str) -> Group:
    counts = sums(
        groups, "leads", "qualified", "became", "given_up", "won", "lost", "open_deals", "dealless",
        "stray", "untimed", "backwards", "won_valued", "won_value",
    )  # fmt: skip
    return replace(groups[0], shop="", id="", label=name, **counts)


def _group(story: Story, by: str, g: Group) -> answers.Group:
    whole = story.whole
    told, sales, ends = story.known.stated > 0, story.tells_sales, story.tells_given_up
    deal = wilson.share(g.became, g.leads) if told else None
    sale = wilson.share(g.won, g.leads) if sales else None
    return answers.Group(
        name=UNKNOWN if g.id is None else g.label or UNKNOWN,
        leads=g.leads,
        share=ratio(g.leads, whole.leads) if whole else None,
        qualified=ratio(g.qualified, g.leads) if story.tells_qualified else None,
        deals=g.became,
        to_deal=ratio(g.became, g.leads) if told else None,
        to_deal_low=deal.low if deal else None,
        to_deal_high=deal.high if deal else None,
        to_deal_decided=ratio(g.became, g.became + g.given_up) if told and ends else None,
        undecided=g.undecided + (g.open_deals if sales else 0),
        won=g.won if sales else None,
        to_sale=ratio(g.won, g.leads) if sales else None,
        to_sale_low=sale.low if sale else None,
        to_sale_high=sale.high if sale else None,
        to_sale_decided=ratio(g.won, g.ended) if sales and ends else None,
        won_value=g.won_value if sales else None,
        qualified_leads=g.qualified,
        given_up=g.given_up,
        open_leads=g.undecided,
        lost=g.lost if sales else None,
        open_deals=g.open_deals if sales else None,
        shop=g.shop or None,
        id=g.id if by == "owner" and g.id else None,
    )


def _sale(one: answers.Group) -> answers.Sale:
    return answers.Sale(
        one.name, one.leads, one.won, one.to_sale, one.to_sale_low, one.to_sale_high,
        one.to_sale_decided, one.undecided, one.won_value,
    )  # fmt: skip


def response_tables(story: Story) -> tuple[Table, ...]:
    """By source and by rep."""
    return tuple(_response(story, by) for by in ("source", "owner"))


def _response(story: Story, by: str) -> Table:
    row = headed(answers.Response, BY[by].capitalize())
    rows = []
    if story.tells_touch:
        found = story.responses
        rows = [_speed(story, n, s) for n, s in found.by(by, found.every, story.asked.top)]
        if rows and by == "source":
            rows.append(_speed(story, ALL, found.speed(found.every)))
    note = _WAITED.format(clock=clock(story)) if rows and by == "source" else ""
    title = f"First answer, by {BY[by]}"
    shown = any(row.name not in (UNKNOWN, ALL) for row in rows)
    shown = shown or (bool(rows) and by == "source")
    return Table(f"response_by_{by}", title, row, rows, note, shown=shown)


def clock(story: Story) -> str:
    """Which hours count."""
    worked = story.calendar
    return "every hour counts" if worked.always else f"only {worked.spoken} count"


def _speed(story: Story, name: str, speed: "Speed") -> answers.Response:
    hour, day = speed.hour if story.known.timed else None, speed.in_day
    low, high = speed.median_within
    return answers.Response(
        name,
        speed.n,
        speed.unanswered,
        speed.median,
        low,
        high,
        hour.share if hour else None,
        day.share if day else None,
        day.low if day else None,
        day.high if day else None,
        speed.untimed,
        "few" if speed.n < story.limits.few else "",
    )
