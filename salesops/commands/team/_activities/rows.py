"""The rows that activities asks for."""

from dataclasses import dataclass

from salesops.commands.team._win_loss.rate import Rate
from salesops.units import Count, Day, Days, Flag, Instant, Money, Text


@dataclass(frozen=True)
class Touches:
    """Deals that somebody worked on in the window, and follow-ups."""

    shop: Text
    rep: Text | None
    deals: Count
    follow_ups: Count
    dealless: Count
    """Activities about no deal."""


@dataclass(frozen=True)
class Worked:
    """Deals that anybody worked on, each once; activities without a day."""

    deals: Count
    undated: Count


@dataclass(frozen=True)
class Planned:
    """Of a kind due in the window: done or not; and what is ahead."""

    shop: Text
    rep: Text | None
    kind: Text
    done: Count
    missed: Count
    ahead: Count


@dataclass(frozen=True)
class Outcome:
    """Activities of a kind with an outcome."""

    kind: Text
    outcome: Text | None
    activities: Count


@dataclass(frozen=True)
class Week:
    """A week that is over, from its Monday."""

    week: Day
    calls: Count
    meetings: Count
    emails: Count
    demos: Count
    proposals: Count
    deals: Count

    @property
    def all(self) -> int:
        """Of all kinds that count."""
        return self.calls + self.meetings + self.emails + self.demos + self.proposals


@dataclass(frozen=True)
class Lately:
    """What somebody did in the last days, and in those before."""

    shop: Text
    rep: Text | None
    lately: Count
    before: Count
    last_local: Instant | None


@dataclass(frozen=True)
class Open:
    """Open deals of somebody, by when they were last touched."""

    shop: Text
    rep: Text | None
    team: Text | None
    deals: Count
    value: Money
    lately: Count
    quiet: Count
    never: Count
    fresh: Count
    """New, and not touched yet."""
    untouched_value: Money
    """Of the quiet ones, and of those never touched."""


@dataclass(frozen=True)
class Gaps:
    """Days between activities on open deals of somebody, or of all."""

    shop: Text
    rep: Text | None
    is_all: Flag
    gaps: Count
    middle: Days | None
    high: Days | None


@dataclass(frozen=True)
class Early:
    """Closed deals in which so much was done early."""

    what: Text
    band: Count
    won: Count
    closed: Count

    @property
    def rate(self) -> Rate:
        """Their win rate."""
        return Rate(self.won, self.closed)


@dataclass(frozen=True)
class EarlyKnown:
    """Closed deals, and which of them are not counted."""

    closed: Count
    undated: Count
    sooner: Count
    older: Count


@dataclass(frozen=True)
class Lives:
    """What was done over the whole lives of won, or lost, deals."""

    state: Text
    deals: Count
    calls: Count | None
    meetings: Count | None
    emails: Count | None
    demos: Count | None
    proposals: Count | None
    days: Count | None
