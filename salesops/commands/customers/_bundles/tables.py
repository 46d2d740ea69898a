"""The tables of bundles."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesops.commands.customers._bundles.prices import Priced
from salesops.commands.customers._bundles.rows import Bundle, Part
from salesops.commands.customers._bundles.story import Held, Story
from salesops.result import Table
from salesops.units import Unit, digits, text


def tables(story: Story, discount: float) -> tuple[Table, ...]:
    """The bundles, and what each consists of."""
    rows = [_bundle(one, priced(story, one, discount)) for one in story.bundles]
    parts = [part for one in story.bundles for part in _parts(one)]
    return (
        Table("bundles", "Sets to sell as one", Bundle, rows, _note(story, rows)),
        Table("parts", "What they consist of", Part, parts, keys=2),
    )


def _note(story: Story, rows: Sequence[Bundle]) -> str:
    """What the columns mean, of those that have something to say."""
    if not rows:
        return ""
    note = (
        "Lift, low: by how many times the SKU that belongs to the others least stands with them "
        "oftener than by chance, at least so with 95 % confidence; it ranks. Attach rate: of "
        "the orders with its dearest SKU, those with all of it."
    )
    if all(row.cost is None for row in rows):
        return note
    floor = text(story.limits.margin_floor, Unit.PERCENT)
    return (
        f"{note} Break-even uplift: how many more sets must sell to pay for the discount to those "
        "who buy it anyway, if the new buyers had bought nothing, or the dearest SKU alone; n/a "
        "beside a margin: no number pays. The "
        f"discount keeps a margin of {floor} where the cost is known."
    )


def priced(story: Story, one: Held, discount: float) -> Priced:
    """The set at this discount."""
    shop = story.shops[one.items[0].shop]
    return Priced(
        one.items,
        Decimal(str(discount)) / 100,
        Decimal(str(story.limits.margin_floor)),
        Decimal(str(round(shop.keep, 9))),
        digits(story.asked.db.book.currency),
    )


def _bundle(one: Held, price: Priced) -> Bundle:
    anchor = one.anchor
    return Bundle(
        bundle=one.name,
        orders=one.n,
        lift=one.lift,
        lift_low=one.lift_low,
        attach=one.n / anchor.alone,
        separately=price.separately,
        discount=price.discount,
        price=price.price,
        saving=price.saving,
        margin=price.margin,
        uplift=price.uplift(),
        uplift_anchor=price.uplift(anchor.item),
        kits=price.kits,
        floor=price.verdict,
        size=len(one.members),
        support=one.n / one.orders,
        anchor=anchor.item.sku,
        anchor_orders=anchor.alone,
        cost=price.cost,
        more_sets=price.more(one.n),
        products=" + ".join(item.product for item in one.items),
        listed=all(item.listed for item in one.items),
        shop=anchor.item.shop,
    )


def _parts(one: Held) -> Iterator[Part]:
    for member in one.members:
        item = member.item
        yield Part(
            one.name, item.sku, item.product, member.alone, item.price, item.unit_cost,
            one.n / member.rest, member.alone / one.orders, member.low, item.available,
        )  # fmt: skip
