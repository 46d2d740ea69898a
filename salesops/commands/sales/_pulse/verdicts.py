"""What pulse concludes: the headline, the findings, and what must be said beside the numbers."""

from dataclasses import dataclass
from typing import Any

from salesops.commands.sales._pulse.figures import Figures
from salesops.commands.sales._pulse.rows import Totals
from salesops.commands.sales._pulse.sending import Sending
from salesops.commands.sales._pulse.skus import Skus, Sold
from salesops.models.compare import NO_HISTORY, split
from salesops.queries.database import Database, Questions
from salesops.result import Change, Finding, Level, Period
from salesops.units import Count, Money, Text, Unit, plain, signed, text

AGAINST = "prev-week"
"""What the verdicts compare with: the same weekdays a week earlier."""
NAMED = 20
"""Orders that a finding names in its facts before it only counts them."""
RECENT = 28
_SPOKEN = {
    "prev": "the period before",
    "prev-week": "a week earlier",
    "prev-month": "the same dates a month earlier",
    "prev-year": "the same dates a year earlier",
    "prev-year-dow": "the same weekdays a year earlier",
}


@dataclass(frozen=True)
class Untied:
    """An order whose lines do not add up to its stated subtotal."""

    order_no: Text
    lines_total: Money
    discount: Money
    subtotal: Money


@dataclass(frozen=True)
class Basis:
    """How taxes and refunds of the window were told apart, in counts."""

    tax_included: Count
    tax_unknown: Count
    estimated: Count
    undated_refunds: Count
    orphans: Count


@dataclass(frozen=True)
class Mismatch:
    """Lines whose total is not unit price x quantity."""

    n: Count


def headline(db: Database, figures: Figures) -> str:
    """One sentence: what was sold and how that compares; the staleness where data is old."""
    window = figures.window
    if stale := db.stale(window):
        return stale.message
    now = figures.now
    if not now.orders and not now.net_sales:
        return f"No sales {window.name or 'in this period'}."
    sales = text(now.net_sales, Unit.MONEY, db.book.currency)
    unit = f" {db.book.currency}" if db.book.currency else ""
    so_far = " so far" if window.so_far else ""
    orders = f"{now.orders:,} order{'s' if now.orders != 1 else ''}"
    each = f" of {text(now.aov, Unit.MONEY, db.book.currency)} on average" if now.aov else ""
    return f"Net sales {sales}{unit}{so_far} from {orders}{each}{_compared(db, figures)}."


def _compared(db: Database, figures: Figures) -> str:
    found = figures.changes("net_sales")
    c = next((c for c in found if c.versus == AGAINST), found[0] if found else None)
    if c is None or c.reason == NO_HISTORY:
        return "; there is no earlier period to compare with"
    base = text(c.base, Unit.MONEY, db.book.currency)
    if c.change_pct is None:
        return f", against {base} {_SPOKEN[c.versus]}"
    return f", {signed(c.change_pct, Unit.PERCENT)} against {_SPOKEN[c.versus]} ({base})"


def findings(
    asked: Questions, figures: Figures, skus: Skus, sending: Sending, limits: Any
) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    db, window = asked.db, figures.window
    found = [
        db.stale(window),
        _rejected(db),
        _drop(db, figures, limits),
        _untied(asked, figures),
        _orphans(asked, window),
        _late(db, sending, figures, limits),
        *(_running_out(sold, limits) for sold in skus.best),
    ]
    order = list(Level)[::-1]
    return tuple(sorted(filter(None, found), key=lambda f: order.index(f.level)))


def _rejected(db: Database) -> Finding | None:
    rejects = db.book.rejects
    if not rejects:
        return None
    first = rejects[0]
    return Finding(
        Level.ERROR,
        "rejected-rows",
        f"{db.book.rows.rejected:,} rows were rejected and are in no number: first {first.file} "
        f"line {first.line}, {first.column or 'the row'} {first.reason}. List them with --rejects.",
        {"rows": db.book.rows.rejected, "file": first.file, "line": first.line},
    )


def _drop(db: Database, figures: Figures, limits: Any) -> Finding | None:
    """A fall past the limit in percent and in money, over enough orders to mean something."""
    found = [pair for pair in _with_bases(figures) if pair[0].versus == AGAINST]
    if not found or found[0][0].change_pct is None:
        return None
    moved, before = found[0]
    enough = before.orders >= limits.drop_orders and -moved.change >= limits.drop_amount
    fall = moved.change_pct or 0.0
    if fall >= limits.drop or not enough:
        return None
    now = figures.now
    by_orders, by_value = split((before.orders, now.orders), (before.order_value, now.order_value))
    by_returns = before.returns - now.returns
    parts = {"orders": by_orders, "order value": by_value, "returns": by_returns}
    cause = min(parts, key=lambda name: parts[name])
    money = {name: signed(part, Unit.MONEY, db.book.currency) for name, part in parts.items()}
    return Finding(
        Level.WARNING,
        "sales-drop",
        f"Net sales fell {text(-fall, Unit.PERCENT)} against {_SPOKEN[AGAINST]}, by "
        f"{text(-moved.change, Unit.MONEY, db.book.currency)}, mostly through {cause}: "
        f"orders {money['orders']} ({before.orders} to {now.orders}), order value "
        f"{money['order value']}, returns {money['returns']}.",
        {
            "change": moved.change,
            "change_pct": fall,
            "from_orders": by_orders,
            "from_order_value": by_value,
            "from_returns": by_returns,
        },
    )


def _with_bases(figures: Figures) -> list[tuple[Change, Totals]]:
    bases = [totals for _, _, totals in figures.bases]
    return list(zip(figures.changes("net_sales"), bases, strict=True))


def _untied(asked: Questions, figures: Figures) -> Finding | None:
    rows = asked.all(
        "untied",
        Untied,
        start_at=figures.window.start,
        end_at=figures.window.end,
        undated=figures.undated,
    )
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


def _basis(asked: Questions, window: Period) -> Basis:
    return asked.one("money_basis", Basis, start_at=window.start, end_at=window.end)


def _orphans(asked: Questions, window: Period) -> Finding | None:
    count = _basis(asked, window).orphans
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
    recent = sum(day.orders for day in figures.recent(RECENT))
    share = len(sending.late) / recent if recent else 1.0
    if share <= limits.late_share:
        return None
    return Finding(
        Level.WARNING,
        "late-fulfillment",
        f"{len(sending.late):,} paid and waiting longer than {limits.promise:g} hours, worth "
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


def notes(asked: Questions, figures: Figures, sending: Sending) -> tuple[str, ...]:
    """What a reader must know to trust the numbers."""
    db, window = asked.db, figures.window
    basis, now = _basis(asked, window), figures.now
    mismatch = asked.one("line_mismatch", Mismatch).n
    unknown = next((b for b in figures.buyers if b.customers == "unknown"), None)
    said = [
        (
            basis.tax_included,
            "{n} orders have prices with tax in them: sales are shown without it.",
        ),
        (basis.tax_unknown, "{n} orders do not say whether prices hold tax: taken as they stand."),
        (
            basis.estimated,
            "{n} partial refunds are all-in: the goods' share is an estimated split by value.",
        ),
        (
            basis.undated_refunds,
            (
                "{n} refunds have no date of their own: booked on their orders' days. "
                "Export the transactions to date them."
            ),
        ),
        (mismatch, "{n} lines state a total that is not unit price x quantity: the total counts."),
        (now.other_orders, "{n} orders hold only gift cards or services: not in orders or AOV."),
        (
            unknown.orders if unknown else 0,
            "{n} orders name no customer: in sales, not among them.",
        ),
    ]
    found = [sentence.format(n=f"{n:,}") for n, sentence in said if n]
    if not sending.known:
        found.append("The exports do not say what was sent: fulfilment is not shown.")
    if db.book.reach and db.book.reach[1] < window.end:
        found.append(f"The last stamp in the data is {db.book.reach[1]:%Y-%m-%d %H:%M}.")
    return tuple(found)
