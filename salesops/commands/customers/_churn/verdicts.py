"""What churn concludes: customers of one kind leave far more often, and it costs."""

from salesops.commands.customers._churn.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models.apart import shares
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, text

FEWEST = 4
"""Months before that a usual one is told from, at the least."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    return gravest_first([rejected(story.asked.db), _up(story), _concentrated(story)])


def _up(story: Story) -> Finding | None:
    """The last month against all before it, together."""
    last = story.last_month
    before = [m for m in story.months if last and m.month < last.month]
    churned, there = sum(m.churned for m in before), sum(m.customers for m in before)
    if last is None or len(before) < FEWEST or last.churned < story.limits.few_left:
        return None
    usual = ratio(churned, there)
    apart = shares((last.churned, last.customers), (churned, there))
    if not usual or apart.low <= 0 or (last.rate or 0) <= usual * (1 + story.limits.up):
        return None
    said = [text(v, Unit.PERCENT) for v in (last.rate, usual, last.revenue_churn)]
    return Finding(
        Level.WARNING,
        "churn-up",
        f"In {last.month:%B} {said[0]} of {last.customers:,} customers left, against {said[1]} in "
        f"a usual month of the {len(before)} before, and {said[2]} of recurring revenue. Ask those "
        f"{last.churned:,} why.",
        {"month": last.month, "churned": last.churned, "rate": last.rate, "usual": usual},
    )


def _concentrated(story: Story) -> Finding | None:
    """The first that leaves far more often than the others and makes much of what left."""
    limits, whole = story.limits, story.whole
    for one in story.drivers:
        part = ratio(round(one.rate * one.customers), whole.churned)
        often = one.rate >= limits.times * one.others
        if often and part is not None and part >= limits.part:
            said = [text(v, Unit.PERCENT) for v in (one.rate, one.others, part)]
            return Finding(
                Level.WARNING,
                "churn-concentrated",
                f"{one.value} ({one.dimension}): {said[0]} of {one.customers:,} customers have "
                f"left, against {said[1]} of the others; they are {said[2]} of all who left. Ask "
                "why there, and what would make them stay.",
                {
                    "dimension": one.dimension,
                    "value": one.value,
                    "rate": one.rate,
                    "others": one.others,
                    "customers": one.customers,
                },
            )
    return None
