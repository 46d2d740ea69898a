"""What channels concludes: a win rate that fell, and a channel that costs more than it wins."""

from collections.abc import Iterator

from salesops.commands.team._channels.rows import Cost
from salesops.commands.team._channels.story import Story
from salesops.commands.team._channels.trend import compared, said
from salesops.commands.trust import gravest_first, rejected
from salesops.models.wilson import width_of
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first; of data that ends early nothing is concluded."""
    found = [story.stale(), rejected(story.db)]
    if found[0] is None and story.closed.is_now:
        found += [*_down(story), *_costly(story)]
    return gravest_first(found)


def _down(story: Story) -> Iterator[Finding]:
    enough = compared(story)
    now, before = story.spans
    for one in enough:
        lies = one.now.apart(one.before, width_of(len(enough)))
        if one.now.less(one.before) > story.limits.rate_drop or lies.high >= 0:
            continue
        yield Finding(
            Level.WARNING,
            "channel-win-rate-down",
            f"{story.name(one.id)}: {one.now} of {one.now.n:,} deals closed {said(now)} were won, "
            f"against {one.before} of {one.before.n:,} closed {said(before)}: more than chance "
            f"also among {counted(len(enough), 'channel')}. See who sells there and what the lost "
            "reasons say: salesops win-loss --by channel.",
            {
                "channel": story.name(one.id),
                "win_rate": one.now.share,
                "deals": one.now.n,
                "before": one.before.share,
                "before_deals": one.before.n,
            },
        )


def _costly(story: Story) -> Iterator[Finding]:
    days = story.spent_in
    if days is None or (days.end - days.start).days < story.limits.cost_days:
        return
    for one in story.costs:
        if one.loses:
            yield _more(story, one, said(days))


def _more(story: Story, one: Cost, days: str) -> Finding:
    money = story.db.book.currency
    cost, won = (text(m, Unit.MONEY, money) for m in (one.cost, one.won_value))
    return Finding(
        Level.WARNING,
        "channel-costs-more",
        f"{story.name(one.id)} cost {cost} and won {won} in {counted(one.won, 'deal')} "
        f"({days}, {one.closed:,} closed): it costs more than it wins, before what "
        "the goods cost. Ask whether its deals only close later, or are counted elsewhere.",
        {
            "channel": story.name(one.id),
            "cost": one.cost,
            "won_value": one.won_value,
            "won": one.won,
            "closed": one.closed,
        },
    )
