"""What the card concludes: goals that the last complete periods missed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from salesops.commands.sales._scorecard.card import Card
from salesops.commands.sales._scorecard.goals import Goal
from salesops.commands.sales._scorecard.rows import Line
from salesops.result import Finding, Level
from salesops.units import Unit, text


def missed(card: Card, material: float, *, own: bool) -> Sequence[Finding]:
    """Each goal missed by more than is material; the guide's are nobody's own: tables show them."""
    if not own:
        return []
    found = [
        (goal, line) for goal, line in card.missed if _gap(line) > material * abs(_bound(line))
    ]
    return [
        Finding(
            Level.WARNING,
            "goal-missed",
            _sentence(goal, line, card.db.book.currency),
            _facts(line),
        )
        for goal, line in found
    ]


def _facts(line: Line) -> dict[str, Any]:
    return {
        "goal": line.goal,
        "metric": line.metric,
        "period": line.period,
        "actual": line.actual,
        "wanted": _wanted(line),
        "gap": line.gap,
        "owner": line.owner,
    }


def _wanted(line: Line) -> Decimal | int | float | None:
    """The bound that was missed."""
    low, high, actual = line.wanted_low, line.wanted_high, line.actual
    return low if low is not None and actual is not None and actual < low else high


def _bound(line: Line) -> float:
    return float(_wanted(line) or 0)


def _gap(line: Line) -> float:
    return float(line.gap or 0)


def _sentence(goal: Goal, line: Line, currency: str | None) -> str:
    actual, bound = (text(x, Unit.FIGURE, currency) for x in (line.actual, _wanted(line)))
    asked = f" ({line.wanted})" if goal.grows else ""
    owner = f", owner {line.owner}" if line.owner else ""
    return f"{line.goal} was {actual} {line.when}, {bound} was wanted{asked}{owner}."
