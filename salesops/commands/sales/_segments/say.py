"""How numbers are written in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesops.units import CENTS, Unit, digits, rounded, signed, text

_LEAST = 0.0005
"""A share below this would print as 0.0 %."""


@dataclass(frozen=True)
class Say:
    """Amounts with their currency."""

    currency: str | None

    @property
    def digits(self) -> int:
        """Decimal places of amounts."""
        return digits(self.currency) if self.currency else CENTS

    def money(self, amount: Decimal | None) -> str:
        """`1,001.61 EUR`; the bare number where no currency is stated."""
        written = text(amount, Unit.MONEY, self.currency)
        return f"{written} {self.currency}" if self.currency and amount is not None else written

    def cents(self, amount: Decimal) -> Decimal:
        """As it is printed, so that printed numbers add up."""
        return rounded(amount, self.digits)

    def change(self, amount: Decimal) -> str:
        """`+12.00 EUR`."""
        written = signed(amount, Unit.MONEY, self.currency)
        return f"{written} {self.currency}" if self.currency else written


def of_whole(share: float | None) -> str:
    """`51.7 %`; a part that would print as none, or as all, is said to be under, or over."""
    if share is None:
        return "n/a"
    if 0 < share < _LEAST:
        return "under 0.1 %"
    if 1 - _LEAST < share < 1:
        return "over 99.9 %"
    return text(share, Unit.PERCENT)


def count(number: int, one: str, many: str = "") -> str:
    """`1 order`, `2 orders`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def sentence(words: str) -> str:
    """With a capital, whatever name it begins with."""
    return words[:1].upper() + words[1:]


def moved(change: float | None) -> str:
    """` (up 12.0 %)`, ` (down 3.1 %)`; empty where there is no percent."""
    if change is None:
        return ""
    way = "up" if change > 0 else "down"
    return f" ({way} {of_whole(abs(change))})" if change else " (the same)"


def two(number: float | Decimal | None) -> str:
    """A ratio with two decimals."""
    return text(number, Unit.RATIO)
