"""Returns by product: the ranking, and the rows that complete it to all returns."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesops.commands.sales._returns import answers
from salesops.commands.sales._returns.rows import Product, Why
from salesops.commands.sales._returns.story import Judged, Story
from salesops.models import wilson
from salesops.models.compare import ratio
from salesops.period import days
from salesops.result import Table
from salesops.units import counted

NEVER_SENT = "(cancelled, never sent)"
NO_PRODUCT = "(no product known)"
OTHER, ALL = "other", "all"
WEEK = 7


def products(story: Story, top: int) -> Table:
    """The products with the dearest returns, and all else of the window."""
    first = [j for j in story.judged if j.product.returns or j.product.back][:top]
    others = story.judged[len(first) :]
    several = any(j.product.shop for j in first)
    kind = answers.ShopProductRow if several else answers.ProductRow
    reasons = story.why
    listed = [_product(story, kind, j, reasons) for j in first]
    if others:
        money = sum((j.product.returns for j in others), Decimal(0))
        listed.append(_rest(story, kind, OTHER, [j.product for j in others], money))
    listed += [
        kind(None, name, None, amount, share(story, amount), *[None] * 12)
        for name, amount in outside(story)
    ]
    if listed:
        listed.append(_rest(story, kind, ALL, story.products, story.whole))
    return Table(
        "products", "Returns by product", kind, listed, _note(story) if listed else "",
        keys=2 if several else 1,
    )  # fmt: skip


def _note(story: Story) -> str:
    basis = (
        "Rate: units that came back of units sold and sent."
        if story.by_units
        else "Rate: money given back of sales, since no refund says which units came back."
    )
    if not story.cohort:
        return f"{basis} On the cash basis they may be of earlier orders: no interval."
    return (
        f"{basis} Of orders: the share that something came back of, with its interval. "
        "Above usual: beyond chance, all products judged at once; – too few orders."
    )


def _product(
    story: Story,
    kind: type[answers.ProductRow],
    judged: Judged,
    reasons: dict[tuple[str, str], Why],
) -> answers.ProductRow:
    p = judged.product
    back = min(p.orders_back, p.orders)
    sure = wilson.share(back, p.orders) if story.cohort else None
    why = reasons.get((p.shop, p.sku))
    return kind(
        shop=p.shop or None,
        sku=p.sku,
        title=p.title if p.title != p.sku else None,
        sold=p.sold,
        back=p.back if story.by_units else None,
        rate=story.rate([p]),
        orders_rate=back / p.orders if sure else None,
        low=sure.low if sure else None,
        high=sure.high if sure else None,
        returns=p.returns,
        share=share(story, p.returns),
        above=judged.above,
        why=f"{why.reason} ({why.times:,})" if why else None,
        orders=p.orders,
        orders_back=p.orders_back,
        usual=judged.usual,
        excess_week=_weekly(story, judged.excess),
    )


def _weekly(story: Story, excess: Decimal | None) -> Decimal | None:
    count = len(days(story.ledger.window))
    return None if excess is None or not count else excess * WEEK / count


def _rest(
    story: Story,
    kind: type[answers.ProductRow],
    name: str,
    found: Sequence[Product],
    money: Decimal,
) -> answers.ProductRow:
    """Products beyond the ranking, or all that was sold."""
    return kind(
        shop=None,
        sku=name,
        title=counted(len(found), "product"),
        returns=money,
        share=share(story, money),
        rate=story.rate(found),
        orders_rate=None,
        low=None,
        high=None,
        above=None,
        sold=sum((p.sold for p in found), Decimal(0)),
        back=sum((p.back for p in found), Decimal(0)) if story.by_units else None,
        why=None,
        orders=None,
        orders_back=None,
        usual=None,
        excess_week=None,
    )


def outside(story: Story) -> Iterator[tuple[str, Decimal]]:
    """What of the returns is of no product that was sent."""
    if story.never_sent[0]:
        yield NEVER_SENT, story.never_sent[1]
    rest = story.came_back - sum((p.returns for p in story.products), Decimal(0))
    if abs(rest) >= Decimal("0.005"):
        yield NO_PRODUCT, rest


def share(story: Story, amount: Decimal) -> float | None:
    """Of all returns of the window; None where there are none."""
    return ratio(amount, story.whole) if story.whole > 0 else None
