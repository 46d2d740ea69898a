"""Returns by product: the ranking, and the rows that complete it to all returns."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesops.commands.sales._returns import rows
from salesops.commands.sales._returns.facts import Facts, Judged
from salesops.commands.sales._returns.rows import Product, Why
from salesops.models import wilson
from salesops.models.compare import ratio
from salesops.period import days
from salesops.result import Table
from salesops.units import counted

NEVER_SENT = "(cancelled, never sent)"
NO_PRODUCT = "(no product known)"
OTHER, ALL = "other", "all"
WEEK = 7


def products(facts: Facts, top: int) -> Table:
    """The products with the dearest returns, and all else of the window."""
    first = [j for j in facts.judged if j.product.returns or j.product.back][:top]
    others = facts.judged[len(first) :]
    several = any(j.product.shop for j in first)
    kind = rows.ShopProductRow if several else rows.ProductRow
    reasons = facts.why
    listed = [_product(facts, kind, j, reasons) for j in first]
    if others:
        money = sum((j.product.returns for j in others), Decimal(0))
        listed.append(_rest(facts, kind, OTHER, [j.product for j in others], money))
    listed += [
        kind(None, name, None, amount, share(facts, amount), *[None] * 11)
        for name, amount in outside(facts)
    ]
    if listed:
        listed.append(_rest(facts, kind, ALL, facts.products, facts.whole))
    return Table(
        "products", "Returns by product", kind, listed, _note(facts) if listed else "",
        keys=2 if several else 1,
    )  # fmt: skip


def _note(facts: Facts) -> str:
    basis = (
        "Rate: units that came back of units sold and sent."
        if facts.by_units
        else "Rate: money given back of sales, since no refund says which units came back."
    )
    if not facts.cohort:
        return f"{basis} On the cash basis they may be of earlier orders: no interval."
    return (
        f"{basis} The interval is of the share of orders that something came back of. Above usual: "
        "beyond chance, all products judged at once; – too few orders."
    )


def _product(
    facts: Facts, kind: type[rows.ProductRow], judged: Judged, reasons: dict[tuple[str, str], Why]
) -> rows.ProductRow:
    p = judged.product
    sure = wilson.share(min(p.orders_back, p.orders), p.orders) if facts.cohort else None
    why = reasons.get((p.shop, p.sku))
    return kind(
        shop=p.shop or None,
        sku=p.sku,
        title=p.title if p.title != p.sku else None,
        sold=p.sold,
        back=p.back if facts.by_units else None,
        rate=facts.rate([p]),
        low=sure.low if sure else None,
        high=sure.high if sure else None,
        returns=p.returns,
        share=share(facts, p.returns),
        above=judged.above,
        why=f"{why.reason} ({why.times:,})" if why else None,
        orders=p.orders,
        orders_back=p.orders_back,
        usual=judged.usual,
        excess_week=_weekly(facts, judged.excess),
    )


def _weekly(facts: Facts, excess: Decimal | None) -> Decimal | None:
    count = len(days(facts.ledger.window))
    return None if excess is None or not count else excess * WEEK / count


def _rest(
    facts: Facts, kind: type[rows.ProductRow], name: str, found: Sequence[Product], money: Decimal
) -> rows.ProductRow:
    """Products beyond the ranking, or all that was sold."""
    return kind(
        shop=None,
        sku=name,
        title=counted(len(found), "product"),
        returns=money,
        share=share(facts, money),
        rate=facts.rate(found),
        low=None,
        high=None,
        above=None,
        sold=sum((p.sold for p in found), Decimal(0)),
        back=sum((p.back for p in found), Decimal(0)) if facts.by_units else None,
        why=None,
        orders=None,
        orders_back=None,
        usual=None,
        excess_week=None,
    )


def outside(facts: Facts) -> Iterator[tuple[str, Decimal]]:
    """What of the returns is of no product that was sent."""
    if facts.never_sent[0]:
        yield NEVER_SENT, facts.never_sent[1]
    rest = facts.came_back - sum((p.returns for p in facts.products), Decimal(0))
    if abs(rest) >= Decimal("0.005"):
        yield NO_PRODUCT, rest


def share(facts: Facts, amount: Decimal) -> float | None:
    """Of all returns of the window; None where there are none."""
    return ratio(amount, facts.whole) if facts.whole > 0 else None
