"""What a goal may be about: the metrics, what they are measured in, and which way is good."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesops.units import Unit


@dataclass(frozen=True)
class Measured:
    """A metric that goals can be set for."""

    title: str
    unit: Unit
    good: str = "up"
    """Which way is good: `up` or `down`."""
    adds: bool = True
    """It grows as the period goes on; an average, a rate or a state of customers does not."""

    @property
    def rises(self) -> bool:
        """Whether more is better."""
        return self.good == "up"

    @property
    def share(self) -> bool:
        """Whether it is a part of something, in percent."""
        return self.unit is Unit.PERCENT

    def shown(self, value: Fraction | None) -> Decimal | int | float | None:
        """The exact value as its unit holds it; a count stays whole where it is."""
        if value is None or self.unit is Unit.PERCENT:
            return None if value is None else float(value)
        if self.unit is not Unit.MONEY and value.denominator == 1:
            return int(value)
        return Decimal(value.numerator) / Decimal(value.denominator)


METRICS: Mapping[str, Measured] = {
    "net_sales": Measured("Net sales", Unit.MONEY),
    "gross_sales": Measured("Gross sales", Unit.MONEY),
    "total_sales": Measured("Total sales", Unit.MONEY),
    "orders": Measured("Orders", Unit.COUNT),
    "units": Measured("Units", Unit.QUANTITY),
    "aov": Measured("AOV", Unit.MONEY, adds=False),
    "returns": Measured("Returns", Unit.MONEY, good="down"),
    "returned_share": Measured("Returned share", Unit.PERCENT, good="down", adds=False),
    "gross_profit": Measured("Gross profit", Unit.MONEY),
    "margin": Measured("Margin", Unit.PERCENT, adds=False),
    "new_customers": Measured("New customers", Unit.COUNT),
    "returning_customers": Measured("Returning customers", Unit.COUNT),
    "repeat_rate": Measured("Repeat purchase rate", Unit.PERCENT, adds=False),
    "vip_retention": Measured("VIP retention", Unit.PERCENT, adds=False),
    "conversion": Measured("Conversion", Unit.PERCENT, adds=False),
    "orders_per_session": Measured("Orders per session", Unit.PERCENT, adds=False),
    "lost_sales_share": Measured("Lost sales (estimate)", Unit.PERCENT, good="down", adds=False),
    "target_attainment": Measured("Target attainment", Unit.PERCENT),
    "market_share": Measured("Market share", Unit.PERCENT),
    "won_value": Measured("Won value of deals", Unit.MONEY),
    "won_deals": Measured("Won deals", Unit.COUNT),
    "lost_deals": Measured("Lost deals", Unit.COUNT, good="down"),
    "new_deals": Measured("New deals", Unit.COUNT),
    "win_rate": Measured("Win rate", Unit.PERCENT, adds=False),
    "win_rate_value": Measured("Win rate by value", Unit.PERCENT, adds=False),
    "avg_won": Measured("Average won deal", Unit.MONEY, adds=False),
    "quota_attainment": Measured("Quota attainment", Unit.PERCENT),
    "cycle_length": Measured("Sales cycle, mean days", Unit.DAYS, good="down", adds=False),
}
