"""The rows that accounts answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Measure, Money, Percent, Ratio, Text


@dataclass(frozen=True)
class Carried:
    """What the accounts of a rep hold."""

    rep: Text
    accounts: Count
    open_deals: Count
    open_value: Money
    weighted: Money
    won_value: Money = field(metadata=titled("Won in 12 months"))
    activities: Count
    potential: Money = field(metadata=titled("Potential (estimate)"))
    of_fair: Ratio | None = field(metadata=titled("Of fair share"))
    load: Measure | None = field(metadata=DATA_ONLY)
    fair_share: Measure | None = field(metadata=DATA_ONLY)
    months: Count | None = field(metadata=DATA_ONLY)
    territory: Text | None = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Place:
    """What the accounts of a territory hold."""

    territory: Text
    reps: Count | None
    accounts: Count
    open_value: Money
    weighted: Money
    won_value: Money = field(metadata=titled("Won in 12 months"))
    potential: Money = field(metadata=titled("Potential (estimate)"))
    per_rep: Money | None = field(metadata=titled("Potential a rep"))
    of_mean: Ratio | None
    open_deals: Count = field(metadata=DATA_ONLY)
    activities: Count = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Moved:
    """An account that is to change hands."""

    account: Text
    from_: Text
    to: Text
    load: Measure
    imbalance: Percent = field(metadata=titled("Imbalance then"))
    why: Text
    account_id: Text = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Then:
    """What a rep holds before and after the moves."""

    rep: Text
    accounts: Count
    then: Count = field(metadata=titled("Accounts then"))
    load: Measure
    load_then: Measure
    of_fair: Ratio | None = field(metadata=titled("Of fair share"))
    of_fair_then: Ratio | None = field(metadata=titled("Then"))


@dataclass(frozen=True)
class Next:
    """An account to work next."""

    account: Text
    rep: Text
    last_activity: Day | None
    open_value: Money
    potential: Money = field(metadata=titled("Potential (estimate)"))
    not_worked: Money
    why: Text
    quiet_days: Count | None = field(metadata=DATA_ONLY)
    won_value: Money = field(metadata=DATA_ONLY)
    to_win: Money = field(metadata=DATA_ONLY)
    contacts: Count = field(metadata=DATA_ONLY)
    territory: Text | None = field(metadata=DATA_ONLY)
    segment: Text | None = field(metadata=DATA_ONLY)
    size: Text | None = field(metadata=DATA_ONLY)
    basis: Text = field(metadata=DATA_ONLY)
    account_id: Text = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Known:
    """Who is known of a large open deal."""

    deal: Text
    account: Text | None
    rep: Text
    value: Money | None
    contacts: Count
    single_threaded: Flag
    deal_id: Text = field(metadata=DATA_ONLY)
    shop: Text | None = field(metadata=DATA_ONLY)
