"""The rows that campaigns asks for."""

from dataclasses import dataclass
from decimal import Decimal

from salesops.models.apart import Sample
from salesops.units import Count, Day, Flag, Instant, Money, Ratio, Text


@dataclass(frozen=True)
class Known:
    """A campaign, as the list, its members and the spend know it."""

    campaign: Text
    name: Text
    listed: Flag
    shop: Text | None
    kind: Text | None
    channel: Text | None
    starts: Day | None
    ends: Day | None
    code: Text | None
    sku: Text | None
    category: Text | None
    segment: Text | None
    budget: Money | None
    first_sent: Instant | None
    last_sent: Instant | None
    treated: Count
    held_back: Count
    in_both: Count
    unclear: Count
    first_day: Day | None
    last_day: Day | None
    spend: Money | None

    @property
    def aim(self) -> str:
        """What it was aimed at, in words; empty for everything."""
        aims = {"SKU": self.sku, "category": self.category, "segment": self.segment}
        return ", ".join(f"{what} {which}" for what, which in aims.items() if which)


@dataclass(frozen=True)
class Arm:
    """One group of a campaign: sums over its persons, and those of the squares."""

    campaign: Text
    treated: Count
    members: Count
    buyers: Count
    orders: Count
    net_sales: Money
    net_squares: Ratio
    profit: Ratio
    profit_squares: Ratio
    amount: Ratio
    covered: Ratio
    buyers_before: Count
    net_before: Money
    before_squares: Ratio
    also_reached: Count
    used_code: Count

    @property
    def net(self) -> Sample:
        """What each brought after the send."""
        return Sample(self.members, float(self.net_sales), self.net_squares)

    @property
    def gain(self) -> Sample:
        """The gross profit on it."""
        return Sample(self.members, self.profit, self.profit_squares)

    @property
    def before(self) -> Sample:
        """What each brought before the send."""
        return Sample(self.members, float(self.net_before), self.before_squares)

    @property
    def bought_before(self) -> Sample:
        """Who bought before the send: one for each."""
        return Sample(self.members, self.buyers_before, self.buyers_before)


@dataclass(frozen=True)
class Aimed:
    """A day of what a campaign was aimed at, or of all the rest."""

    campaign: Text
    day: Day
    its_own: Flag
    net_sales: Money
    cost: Money
    covered: Money
    uncovered: Money


@dataclass(frozen=True)
class Coded:
    """Orders that used the code of a campaign while it ran."""

    campaign: Text
    orders: Count
    kept: Money
    returns: Money
    discounts: Money
    new_customers: Count
    amount: Money | None
    covered: Money | None
    cost: Money | None

    @property
    def net_sales(self) -> Decimal:
        """What of them was not given back, to date."""
        return self.kept - self.returns

    @property
    def profit(self) -> Decimal | None:
        """The gross profit on that; goods of unknown cost are taken to cost as the others do."""
        if not self.covered or self.cost is None or self.amount is None or not self.kept:
            return None
        cost = self.cost * self.amount / self.covered
        return self.net_sales * (self.kept - cost) / self.kept


@dataclass(frozen=True)
class Spent:
    """What a channel cost on a day."""

    day: Day
    channel: Text
    cost: Money
    clicks: Count | None
    impressions: Count | None


@dataclass(frozen=True)
class ShopDay:
    """What the shops that the spend was for sold on a day."""

    day: Day | None
    orders: Count
    net_sales: Money
    new_customers: Count
