"""What channels says: the headline, the metrics and the notes."""

from collections.abc import Iterator

from salesops.commands.team._channels.rows import ZERO
from salesops.commands.team._channels.story import Story
from salesops.models.compare import average, ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text

_NAMED = 10


def headline(story: Story) -> str:
    """Which channel wins most, and how often; of how many."""
    if stale := story.stale():
        return stale.message
    named = [g for g in story.every if g.id is not None]
    if not named:
        return _nothing(story)
    best = named[0]
    if not best.won:
        opened = sum(g.open_deals for g in story.every)
        return f"{counted(len(named), 'channel')}: nothing was won in the window; {opened:,} open."
    money = story.db.book.currency
    share = ratio(best.won_value, story.won_value) if story.won_value > 0 else None
    # Of deals that state no channel more may be won than of any.
    most = (
        "Most"
        if best.won_value == max(g.won_value for g in story.every)
        else "Of the channels named most"
    )
    of_won = f" ({text(share, Unit.PERCENT)} of all won)" if share is not None else ""
    unit = f" {money}" if money else ""
    return (
        f"{most} is won by {story.name(best.id)}: {text(best.won_value, Unit.MONEY, money)}{unit}"
        f"{of_won} in {counted(best.won, 'deal')}, {best.rate} of {best.rate.n:,} closed. "
        f"{counted(len(named), 'channel')} in all, {story.whole} of {story.whole.n:,} closed deals "
        "won."
    )


def _nothing(story: Story) -> str:
    if not story.known.deals:
        return "The exports hold no deal that counts: nothing is known of channels."
    if story.every or not story.spelled:
        deals = counted(story.known.deals, "deal")
        return f"No deal states by which channel it is sold: {deals}."
    return "No deal was created or closed in this window, and none is open."


def metrics(story: Story) -> tuple[Metric, ...]:
    """Of all deals, with a channel or not: the sums of the table."""
    every = story.every
    stated = sum(g.won_stated for g in every)
    none = sum(g.created for g in every if g.id is None)
    money, count = Unit.MONEY, Unit.COUNT
    return (
        Metric("channels", "Channels", sum(g.id is not None for g in every), count, good=""),
        Metric("created_deals", "Created deals", story.created, count),
        Metric("won_deals", "Won deals", sum(g.won for g in every), count),
        Metric("lost_deals", "Lost deals", sum(g.lost for g in every), count, good="down"),
        Metric("win_rate", "Win rate", story.whole.share, Unit.PERCENT),
        Metric("won_value", "Won value", story.won_value, money),
        Metric("avg_won", "Average won deal", average(story.won_value, stated), money),
        Metric("open_deals", "Open deals now", sum(g.open_deals for g in every), count, good=""),
        Metric("open_value", "Open value now", sum((g.open_value for g in every), ZERO), money),
        Metric("unknown_share", "Without a channel", ratio(none, story.created), Unit.PERCENT,
               good="down"),
    )  # fmt: skip


def notes(story: Story) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    known, every = story.known, story.asked.every
    yield from _spellings(story)
    if none := sum(g.deals for g in story.every if g.id is None):
        yield f"{counted(none, 'deal')} state no channel: the row {story.name(None)}."
    if known.untold:
        yield (
            f"{counted(known.untold, 'deal')} of which nobody says whether they are open, won or "
            "lost: among the created, in no rate."
        )
    inside = "counted here all the same" if every else "in no number of this window"
    if known.undated:
        yield f"{counted(known.undated, 'won or lost deal')} without the day it closed: {inside}."
    if known.uncreated:
        yield f"{counted(known.uncreated, 'deal')} without a day of creation: {inside}."
    yield from _values(story)
    yield from _acts(story)
    yield from _costs(story)


def _spellings(story: Story) -> Iterator[str]:
    several = [found for found in story.spelled.values() if len(found) > 1]
    if several:
        said = "; ".join(", ".join(repr(w.written) for w in found) for found in several[:_NAMED])
        yield f"Spellings that differ only in case, spaces and signs are one channel: {said}."


def _values(story: Story) -> Iterator[str]:
    won = sum(g.won - g.won_stated for g in story.every)
    if won:
        yield f"{counted(won, 'won deal')} without an amount: in no sum and no average."
    still = sum(g.open_deals - g.open_stated for g in story.every)
    if still:
        yield f"{counted(still, 'open deal')} without an amount: of no value here."


def _acts(story: Story) -> Iterator[str]:
    if not story.sql.has("activities"):
        yield "No export of activities: calls, meetings and e-mails are not told."
        return
    other = sum(one.activities for one in story.acts if not one.is_deal)
    if other and not story.db.book.filtered:
        said = (
            "1 activity of the window is"
            if other == 1
            else f"{other:,} activities of the window are"
        )
        yield f"{said} about no deal that is here: of no channel."


def _costs(story: Story) -> Iterator[str]:
    if story.db.book.filtered:
        yield "Under --where only some deals are here, and spend is for all: no cost is told."
    elif not story.sql.has("spend_daily"):
        yield (
            "No export of spend: what a channel costs is not told. A file of day, channel and cost "
            "is enough."
        )
    elif story.spent_in is None:
        yield "Spend is known of no day of this window: what a channel costs is not told."
    else:
        yield from _names(story)


def _names(story: Story) -> Iterator[str]:
    strange = [one for one in story.costs if one.id and not one.has_deals]
    if strange:
        names = ", ".join(one.written or one.id for one in strange[:_NAMED])
        cost = sum((one.cost or ZERO for one in strange), ZERO)
        spent = text(cost, Unit.MONEY, story.db.book.currency)
        yield (
            f"Spend of {spent} is under names that no deal has for its channel ({names}): of no "
            "channel here. By source it may be told: salesops leads."
        )
