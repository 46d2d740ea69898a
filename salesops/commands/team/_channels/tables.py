"""The tables of channels."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from salesops.commands.deal_groups import first, headed, ranked, sums
from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._channels import answers
from salesops.commands.team._channels.costs import cost_tables
from salesops.commands.team._channels.rows import Group, Part
from salesops.commands.team._channels.story import Story
from salesops.commands.team._channels.trend import FEW, trend_tables
from salesops.commands.team._win_loss.groups import BY
from salesops.commands.team._win_loss.rate import verdict
from salesops.models.compare import average, ratio
from salesops.result import Table

_WON = (
    "Created, and won of n closed, in the window. From and to: where the true win rate lies, with "
    "95 % confidence. Verdict: against all the others, or no further from them than chance among "
    "so many; few: fewer than {few} deals."
)
_DEALS = (
    "Average and cycle (the median) are of won deals. Open: now. Activities: calls, meetings, "
    "e-mails, demos and proposals that took place in the window, about deals of the channel."
)


def tables(story: Story) -> tuple[Table, ...]:
    """What each brings, how its win rate moves, what it costs; by a second name if asked."""
    return (*_channels(story), *_by(story), *trend_tables(story), *cost_tables(story))


def _channels(story: Story) -> tuple[Table, ...]:
    """Whole, and as prose shows it in two tables."""
    every, top = ([_channel(story, one) for one in some] for some in (story.every, story.first))
    note = _WON.format(few=story.limits.few) if top else ""
    deals = [_deals(row) for row in top]
    return (
        Table("channels", "By channel, all", answers.Channel, every, shown=False),
        Table("channels_top", "Volume and win rate, by channel", answers.Channel, top, note),
        Table("deals_top", "Won and open deals, by channel", answers.Deals, deals,
              _DEALS if deals else "", shown=bool(deals)),
    )  # fmt: skip


def _deals(one: answers.Channel) -> answers.Deals:
    """What prose has no room for beside the win rate."""
    return answers.Deals(
        one.channel, one.avg_won, one.cycle_middle, one.open_deals, one.open_value,
        one.activities, one.activities_per_won,
    )  # fmt: skip


def _channel(story: Story, one: Group) -> answers.Channel:
    acts = one.activities if story.sql.has("activities") else None
    return answers.Channel(
        channel=one.other or story.name(one.id),
        created=one.created,
        share=ratio(one.created, story.created),
        won=one.won,
        closed=one.rate.n,
        win_rate=one.rate.share,
        low=one.rate.ends[0],
        high=one.rate.ends[1],
        verdict=_verdict(story, one),
        won_value=one.won_value,
        value_share=ratio(one.won_value, story.won_value) if story.won_value > 0 else None,
        avg_won=average(one.won_value, one.won_stated),
        cycle_middle=one.cycle_middle,
        open_deals=one.open_deals,
        open_value=one.open_value,
        activities=acts,
        activities_per_won=Decimal(acts) / one.won if acts is not None and one.won else None,
        lost=one.lost,
        lost_value=one.lost_value,
        median_won=one.median_won,
        cycle_mean=one.cycle_mean,
        open_stated=one.open_stated,
        id=one.id,
    )


def _verdict(story: Story, one: Group) -> str | None:
    if one.id is None:
        return None
    others = story.named.without(one.rate)
    if not others.n:
        return None
    if min(one.rate.n, others.n) < story.limits.few:
        return FEW
    return verdict(one.rate.apart(others, story.width))


def _by(story: Story) -> Iterator[Table]:
    """Whole, and as prose shows it: of each channel the first."""
    by, top = story.asked.by, story.asked.top
    if by is None:
        return
    parts = _parts(story, by)
    every, shown = (
        [_part(story, part) for some in found for part in some]
        for found in (parts, [first(some, top, _together) for some in parts])
    )
    row = headed(answers.Part, BY[by].capitalize())
    title = f"By channel and {BY[by]}"
    note = "Few of each: look at the interval before the rate." if shown else ""
    yield Table("by", f"{title}, all", row, every, shown=False)
    yield Table("by_top", title, row, shown, note, shown=bool(shown), keys=2)


def _parts(story: Story, by: str) -> list[list[Part]]:
    """Those of each channel that won most first, in the order of the channels."""
    found: dict[str | None, list[Part]] = {}
    for part in story.parts(by):
        found.setdefault(part.channel, []).append(part)
    return [ranked(by, found[one.id]) for one in story.every if one.id in found]


def _together(parts: Sequence[Part], name: str) -> Part:
    return replace(parts[0], id=name, **sums(parts, "won", "lost", "won_value"))


def _part(story: Story, part: Part) -> answers.Part:
    rate = part.rate
    return answers.Part(
        story.name(part.channel), part.id or UNKNOWN, part.won, part.lost, rate.n, rate.share,
        *rate.ends, part.won_value,
    )  # fmt: skip
