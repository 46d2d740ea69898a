"""What was asked for: the window, and the location."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from salesops.commands.stock._heatmap.rows import Place
from salesops.commands.stock._heatmap.shelf import SPAN
from salesops.errors import UsageError
from salesops.result import Period


def window(as_of: datetime) -> Period:
    """The 28 full days before today."""
    today = datetime.combine(as_of.date(), time())
    return Period(today - timedelta(days=SPAN), today, f"{SPAN} full days", so_far=False)


def place(name: str | None, places: Sequence[Place]) -> str | None:
    """The location of that name, in whatever case it was typed.

    Raises:
        UsageError: no stock lies there.
    """
    if name is None:
        return None
    known = {p.location.lower(): p.location for p in places if p.location}
    if name.lower() not in known:
        there = ", ".join(known.values()) or "the inventory export names none"
        raise UsageError(f"--location {name}: no stock lies there; there are {there}")
    return known[name.lower()]
