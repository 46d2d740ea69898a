"""The tables by rep, team, source ..: each against all others."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from salesops.commands.deal_groups import TIMES, first, headed, sums
from salesops.commands.deal_groups import ranked as in_order
from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._win_loss import answers
from salesops.commands.team._win_loss.rate import Rate, verdict
from salesops.commands.team._win_loss.rows import Group
from salesops.commands.team._win_loss.story import Story
from salesops.models.compare import average, ratio
from salesops.models.wilson import width_of
from salesops.result import Table

BY = {
    "owner": "rep",
    "manager": "manager",
    "team": "team",
    "territory": "territory",
    "source": "source",
    "channel": "channel",
    "competitor": "competitor",
    "segment": "segment",
    "product": "product",
    "size": "size",
    "type": "type",
    "month": "month",
    "quarter": "quarter",
    "account": "account",
}
"""What may be asked for, and what it is called."""
_MONTHS_IN_QUARTER = 3
_COHORT = (
    "Won so far, of all that were created, but for those of which nobody says how they stand. What "
    "is still open may yet be won, so where much is open the rate will rise."
)
_CLOSED = (
    "From and to: where the true rate lies, with 95 % confidence. Verdict: below or above all the "
    "others, or no further from them than chance among so many; few: fewer than {few} deals."
)


def group_tables(story: Story) -> tuple[Table, ...]:
    """For each dimension all rows for scripts, and the first as prose shows them."""
    return tuple(table for by in story.dims for table in _both(story, by))


def _both(story: Story, by: str) -> tuple[Table, Table]:
    groups = ranked(by, story.groups(by))
    top = groups if by == "size" else first(groups, story.asked.top, _together)
    # In the default tables a dimension that no deal states says nothing.
    shown = bool(groups) and (by == story.dims[0] or any(g.id for g in groups))
    title = f"By {BY[by]}"
    note = _note(story, by) if shown and by == story.dims[0] else ""
    make: Any = _created if story.asked.cohort else _closed
    kind = answers.Created if story.asked.cohort else answers.Group
    row = headed(kind, BY[by].capitalize())
    return (
        Table(f"by_{by}", f"{title}, all", row, make(story, by, groups, groups), shown=False),
        Table(f"by_{by}_top", title, row, make(story, by, top, groups), note, shown=shown),
    )


def _note(story: Story, by: str) -> str:
    note = _COHORT if story.asked.cohort else _CLOSED.format(few=story.limits.few)
    return f"{note} {story.bands.said}" if by == "size" else note


def ranked(by: str, groups: Sequence[Group]) -> list[Group]:
    """Those that won most first, months the latest first, sizes from small to large."""
    by_size = sorted(groups, key=lambda g: g.id or "") if by == "size" else groups
    return in_order(by, by_size)


def _together(groups: Sequence[Group], name: str) -> Group:
    """Several as one; the median of the whole cannot be told from theirs."""
    days = sum(g.cycle_mean * g.won_cycles for g in groups if g.cycle_mean is not None)
    counts = sums(
        groups, "deals", "won", "lost", "still_open", "won_stated", "won_value", "lost_value",
        "won_cycles",
    )  # fmt: skip
    cycles = counts["won_cycles"]
    return replace(
        groups[0], shop=None, id="", name=name, median_won=None,
        cycle_mean=days / cycles if cycles else None, **counts,
    )  # fmt: skip


def name_of(story: Story, by: str, group: Group) -> str:
    """What a group is called."""
    if group.id is None or group.name is None:
        return UNKNOWN
    if by == "size" and group.id:
        return story.bands.name(group.id)
    if by not in TIMES or not group.id:
        return group.name
    year, month = group.id[:4], int(group.id[5:7])
    if by == "month":
        return f"{year}-{month:02}"
    return f"{year}-Q{(month - 1) // _MONTHS_IN_QUARTER + 1}"


def rate_of(group: Group) -> Rate:
    """Won, of those won or lost."""
    return Rate(group.won, group.won + group.lost)


def judged(groups: Sequence[Group], few: int) -> dict[tuple[str | None, str | None], Rate]:
    """Those with a name and enough deals, by shop and key."""
    rates = {(g.shop, g.id): rate_of(g) for g in groups if g.id}
    return {key: rate for key, rate in rates.items() if rate.n >= few}


def whole(groups: Sequence[Group]) -> Rate:
    """All that have a name."""
    rates = [rate_of(g) for g in groups if g.id]
    return Rate(sum(r.won for r in rates), sum(r.n for r in rates))


def _closed(
    story: Story, by: str, listed: Sequence[Group], groups: Sequence[Group]
) -> list[answers.Group]:
    """Each with its verdict, which is that among all of them."""
    few = story.limits.few
    every, enough = whole(groups), judged(groups, few)
    width = width_of(len(enough))

    def said(group: Group) -> str | None:
        rate = rate_of(group)
        others = every.without(rate)
        if not group.id:
            return None
        if rate.n < few or others.n < few:
            return "few"
        return verdict(rate.apart(others, width))

    return [
        answers.Group(
            name_of(story, by, g), g.won, g.lost, g.won + g.lost, rate_of(g).share,
            *rate_of(g).ends, said(g), g.won_value, average(g.won_value, g.won_stated),
            g.median_won, g.cycle_mean, g.lost_value, g.shop or None,
            g.id if by == "owner" and g.id else None,
        )
        for g in listed
    ]  # fmt: skip


def _created(
    story: Story,
    by: str,
    listed: Sequence[Group],
    groups: Sequence[Group],  # noqa: ARG001
) -> list[answers.Created]:
    rows = []
    for g in listed:
        told = g.won + g.lost + g.still_open
        rows.append(
            answers.Created(
                name_of(story, by, g), g.deals, g.won, g.lost, g.still_open, g.deals - told,
                ratio(g.won, told), *Rate(g.won, told).ends, ratio(g.still_open, told),
                g.won_value, average(g.won_value, g.won_stated), g.median_won, g.cycle_mean,
                g.shop or None, g.id if by == "owner" and g.id else None,
            )
        )  # fmt: skip
    return rows
