"""The tables of channels."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._channels import answers
from salesops.commands.team._channels.costs import cost_tables
from salesops.commands.team._channels.rows import ZERO, Group, Part
from salesops.commands.team._channels.story import Story
from salesops.commands.team._channels.trend import FEW, trend_tables
from salesops.commands.team._win_loss.rate import Rate, verdict
from salesops.models.compare import average, ratio
from salesops.result import Table


def tables(story: Story) -> tuple[Table, ...]:
    """What each brings, how its win rate moves, what it costs; by a second name if asked."""
    return (*_channels(story), *_by(story), *trend_tables(story), *cost_tables(story))


def _channels(story: Story) -> tuple[Table, Table]:
    """Whole, and as prose shows it."""
    rows, first = ([_channel(story, one) for one in some] for some in (story.every, story.first))
    note = (
        "Created, and won of n closed, in the window; open now. From and to: where the true win "
        "rate lies, with 95 % confidence. Verdict: against all the others, or no further from them "
        f"than chance among so many; few: fewer than {story.limits.few} deals. Cycle: the median "
        "of won deals."
    )
    return (
        Table("channels", "By channel, all", answers.Channel, rows, shown=False),
        Table("channels_top", "By channel", answers.Channel, first, note if rows else ""),
    )


def _channel(story: Story, one: Group) -> answers.Channel:
    created = sum(g.created for g in story.every)
    won = sum((g.won_value for g in story.every), ZERO)
    acts = _acts(story, one)
    return answers.Channel(
        channel=one.other or story.name(one.id),
        created=one.created,
        share=ratio(one.created, created),
        won=one.won,
        closed=one.rate.n,
        win_rate=one.rate.share,
        low=one.rate.ends[0],
        high=one.rate.ends[1],
        verdict=_verdict(story, one),
        won_value=one.won_value,
        value_share=ratio(one.won_value, won) if won > 0 else None,
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


def _acts(story: Story, group: Group) -> int | None:
    if not story.sql.has("activities"):
        return None
    mine = {group.id}
    if group.other:
        mine = {one.id for one in story.every} - {g.id for g in story.first if not g.other}
    return sum(one.activities for one in story.acts if one.is_deal and one.id in mine)


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
    by = story.asked.by
    if by is None:
        return
    rows = [
        answers.Part(
            story.name(part.id), part.name or UNKNOWN, part.won, part.lost, part.won + part.lost,
            ratio(part.won, part.won + part.lost), *_ends(part), part.won_value,
        )
        for part in story.parts(by)
    ]  # fmt: skip
    rows.sort(key=lambda row: row.channel == UNKNOWN)
    note = "Few of each: look at the interval before the rate." if rows else ""
    yield Table("by", f"By channel and {by}", answers.Part, rows, note, shown=bool(rows))


def _ends(part: Part) -> tuple[float | None, float | None]:
    return Rate(part.won, part.won + part.lost).ends
