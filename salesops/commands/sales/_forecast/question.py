"""What a forecast is of: two can be held against each other only where this is the same."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Self

from salesops.commands.sales._forecast.asked import Asked
from salesops.models.forecast.panel import Freq
from salesops.queries.database import Database
from salesops.units import Text


@dataclass(frozen=True)
class Question:
    """What was asked."""

    measure: str
    by: str
    freq: Freq
    method: str
    """As it was asked for: `auto`, or a name."""

    @classmethod
    def of(cls, asked: Asked) -> Self:
        """What these options ask."""
        return cls(asked.measure, asked.by, Freq(asked.freq), asked.method)

    def __str__(self) -> str:
        """As in `units by sku, day by day`."""
        by = "" if self.by == "total" else f" by {self.by}"
        how = "" if self.method == "auto" else f", --method {self.method}"
        return f"{self.measure}{by}, {self.freq} by {self.freq}{how}"


@dataclass(frozen=True)
class Terms:
    """On which terms its numbers were told: on others they mean something else."""

    currency: str | None
    converted: bool
    """Other currencies are in it too, by --fx."""
    where: tuple[str, ...]
    shops: tuple[str, ...]
    refunds_on: str
    prices: str | None
    zone: str
    week_start: str | None
    """Where periods are weeks."""

    def unlike(self, other: "Terms") -> Iterator[str]:
        """The names of those that differ, as people know them."""
        for field in fields(self):
            if getattr(self, field.name) != getattr(other, field.name):
                yield _NAMES[field.name]


_NAMES = {
    "currency": "currency",
    "converted": "--fx",
    "where": "--where",
    "shops": "shops",
    "refunds_on": "--refunds-on",
    "prices": "[sales] prices",
    "zone": "time zone",
    "week_start": "start of the week",
}


@dataclass(frozen=True)
class _Shop:
    shop: Text


def terms(db: Database, freq: Freq) -> Terms:
    """The terms of what is asked now; the exports must be loaded."""
    asked = db.read("sales/shops")
    shops = tuple(one.shop for one in asked.all("shops", _Shop))
    book, settings = db.book, db.settings
    return Terms(
        book.currency,
        book.converted,
        tuple(sorted(book.where)),
        shops,
        settings.sales.refunds_on,
        settings.sales.prices,
        book.zone,
        settings.time.week_start if freq is Freq.WEEK else None,
    )
