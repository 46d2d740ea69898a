"""How a SKU is supplied: how long it takes, by what is known of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from salesops.commands.stock._reorder.rows import Receipts, Stock, Terms
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


def in_days(today: date, days: float) -> date:
    """The day that lies so many whole days from today."""
    return today + timedelta(days=int(days))
