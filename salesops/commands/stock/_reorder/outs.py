"""When what wants an order runs out, and the chance that an order of today comes too late."""

from datetime import timedelta
from typing import Any

from salesops.commands.stock._reorder.answers import RunsOut, ShopRunsOut
from salesops.commands.stock._reorder.item import EXPEDITE, ORDER, Item
from salesops.commands.stock._reorder.story import Story
from salesops.commands.stock._stockout.asked import AHEAD, Held, Stockout, stockouts
from salesops.result import Table


def outs(story: Story, top: int, keys: int) -> Table:
    """What to order or to hurry, the most urgent first."""
    items = [item for item in story.items if item.state in (ORDER, EXPEDITE)][:top]
    held = [Held(*item.key, item.available, item.stock.incoming) for item in items]
    found = stockouts(story.asked.db, story.window, held)
    kind = ShopRunsOut if story.shops else RunsOut
    rows = [_row(kind, item, found[item.key]) for item in items]
    note = (
        "By these dates it has run out in 10, 50 and 90 % of simulated futures; an empty one is "
        f"more than {AHEAD} days away. What is due on a stated day is in it. Out before that: the "
        "chance that an order of today comes too late. Estimates."
    )
    return Table("stockouts", "When it runs out", kind, rows, note, shown=bool(rows), keys=keys)


def _row(kind: type, item: Item, dates: Stockout) -> Any:
    days = (item.delivered - item.plan.today).days
    chance = dates.before(days)
    return kind(
        shop=item.stock.shop or None,
        sku=item.stock.sku,
        available=item.available,
        due=item.coming.dated(item.plan.today, item.plan.today + timedelta(days=AHEAD)),
        out_early=dates.early,
        out_middle=dates.middle,
        out_late=dates.late,
        delivered=item.delivered,
        chance=chance,
        reason=dates.reason or (f"over {AHEAD} days" if chance is None else ""),
    )
