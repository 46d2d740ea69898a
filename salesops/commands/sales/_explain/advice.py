"""What each cause is called, and what the operator guide says to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from salesops.commands.opportunities import Owner
from salesops.commands.sales._explain.carriers import SKU
from salesops.models.attribution import (
    BASKET,
    CONVERSION,
    DISCOUNT,
    ORDER_VALUE,
    ORDERS,
    PRICE,
    RETURNS,
    SESSIONS,
)


@dataclass(frozen=True)
class Words:
    """An effect in words: how it reads when it takes and when it brings, and what to do."""

    less: str
    more: str
    action: str
    owner: Owner


EFFECTS = {
    ORDERS: Words(
        "Fewer orders", "More orders", "Increase marketing and promotions.", Owner.MARKETING
    ),
    SESSIONS: Words(
        "Fewer sessions",
        "More sessions",
        "Tell who runs SEO and marketing that visits fell.",
        Owner.MARKETING,
    ),
    CONVERSION: Words(
        "Fewer orders per session",
        "More orders per session",
        "Check product pages, prices and checkout.",
        Owner.SALES,
    ),
    ORDER_VALUE: Words("Lower order value", "Higher order value", "Focus on upsells.", Owner.SALES),
    BASKET: Words(
        "Baskets worth less", "Baskets worth more", "Focus on upsells and bundles.", Owner.SALES
    ),
    PRICE: Words("Lower prices", "Higher prices", "Check which prices fell, and why.", Owner.SALES),
    DISCOUNT: Words("More discounts", "Fewer discounts", "Check which discounts ran.", Owner.SALES),
    RETURNS: Words("More returns", "Fewer returns", "Ask why goods came back.", Owner.SUPPORT),
}
VALUES: Mapping[str, tuple[str, Owner]] = {
    SKU: ("Check its page, its price and its stock.", Owner.SALES),
    "category": ("Check its pages, prices and stock.", Owner.SALES),
    "channel": ("Ask who runs this channel what changed.", Owner.MARKETING),
    "country": ("Check campaigns, delivery and payment there.", Owner.MARKETING),
    "segment": ("Write to them or call them.", Owner.SALES),
    "customers": ("Increase marketing to them.", Owner.MARKETING),
    "shop": ("Ask who runs this shop what changed.", Owner.SALES),
}
ORDER = ("Plan without it; ask that customer for the next.", Owner.SALES)
OUT = ("Reorder it; offer a pre-order or what replaces it.", Owner.PURCHASING)
