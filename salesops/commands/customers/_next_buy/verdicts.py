"""What next-buy concludes: customers are due for what cannot be sold to them."""

from salesops.commands.customers._next_buy.due import Queue
from salesops.commands.customers._next_buy.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text


def findings(story: Story, queue: Queue) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    stale = story.stale()
    found = [stale, rejected(story.asked.db)]
    return gravest_first([*found, None if stale else _sold_out(story, queue)])


def _sold_out(story: Story, queue: Queue) -> Finding | None:
    """Of rules that stand: the B that most customers are due for, and no shop of theirs has."""
    rules = [r for r in story.standing if r.stands]
    waiting = {r.row.b: queue.waiting(r.row.b) for r in rules}
    short = {b: n for b, n in waiting.items() if n >= story.limits.waiting}
    if not short:
        return None
    b = min(short, key=lambda b: (-short[b], b))
    rule = next(r for r in rules if r.row.b == b)
    share = text(rule.row.confidence, Unit.PERCENT)
    more = f" {counted(len(short) - 1, 'other item')} too." if len(short) > 1 else ""
    return Finding(
        Level.WARNING,
        "next-buy-sold-out",
        f"{b} is sold out while {counted(short[b], 'customer')} are due to buy it: {share} of "
        f"those who buy {rule.row.a} do within {story.within} days.{more} Restock it, or offer "
        "something like it.",
        {"b": b, "a": rule.row.a, "customers": short[b], "chance": rule.row.confidence,
         "items": sorted(short)},
    )  # fmt: skip
