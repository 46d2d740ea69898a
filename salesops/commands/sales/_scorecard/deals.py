"""Goals of the sales team: what was won of deals in a period."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from salesops.commands.sales._scorecard import quotas
from salesops.commands.sales._scorecard.judge import Reading
from salesops.commands.sales._scorecard.periods import Slot
from salesops.models.compare import NO_HISTORY, ratio
from salesops.queries.database import Database
from salesops.units import Count, Money

METRICS = (
    "won_value",
    "won_deals",
    "lost_deals",
    "new_deals",
    "win_rate",
    "win_rate_value",
    "avg_won",
    "cycle_length",
    quotas.METRIC,
)
"""As win-loss and quota call them."""
SQL = "sales/deals"
NO_DEALS, NONE_CLOSED, NO_AMOUNTS = "no deals", "no deal closed", "no amounts"


@dataclass(frozen=True)
class Closed:
    """What was won and lost in a window."""

    won: Count
    lost: Count
    won_value: Money
    lost_value: Money
    won_valued: Count
    """Of those won, how many state what they are worth."""
    cycle_days: Count
    """Days from their creation, all that were won together."""
    cycles: Count

    @property
    def win_rate(self) -> float | None:
        """Of those that closed."""
        return ratio(self.won, self.won + self.lost)


@dataclass(frozen=True)
class Begun:
    """Deals created in a window."""

    deals: Count


@dataclass(frozen=True)
class Deals:
    """What became of deals, each period asked once."""

    db: Database
    quotas: quotas.Quotas
    _kept: dict[tuple[datetime, datetime], Closed] = field(default_factory=dict)

    @property
    def loaded(self) -> bool:
        """Whether a CRM's export feeds deals."""
        return "deals" in self.db.book.filled

    def read(self, metric: str, slot: Slot) -> Reading:
        """The metric in a slot; without a value before the first deal, or where none is loaded."""
        reach = self.db.book.reach_of_deals
        if reach is None or not self.loaded:
            return Reading(None, reason=NO_DEALS)
        if slot.end <= reach[0]:
            return Reading(None, reason=NO_HISTORY)
        if metric == quotas.METRIC:
            return self.quotas.read(slot)
        if metric == "new_deals":
            asked = self.db.read(SQL).one("begun", Begun, start_at=slot.start, end_at=slot.end)
            return Reading(Fraction(asked.deals))
        return _READ[metric](self.closed(slot))

    def known(self, start: datetime) -> bool:
        """Whether the CRM's data reaches back as far."""
        reach = self.db.book.reach_of_deals
        return reach is not None and start.date() >= reach[0].date()

    def closed(self, slot: Slot) -> Closed:
        """What was won and lost in it."""
        key = (slot.start, slot.end)
        if key not in self._kept:
            asked = self.db.read(SQL)
            self._kept[key] = asked.one("closed", Closed, start_at=slot.start, end_at=slot.end)
        return self._kept[key]


def _rate(found: Closed) -> Reading:
    n = found.won + found.lost
    return Reading(Fraction(found.won, n), Fraction(n), n) if n else _none(NONE_CLOSED)


def _rate_by_value(found: Closed) -> Reading:
    whole = Fraction(found.won_value + found.lost_value)
    n = found.won + found.lost
    return Reading(Fraction(found.won_value) / whole, whole, n) if whole > 0 else _none(NO_AMOUNTS)


def _mean_won(found: Closed) -> Reading:
    n = found.won_valued
    return Reading(Fraction(found.won_value) / n, Fraction(n), n) if n else _none(NO_AMOUNTS)


def _cycle(found: Closed) -> Reading:
    n = found.cycles
    return Reading(Fraction(found.cycle_days, n), Fraction(n), n) if n else _none(NONE_CLOSED)


def _none(reason: str) -> Reading:
    return Reading(None, reason=reason)


_READ: dict[str, Callable[[Closed], Reading]] = {
    "won_value": lambda found: Reading(Fraction(found.won_value)),
    "won_deals": lambda found: Reading(Fraction(found.won)),
    "lost_deals": lambda found: Reading(Fraction(found.lost)),
    "win_rate": _rate,
    "win_rate_value": _rate_by_value,
    "avg_won": _mean_won,
    "cycle_length": _cycle,
}
