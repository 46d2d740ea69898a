"""What reorder concludes: best sellers ordered too late, and suppliers that are late."""

from salesops.commands.stock._reorder.item import Item
from salesops.commands.stock._reorder.story import Story
from salesops.commands.stock._reorder.tables import value
from salesops.commands.trust import gravest_first, rejected
from salesops.result import Finding, Level
from salesops.units import Unit, counted, plain, text

NAMED = 20
"""SKUs and purchase orders that a finding names in its facts before it only counts them."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on; of what old data does not hold nothing is concluded."""
    db = story.asked.db
    found = [story.stale, rejected(db)]
    if not story.stale:
        found += [_overdue(story), _late(story)]
    return gravest_first(found)


def _overdue(story: Story) -> Finding | None:
    late = [item for item in story.orders if _too_late(story, item)]
    if not late:
        return None
    first = late[0]
    days = counted(first.overdue_days, "day")
    left = text(first.available, Unit.QUANTITY)
    lead = counted(round(first.lead_time.lead.days), "day")
    return Finding(
        Level.WARNING,
        "reorder-overdue",
        f"{counted(len(late), 'best seller')} should have been ordered by now and will run short: "
        f"first {_name(story, first)}, {days} late, {left} left, restocking takes "
        f"{lead}: order {text(first.quantity, Unit.QUANTITY)}.",
        {
            "count": len(late),
            "skus": [item.stock.sku for item in late[:NAMED]],
            "sku": first.stock.sku,
            "shop": first.stock.shop if story.shops else None,
            "overdue_days": first.overdue_days,
            "order_by": first.order_by,
            "quantity": plain(first.quantity, Unit.QUANTITY),
            "at_risk": first.at_risk,
        },
    )


def _name(story: Story, item: Item) -> str:
    return f"{item.stock.sku} of {item.stock.shop}" if story.shops else item.stock.sku


def _too_late(story: Story, item: Item) -> bool:
    """A best seller past its day, and no longer saved by its safety stock at the mean pace."""
    best = (item.stock.shop, item.stock.sku) in story.best
    return best and item.overdue_days > 0 and item.short_units > 0


def _late(story: Story) -> Finding | None:
    if not story.late:
        return None
    first = story.late[0]
    orders = list(dict.fromkeys(line.po for line in story.late))
    known = [v for line in story.late if (v := value(line, story.plan.digits)) is not None]
    worth = f", worth {text(sum(known), Unit.MONEY, story.asked.db.book.currency)}" if known else ""
    return Finding(
        Level.WARNING,
        "purchase-order-overdue",
        f"{counted(len(orders), 'purchase order')} should have come in by now{worth}: first "
        f"{first.po} of {first.supplier or 'an unnamed supplier'}, due {first.expected}. Ask the "
        "supplier.",
        {
            "count": len(orders),
            "purchase_orders": orders[:NAMED],
            "lines": len(story.late),
            "expected": first.expected,
        },
    )
