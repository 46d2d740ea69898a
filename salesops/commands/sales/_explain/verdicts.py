"""What explain concludes of a fall past the limits."""

from collections.abc import Sequence

from salesops.commands.sales._explain import words
from salesops.commands.sales._explain.causes import Cause
from salesops.commands.sales._explain.season import Season
from salesops.commands.sales._explain.story import Story
from salesops.result import Finding, Level


def drop(story: Story, season: Season, found: Sequence[Cause]) -> Finding | None:
    """A fall past the limits with its first cause; a remark where such a period is usual."""
    limits, fall = story.limits, story.moved.change_pct
    if not found or fall is None or fall >= limits.drop or -story.change < limits.drop_amount:
        return None
    if story.against[2].orders < limits.drop_orders or story.ledger.stale():
        return None
    first = found[0]
    action = "As usual for the season: plan for it." if season.usual else first.action
    return Finding(
        Level.INFO if season.usual else Level.WARNING,
        "sales-drop-explained",
        f"{words.change(story)}, first through {first.cause} ({first.what}): "
        f"{story.signed(first.amount)}. {action}",
        {
            "change": story.change,
            "change_pct": fall,
            "cause": first.cause,
            "kind": first.kind,
            "name": first.name,
            "amount": first.amount,
            "orders": [story.against[2].orders, story.ledger.now.orders],
            "usual": season.usual if season.told else None,
        },
    )
