"""The tables of what became of leads, and how fast they were answered, by source, rep, .."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

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

OTHER, ALL = "other", "all"
_BECAME = (
    "Of all leads that came in, with 95 % confidence from .. to. Undecided: no deal yet and not "
    "given up, or the deal is open. They are in n and not lost; of decided leaves them out."
)
_WAITED = (
    "Hours from when a lead came in to its first answer; {clock}. Who still waits counts as "
    "waiting until now (Kaplan-Meier): medians and shares are of all leads, not of those answered."
)


def group_tables(story: Story) -> tuple[Table, ...]:
    """For each dimension all rows for scripts, and the first as prose shows them."""
    return tuple(table for by in story.dims for table in _both(story, by))


def _both(story: Story, by: str) -> tuple[Table, Table]:
    groups = _ranked(story, by)
    row: Any = answers.named(answers.Group, BY[by].capitalize())
    title = f"By {BY[by]}"
    note = _BECAME if by == story.dims[0] and groups else ""
    shown = bool(groups) and (by == story.dims[0] or any(g.part is not None for g in groups))
    every = [_group(story, by, g) for g in groups]
    first = [_group(story, by, g) for g in _cut(groups, story.asked.top)]
    return (
        Table(f"by_{by}", f"{title}, all", row, every, shown=False),
        Table(f"by_{by}_top", title, row, first, note, shown=shown),
    )


def _ranked(story: Story, by: str) -> list[Group]:
    found = story.groups(by)
    named = [g for g in found if g.part is not None]
    if by == "month":
        named.sort(key=lambda g: g.part or "", reverse=True)
    return named + [g for g in found if g.part is None]


def _cut(groups: Sequence[Group], top: int) -> list[Group]:
    """The first of those with a name, the others as one, and those without a name."""
    named = [g for g in groups if g.part is not None]
    unnamed = [g for g in groups if g.part is None]
    if len(named) <= top + 1:
        return named + unnamed
    return [*named[:top], together(named[top:]), *unnamed]


def together(groups: Sequence[Group]) -> Group:
    """Several as one."""
    sums: dict[str, Any] = {
        name: sum(getattr(g, name) for g in groups)
        for name in (
            "leads", "qualified", "became", "given_up", "won", "lost", "open_deals", "dealless",
            "stray", "won_valued", "won_value",
        )
    }  # fmt: skip
    return replace(groups[0], shop="", part="", label=f"{OTHER} ({len(groups):,})", **sums)


def _group(story: Story, by: str, g: Group) -> answers.Group:
    whole = story.whole
    told = story.known.stated > 0
    sales = told and story.deals_known
    ends = story.tells_given_up
    deal = wilson.share(g.became, g.leads) if told else None
    sale = wilson.share(g.won, g.leads) if sales else None
    return answers.Group(
        name=UNKNOWN if g.part is None else g.label or UNKNOWN,
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
        lost=g.lost if sales else None,
        open_deals=g.open_deals if sales else None,
        shop=g.shop or None,
        id=g.part if by == "owner" and g.part else None,
    )


def response_tables(story: Story) -> tuple[Table, ...]:
    """By source and by rep."""
    return tuple(_response(story, by) for by in ("source", "owner"))


def _response(story: Story, by: str) -> Table:
    row: Any = answers.named(answers.Response, BY[by].capitalize())
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
