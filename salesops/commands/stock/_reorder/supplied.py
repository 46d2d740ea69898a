"""How a SKU is supplied: how long it takes, by what is known of that, and what is on its way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from salesops.commands.stock._reorder.rows import OnTheWay, Receipts, Stock, Terms
from salesops.models.demand import Lead, Sums
from salesops.units import Unit, text

OWN, SUPPLIERS, TERMS, CATALOGUE, DEFAULT = (
    "own POs",
    "supplier's POs",
    "supply terms",
    "catalogue",
    "assumed",
)
"""What a lead time is from, the best first."""
INVENTORY, PURCHASES = "inventory", "purchase orders"
"""What incoming is from."""
FARTHEST = 3650
"""Days ahead that anything is dated: what lies ten years off has no date."""


@dataclass(frozen=True)
class LeadTime:
    """A lead time, what it is from, and how many receipts that were."""

    lead: Lead
    basis: str
    n: int | None
    sd_known: bool

    @property
    def said(self) -> str:
        """As in `6.2 ± 3.0, own POs (8)`."""
        spread = f" ± {text(self.lead.sd, Unit.DAYS)}" if self.sd_known else ""
        receipts = f" ({self.n})" if self.n else ""
        return f"{text(self.lead.days, Unit.DAYS)}{spread}, {self.basis}{receipts}"


def lead_time(
    stock: Stock,
    terms: Terms | None,
    receipts: Sequence[Receipts | None],
    least: int,
    default: float,
) -> LeadTime:
    """The best that is known: receipts of the SKU, of its supplier, terms, else the default."""
    for found, basis in zip(receipts, (OWN, SUPPLIERS), strict=True):
        if found and found.n >= least:
            sums = Sums(found.n, found.total, found.squares)
            lead = Lead(sums.mean, sums.sd or 0.0, found.longest)
            return LeadTime(lead, basis, found.n, sd_known=True)
    if terms and terms.lead_days is not None and _meant(terms.lead_days):
        longest = terms.lead_days_max or terms.lead_days
        lead = Lead(terms.lead_days, terms.lead_sd or 0.0, max(longest, terms.lead_days))
        return LeadTime(lead, TERMS, None, sd_known=terms.lead_sd is not None)
    stated = stock.lead_days is not None and _meant(stock.lead_days)
    days = stock.lead_days if stated and stock.lead_days is not None else default
    return LeadTime(Lead(days, 0.0, days), CATALOGUE if stated else DEFAULT, None, sd_known=False)


def _meant(days: float) -> bool:
    """Whether a lead time can be one: no supplier takes ten years, or less than no time."""
    return 0 <= days <= FARTHEST


@dataclass(frozen=True)
class Coming:
    """What is on its way to a SKU, each part with the day it is due, where one is stated."""

    basis: str | None
    parts: tuple[tuple[date | None, Decimal], ...]

    @property
    def units(self) -> Decimal:
        """All of it."""
        return sum((units for _, units in self.parts), Decimal(0))

    def by(self, day: date) -> Decimal:
        """What is due by a day: what states none is believed to be, what is late too."""
        due = (units for when, units in self.parts if when is None or when <= day)
        return sum(due, Decimal(0))

    def runs_out(self, today: date, held: Decimal, pace: float) -> int:
        """Whole days until nothing is left: later parts count from the day they are due."""
        left = float(max(held, Decimal(0)))
        for when, units in self.parts:
            if when is None or when < today:
                continue  # nobody knows when these come
            if left / pace < (when - today).days:
                break
            left += float(units)
        return int(left / pace)


NOTHING = Coming(None, ())


def coming(stated: Decimal, open_lines: Iterable[OnTheWay]) -> Coming:
    """What the inventory says is on its way, else open purchase orders: never both.

    Purchase orders date what the inventory counts, as far as they go.
    """
    lines = [(line.expected, line.qty) for line in open_lines]
    if stated <= 0:
        return Coming(PURCHASES, tuple(lines)) if lines else NOTHING
    parts: list[tuple[date | None, Decimal]] = []
    left = stated
    for when, units in lines:
        parts.append((when, min(units, left)))
        left -= parts[-1][1]
    return Coming(INVENTORY, tuple(part for part in [*parts, (None, left)] if part[1] > 0))


def in_days(today: date, days: float) -> date:
    """The day that lies so many whole days from today."""
    return today + timedelta(days=int(days))
