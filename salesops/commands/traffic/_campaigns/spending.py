"""What was spent by channel, and what the shop sold on the same days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from salesops.commands.traffic._campaigns.rows import ShopDay, Spent

FOUR_WEEKS = timedelta(days=28)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Sums:
    """What the shop sold on some days."""

    orders: int
    net_sales: Decimal
    new_customers: int


@dataclass(frozen=True)
class Spending:
    """The spend of all days, and the shop's sales by day."""

    spent: Sequence[Spent]
    sold: Sequence[ShopDay]
    start: date
    end: date
    """The day after the last that is asked about."""

    @cached_property
    def last(self) -> date | None:
        """The last day that spend is known of."""
        return max((s.day for s in self.spent), default=None)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The days asked about that the spend covers: sales of other days do not go with it."""
        if self.last is None:
            return None
        first = min(s.day for s in self.spent)
        start, end = max(self.start, first), min(self.end, self.last + _DAY)
        return (start, end) if start < end else None

    @cached_property
    def channels(self) -> list[str]:
        """Those with spend on these days, the dearest first."""
        found = {s.channel for s in self.of()}
        return sorted(found, key=lambda channel: (-self.cost(channel), channel))

    def of(self, channel: str | None = None) -> list[Spent]:
        """The spend of these days, of one channel or of all."""
        if self.days is None:
            return []
        start, end = self.days
        return [s for s in self.spent if start <= s.day < end and channel in (None, s.channel)]

    def cost(self, channel: str | None = None) -> Decimal:
        """What it came to."""
        return sum((s.cost for s in self.of(channel)), Decimal(0))

    def clicks(self, channel: str | None = None) -> int | None:
        """How often somebody clicked; None where no platform says."""
        known = [s.clicks for s in self.of(channel) if s.clicks is not None]
        return sum(known) if known else None

    def clicked(self, channel: str | None = None) -> Decimal:
        """What was spent where a platform says how often somebody clicked: a stand has none."""
        return sum((s.cost for s in self.of(channel) if s.clicks is not None), Decimal(0))

    def sums(self, start: date, end: date) -> Sums:
        """What the shop sold on days from one to before another."""
        days = [d for d in self.sold if d.day is not None and start <= d.day < end]
        net_sales = sum((d.net_sales for d in days), Decimal(0))
        return Sums(sum(d.orders for d in days), net_sales, sum(d.new_customers for d in days))

    @cached_property
    def shop(self) -> Sums:
        """What it sold on the days that the spend covers."""
        return self.sums(*self.days) if self.days else Sums(0, Decimal(0), 0)

    def between(self, channel: str, start: date, end: date) -> Decimal:
        """What a channel cost on days from one to before another."""
        days = (s.cost for s in self.spent if s.channel == channel and start <= s.day < end)
        return sum(days, Decimal(0))
