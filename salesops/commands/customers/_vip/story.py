"""The VIPs of a shop at as-of, and what is asked about them, each part once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.customers._vip.odds import SOON, Odds, odds
from salesops.commands.customers._vip.rows import Again, Order, Person, Standing, Vips, Whole
from salesops.commands.ledger import Ledger
from salesops.commands.opportunities import assumed
from salesops.models.compare import average
from salesops.queries.database import Questions
from salesops.result import Finding, Period
from salesops.units import Unit, counted, digits, rounded, text

YEAR, QUARTER = timedelta(days=365), timedelta(days=90)
"""High value is told from a year; VIPs have a quarter to come back: see vip_retention."""
ZERO = Decimal(0)


@dataclass(frozen=True)
class Story:
    """What is known of the best customers."""

    asked: Questions
    window: Period
    """Of the large orders."""
    limits: Any
    top: int

    @property
    def as_of(self) -> datetime:
        """The question's now, where the year ends."""
        return self.asked.db.as_of

    @property
    def told(self) -> bool:
        """Whether silence can be told: --where leaves out orders that may have broken it."""
        return not self.asked.db.book.filtered

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    def stale(self) -> Finding | None:
        """The finding that the orders end too early to tell."""
        return self.asked.db.stale(self.year.window)

    @cached_property
    def year(self) -> Ledger:
        """The sums of the 365 days that end at as-of."""
        window = Period(self.as_of - YEAR, self.as_of, "365 days", so_far=True)
        return Ledger(self.asked.db, window, "prev", undated=False)

    def standing(self, at: datetime, until: datetime) -> list[Standing]:
        """Who was of high value at a moment, the best first, and who ordered again until then."""
        return self.asked.all("standing", Standing, **self._bounds(at), until=until)

    @cached_property
    def vips(self) -> list[Standing]:
        """Those of now."""
        return self.standing(self.as_of, self.as_of)

    @cached_property
    def late(self) -> list[Standing]:
        """Those who are due for contact, the most to expect first."""
        found = [v for v in self.vips if v.late] if self.told else []
        return sorted(found, key=lambda v: (-self.expected(v), -v.net_sales, v.key))

    @cached_property
    def _people(self) -> dict[tuple[str, str], Person]:
        """Who they are."""
        tops = [v.net_sales for v in self.vips if v.is_top]
        least = min(
            tops, default=Decimal(10) ** 15
        )  # more than anybody brings: none is of the best
        rows = self.asked.all("members", Person, **self._bounds(self.as_of), least=least)
        return {(p.shop, p.customer): p for p in rows}

    def person(self, of: Standing) -> Person:
        """Who a VIP is, and what they brought ever."""
        return self._people[of.key]

    @cached_property
    def whole(self) -> Whole:
        """What all known customers brought in the year."""
        over = Decimal(self.limits.order_over)
        return self.asked.one("whole", Whole, **self._bounds(self.as_of), order_over=over)

    @cached_property
    def large(self) -> list[Order]:
        """The large orders of the window, the largest first."""
        return self.asked.all(
            "large",
            Order,
            start_at=self.window.start,
            end_at=self.window.end,
            order_over=Decimal(self.limits.order_over),
        )

    @cached_property
    def again(self) -> Again:
        """How often who placed a large order within the year before ordered again in 30 days."""
        return self.asked.one(
            "again",
            Again,
            from_at=self.as_of - SOON - YEAR,
            to_at=self.as_of - SOON,
            order_over=Decimal(self.limits.order_over),
        )

    def retention(self, end: datetime) -> Vips | None:
        """Of the VIPs of the year that ended 90 days before; None where the data is too short."""
        if not self.told or self.year.first is None or not self.year.reaches(end - QUARTER - YEAR):
            return None
        asked = self.asked.db.read("sales/scorecard/vips")
        to = end - QUARTER
        return asked.one("vips", Vips, vip_from=to - YEAR, vip_to=to, until=end, **self._high)

    @cached_property
    def retained(self) -> Vips | None:
        """At as-of."""
        return self.retention(self.as_of)

    @cached_property
    def retained_before(self) -> Vips | None:
        """A quarter earlier."""
        return self.retention(self.as_of - QUARTER)

    @cached_property
    def odds(self) -> Odds:
        """What late VIPs did at earlier dates."""
        reach = self.asked.db.book.reach
        return odds(self.standing, self.as_of, reach[0] if reach else None)

    @property
    def enough(self) -> bool:
        """Whether late VIPs were seen often enough for a chance of the shop's own."""
        few: int = self.limits.few
        return len(self.odds.seen) >= few

    def chance(self, of: Standing) -> float:
        """Of an order within 30 days: what those as late did; a guess where too few were late."""
        guess: float = self.limits.back
        return self.odds.near(of.days_since, self.limits.few).share or 0.0 if self.enough else guess

    def basis(self, of: Standing) -> str:
        """Where the chance comes from."""
        total = len(self.odds.seen)
        if not self.enough:
            return assumed("vip.back", f"only {counted(total, 'late VIP')} before")
        near = self.odds.near(of.days_since, self.limits.few).times
        return f"own history, the {near:,} nearest of {total:,} late VIPs"

    def expected(self, of: Standing) -> Decimal:
        """Their usual order by its chance, to the cent, so that lists of it tie."""
        return self.cents(usual_order(of) * Decimal(str(self.chance(of))))

    def cents(self, amount: Decimal) -> Decimal:
        """Rounded as it is written."""
        return rounded(amount, digits(self.currency))

    def money(self, amount: Decimal, *, unit: bool = False) -> str:
        """As prose writes it; with its currency where asked for."""
        said = text(amount, Unit.MONEY, self.currency)
        return f"{said} {self.currency}" if unit and self.currency else said

    @property
    def _high(self) -> dict[str, object]:
        """What makes a customer one of high value."""
        share = min(max(float(self.limits.top_share), 0.0), 1.0)
        return {"vip_order": Decimal(self.limits.vip_over), "vip_share": share}

    def _bounds(self, at: datetime) -> dict[str, Any]:
        return {"year_at": at - YEAR, "at": at, **self._high}


def usual_order(of: Standing) -> Decimal:
    """The mean of the year's orders."""
    return average(of.order_value, of.orders) or ZERO


def worth(vips: Sequence[Standing]) -> Decimal:
    """Their net sales of the year together."""
    return sum((v.net_sales for v in vips), ZERO)
