"""What pulse concludes: every finding, the gravest first."""

from dataclasses import dataclass
from typing import Any

from salesops.commands.outliers import outliers
from salesops.commands.sales._pulse import words
from salesops.commands.sales._pulse.figures import Figures
from salesops.commands.sales._pulse.sending import Sending
from salesops.commands.sales._pulse.skus import Skus, Sold
from salesops.commands.trust import gravest_first, rejected
from salesops.commands.versus import SPOKEN, usual
from salesops.queries.database import Database, Questions
from salesops.result import Finding, Level
from salesops.units import Money, Text, Unit, plain, text

NAMED = 20
"""Orders that a finding names in its facts before it only counts them."""


@dataclass(frozen=True)
class Untied:
    """An order whose lines do not add up to its stated subtotal."""

    order_no: Text
    lines_total: Money
    discount: Money
    subtotal: Money


def findings(
    asked: Questions, figures: Figures, skus: Skus, sending: Sending, limits: Any
) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    db, window = asked.db, figures.window
    found = [
        db.stale(window),
        rejected(db),
        _untied(asked, figures),
        _orphans(figures),
    ]
    if not db.stale(figures.window):  # of what old data does not hold nothing can be concluded
        found += [_drop(db, figures, limits), _late(db, sending, figures, limits)]
        found += [outliers(figures)]
        found += [_running_out(sold, limits) for sold in skus.best if skus.stock]
    return gravest_first(found)


def _drop(db: Database, figures: Figures, limits: Any) -> Finding | None:
    """A fall past the limit in percent and in money, over enough orders to mean something."""
    found = words.against(figures)
    if found is None or found[0].versus != usual(figures.window) or found[0].change_pct is None:
        return None
    change, before = found
    fall, lost = change.change_pct or 0.0, -change.change
    if fall >= limits.drop or before.orders < limits.drop_orders or lost < limits.drop_amount:
        return None
    parts = words.causes_of(figures, before)
    cause = min(parts, key=lambda name: parts[name])
    said = ", ".join(f"{name} {part}" for name, part in words.moved(figures, before).items())
    return Finding(
        Level.WARNING,
        "sales-drop",
        f"Net sales fell {text(-fall, Unit.PERCENT)} against {SPOKEN[change.versus]}, by "
        f"{text(lost, Unit.MONEY, db.book.currency)}, mostly through {cause}: {said} "
        f"({before.orders} orders to {figures.now.orders}).",
        {
            "change": change.change,
            "change_pct": fall,
            "from_orders": parts["orders"],
            "from_order_value": parts["order value"],
            "from_returns": parts["returns"],
        },
    )


def _untied(asked: Questions, figures: Figures) -> Finding | None:
    rows = asked.all("untied", Untied, **figures.span)
    if not rows:
        return None
    orders = "order's lines do" if len(rows) == 1 else "orders' lines do"
    first = rows[0]
    less = f" - discount {first.discount:.2f}" if first.discount else ""
    return Finding(
        Level.WARNING,
        "lines-not-tied",
        f"{len(rows):,} {orders} not add up to the subtotal: {_names([r.order_no for r in rows])} "
        f"(first: lines {first.lines_total:.2f}{less} against {first.subtotal:.2f}). "
        "Gross comes from the lines; the rest of the total is shown as not tied.",
        {
            "orders": [r.order_no for r in rows[:NAMED]],
            "count": len(rows),
            "lines": [
                {
                    "order": r.order_no,
                    "lines": r.lines_total,
                    "discount": r.discount,
                    "subtotal": r.subtotal,
                }
                for r in rows[:NAMED]
            ],
        },
    )


def _names(names: list[str], most: int = 5) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _orphans(figures: Figures) -> Finding | None:
    count = figures.basis.orphans
    if not count:
        return None
    return Finding(
        Level.WARNING,
        "refunds-without-order",
        f"{count:,} refunds belong to orders that are not in the exports: they count as returns in "
        "full. Export the orders' whole history.",
        {"count": count},
    )


def _late(db: Database, sending: Sending, figures: Figures, limits: Any) -> Finding | None:
    if not sending.late:
        return None
    recent = sum(day.orders for day in figures.recent)
    share = len(sending.late) / recent if recent else 1.0
    if share <= limits.late_share:
        return None
    return Finding(
        Level.WARNING,
        "late-fulfillment",
        f"{len(sending.late):,} {'orders are' if len(sending.late) > 1 else 'order is'} paid and "
        f"waiting longer than {limits.promise:g} hours, worth "
        f"{text(sending.value, Unit.MONEY, db.book.currency)}; the longest, "
        f"{sending.late[0].order}, for {sending.late[0].waiting_hours / 24:.1f} days.",
        {"orders": len(sending.late), "value": sending.value, "share": round(share, 4)},
    )


def _running_out(sold: Sold, limits: Any) -> Finding | None:
    cover = sold.days_of_cover
    if cover is None or cover >= limits.cover or sold.available is None:
        return None
    left = f"{text(sold.available, Unit.QUANTITY)} left" if sold.available > 0 else "none left"
    return Finding(
        Level.WARNING,
        "stockout-top-seller",
        f"Best seller {sold.sku} is running out: {left}, {cover:.1f} days at "
        f"{sold.recent_units / 28:.1f} a day.",
        {
            "sku": sold.sku,
            "available": plain(sold.available, Unit.QUANTITY),
            "days_of_cover": round(cover, 2),
        },
    )
