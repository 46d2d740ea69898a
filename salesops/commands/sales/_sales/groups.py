"""The sums of each group of a window, as one statement answers them."""

from dataclasses import dataclass
from decimal import Decimal

from salesops.commands.ledger import Ledger
from salesops.models.compare import average, ratio
from salesops.queries.database import Questions
from salesops.result import Period
from salesops.units import Count, Day, Flag, Money, Quantity, Text

EVERY = 1_000_000_000
"""More groups than any ranking has."""


@dataclass(frozen=True)
class Group:
    """What one group sold, and what it sold in the window compared with."""

    first_key: Text
    second_key: Text
    is_rest: Flag
    """All groups past the top, as one."""
    starts: Day | None
    """The first day of its day, week, month ..; None for the window as one, and for no date."""
    net_sales: Money
    order_value: Money
    orders: Count
    units: Quantity
    covered: Money
    """Net sales whose cost is known."""
    cost: Money
    base: Money

    @property
    def aov(self) -> Decimal | None:
        """Gross less discounts for each order that holds some of the group."""
        return average(self.order_value, self.orders)

    @property
    def margin(self) -> float | None:
        """Gross profit over the net sales whose cost is known."""
        return ratio(self.covered - self.cost, self.covered) if self.covered > 0 else None


@dataclass(frozen=True)
class Asked:
    """One question: what to group by, how often, against which window."""

    asked: Questions
    ledger: Ledger
    by: tuple[str, ...]
    freq: str
    top: int

    @property
    def base(self) -> tuple[str, Period]:
        """The one window compared with, and its name."""
        ((name, window, _),) = self.ledger.bases
        return name, window

    def groups(self, by: tuple[str, ...], freq: str = "", top: int = EVERY) -> list[Group]:
        """The groups, the best-selling first within each period, the rest as one last."""
        _, base = self.base
        first, second = (*by, "", "")[:2]
        return self.asked.all(
            "sales",
            Group,
            **self.ledger.span,
            base_from=base.start,
            base_to=base.start if freq else base.end,
            first=first,
            second=second,
            freq=freq,
            week_starts=self.ledger.db.week_start - 1,
            top=top,
        )
