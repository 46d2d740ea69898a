"""Whom to write to about an open cart, and whom not: consent, what they want, what they bought."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from salesops.commands import consent
from salesops.commands.customers._abandon_carts.outcomes import Cart
from salesops.commands.customers._abandon_carts.rows import Begun, Consent, Content
from salesops.commands.customers._abandon_carts.story import Story
from salesops.units import Unit, text

NAMED = 1
"""Products that a cart is described by, the most valuable, before the rest is counted."""


@dataclass(frozen=True)
class Person:
    """The contact of an open cart."""

    open: list[Cart]
    """Their open carts, the oldest first."""
    story: Story

    @property
    def cart(self) -> Cart:
        """The latest: what they are written to about."""
        return self.open[-1]

    @property
    def called(self) -> str:
        """Their name, else how to reach them."""
        row = self.cart.row
        return row.name or row.email or row.phone or ""

    @cached_property
    def write_by(self) -> str:
        """The ways they agreed to, else why there is none."""
        return consent.write_by(self._ways())

    def _ways(self) -> Iterator[tuple[str, bool | None]]:
        """Each way to reach them, and whether they agreed: one no, in any open cart, is no."""
        row = self.cart.row
        said: list[Begun | Consent] = [one.row for one in self.open]
        kept = (self.story.consents.get(one.row.key) for one in self.open)
        said += [consent for consent in kept if consent]
        if row.email:
            yield "e-mail", _agreed(one.accepts_email for one in said)
        if row.phone:
            yield "SMS", _agreed(one.accepts_sms for one in said)

    @property
    def by_email(self) -> bool | None:
        """Whether they agreed to e-mails."""
        return dict(self._ways()).get("e-mail")

    @cached_property
    def contents(self) -> list[Content]:
        """What lies in it."""
        return self.story.contents.get(self.cart.row.key, [])

    @property
    def items(self) -> str | None:
        """What lies in it, in words; None where the export has no lines."""
        said = [_item(line) for line in self.contents[:NAMED]]
        if more := len(self.contents) - NAMED:
            said += [f"{more} more"] if more > 0 else []
        return ", ".join(said) or None

    @property
    def product(self) -> str | None:
        """The most valuable thing in it."""
        return next((line.title or line.sku for line in self.contents), None)

    @property
    def stock(self) -> str | None:
        """Whether the shop has it; None where no stock is known for any of it."""
        known = [line for line in self.contents if line.available is not None]
        short = [_short(line) for line in known if _missing(line)]
        return ", ".join(short) if short else "in stock" if known else None

    @property
    def orders(self) -> int:
        """Orders of theirs, ever."""
        bought = self.story.bought.get(self.cart.row.key)
        return bought.orders if bought else 0

    @property
    def net_sales(self) -> Decimal:
        """What these brought."""
        bought = self.story.bought.get(self.cart.row.key)
        return bought.net_sales if bought else Decimal(0)


def people(story: Story) -> list[Person]:
    """Everybody with an open cart, those with most to expect first."""
    found = [Person(carts, story) for carts in story.contacts]
    return sorted(found, key=lambda p: (-story.expected(p.cart), -p.cart.value, p.cart.row.key))


def _agreed(said: Iterable[bool | None]) -> bool | None:
    told = [one for one in said if one is not None]
    return all(told) if told else None


def _item(line: Content) -> str:
    units = text(line.units, Unit.QUANTITY) if line.units is not None else "?"
    return f"{units} x {line.title or line.sku or 'unnamed'}"


def _missing(line: Content) -> bool:
    return line.available is not None and line.available < (line.units or 1)


def _short(line: Content) -> str:
    left = max(line.available or Decimal(0), Decimal(0))
    return f"{line.sku}: {text(left, Unit.QUANTITY)} left"
