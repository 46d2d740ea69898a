"""What returns says: the headline, the metrics, and what must be said beside the numbers."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.sales._returns.story import Story
from salesops.models.compare import ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text

_UNKNOWN = (
    "No export says what came back: export refund lines, transactions, or orders with their "
    "refunded amount."
)


def headline(story: Story) -> str:
    """The rate, the money, and what stands out."""
    db = story.asked.db
    if stale := story.ledger.stale():
        return stale.message
    if not story.products and not story.whole:
        return "Nothing was sold and nothing came back in this period."
    if not story.known:
        return _UNKNOWN
    rate = text(story.rate(story.products), Unit.PERCENT)
    currency = db.book.currency
    money = f"{text(story.came_back, Unit.MONEY, currency)} {currency or ''}".strip()
    of = "units sold" if story.by_units else "sales"
    high = [j.product.sku for j in story.judged if j.above]
    stands = f" Above usual: {', '.join(high[:3])}." if high else ""
    if not story.cohort:
        return f"{rate} of {of} was given back in this period: {money}.{stands}"
    return f"{rate} of {of} of this period's orders came back: {money} given back.{stands}"


def metrics(story: Story) -> tuple[Metric, ...]:
    """The rate first, then what it is of."""
    units, restocked = _units(story), _restocked(story)
    known, cancelled = story.known, story.never_sent[1]
    return (
        Metric("return_rate", "Return rate", story.rate(story.products), Unit.PERCENT),
        Metric(
            "returned", "Given back for returns", story.came_back if known else None, Unit.MONEY
        ),
        Metric("never_sent", "Cancelled, never sent", cancelled if known else None, Unit.MONEY),
        Metric("units_back", "Units back", units, Unit.QUANTITY, shown=units is not None),
        Metric(
            "restocked_share", "Restocked", restocked, Unit.PERCENT, shown=restocked is not None
        ),
        Metric("days_to_return", "Median days to return", story.delay.median_days, Unit.DAYS),
        Metric("repeat_returners", "Repeat returners", _repeat(story), Unit.COUNT),
    )


def _units(story: Story) -> Decimal | None:
    return sum((p.back for p in story.products), Decimal(0)) if story.by_units else None


def _restocked(story: Story) -> float | None:
    stated = sum((r.stated for r in story.reasons), Decimal(0))
    return ratio(sum((r.restocked for r in story.reasons), Decimal(0)), stated)


def _repeat(story: Story) -> int | None:
    return len(story.repeat) if story.known and not story.asked.db.book.filtered else None


def notes(story: Story) -> tuple[str, ...]:
    """What a reader must know to trust the numbers."""
    return tuple(_notes(story))


def _notes(story: Story) -> Iterator[str]:
    if not story.known:
        yield _UNKNOWN
        return
    yield from _basis(story)
    linked = story.linked
    if linked.refunds and not story.by_units:
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
        left = ": in the ledger, and in no cohort" if story.cohort else ""
        yield f"{counted(linked.orphans, 'refund')} without an order in the exports{left}."
    if story.asked.db.settings.sales.refunds_on == "order":
        yield (
            "With --refunds-on order refunds stand on their orders' days: how soon things come "
            "back is not told."
        )
    if story.asked.db.book.filtered:
        yield "Under --where, repeat returners are not told: some of their orders are out."


def _basis(story: Story) -> Iterator[str]:
    window = story.ledger.window
    if not story.cohort:
        yield (
            "Cash basis: what was given back in the window against what was sold in it. The rate "
            "moves with sales; --basis cohort follows each order."
        )
        return
    yield (
        "Cohort basis: what came back, up to now, of the orders placed in the window. Cancelled "
        "orders and what was given back before anything left count in neither side of a rate."
    )
    if window.end > story.matured_at:
        yield (
            f"Orders placed since {story.matured_at:%Y-%m-%d} may still come back: the rate "
            "of this window will rise."
        )
    known = story.delay
    if known.refunds:
        share = text(ratio(known.in_30, known.refunds), Unit.PERCENT)
        so_far = counted(known.refunds, "return")
        yield f"{share} of {so_far} so far came within 30 days of the order."
