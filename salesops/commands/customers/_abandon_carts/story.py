"""The carts of a window, and what is asked about them, each part once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesops.commands.customers._abandon_carts.contacts import by_contact
from salesops.commands.customers._abandon_carts.odds import Odds, odds
from salesops.commands.customers._abandon_carts.outcomes import (
    ABANDONED,
    WITHIN,
    Cart,
    Outcome,
    cart,
    hours,
)
from salesops.commands.customers._abandon_carts.rows import (
    Begun,
    Bought,
    Consent,
    Content,
    Known,
    Ordered,
)
from salesops.queries.database import Questions
from salesops.result import Finding, Period
from salesops.units import digits, rounded

Key = tuple[str, str]
"""Shop and checkout."""


@dataclass(frozen=True)
class Story:
    """What is known of the carts of a window."""

    asked: Questions
    window: Period
    limits: Any
    top: int
    least: Decimal
    """Carts of less are not listed by name."""

    @property
    def as_of(self) -> datetime:
        """The question's now."""
        return self.asked.db.as_of

    @property
    def told(self) -> bool:
        """Whether outcomes can be told: --where leaves out orders that may have recovered carts."""
        return not self.asked.db.book.filtered

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    def stale(self) -> Finding | None:
        """The finding that the orders end too early to tell."""
        return self.asked.db.stale(self.window)

    @cached_property
    def begun(self) -> list[Begun]:
        """Every checkout that was begun in the window, the oldest first."""
        return self.asked.all("carts", Begun, **self._span)

    @cached_property
    def carts(self) -> list[Cart]:
        """They with their outcomes; none where these cannot be told."""
        wait = timedelta(minutes=self.limits.wait_minutes)
        return [cart(row, self.as_of, wait) for row in self.begun if self.told]

    @cached_property
    def abandoned(self) -> list[Cart]:
        """Those that count."""
        return [c for c in self.carts if c.outcome in ABANDONED]

    @cached_property
    def open(self) -> list[Cart]:
        """Those that may still come back."""
        return self.of(Outcome.OPEN)

    @cached_property
    def contacts(self) -> list[list[Cart]]:
        """The open carts of each contact, the oldest first."""
        return by_contact(self.open)

    @cached_property
    def latest(self) -> list[Cart]:
        """The last open cart of each contact: what is at stake, who began several buys once."""
        return [carts[-1] for carts in self.contacts]

    @cached_property
    def earlier(self) -> list[Cart]:
        """The open carts of theirs before it."""
        return [cart for carts in self.contacts for cart in carts[:-1]]

    def of(self, outcome: Outcome) -> list[Cart]:
        """Those of one outcome."""
        return [c for c in self.carts if c.outcome is outcome]

    @cached_property
    def odds(self) -> Odds:
        """How often the shop's own carts came back."""
        return odds(self.carts)

    @property
    def enough(self) -> bool:
        """Whether there are carts enough for odds of the shop's own."""
        few: int = self.limits.few
        return self.odds.carts >= few

    def chance(self, of: Cart) -> float:
        """How likely it still comes back; the guide's lower figure where too few tell."""
        age = self.age(of)
        own = self.odds.chance(age) if self.odds.open_at(age) >= self.limits.few else None
        return self.limits.guide_low if own is None else own

    def expected(self, of: Cart) -> Decimal:
        """Its value by its chance, to the cent, so that lists of it tie."""
        return rounded(of.value * Decimal(str(self.chance(of))), digits(self.currency))

    def age(self, of: Cart) -> float:
        """Hours since it was begun."""
        return hours(self.as_of - of.row.begun)

    @cached_property
    def order_values(self) -> dict[Key, Decimal]:
        """What each order that recovered carts is worth, by the latest cart it recovered."""
        latest = {one.row.order_key: one.row for one in self.of(Outcome.RECOVERED)}
        return {row.key: row.order_value or Decimal(0) for row in latest.values()}

    def order_value(self, carts: Iterable[Cart]) -> Decimal:
        """Of the orders whose latest cart is among these."""
        return sum((self.order_values.get(c.row.key, Decimal(0)) for c in carts), Decimal(0))

    @cached_property
    def contacts_stated(self) -> bool:
        """Whether the exports say of any cart when its customer was written to."""
        return any(row.contacted for row in self.begun)

    @cached_property
    def orders(self) -> list[Ordered]:
        """Orders by day of the window."""
        return self.asked.all("orders_by_day", Ordered, **self._span)

    @cached_property
    def known(self) -> Known:
        """How far the exports reach."""
        return self.asked.one("known", Known)

    @cached_property
    def bought(self) -> dict[Key, Bought]:
        """What the contacts of recent carts bought before."""
        return {(b.shop, b.checkout): b for b in self.asked.all("bought", Bought, **self._recent)}

    @cached_property
    def consents(self) -> dict[Key, Consent]:
        """What they agreed to as customers."""
        rows = self.asked.all("consents", Consent, **self._recent)
        return {(c.shop, c.checkout): c for c in rows}

    @cached_property
    def contents(self) -> dict[Key, list[Content]]:
        """What lies in recent carts, the most valuable first."""
        found: dict[Key, list[Content]] = {}
        for line in self.asked.all("contents", Content, **self._recent):
            found.setdefault((line.shop, line.checkout), []).append(line)
        return found

    @property
    def _span(self) -> dict[str, datetime]:
        return {"start_at": self.window.start, "end_at": self.window.end}

    @property
    def _recent(self) -> dict[str, datetime]:
        return {"recent_at": max(self.as_of - WITHIN, self.window.start)}


def worth(carts: Iterable[Cart]) -> Decimal:
    """Their values together."""
    return sum((c.value for c in carts), Decimal(0))
