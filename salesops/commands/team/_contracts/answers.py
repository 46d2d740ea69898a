"""The rows that contracts answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Money, Percent, Text


@dataclass(frozen=True)
class Standing:
    """Contracts as they stand."""

    standing: Text
    contracts: Count
    auto: Count = field(metadata=titled("By itself"))
    value: Money
    annual_value: Money = field(metadata=titled("A year"))
    no_value: Count = field(metadata=titled("No value"))


@dataclass(frozen=True)
class Due:
    """A contract that ends soon."""

    name: Text = field(metadata=titled("Contract"))
    account: Text | None
    owner: Text | None
    ends: Day | None
    days_left: Count | None = field(metadata=titled("Days"))
    annual_value: Money | None = field(metadata=titled("A year"))
    renewal: Text
    notice_by: Day | None = field(metadata=DATA_ONLY)
    shop: Text = field(metadata=DATA_ONLY)
    contract: Text = field(metadata=DATA_ONLY)
    product: Text | None = field(metadata=DATA_ONLY)
    started: Day | None = field(metadata=DATA_ONLY)
    value: Money | None = field(metadata=DATA_ONLY)
    notice_days: Count | None = field(metadata=DATA_ONLY)
    notice_left: Count | None = field(metadata=DATA_ONLY)
    """Days until notice is due; below 0 it was."""
    auto_renews: Flag = field(metadata=DATA_ONLY)
    renewed_by: Text | None = field(metadata=DATA_ONLY)
    open_deal: Text | None = field(metadata=DATA_ONLY)
    at_risk: Flag = field(metadata=DATA_ONLY)
    """It ends within --days, and nothing says that it goes on."""
    neglected: Flag = field(metadata=DATA_ONLY)
    """At risk, and no deal is open for its renewal."""


@dataclass(frozen=True)
class Notice:
    """A day for notice that is still to come."""

    notice_by: Day
    days_left: Count = field(metadata=titled("Days"))
    name: Text = field(metadata=titled("Contract"))
    account: Text | None
    owner: Text | None
    ends: Day
    annual_value: Money | None = field(metadata=titled("A year"))
    then: Text = field(metadata=titled("Without notice"))
    shop: Text = field(metadata=DATA_ONLY)
    contract: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Month:
    """The contracts that end in a month."""

    ends: Text
    contracts: Count
    annual_value: Money = field(metadata=titled("A year"))
    auto: Count = field(metadata=titled("By itself"))
    renewed: Count
    at_risk: Money
    value: Money = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Event:
    """What happened in the window."""

    event: Text
    contracts: Count
    annual_value: Money


@dataclass(frozen=True)
class Renewal:
    """What became of contracts whose end came in the window."""

    outcome: Text = field(metadata=titled("Ended, and"))
    contracts: Count
    share: Percent | None
    annual_value: Money
    renewed_value: Money = field(metadata=titled("Now worth, a year"))
