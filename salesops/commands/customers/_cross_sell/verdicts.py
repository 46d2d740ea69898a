"""What cross-sell concludes: every finding, the gravest first."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from salesops.commands.customers._cross_sell.answers import Broken
from salesops.commands.customers._cross_sell.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.result import Finding, Level, Table
from salesops.units import Unit, text

NAMED = 3


def findings(story: Story, broken: Table) -> tuple[Finding, ...]:
    """Everything to act on; of stale data nothing more is concluded."""
    db = story.ledger.db
    gone = _broken(broken.rows, story.limits, db.book.currency)
    return gravest_first([story.ledger.stale(), rejected(db), gone])


def _broken(rows: Sequence[Broken], limits: Any, currency: str | None) -> Finding | None:
    gone = [row for row in rows if row.lost >= limits.lost]
    if not gone:
        return None
    lost = sum((row.lost for row in gone), Decimal(0))
    said = "; ".join(
        f"{row.also}, in {text(row.confidence, Unit.PERCENT)} of the orders with {row.buys}"
        for row in gone[:NAMED]
    )
    return Finding(
        Level.WARNING,
        "pair-broken",
        f"Out of stock while its other half sells: {said}: about "
        f"{text(lost, Unit.MONEY, currency)} lost a week (estimate).",
        {"skus": [row.also_item for row in gone], "lost_a_week": lost},
    )
