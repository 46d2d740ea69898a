"""The catalog: every variant with its price, cost and how often it is asked for."""

from dataclasses import dataclass

from store_families import FAMILIES, GIFT, GIFT_CENTS, GRADES, VENDORS, Family

# The first size of the first grade sells most; demand falls off like one over the rank.
_DEMAND = 240
# Dead stock: the last variant of a family this large never sells, of the largest the last two.
_HAS_DEAD, _HAS_TWO_DEAD = 5, 12
_WAS_DEARER = ("AFLT-02", "BATT-03", "MATS-01", "MUFF-04", "SHOK-05", "TOOL-02", "WIPE-03")
_ROUND_FROM = 40_000
# About one variant in ten has no cost on file, as in most shops.
_COST_EVERY, _COST_GAP = 10, 3


@dataclass(frozen=True)
class Variant:
    """One thing that can be sold."""

    sku: str
    handle: str
    title: str
    size: str
    size_value: str
    kind: str
    vendor: str
    family: str
    price: int
    cost: int | None
    grams: int
    demand: int

    @property
    def is_gift(self) -> bool:
        """Gift cards carry no tax, need no parcel and have no stock."""
        return self.family == GIFT

    @property
    def compare_at(self) -> int | None:
        """A few products show an earlier, higher price; it is no discount on an order."""
        return self.price * 6 // 5 if self.sku in _WAS_DEARER else None

    @property
    def has_sizes(self) -> bool:
        """A product with one size has Shopify's placeholder option."""
        return self.size != "Title"

    @property
    def line_name(self) -> str:
        """Return the name an order line shows."""
        return f"{self.title} - {self.size_value}" if self.has_sizes else self.title


class Shelf:
    """The catalog by family, in order."""

    def __init__(self) -> None:
        self.families = {family.code: _variants(number) for number, family in enumerate(FAMILIES)}
        self.variants = [variant for shelf in self.families.values() for variant in shelf]

    def demands(self, family: str) -> list[int]:
        """Return how often each variant of a family is asked for, relative to the others."""
        return [variant.demand for variant in self.families[family]]

    def matching(self, variant: Variant, family: str) -> Variant | None:
        """Return the part of another family made for this one, unless nobody buys it."""
        place = self.families[variant.family].index(variant)
        shelf = self.families[family]
        match = shelf[place % len(shelf)]
        return match if match.demand else None


def _variants(number: int) -> list[Variant]:
    family = FAMILIES[number]
    pairs = [(grade, size) for grade in range(family.grades) for size in range(len(family.sizes))]
    return [_variant(number, grade, size, place) for place, (grade, size) in enumerate(pairs)]


def _variant(number: int, grade: int, size: int, place: int) -> Variant:
    family = FAMILIES[number]
    title = _title(number, grade)
    price = _price(family, grade, size)
    return Variant(
        sku=f"{family.code}-{place + 1:02d}",
        handle=title.lower().replace(" ", "-"),
        title=title,
        size=family.size,
        size_value=family.sizes[size],
        kind=family.kind,
        vendor=_vendor(number, grade),
        family=family.code,
        price=price,
        cost=_cost(number, place, price),
        grams=family.grams,
        demand=_demand(family, place),
    )


def _vendor(number: int, grade: int) -> str:
    return VENDORS[(number + 3 * grade) % len(VENDORS)]


def _title(number: int, grade: int) -> str:
    family = FAMILIES[number]
    if family.code == GIFT:
        return "Store Gift Card"
    return f"{_vendor(number, grade)} {GRADES[grade]} {family.noun}"


def _price(family: Family, grade: int, size: int) -> int:
    if family.code == GIFT:
        return GIFT_CENTS[size]
    raw = family.cents + grade * family.grade_step + size * family.size_step
    # Shop prices end in .99, those of the dearest kits in .00.
    return raw if raw >= _ROUND_FROM else raw // 100 * 100 + 99


def _cost(number: int, place: int, price: int) -> int | None:
    family = FAMILIES[number]
    if family.code == GIFT or (number + place) % _COST_EVERY == _COST_GAP:
        return None
    # Between half and seven tenths of the price, the same for a family's whole range.
    return price * (50 + number * 7 % 21) // 100


def _demand(family: Family, place: int) -> int:
    count = family.grades * len(family.sizes)
    dead = (count >= _HAS_DEAD) + (count >= _HAS_TWO_DEAD)
    return 0 if place >= count - dead else _DEMAND // (place + 2)
