"""The rows that segments asks for and the rows that it answers with."""

from dataclasses import dataclass, field
from decimal import Decimal

from salesops.models.compare import average, ratio
from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Exact, Flag, Money, Percent, Quantity, Ratio, Text


@dataclass(frozen=True)
class Sums:
    """What one segment bought, in the window or in one month of it."""

    segment: Text
    starts: Day | None
    """The first day of its month; None for the window as one, and for what has no date."""
    customers: Count
    known_orders: Count
    """Orders that name their customer."""
    repeaters: Count
    """Customers with two orders or more."""
    squared_orders: Count
    """The sum of the squares of each customer's orders."""
    settled: Count
    """Customers with one order, an old one."""
    known_sales: Money
    """Net sales of these customers."""
    squared_sales: Ratio
    """The sum of the squares of each customer's net sales."""
    top_orders: Count
    top_value: Money
    top_sales: Money
    """Of the customer with the most net sales."""
    orders: Count
    priced_lines: Count
    prices: Money
    """The sum of the lines' unit prices."""
    units: Quantity
    order_value: Money
    discounts: Money
    returns: Money
    net_sales: Money
    first_day: Day | None
    last_day: Day | None
    clusters: Count
    """Customers, and orders that name none."""
    cluster_orders: Ratio
    """Over clusters, the sum of the squares of their orders."""
    crossed_units: Ratio
    """Of units x orders."""
    squared_units: Ratio
    crossed_value: Ratio
    """Of order value x orders."""
    squared_value: Ratio
    ten_largest: Money
    """The value of the ten largest orders."""

    @property
    def avg_price(self) -> Decimal | None:
        """The mean of the lines' unit prices; lines without one are skipped."""
        return average(self.prices, self.priced_lines)

    @property
    def revenue_per_unit(self) -> Decimal | None:
        """Gross less discounts for each unit."""
        return self.order_value / self.units if self.units > 0 else None

    @property
    def aov(self) -> Decimal | None:
        """Gross less discounts for each order."""
        return average(self.order_value, self.orders)

    @property
    def orders_per_customer(self) -> float | None:
        """Orders that name their customer, over those customers."""
        return ratio(self.known_orders, self.customers)

    @property
    def units_per_order(self) -> float | None:
        """Units for each order."""
        return ratio(self.units, self.orders)

    @property
    def repeat_rate(self) -> float | None:
        """The share of customers with two orders or more."""
        return ratio(self.repeaters, self.customers)


@dataclass(frozen=True)
class Part:
    """What a segment bought of one product or category."""

    segment: Text
    product_key: Text
    product: Text | None
    category: Text | None
    orders: Count
    units: Quantity
    order_value: Money


@dataclass(frozen=True)
class Segment:
    """A segment of the window."""

    segment: Text
    customers: Count
    orders: Count
    units: Quantity
    net_sales: Money
    avg_price: Money | None
    aov: Money | None = field(metadata=titled("AOV"))
    orders_per_customer: Ratio | None
    share: Percent | None
    revenue_per_unit: Money | None
    repeat_rate: Percent | None
    first_day: Day | None = field(metadata=DATA_ONLY)
    last_day: Day | None = field(metadata=DATA_ONLY)
    returns: Money = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Month:
    """A segment in one month."""

    month: Text
    segment: Text
    complete: Flag
    customers: Count
    orders: Count
    units: Quantity
    net_sales: Money
    aov: Money | None = field(metadata=titled("AOV"))
    share: Percent | None
    """Of the month."""


@dataclass(frozen=True)
class LineQuality:
    """What the window's lines hold and lack."""

    lines: Count
    products_sold: Count
    products: Count | None
    shops: Count
    priceless_lines: Count
    negative_lines: Count
    mismatched_lines: Count


@dataclass(frozen=True)
class Quality:
    """One count of the data behind the answer."""

    what: Text
    count: Count
    remark: Text


@dataclass(frozen=True)
class Code:
    """A code of the segment column and what it was said to mean."""

    code: Text
    label: Text | None


@dataclass(frozen=True)
class Rule:
    """A segment by rule, and what its customers must fit."""

    segment: Text
    conditions: Text


@dataclass(frozen=True)
class Insight:
    """What the numbers say of one topic."""

    topic: Text
    statement: Text


@dataclass(frozen=True)
class Action:
    """What to do, and the numbers that ask for it."""

    when: Text
    owner: Text
    action: Text
    evidence: Text


@dataclass(frozen=True)
class Success:
    """A number to watch, as it stands."""

    metric: Text
    segment: Text
    now: Text
    how_to_read: Text
    value: Exact | None = field(metadata=DATA_ONLY)
    unit: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Risk:
    """What may mislead, and the numbers behind it."""

    risk: Text
    evidence: Text
