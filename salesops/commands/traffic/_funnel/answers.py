"""The rows that funnel answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Money, Percent, Text


@dataclass(frozen=True)
class Step:
    """One step from a visit to an order."""

    step: Text
    number: Count | None
    of_sessions: Percent | None
    rate: Percent | None = field(metadata=titled("Of the step before"))
    low: Percent | None = field(metadata=titled("From"))
    high: Percent | None = field(metadata=titled("To"))
    before: Percent | None
    best: Percent | None = field(metadata=titled("Own best"))
    short: Count | None = field(metadata=titled("Orders short of it (estimate)"))
    lost: Count | None = field(metadata=DATA_ONLY)
    number_before: Count | None = field(metadata=DATA_ONLY)
    verdict: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page, product or category, and where it stands among its like."""

    name: Text
    visits: Count
    orders: Count
    conversion: Percent | None = field(metadata=titled("Rate"))
    abandoned: Percent | None = field(metadata=titled("Checkouts abandoned"))
    quadrant: Text
    hundred: Money | None = field(metadata=titled("100 visits bring"))
    more: Money | None = field(metadata=DATA_ONLY)
    low: Percent | None = field(metadata=DATA_ONLY)
    high: Percent | None = field(metadata=DATA_ONLY)
    title: Text | None = field(metadata=DATA_ONLY)
    sku: Text | None = field(metadata=DATA_ONLY)
    revenue: Money | None = field(metadata=DATA_ONLY)
    checkouts: Count | None = field(metadata=DATA_ONLY)
    compared: Text | None = field(metadata=DATA_ONLY)
    usual: Percent | None = field(metadata=DATA_ONLY)
    middle: Count | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True, kw_only=True)
class PagePlace(Place):
    """A page that visits begin on."""

    name: Text = field(metadata=titled("Landing page"))
    visits: Count = field(metadata=titled("Sessions"))


@dataclass(frozen=True, kw_only=True)
class OtherPlace(Place):
    """A channel, source, device or country."""

    visits: Count = field(metadata=titled("Sessions"))


@dataclass(frozen=True, kw_only=True)
class ItemPlace(Place):
    """A product."""

    name: Text = field(metadata=titled("Item"))
    visits: Count = field(metadata=titled("Views"))
    orders: Count = field(metadata=titled("Bought"))


@dataclass(frozen=True, kw_only=True)
class CategoryPlace(ItemPlace):
    """A category."""

    name: Text = field(metadata=titled("Category"))


PLACES: dict[str, type[Place]] = {"page": PagePlace, "item": ItemPlace, "category": CategoryPlace}


@dataclass(frozen=True)
class Corner:
    """How many stand in a quadrant."""

    quadrant: Text
    number: Count
    visits: Count
    orders: Count = field(metadata=titled("Bought"))
    conversion: Percent | None
    more: Money | None = field(metadata=titled("More at the median (estimate)"))
    what_to_do: Text
