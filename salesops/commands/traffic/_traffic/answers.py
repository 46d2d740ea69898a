"""The rows that traffic answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Money, Percent, Ratio, Text


@dataclass(frozen=True, kw_only=True)
class Split:
    """The visits by one channel, page, .. in both windows."""

    name: Text
    sessions: Count
    before: Count | None
    change: Percent | None
    usual: Percent | None = field(metadata=titled("Usual ±"))
    share: Percent | None
    conversion: Percent | None = field(metadata=titled("Bought"))
    revenue: Money | None
    conversion_before: Percent | None = field(metadata=DATA_ONLY)
    purchases: Count | None = field(metadata=DATA_ONLY)
    engaged: Count | None = field(metadata=DATA_ONLY)
    verdict: Text | None = field(metadata=DATA_ONLY)
    reason: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True, kw_only=True)
class ByChannel(Split):
    """By channel."""

    name: Text = field(metadata=titled("Channel"))


@dataclass(frozen=True, kw_only=True)
class ByPage(Split):
    """By the page that visits begin on."""

    name: Text = field(metadata=titled("Landing page"))


@dataclass(frozen=True, kw_only=True)
class BySource(Split):
    """By source and medium."""

    name: Text = field(metadata=titled("Source / medium"))


@dataclass(frozen=True, kw_only=True)
class ByDevice(Split):
    """By device."""

    name: Text = field(metadata=titled("Device"))


@dataclass(frozen=True, kw_only=True)
class ByCountry(Split):
    """By country."""

    name: Text = field(metadata=titled("Country"))


SPLITS: dict[str, tuple[str, type[Split]]] = {
    "channel": ("channels", ByChannel),
    "page": ("pages", ByPage),
    "source": ("sources", BySource),
    "device": ("devices", ByDevice),
    "country": ("countries", ByCountry),
}
"""What visits can be split by: the name of its table, and its rows."""


@dataclass(frozen=True)
class Query:
    """What was searched, or found, in both windows."""

    name: Text
    clicks: Count
    before: Count | None
    change: Percent | None
    impressions: Count
    ctr: Percent | None = field(metadata=titled("CTR"))
    position: Ratio | None
    lost: Ratio | None
    position_before: Ratio | None = field(metadata=DATA_ONLY)
    impressions_before: Count = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class DayRow:
    """The visits of a day."""

    day: Day
    sessions: Count | None
    purchases: Count | None
    conversion: Percent | None
    orders: Count | None = field(metadata=titled("Web orders"))


@dataclass(frozen=True)
class Reach:
    """How far an export reaches."""

    export: Text
    last_day: Day | None
    window: Text = field(metadata=titled("Days compared"))
    days: Count = field(metadata=DATA_ONLY)
    missing: Count = field(metadata=titled("Days not there"))
