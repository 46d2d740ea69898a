"""The win rate of each channel, now and before."""

from salesops.commands.ledger import TICK
from salesops.commands.team._channels import answers
from salesops.commands.team._channels.rows import Moved
from salesops.commands.team._channels.story import Story
from salesops.models.apart import Interval
from salesops.models.wilson import width_of
from salesops.result import Period, Table

FEW = "few"


def compared(story: Story) -> list[Moved]:
    """Channels with enough deals now and before."""
    few = story.limits.few_moved
    return [m for m in story.moved if m.id and min(m.now.n, m.before.n) >= few]


def said(span: Period) -> str:
    """Its first and last day."""
    return f"{span.start.date()} to {(span.end - TICK).date()}"


def trend_tables(story: Story) -> tuple[Table, Table]:
    """Whole, and of the channels that prose shows."""
    enough = compared(story)
    width = width_of(len(enough))
    order = {group.id: n for n, group in enumerate(story.every)}
    moved = sorted(story.moved, key=lambda m: order.get(m.id, len(order)))
    shown_ids = {one.id for one in story.first if not one.other}
    every, first = (
        [_moved(story, one, width if one in enough else None) for one in some]
        for some in (moved, [one for one in moved if one.id in shown_ids])
    )
    now, before = story.spans
    title = "Win rate lately, and before" if story.asked.every else "Win rate, and before"
    many = f"all {len(enough)}" if len(enough) > 1 else "the one"
    lies = f"From and to: where the change lies, right for {many} compared; "
    few = f"few: fewer than {story.limits.few_moved} deals in either."
    days = f"Now: closed {said(now)}; before: {said(before)}."
    note = f"{days} {lies}{few}" if enough else f"{days} {few.capitalize()}"
    shown = bool(sum(m.now.n for m in moved) and sum(m.before.n for m in moved))
    return (
        Table("trend", f"{title}, all", answers.Moved, every, shown=False),
        Table("trend_top", title, answers.Moved, first, note if shown else "", shown=shown),
    )


def _moved(story: Story, one: Moved, width: float | None) -> answers.Moved:
    change = one.now.less(one.before) if one.now.n and one.before.n else None
    lies = one.now.apart(one.before, width) if width is not None else None
    told = _said_of(lies) if one.id is not None else None
    return answers.Moved(
        story.name(one.id), one.now.won, one.now.n, one.now.share, one.before.n, one.before.share,
        change, lies.low if lies else None, lies.high if lies else None, told, one.before.won,
    )  # fmt: skip


def _said_of(lies: Interval | None) -> str:
    """Up, down, or nothing that chance would not do; of too few, that they are."""
    if lies is None:
        return FEW
    return "chance" if not lies.tells else "up" if lies.low > 0 else "down"
