"""The rows that contracts asks for."""

from dataclasses import dataclass
from datetime import date, timedelta

from salesops.units import Count, Day, Flag, Money, Text


@dataclass(frozen=True)
class Standing:
    """Contracts that stand alike."""

    stands: Text
    contracts: Count
    auto: Count
    endless: Count
    valued: Count
    value: Money
    annual_stated: Count
    annual_value: Money


@dataclass(frozen=True)
class Due:
    """A contract in force that ends, or wants notice, soon; or that has no end."""

    shop: Text
    contract: Text
    name: Text
    account: Text | None
    product: Text | None
    owner: Text | None
    start_date: Day | None
    end_date: Day | None
    days_left: Count | None
    notice_days: Count | None
    notice_left: Count | None
    auto_renews: Flag
    value: Money | None
    annual_value: Money | None
    renewed_by: Text | None
    open_renewal: Text | None
    open_deal: Text | None

    @property
    def notice_day(self) -> date | None:
        """The last day on which notice may be given."""
        if self.end_date is None or self.notice_days is None:
            return None
        return self.end_date - timedelta(days=self.notice_days)

    @property
    def is_open(self) -> bool:
        """Whether nothing says that it goes on."""
        return not self.auto_renews and self.renewed_by is None


@dataclass(frozen=True)
class Month:
    """Contracts that end in a month; without one they have no end, or have gone on."""

    month: Day | None
    has_gone_on: Flag
    contracts: Count
    value: Money
    annual_value: Money
    auto: Count
    renewed: Count
    at_risk: Money


@dataclass(frozen=True)
class Event:
    """What happened to contracts in the window."""

    event: Text
    contracts: Count
    annual_value: Money


@dataclass(frozen=True)
class Renewal:
    """What became of contracts that ended in the window."""

    how: Text
    contracts: Count
    annual_value: Money
    renewed_value: Money


@dataclass(frozen=True)
class Known:
    """What is loaded at all."""

    contracts: Count
    backwards: Count
    first_backwards: Text | None
    startless: Count
    no_account: Count
    no_owner: Count
    no_value: Count
    with_notice: Count
    overdue: Count
    cancelled_undated: Count
    first_start: Day | None


@dataclass(frozen=True)
class Say:
    """Deals that say they are for a renewal."""

    deals: Count
