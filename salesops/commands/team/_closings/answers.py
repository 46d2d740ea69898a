"""The rows that closings answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Mean, Measure, Money, Percent, Text


@dataclass(frozen=True)
class Value:
    """A period: what is expected to be won in it, in money."""

    period: Text
    won: Money = field(metadata=titled("Won so far"))
    open: Money | None = field(metadata=DATA_ONLY)
    """Expected of open deals."""
    expected: Money | None
    low: Money | None
    high: Money | None
    quota: Money | None
    chance: Percent | None
    """To reach the quota."""
    stated: Money | None = field(metadata=DATA_ONLY)
    """Amount by chance of what is stated to close then."""
    first: Day | None = field(metadata=DATA_ONLY)
    last: Day | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Number:
    """The same in deals."""

    period: Text
    won: Count = field(metadata=titled("Won so far"))
    open: Mean = field(metadata=titled("Expected of open"))
    expected: Mean
    low: Count | None
    high: Count | None
    stated: Count | None = field(metadata=titled("Stated to close"))


@dataclass(frozen=True)
class Basis:
    """What a part of it rests on."""

    question: Text
    answer: Text
    deals: Count = field(metadata=titled("Open deals"))
    expected: Mean = field(metadata=titled("To be won"))
    value: Money | None = field(metadata=titled("Their value"))


@dataclass(frozen=True)
class Category:
    """A forecast category of this period, and all surer ones together."""

    category: Text
    deals: Count
    value: Money
    with_surer: Money | None = field(metadata=titled("Cumulated"))
    deals_with_surer: Count | None = field(metadata=DATA_ONLY)
    unvalued: Count = field(metadata=titled("No amount"))


@dataclass(frozen=True)
class Said:
    """Chances that were said, and what came of them."""

    said: Text = field(metadata=titled("Chance said"))
    n: Count = field(metadata=titled("Times said"))
    mean: Percent = field(metadata=titled("Mean said"))
    won: Percent = field(metadata=titled("Were won"))
    low: Percent
    high: Percent
    won_times: Count = field(metadata=DATA_ONLY)
    by: Text = field(metadata=DATA_ONLY)
    """Whose they are: the CRM's by its history or by copies, or those of the stages."""


@dataclass(frozen=True)
class Past:
    """A past period: what would have been expected when it began, and what came."""

    period: Text
    open_deals: Count = field(metadata=titled("Open then"))
    forecast: Measure
    low: Measure = field(metadata=DATA_ONLY)
    high: Measure = field(metadata=DATA_ONLY)
    of_open: Measure = field(metadata=titled("Won of these"))
    new: Measure = field(metadata=DATA_ONLY)
    """Won, of deals that were not there when it began."""
    won: Measure = field(metadata=titled("Won"))
    accuracy: Percent | None
    bias: Percent | None = field(metadata=DATA_ONLY)
    within: Flag = field(metadata=titled("Within"))
    """Whether what was won of the open ones lay between low and high."""
    stated: Measure | None = field(metadata=titled("CRM's own"))
    """Amount by chance of what was stated to close then."""
    first: Day = field(metadata=DATA_ONLY)
    by: Text = field(metadata=DATA_ONLY)
    """What tells how deals stood then: history, a copy, or the deals' own dates."""


@dataclass(frozen=True)
class PastByCopy(Past):
    """The same where a copy tells one of them: prose says which."""

    by: Text = field(metadata=titled("Told by"))
