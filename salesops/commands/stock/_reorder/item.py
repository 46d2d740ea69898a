"""One SKU, judged: whether to order it, how much, by when, and what waiting costs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from salesops.commands.opportunities import HORIZON
from salesops.commands.stock._reorder.plan import Plan
from salesops.commands.stock._reorder.rows import Bought, OnTheWay, Stock, Terms
from salesops.commands.stock._reorder.supplied import FARTHEST, LeadTime, in_days
from salesops.commands.stock._reorder.wanted import Wanted
from salesops.commands.stock._stockout.coming import Coming, coming
from salesops.models.demand import packed, short
from salesops.units import rounded

ORDER, EXPEDITE, ENOUGH, IDLE, SOLD_OUT, UNTRACKED, ARCHIVED = (
    "order",
    "expedite",
    "enough",
    "no sales",
    "sold out",
    "not tracked",
    "archived",
)
"""What is to be done about a SKU; each has exactly one."""
NOT_STATED = "not stated"


@dataclass(frozen=True)
class Item:
    """A SKU of the inventory."""

    stock: Stock
    terms: Terms | None
    bought: Bought | None
    lead_time: LeadTime
    review: float
    open_lines: tuple[OnTheWay, ...]
    wanted: Wanted | None
    """None of what did not sell in the 56 days."""
    plan: Plan

    @property
    def key(self) -> tuple[str, str]:
        """Shop and SKU."""
        return self.stock.shop, self.stock.sku

    @property
    def available(self) -> Decimal:
        """Units that can be sold; 0 where the inventory does not say."""
        return self.stock.available or Decimal(0)

    @cached_property
    def coming(self) -> Coming:
        """What is on its way."""
        lines = ((line.expected, line.qty) for line in self.open_lines)
        return coming(self.stock.incoming, lines)

    @property
    def position(self) -> Decimal:
        """Available and incoming: what an order is reckoned against."""
        return self.available + self.coming.units

    @property
    def delivered(self) -> date:
        """When an order of today is here, on average."""
        return in_days(self.plan.today, self.lead_time.lead.days)

    @cached_property
    def in_time(self) -> float:
        """The position without what comes later than an order of today would."""
        return float(self.available + self.coming.by(self.delivered))

    @cached_property
    def days_left(self) -> float | None:
        """Days until the position reaches the reorder point; below it, the days since."""
        if self.wanted is None:
            return None
        left = (self.in_time - self.wanted.reorder_point) / self.wanted.pace.mean
        return max(round(left, 9), -float(self.wanted.known_for))

    @cached_property
    def order_by(self) -> date | None:
        """The last day to order on; None past ten years."""
        if self.days_left is None or self.days_left > FARTHEST:
            return None
        return in_days(self.plan.today, self.days_left)

    @property
    def overdue_days(self) -> int:
        """Days since the order should have been placed."""
        return max(-int(self.days_left or 0), 0)

    @property
    def due(self) -> bool:
        """Whether the next look would be too late."""
        return self.days_left is not None and self.days_left < self.review

    @cached_property
    def state(self) -> str:
        """What is to be done about it."""
        if self.stock.archived:
            return ARCHIVED
        if self.stock.available is None:
            return UNTRACKED
        if self.wanted is None:
            return IDLE if self.available > 0 else SOLD_OUT
        if not self.due:
            return ENOUGH
        return ORDER if self.need > 0 else EXPEDITE

    @cached_property
    def need(self) -> float:
        """Units to the target, before packs."""
        return round(self.wanted.target - float(self.position), 6) if self.wanted else 0.0

    @cached_property
    def quantity(self) -> Decimal:
        """Units to order now, in whole packs."""
        if self.state != ORDER:
            return Decimal(0)
        return packed(self.need, self.pack_size, self.moq)

    @property
    def pack_size(self) -> Decimal | None:
        """Units in a pack, by the supplier, else by the catalogue."""
        return (self.terms and self.terms.pack_size) or self.stock.pack_size

    @property
    def moq(self) -> Decimal | None:
        """The least to order, likewise."""
        return (self.terms and self.terms.moq) or self.stock.moq

    @cached_property
    def unit_cost(self) -> Decimal | None:
        """What one costs: by the supplier, the catalogue, the last purchase order."""
        costs = (self.terms, self.stock, self.bought)
        return next((c.unit_cost for c in costs if c and c.unit_cost is not None), None)

    @property
    def cost(self) -> Decimal | None:
        """Of the order."""
        if self.unit_cost is None:
            return None
        return rounded(self.quantity * self.unit_cost, self.plan.digits)

    @property
    def supplier(self) -> str:
        """Who delivers it; its vendor where nobody says."""
        named = (self.terms, self.bought)
        stated = next((n.supplier for n in named if n and n.supplier), None)
        return stated or self.stock.vendor or NOT_STATED

    @cached_property
    def price(self) -> Decimal | None:
        """What one brings: the mean of the 56 days, else the list price."""
        sold = self.wanted.sold if self.wanted else None
        return sold.sales / sold.units if sold and sold.sales > 0 else self.stock.price

    @cached_property
    def short_units(self) -> float:
        """Units lost if the order waits a week, at the mean pace: an estimate."""
        if self.wanted is None:
            return 0.0
        pace, lead = self.wanted.pace.mean, self.lead_time.lead.days
        return short(pace, lead + HORIZON, self.in_time) - short(pace, lead, self.in_time)

    @cached_property
    def at_risk(self) -> Decimal | None:
        """What those would have brought; None of what is not sold, or has no price."""
        if self.wanted is None or self.price is None:
            return None
        return rounded(Decimal(str(round(self.short_units, 6))) * self.price, self.plan.digits)

    @property
    def runs_out(self) -> date | None:
        """When nothing is left, at the mean pace; None past ten years or unsold."""
        if self.wanted is None:
            return None
        days = self.coming.runs_out(self.plan.today, self.available, self.wanted.pace.mean)
        return None if days > FARTHEST else in_days(self.plan.today, days)

    @property
    def chance(self) -> float | None:
        """Of running out before an order placed in a week is here."""
        return self.wanted.chance(self.in_time) if self.wanted else None

    @property
    def reason(self) -> str:
        """Why cells are empty."""
        said = [self.wanted.reason if self.wanted else "not sold in 56 days"]
        said += ["no cost"] if self.unit_cost is None else []
        said += ["no price"] if self.price is None and self.wanted else []
        return "; ".join(filter(None, said))
