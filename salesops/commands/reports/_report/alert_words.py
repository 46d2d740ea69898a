"""Alerts in words: the finding of a change, and the note of one that was said before."""

from datetime import datetime
from typing import Any

from salesops.commands.reports._report.moves import Move
from salesops.commands.reports._report.rules import TOTAL, Rule
from salesops.commands.reports._report.said import Said
from salesops.commands.versus import SPOKEN
from salesops.periods.dates import DAY
from salesops.result import Finding, Level
from salesops.units import Unit, counted, plain, signed, text

CODE = "alert-"
"""What the codes of alerts begin with."""


def finding(move: Move, currency: str | None) -> Finding:
    """The change of one group, with all of its numbers."""
    rule, change = move.rule, move.change
    return Finding(
        Level(rule.level),
        f"{CODE}{rule.name}",
        sentence(move, currency),
        {
            "alert": rule.name,
            "by": rule.by,
            "entity": move.entity,
            "measure": rule.measure,
            "value": _fact(move.now.value, rule.unit),
            "base": _fact(change.base, rule.unit),
            "change": _fact(change.change, rule.unit),
            "change_pct": change.change_pct,
            "n": move.n,
            "orders": move.now.orders,
            "base_orders": move.base.orders,
            "versus": change.versus,
            "start": move.window.start,
            "end": move.window.end,
        },
    )


def still(move: Move, before: Said, currency: str | None) -> str:
    """What goes on, and when it was said."""
    return (
        f"Alert {move.rule.name}, still so: {sentence(move, currency)} Said on "
        f"{before.as_of:%Y-%m-%d} of {_days(before.start, before.end)}; its cool-down is "
        f"{move.rule.cooldown}."
    )


def more(rule: Rule, count: int) -> str:
    """How many changes are not named."""
    what = f"{count:,} more {rule.by}" if count == 1 else f"{count:,} more of {rule.by}"
    return f"Alert {rule.name}: {what} moved as far; salesops sales --by {rule.by} lists them."


def sentence(move: Move, currency: str | None) -> str:
    """As in `Net sales of category "Toys" fell 60.0 % to 120.00 EUR, from ..`."""
    change = move.change
    went = "fell" if change.change < 0 else "rose"
    percent = text(abs(change.change_pct or 0.0), Unit.PERCENT)
    now, old = (_amount(value, move, currency) for value in (move.now.value, change.base))
    window, earlier = (_days(span.start, span.end) for span in (move.window, move.before))
    orders = counted(move.now.orders, "order")
    return (
        f"{_what(move.rule, move.entity)} {went} {percent} to {now}, from {old} "
        f"{SPOKEN[change.versus]}: {_signed(move, currency)}, with {orders} against "
        f"{move.base.orders:,} ({window} against {earlier})."
    )


def _what(rule: Rule, entity: str) -> str:
    title = "AOV" if rule.measure == "aov" else rule.measure.replace("_", " ").capitalize()
    return title if rule.by == TOTAL else f'{title} of {_spoken(rule.by)} "{entity}"'


def _spoken(by: str) -> str:
    return "SKU" if by == "sku" else by


def _amount(value: Any, move: Move, currency: str | None) -> str:
    written = text(value, move.rule.unit, currency)
    return f"{written} {currency}" if currency and move.rule.unit is Unit.MONEY else written


def _signed(move: Move, currency: str | None) -> str:
    """The difference; that of two margins is in points, since a percent of it is said too."""
    value, unit = move.change.change, move.rule.unit
    if unit is Unit.PERCENT:
        return signed(value, Unit.POINTS)
    return signed(value, unit, currency) + (
        f" {currency}" if currency and unit is Unit.MONEY else ""
    )


def _days(start: datetime, end: datetime) -> str:
    last = end - DAY
    return f"{start:%Y-%m-%d}" if last == start else f"{start:%Y-%m-%d} to {last:%Y-%m-%d}"


def _fact(value: Any, unit: Unit) -> Any:
    """Units as a number: a Decimal among facts is written as an amount of money."""
    return plain(value, unit) if unit is Unit.QUANTITY else value
