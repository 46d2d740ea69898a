"""The rows that traffic asks for."""

from dataclasses import dataclass

from salesops.units import Count, Day, Money, Ratio, Text


@dataclass(frozen=True)
class Seen:
    """The visits of a shop on a day."""

    shop: Text
    day: Day
    sessions: Count
    purchases: Count | None


@dataclass(frozen=True)
class Member:
    """The visits by one channel, page, .. in both windows, on the days that both know."""

    member: Text
    sessions: Count
    sessions_base: Count
    engaged: Count | None
    purchases: Count | None
    purchases_base: Count | None
    revenue: Money | None
    revenue_base: Money | None


@dataclass(frozen=True)
class Run:
    """Sessions of so many days, `back` such runs before the window's own base."""

    member: Text
    back: Count
    sessions: Count


@dataclass(frozen=True)
class SearchDay:
    """What search showed on a day."""

    shop: Text
    day: Day
    clicks: Count
    impressions: Count


@dataclass(frozen=True)
class Searched:
    """What was searched, or the page that was found, in both windows."""

    member: Text
    clicks: Count
    clicks_base: Count
    impressions: Count
    impressions_base: Count
    position: Ratio | None
    position_base: Ratio | None

    @property
    def lost(self) -> float:
        """Places further down than before; 0 where either is not known."""
        if self.position is None or self.position_base is None:
            return 0.0
        return self.position - self.position_base
