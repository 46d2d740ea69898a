"""The rows that pipeline answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Money, Percent, Ratio, Text


@dataclass(frozen=True)
class InStage:
    """The open deals of a stage."""

    stage: Text
    deals: Count
    value: Money | None
    share: Percent | None
    without_amount: Count
    chance: Percent | None
    basis: Text = field(metadata=titled("Chance by"))
    weighted: Money | None
    days: Days | None = field(metadata=titled("Days in stage"))
    won_days: Days | None = field(metadata=titled("Of won deals"))
    overdue: Count | None
    stale: Count | None = field(metadata=DATA_ONLY)
    place: Count | None = field(metadata=DATA_ONLY)
    pipeline: Text | None = field(metadata=DATA_ONLY)
    at_list_price: Count = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Group:
    """The open deals of one value of what they are parted by."""

    group: Text
    deals: Count
    value: Money | None
    share: Percent | None
    without_amount: Count
    weighted: Money | None
    overdue: Count | None
    stale: Count | None
    without_next_step: Count | None = field(metadata=DATA_ONLY)
    at_list_price: Count = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Basis:
    """Open deals whose chance is told by one thing."""

    basis: Text = field(metadata=titled("Chance by"))
    deals: Count
    value: Money | None
    chance: Percent | None = field(metadata=titled("Mean chance"))
    weighted: Money | None


@dataclass(frozen=True)
class Factor:
    """One factor of the pipeline's velocity."""

    factor: Text
    figure: Text
    of: Text


@dataclass(frozen=True)
class Holder:
    """Somebody with a quota, and what they have to reach it with."""

    holder: Text = field(metadata=titled("Quota of"))
    quota: Money | None
    won: Money = field(metadata=titled("Won so far"))
    left: Money | None = field(metadata=titled("Still to win"))
    open_deals: Count
    open_value: Money
    coverage: Ratio | None
    needed: Ratio | None


@dataclass(frozen=True)
class Trouble:
    """An open deal with which something is wrong."""

    deal: Text
    owner: Text
    stage: Text
    value: Money | None
    closes: Day | None
    reasons: Text = field(metadata=titled("What is wrong"))
    account: Text | None = field(metadata=DATA_ONLY)
    days_in_stage: Count | None = field(metadata=DATA_ONLY)
    deal_id: Text = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Name:
    """A product as deals write it, and what the price list calls it."""

    written: Text = field(metadata=titled("As deals write it"))
    listed: Text | None = field(metadata=titled("In the price list"))
    found: Text
    deals: Count = field(metadata=titled("All deals"))
    list_price: Money | None
