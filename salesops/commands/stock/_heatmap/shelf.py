"""Every SKU with its class, pace, cover and band: what all tables are cut from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from salesops.commands.opportunities import HORIZON
from salesops.commands.stock._heatmap.bands import WEEKS, Band, band, classes, steadiness
from salesops.commands.stock._heatmap.item import Item
from salesops.commands.stock._heatmap.rows import Lost, Place, Shelf, Sku
from salesops.commands.stock._stockout.asked import Held, Key, Stockout, stockouts
from salesops.queries.database import Questions
from salesops.result import Period

SPAN = 28
"""Full days before today: four of each weekday."""
NEW = 7
"""Days that the pace of a new SKU is taken over at the least: each weekday once."""


@dataclass(frozen=True)
class Stock:
    """The shelf at as-of and the 28 days before it, of all locations or of one."""

    asked: Questions
    window: Period
    dead_days: int
    location: str | None

    @cached_property
    def told(self) -> bool:
        """Cover can be told: the orders are all there."""
        return not self.asked.db.book.filtered

    @cached_property
    def today(self) -> date:
        """The day that the window ends before."""
        return self.window.end.date()

    @cached_property
    def places(self) -> list[Place]:
        """Where stock lies."""
        return self.asked.all("places", Place)

    @cached_property
    def named(self) -> bool:
        """Orders name the location asked for, so its sales are theirs."""
        return any(p.orders for p in self.places if p.location == self.location)

    @cached_property
    def shelves(self) -> list[Shelf]:
        """SKU by SKU, what lies where."""
        return self.asked.all("shelves", Shelf, **self._at)

    @property
    def _at(self) -> dict[str, object]:
        return {"everywhere": self.location is None, "location": self.location or ""}

    @cached_property
    def by_lines(self) -> bool:
        """Refund lines name SKUs: net sales are net of returns."""
        return self.asked.has("refunds")

    @cached_property
    def first(self) -> date:
        """The first day of the data, and not of the future."""
        reach = self.asked.db.book.reach
        return min(reach[0].date(), self.today) if reach else self.today

    @cached_property
    def items(self) -> list[Item]:
        """Best sellers first."""
        rows = self.asked.all(
            "skus",
            Sku,
            **self._at,
            named=self.named,
            by_lines=self.by_lines,
            from_day=self.window.start.date(),
            to_day=self.today,
            weeks_from=self.today - timedelta(weeks=WEEKS),
            soon_day=self.today + timedelta(days=HORIZON),
        )
        ranked = sorted(rows, key=lambda row: (-row.net_sales, row.shop, row.sku))
        letters = classes([row.net_sales for row in ranked])
        return [self._item(row, abc) for row, abc in zip(ranked, letters, strict=True)]

    def _item(self, row: Sku, abc: str) -> Item:
        days = self._days(row)
        cover, found = self._cover(row, days)
        xyz = steadiness(row.week_sum, row.week_squares) if self._twelve_weeks else None
        lost = self.lost.get((row.shop, row.sku))
        return Item(row, abc, xyz, days, cover, found, lost)

    @cached_property
    def _twelve_weeks(self) -> bool:
        return self.first <= self.today - timedelta(weeks=WEEKS)

    @cached_property
    def start(self) -> date:
        """The first day of the window that the data has."""
        return max(self.window.start.date(), self.first)

    @cached_property
    def _goes_back(self) -> bool:
        return self.first <= self.start - timedelta(days=SPAN)

    def _days(self, row: Sku) -> int:
        """Days of the window that it could be bought on; of a new SKU those since its first sale.

        New is told only where the data goes back a window before this one, and where the stock
        history does not show it in stock, unsold, before that sale.
        """
        days = (self.today - self.start).days - row.days_out
        if row.first_day and self._goes_back and self.start <= row.first_day < self.today:
            since = max(NEW, (self.today - row.first_day).days)
            days = min(days, since - row.out_since)
        return max(days, row.days_known - row.days_out)

    def _cover(self, row: Sku, days: int) -> tuple[float | None, Band]:
        if row.available is None or not row.goods:
            return None, Band.NO_STOCK
        if row.available <= 0:
            needless = row.oversell or row.withdrawn
            return (0.0 if self.told else None), Band.NO_STOCK if needless else Band.OUT
        if not self.told:
            return None, Band.NO_SALES
        cover = float(row.available * days / row.units) if row.units > 0 and days > 0 else None
        return cover, band(cover)

    @cached_property
    def lost(self) -> dict[tuple[str, str], Lost]:
        """Lost sales by shop and SKU; of no one location, since another may have it."""
        if not self.told or self.location is not None:
            return {}
        found = self.asked.all(
            "lost_sales",
            Lost,
            from_day=self.window.start.date(),
            to_day=self.today,
        )
        return {(row.shop, row.sku): row for row in found}

    def stockouts(self, items: Sequence[Item]) -> Mapping[Key, Stockout]:
        """When these run out; not at one location: nobody knows what will be brought to it."""
        if self.location is not None:
            return {}
        none = Decimal(0)
        held = [Held(*i.key, i.sku.available or none, i.sku.incoming or none) for i in items]
        return stockouts(self.asked.db, self.window, held)

    @cached_property
    def out(self) -> list[Item]:
        """Out of stock and lately sold, what loses most first."""
        found = [i for i in self.items if i.band is Band.OUT]
        lately = [i for i in found if i.sku.last_day and i.sku.last_day >= self._alive]
        return sorted(lately, key=lambda i: -i.lost_a_day)

    @cached_property
    def dead(self) -> list[Item]:
        """In stock, and without a sale for so long; the data must reach back as far."""
        return [item for item in self._lying if self._idle(item)]

    def slow(self, least: float) -> list[Item]:
        """In stock, not dead, and selling fewer units a day than that."""
        sold = [item for item in self._lying if not self._idle(item)]
        return [item for item in sold if item.velocity is not None and item.velocity < least]

    @cached_property
    def _lying(self) -> list[Item]:
        """Goods in stock."""
        goods = [item for item in self.items if item.sku.goods and item.sku.stocked]
        return [i for i in goods if (i.sku.available or 0) > 0] if self.told else []

    def _idle(self, item: Item) -> bool:
        last = item.sku.last_day
        return self.first <= self._alive and (last is None or last < self._alive)

    @cached_property
    def _alive(self) -> date:
        """The first day on which a sale still counts."""
        return self.today - timedelta(days=self.dead_days)
