"""A SKU of the shelf with its class, pace, cover and band."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from salesops.commands.stock._heatmap.bands import Band
from salesops.commands.stock._heatmap.rows import Lost, Sku


@dataclass(frozen=True)
class Item:
    """A SKU as the shop's best sellers rank it."""

    sku: Sku
    abc: str
    xyz: str | None
    days: int
    """Days that its pace is taken over."""
    cover: float | None
    band: Band
    lost: Lost | None

    @property
    def key(self) -> tuple[str, str]:
        """Shop and SKU."""
        return self.sku.shop, self.sku.sku

    @property
    def velocity(self) -> float | None:
        """Units a day; None where it was in stock on no day."""
        return float(self.sku.units) / self.days if self.days > 0 else None

    @property
    def price(self) -> Decimal | None:
        """Net of discounts for a unit, over the window."""
        return self.sku.sales / self.sku.units if self.sku.units > 0 else None

    @property
    def lost_a_day(self) -> Decimal:
        """What it loses a day now, as far as known: an estimate."""
        return (self.lost.lost_a_day if self.lost else None) or Decimal(0)

    @cached_property
    def held(self) -> Decimal:
        """Units on hand; oversold stock is none."""
        return max(self.sku.on_hand or self.sku.available or Decimal(0), Decimal(0))

    @cached_property
    def value(self) -> Decimal | None:
        """What is on hand is worth at cost, else at list price."""
        each = self.sku.unit_cost if self.sku.unit_cost is not None else self.sku.price
        return None if each is None else self.held * each

    @property
    def coming(self) -> Decimal:
        """Units on their way: by the inventory, where it says none by open purchase orders."""
        stated = self.sku.incoming or Decimal(0)
        return stated if stated > 0 else self.sku.ordered or Decimal(0)


def shops(items: Iterable[Item]) -> bool:
    """Whether they are of several shops: the same SKU may be two things."""
    return len({item.sku.shop for item in items}) > 1
