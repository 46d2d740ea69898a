"""The rows that are asked of a CRM's tables."""

from dataclasses import dataclass

from salesops.units import Count, Instant, Line, Text


@dataclass(frozen=True)
class Open:
    """Open deals, and what they state at all."""

    deals: Count
    owned: Count
    valued: Count
    dated: Count
    stepped: Count
    timed: Count
    """Those whose days in the stage can be held against deals that were won."""
    reps: Count
    """In the list of reps."""


@dataclass(frozen=True)
class People:
    """Leads and activities, and what they state at all."""

    leads: Count
    owned_leads: Count
    mailed: Count
    """Leads with an e-mail."""
    activities: Count
    owned_activities: Count


@dataclass(frozen=True)
class Fault:
    """One of the first rows that break a check."""

    kind: Text
    bad: Count
    """How many rows break it."""
    source_file: Text
    source_row: Line
    said: Text


@dataclass(frozen=True)
class Accounts:
    """The accounts that are known, by the list or by deals."""

    accounts: Count


@dataclass(frozen=True)
class Twin:
    """An account whose name another has too, but for how it is written."""

    twins: Count
    """How many such accounts there are."""
    shop_id: Text
    name_key: Text
    account_id: Text
    name: Text
    form: Text
    """The legal form that the name ends with, or nothing."""
    country: Text | None
    owner: Text | None
    deals: Count
    source_file: Text
    source_row: Line


@dataclass(frozen=True)
class Traces:
    """What says at all that a deal was worked on."""

    stated: Count
    """Deals that state their last activity."""
    updated: Count
    """Deals that state when the CRM last changed them."""
    activities: Count
    changes: Count


@dataclass(frozen=True)
class Use:
    """The deals of one rep, and of how many it can be told that they are worked on."""

    owner: Text | None
    open: Count
    active: Count
    """Open ones to which something happened of late."""
    last_local: Instant | None
    won: Count
    followed: Count
    """Won ones that had an activity, or went from one stage to another."""
