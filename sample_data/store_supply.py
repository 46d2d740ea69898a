"""How each variant is bought: from whom, how long it takes, in what packs."""

from dataclasses import dataclass
from datetime import date

from store_catalog import Variant
from store_dice import Dice

# What costs less comes in larger packs: below so many cents, units in a pack.
_PACKS = ((900, 24), (2500, 12), (6000, 6))
_ALL_PACKS = (24, 12, 6, 1)
# Of so many variants one has to be ordered by two packs at least.
_TWO_PACKS_EVERY = 3
# Of so many nobody noted how much the lead time varies.
_NO_SD_EVERY = 9
_THROWS = 2


@dataclass(frozen=True)
class Supplier:
    """Who delivers: how long it takes, how much that varies, and on which days they come."""

    name: str
    kinds: tuple[str, ...]
    lead_days: int
    spread: int  # days, each way, of each of two throws
    lead_sd: int  # what that comes to, in tenths of a day
    weekday: int
    weeks: int  # between two deliveries

    def comes(self, day: date) -> bool:
        """Tell whether they deliver on a day."""
        return day.weekday() == self.weekday and day.toordinal() // 7 % self.weeks == 0

    def took(self, dice: Dice) -> int:
        """Return how many days one order takes."""
        return self.lead_days + sum(dice.between(-self.spread, self.spread) for _ in range(_THROWS))


SUPPLIERS = (
    Supplier("Lakeshore Auto Wholesale", ("Oil", "Care"), 4, 1, 12, 1, 1),
    Supplier("Midland Brake Supply", ("Brakes", "Ignition"), 7, 2, 20, 2, 1),
    Supplier("Prairie Parts Depot", ("Fuel and Air", "Cooling", "Electrical"), 10, 3, 28, 3, 1),
    Supplier("Heron Chassis Works", ("Suspension", "Exhaust", "Drivetrain"), 18, 4, 37, 0, 2),
    Supplier("Far Harbor Tool Import", ("Tools",), 30, 6, 53, 4, 2),
)
_BY_KIND = {kind: supplier for supplier in SUPPLIERS for kind in supplier.kinds}


@dataclass(frozen=True)
class Supply:
    """How one variant is bought; without a standard deviation where nobody noted it."""

    variant: Variant
    supplier: Supplier
    has_sd: bool
    pack: int
    moq: int


def supplier_of(variant: Variant) -> Supplier:
    """Return who delivers a variant: each kind of goods has one."""
    return _BY_KIND[variant.kind]


def supply_of(variant: Variant, place: int, quantity: int = 0) -> Supply:
    """Return how the variant at a place of the catalog is bought, if ever in that quantity.

    The pack is the usual one for its price, else the largest that makes up the quantity.
    """
    usual = next((pack for below, pack in _PACKS if variant.price < below), 1)
    pack = next(p for p in _ALL_PACKS if p <= usual and quantity % p == 0)
    two = place % _TWO_PACKS_EVERY == 0 and not quantity
    return Supply(
        variant=variant,
        supplier=supplier_of(variant),
        has_sd=place % _NO_SD_EVERY != 0,
        pack=pack,
        moq=pack * (1 + two),
    )
