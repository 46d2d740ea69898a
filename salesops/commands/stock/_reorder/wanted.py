"""What is wanted of a SKU: the pace, how it comes, and the stock that its swings ask for."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from salesops.commands.opportunities import HORIZON
from salesops.commands.stock._reorder.plan import RECENT, Plan
from salesops.commands.stock._reorder.rows import Sold
from salesops.models import demand
from salesops.models.demand import Kind, Lead, Pace, Sums, Weekly
from salesops.units import counted

NORMAL, EMPIRICAL, MAX_AVERAGE, TOO_LITTLE = (
    "normal z",
    "empirical quantile",
    "max-avg",
    "too little history",
)
"""How safety stock is reckoned."""


@dataclass(frozen=True)
class Wanted:
    """The demand of a SKU, over the time that an order has to last."""

    sold: Sold
    days: tuple[float, ...]
    """Units of each day in stock, of what sells rarely; empty of the rest."""
    lead: Lead
    review: float
    plan: Plan

    @property
    def known_for(self) -> int:
        """The full days since it was first seen, 56 at most."""
        return min((self.plan.today - self.sold.first_day).days, RECENT)

    @property
    def counted(self) -> int:
        """These, without those out of stock."""
        return self.known_for - self.sold.days_out

    @property
    def pace_days(self) -> int:
        """The days that the pace is over: of a new SKU a week at the least, each weekday once."""
        if self.sold.first_day <= self.plan.begin:  # the data is new, not the SKU
            return self.counted
        least = min(demand.WEEK, (self.plan.today - self.plan.begin).days)
        return max(self.known_for, least) - self.sold.days_out

    @cached_property
    def sums(self) -> Sums:
        """Of those days."""
        return Sums(self.pace_days, float(self.sold.units), self.sold.squares)

    @cached_property
    def weekly(self) -> Weekly:
        """Of the full weeks."""
        sold = self.sold
        sums = Sums(sold.weeks_sold, float(sold.week_units), sold.week_squares)
        return Weekly(sold.weeks, sums)

    @cached_property
    def kind(self) -> Kind | None:
        """Unknown of what is too new, or sold in no full week yet."""
        return self.weekly.kind if self.known else None

    @property
    def known(self) -> bool:
        """Whether it was in stock long enough to tell anything."""
        return self.counted >= self.plan.known_days

    @property
    def rare(self) -> bool:
        """Whether weeks without a demand are usual."""
        return self.kind in (Kind.INTERMITTENT, Kind.LUMPY)

    @property
    def protected(self) -> int:
        """Days that an order has to last until the next one can be here."""
        return ceil(self.lead.days + self.review)

    @cached_property
    def method(self) -> str:
        """How its safety stock is reckoned."""
        if self.kind is None:
            return TOO_LITTLE
        if self.plan.max_average:
            return MAX_AVERAGE
        if not self.rare:
            return NORMAL
        return EMPIRICAL if len(self.days) >= 2 * self.protected else TOO_LITTLE

    @property
    def reason(self) -> str:
        """Why there is no safety stock; empty where there is."""
        if self.method != TOO_LITTLE:
            return ""
        if self.rare:
            return f"no safety stock: {self.protected} days to last, {len(self.days)} known"
        if self.known:
            return "no safety stock: no full week with a sale yet"
        return f"no safety stock: only {counted(self.counted, 'day')} in stock"

    @cached_property
    def pace(self) -> Pace:
        """Units a day: by Syntetos and Boylan where a quantile is asked, else the plain mean."""
        mean = self.sums.mean
        if self.method == EMPIRICAL:
            smoothed = demand.sba(demand.weekly(self.days), self.plan.smoothing)
            mean = smoothed / demand.WEEK if smoothed else mean
        return Pace(mean, self.sums.sd or 0.0, float(self.sold.most))

    @cached_property
    def safety(self) -> float | None:
        """Units kept against swings; None where history is too short to say."""
        level = self.plan.service_level
        match self.method:
            case "normal z":
                return demand.safety_normal(self.pace, self.lead, level)
            case "max-avg":
                return demand.safety_max_average(self.pace, self.lead)
            case "empirical quantile":
                wanted = demand.quantile(demand.rolling(self.days, self.protected), level)
                mean = self.pace.mean * (self.lead.days + self.review)
                return max(wanted - mean, 0.0)
        return None

    @property
    def reorder_point(self) -> float:
        """The position at which to order: what is wanted until receipt, and the safety stock."""
        return self.pace.mean * self.lead.days + (self.safety or 0.0)

    @property
    def target(self) -> float:
        """The position that an order fills up to."""
        return self.reorder_point + self.pace.mean * self.review

    def chance(self, held: float) -> float | None:
        """That what is held runs out before an order placed in a week is here; an estimate."""
        days = self.lead.days + HORIZON
        if self.method == TOO_LITTLE:
            return None
        if self.rare:
            return demand.above(demand.rolling(self.days, ceil(days)), held)
        return demand.chance_above(self.pace, self.lead, days, held)
