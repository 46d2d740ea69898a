"""What bundles concludes: sets that are bought together, and would lose money as one."""

from collections.abc import Sequence

from salesops.commands.customers._bundles.rows import Bundle
from salesops.commands.customers._bundles.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text


def findings(story: Story, rows: Sequence[Bundle]) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    return gravest_first([story.ledger.stale(), rejected(story.asked.db), _thin(story, rows)])


def _thin(story: Story, rows: Sequence[Bundle]) -> Finding | None:
    """The margin floor leaves no discount at all: a SKU of the set is sold too cheap as it is."""
    thin = [row for row in rows if row.cost is not None and row.saving == 0]
    if not thin:
        return None
    one = thin[0]
    floor = text(story.limits.margin_floor, Unit.PERCENT)
    more = f", and of {counted(len(thin) - 1, 'other set')}" if len(thin) > 1 else ""
    return Finding(
        Level.WARNING,
        "bundle-under-margin",
        f"The margin of {one.bundle} without any discount is {text(one.margin, Unit.PERCENT)}"
        f"{more}: not above the floor of {floor}. Look at its prices and costs before you sell "
        "more of it.",
        {
            "bundle": one.bundle,
            "margin": one.margin,
            "separately": one.separately,
            "cost": one.cost,
            "orders": one.orders,
            "sets": len(thin),
        },
    )
