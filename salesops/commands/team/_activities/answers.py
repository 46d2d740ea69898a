"""The rows that activities answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Days, Mean, Money, Percent, Text


@dataclass(frozen=True)
class Did:
    """What a rep did in the window; the last rows are of nobody and of all."""

    rep: Text
    calls: Count
    meetings: Count
    emails: Count = field(metadata=titled("E-mails"))
    demos: Count
    proposals: Count
    activities: Count = field(metadata=titled("All"))
    follow_ups: Count = field(metadata=titled("Follow-ups"))
    a_week: Mean | None = field(metadata=titled("A week"))
    deals: Count = field(metadata=titled("Deals worked"))
    won: Count = field(metadata=titled("Won deals"))
    activities_per_won: Mean | None = field(metadata=titled("Per won deal"))
    missed: Count = field(metadata=titled("Not done"))
    """Due in the window, and not done."""
    last_day: Day | None = field(metadata=titled("Last"))
    """Of the days looked at for who has stopped."""
    other: Count = field(metadata=DATA_ONLY)
    dealless: Count = field(metadata=DATA_ONLY)
    ahead: Count = field(metadata=DATA_ONLY)
    team: Text | None = field(metadata=DATA_ONLY)
    lately: Count | None = field(metadata=DATA_ONLY)
    usual: Mean | None = field(metadata=DATA_ONLY)
    """As many as lately, at the pace before."""
    shop: Text | None = field(metadata=DATA_ONLY)
    rep_id: Text | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Team:
    """What a team did in the window."""

    team: Text
    reps: Count
    calls: Count
    meetings: Count
    emails: Count = field(metadata=titled("E-mails"))
    demos: Count
    proposals: Count
    activities: Count = field(metadata=titled("All"))
    follow_ups: Count = field(metadata=titled("Follow-ups"))
    won: Count = field(metadata=titled("Won deals"))
    activities_per_won: Mean | None = field(metadata=titled("Per won deal"))


@dataclass(frozen=True)
class Kind:
    """A kind of activity: due in the window, done or not."""

    kind: Text = field(metadata=titled("Activity"))
    done: Count
    share: Percent | None
    missed: Count = field(metadata=titled("Not done"))
    done_share: Percent | None = field(metadata=titled("Done of due"))
    ahead: Count = field(metadata=titled("Planned ahead"))


@dataclass(frozen=True)
class Outcome:
    """Activities of a kind by what came of them."""

    kind: Text = field(metadata=titled("Activity"))
    outcome: Text
    activities: Count
    share: Percent | None = field(metadata=titled("Of the kind"))


@dataclass(frozen=True)
class Week:
    """A week that is over."""

    week: Day = field(metadata=titled("Week from"))
    calls: Count
    meetings: Count
    emails: Count = field(metadata=titled("E-mails"))
    demos: Count
    proposals: Count
    activities: Count = field(metadata=titled("All"))
    deals: Count = field(metadata=titled("Deals worked"))


@dataclass(frozen=True)
class Open:
    """Open deals of a rep by when they were last touched."""

    rep: Text
    deals: Count = field(metadata=titled("Open"))
    lately: Count = field(metadata=titled("Touched"))
    quiet: Count
    never: Count
    fresh: Count = field(metadata=titled("New"))
    untouched_share: Percent | None = field(metadata=titled("Untouched"))
    untouched_value: Money = field(metadata=titled("Value"))
    gap: Days | None = field(metadata=titled("Gap (days)"))
    high: Days | None = field(metadata=titled("p90"))
    value: Money = field(metadata=DATA_ONLY)
    gaps: Count | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Early:
    """Deals with something done early, against all others."""

    early: Text = field(metadata=titled("Early in the deal"))
    closed: Count = field(metadata=titled("n"))
    win_rate: Percent | None
    low: Percent | None = field(metadata=titled("from"))
    high: Percent | None = field(metadata=titled("to"))
    others_closed: Count = field(metadata=titled("Other n"))
    others: Percent | None = field(metadata=titled("Others"))
    verdict: Text
    won: Count = field(metadata=DATA_ONLY)
    difference: Percent | None = field(metadata=DATA_ONLY)
    difference_low: Percent | None = field(metadata=DATA_ONLY)
    difference_high: Percent | None = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Life:
    """Activities over the whole lives of deals, for each deal."""

    outcome: Text = field(metadata=titled("Deals"))
    deals: Count = field(metadata=titled("n"))
    calls: Mean | None
    meetings: Mean | None
    emails: Mean | None = field(metadata=titled("E-mails"))
    demos: Mean | None
    proposals: Mean | None
    activities: Mean | None = field(metadata=titled("All"))
    days: Mean | None = field(metadata=titled("Days open"))
    a_week: Mean | None = field(metadata=titled("A week"))
