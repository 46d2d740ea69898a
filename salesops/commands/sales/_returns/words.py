"""What returns says: the headline, the metrics, and what must be said beside the numbers."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.sales._returns.facts import Facts
from salesops.models.compare import ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text

_UNKNOWN = (
    "No export says what came back: export refund lines, transactions, or orders with their "
    "refunded amount."
)


def headline(facts: Facts) -> str:
    """The rate, the money, and what stands out."""
    db = facts.asked.db
    if stale := facts.ledger.stale():
        return stale.message
    if not facts.products and not facts.whole:
        return "Nothing was sold and nothing came back in this period."
    if not facts.known:
        return _UNKNOWN
    rate = text(facts.rate(facts.products), Unit.PERCENT)
    currency = db.book.currency
    money = f"{text(facts.came_back, Unit.MONEY, currency)} {currency or ''}".strip()
    of = "units sold" if facts.by_units else "sales"
    high = [j.product.sku for j in facts.judged if j.above]
    stands = f" Above usual: {', '.join(high[:3])}." if high else ""
    if not facts.cohort:
        return f"{rate} of {of} was given back in this period: {money}.{stands}"
    return f"{rate} of {of} of this period's orders came back: {money} given back.{stands}"


def metrics(facts: Facts) -> tuple[Metric, ...]:
    """The rate first, then what it is of."""
    units, restocked = _units(facts), _restocked(facts)
    known, cancelled = facts.known, facts.never_sent[1]
    return (
        Metric("return_rate", "Return rate", facts.rate(facts.products), Unit.PERCENT),
        Metric(
            "returned", "Given back for returns", facts.came_back if known else None, Unit.MONEY
        ),
        Metric("never_sent", "Cancelled, never sent", cancelled if known else None, Unit.MONEY),
        Metric("units_back", "Units back", units, Unit.QUANTITY, shown=units is not None),
        Metric(
            "restocked_share", "Restocked", restocked, Unit.PERCENT, shown=restocked is not None
        ),
        Metric("days_to_return", "Median days to return", facts.delay.median_days, Unit.DAYS),
        Metric("repeat_returners", "Repeat returners", _repeat(facts), Unit.COUNT),
    )


def _units(facts: Facts) -> Decimal | None:
    return sum((p.back for p in facts.products), Decimal(0)) if facts.by_units else None


def _restocked(facts: Facts) -> float | None:
    stated = sum((r.stated for r in facts.reasons), Decimal(0))
    return ratio(sum((r.restocked for r in facts.reasons), Decimal(0)), stated)


def _repeat(facts: Facts) -> int | None:
    return len(facts.repeat) if facts.known and not facts.asked.db.book.filtered else None


def notes(facts: Facts) -> tuple[str, ...]:
    """What a reader must know to trust the numbers."""
    return tuple(_notes(facts))


def _notes(facts: Facts) -> Iterator[str]:
    if not facts.known:
        yield _UNKNOWN
        return
    yield from _basis(facts)
    linked = facts.linked
    if linked.refunds and not facts.by_units:
        yield (
            "No refund line says what came back: money is parted over an order's products by "
            "value, an estimate. Export refund lines to know."
        )
    elif linked.refunds > linked.by_line:
        yield (
            f"{counted(linked.refunds - linked.by_line, 'refund')} without a product: the money is "
            "parted by value, and units count only where all of an order came back."
        )
    if linked.undated:
        yield (
            f"{counted(linked.undated, 'refund')} without a date: no days to return are told of "
            "such a refund, and it stands on its order's day."
        )
    if linked.orphans:
        left = ": in the ledger, and in no cohort" if facts.cohort else ""
        yield f"{counted(linked.orphans, 'refund')} without an order in the exports{left}."
    if facts.asked.db.settings.sales.refunds_on == "order":
        yield (
            "With --refunds-on order refunds stand on their orders' days: how soon things come "
            "back is not told."
        )
    if facts.asked.db.book.filtered:
        yield "Under --where, repeat returners are not told: some of their orders are out."


def _basis(facts: Facts) -> Iterator[str]:
    window = facts.ledger.window
    if not facts.cohort:
        yield (
            "Cash basis: what was given back in the window against what was sold in it. The rate "
            "moves with sales; --basis cohort follows each order."
        )
        return
    yield (
        "Cohort basis: what came back, up to now, of the orders placed in the window. Cancelled "
        "orders and what was given back before anything left count in neither side of a rate."
    )
    if window.end > facts.matured_at:
        yield (
            f"Orders placed since {facts.matured_at:%Y-%m-%d} may still come back: the rate "
            "of this window will rise."
        )
    known = facts.delay
    if known.refunds:
        share = text(ratio(known.in_30, known.refunds), Unit.PERCENT)
        so_far = counted(known.refunds, "return")
        yield f"{share} of {so_far} so far came within 30 days of the order."
