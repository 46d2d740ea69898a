"""What returns concludes: every finding, the gravest first."""

from salesops.commands.sales._returns.story import Judged, Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

NAMED = 20
"""Products that a finding holds in its facts before it only counts them."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on."""
    found = [story.ledger.stale(), rejected(story.asked.db)]
    if found[0] is None:  # of what old data does not hold nothing can be concluded
        found += [_high(story), _repeat(story)]
    return gravest_first(found)


def worst(story: Story) -> list[Judged]:
    """Products above the usual beyond chance, the most money above it first."""
    found = [judged for judged in story.judged if judged.above]
    return sorted(found, key=lambda j: (-(j.excess or 0), j.product.sku, j.product.shop))


def _high(story: Story) -> Finding | None:
    found = worst(story)
    if not found:
        return None
    first, currency = found[0], story.asked.db.book.currency
    p = first.product
    more = f" {counted(len(found) - 1, 'more product')} likewise." if found[1:] else ""
    return Finding(
        Level.WARNING,
        "return-rate-high",
        f"{p.sku} comes back too often: of {p.orders_back:,} of {p.orders:,} orders, "
        f"{text(ratio(p.orders_back, p.orders), Unit.PERCENT)} against "
        f"{text(first.usual, Unit.PERCENT)} of the others, "
        f"{text(first.excess, Unit.MONEY, currency)} above the usual.{more}",
        {
            "sku": p.sku,
            "orders": p.orders,
            "orders_back": p.orders_back,
            "usual": round(first.usual or 0.0, 4),
            "excess": first.excess,
            "products": [judged.product.sku for judged in found[:NAMED]],
        },
    )


def _repeat(story: Story) -> Finding | None:
    """Only what chance does not explain is worth a word."""
    found = [row for row in story.repeat if story.beyond_chance(row)]
    if not found:
        return None
    first = found[0]
    customers = "customer returns" if len(found) == 1 else "customers return"
    return Finding(
        Level.INFO,
        "repeat-returners",
        f"{len(found):,} {customers} a larger share of their orders than chance explains, first "
        f"{first.name or first.customer}: {first.returned:,} of {first.orders:,} orders. Ask what "
        "goes wrong before you assume abuse.",
        {"customers": [row.customer for row in found[:NAMED]], "count": len(found)},
    )
