"""The rows that quotes asks for."""

from dataclasses import dataclass

from salesops.models.apart import Sample
from salesops.units import Count, Day, Flag, Money, Percent, Ratio, Text


@dataclass(frozen=True)
class State:
    """Quotes that stand alike."""

    stands: Text
    quotes: Count
    stated: Count
    """With an amount."""
    value: Money


@dataclass(frozen=True)
class Group:
    """The quotes of a rep, a team, a product .."""

    shop: Text
    id: Text | None
    name: Text | None
    quotes: Count
    accepted: Count
    declined: Count
    expired: Count
    still_open: Count
    value: Money
    accepted_value: Money
    discounts: Count
    """Sent, with a discount that is known."""
    discount_sum: Ratio
    discount_squares: Ratio

    @property
    def ended(self) -> int:
        """Those that can no longer be accepted, or were."""
        return self.accepted + self.declined + self.expired

    @property
    def sample(self) -> Sample:
        """Their discounts."""
        return Sample(self.discounts, self.discount_sum, self.discount_squares)


@dataclass(frozen=True)
class Waited:
    """Quotes that waited alike."""

    days: Count
    happened: Flag
    quotes: Count


@dataclass(frozen=True)
class Versions:
    """Quotes with so many versions; 3 is three or more."""

    versions: Count
    quotes: Count
    accepted: Count
    ended: Count


@dataclass(frozen=True)
class Known:
    """What is loaded at all."""

    rows_read: Count
    quotes: Count
    unknown: Count
    undated_sent: Count
    dayless: Count
    no_amount: Count
    no_owner: Count
    no_deal: Count
    no_discount: Count
    backwards: Count
    open_of_closed: Count
    endless: Count


@dataclass(frozen=True)
class Age:
    """Open quotes of one age in days; None where nobody knows."""

    days: Count | None
    quotes: Count
    stated: Count
    value: Money
    soon: Count
    soon_value: Money


@dataclass(frozen=True)
class Soon:
    """An open quote that expires soon."""

    shop: Text
    quote: Text
    version: Count
    name: Text
    account: Text | None
    owner: Text | None
    amount: Money | None
    discount: Percent | None
    sent_day: Day | None
    expires_day: Day
    days: Count | None
    days_left: Count
    deal: Text | None


@dataclass(frozen=True)
class Band:
    """Quotes of one band of discount, one of each deal; 9 is unknown."""

    band: Count
    quotes: Count
    won: Count
    lost: Count
    value: Money


@dataclass(frozen=True)
class Span:
    """Quotes sent lately, or before."""

    span: Text
    quotes: Count
    discounts: Count
    discount_sum: Ratio
    discount_squares: Ratio
    accepted: Count
    ended: Count

    @property
    def sample(self) -> Sample:
        """Their discounts."""
        return Sample(self.discounts, self.discount_sum, self.discount_squares)
