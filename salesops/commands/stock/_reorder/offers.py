"""What reorder offers to the day's queue: orders to place, deliveries to hurry."""

from collections.abc import Sequence
from decimal import Decimal

from salesops.commands.opportunities import Kind, Opportunity, Owner, assumed, named
from salesops.commands.stock._reorder.answers import Sku
from salesops.commands.stock._reorder.item import EXPEDITE, ORDER
from salesops.commands.stock._reorder.wanted import EMPIRICAL, MAX_AVERAGE
from salesops.result import Report
from salesops.units import Unit, counted, text

MOST = 10
"""Orders offered: the queue shows the best three, and a purchaser has the table."""


def offers(report: Report) -> Sequence[Opportunity]:
    """The orders due with the most at stake; none of what is stale."""
    if report.stale:
        return ()
    default = report.limit("reorder.chance")
    due = [row for row in report.table("skus").rows if row.state in (ORDER, EXPEDITE)]
    found = [_offer(row, default) for row in due if row.at_risk]
    return sorted(found, key=lambda offer: (-offer.expected, offer.about))[:MOST]


def _offer(row: Sku, default: float) -> Opportunity:
    runs_out = row.runs_out is not None and row.runs_out < row.delivered
    return Opportunity(
        kind=Kind.BLOCKER if runs_out else Kind.OPPORTUNITY,
        about=f"sku {named(row.sku, row.shop)}",
        what=_what(row),
        action=_action(row),
        amount=row.at_risk or Decimal(0),
        probability=default if row.chance is None else row.chance,
        basis=_basis(row),
        owner=Owner.PURCHASING,
        more="reorder",
        brief=_brief(row),
    )


def _what(row: Sku) -> str:
    pace = f"{text(row.daily, Unit.RATIO)} a day"
    if row.available is None or row.available <= 0:
        left = f"none left, {pace} wanted"
    else:
        lasts = f", runs out {row.runs_out}" if row.runs_out else ""
        left = f"{text(row.available, Unit.QUANTITY)} available at {pace}{lasts}"
    return (
        f"{left[:1].upper()}{left[1:]}; ordered today, here {row.delivered}; waiting a week "
        f"loses {text(row.short_units, Unit.RATIO)} units."
    )


def _brief(row: Sku) -> str:
    here = f", here {row.delivered}" if row.state == ORDER else ""
    left = "none left"
    if row.available is not None and row.available > 0:
        lasts = f", out {row.runs_out}" if row.runs_out else ""
        left = f"{text(row.available, Unit.QUANTITY)} left{lasts}"
    return f"{_action(row).removesuffix('.')}{here}: {left}"


def _action(row: Sku) -> str:
    if row.state == EXPEDITE:
        return f"Hurry the {text(row.incoming, Unit.QUANTITY)} {row.sku} that are on their way."
    return f"Order {text(row.quantity, Unit.QUANTITY)} {row.sku} from {row.supplier}."


def _basis(row: Sku) -> str:
    """Where the probability comes from."""
    if row.chance is None:
        return assumed("reorder.chance", "too little history")
    if row.method in (EMPIRICAL, MAX_AVERAGE) and row.kind in ("intermittent", "lumpy"):
        return f"its demand of {counted(row.weeks or 0, 'week')}"
    return f"its demand of {counted(row.days_counted or 0, 'day')}"
