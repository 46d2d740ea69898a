"""The rows that seasonality answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Flag, Ratio, Text


@dataclass(frozen=True)
class Season:
    """Whether a series has a season, and its ends."""

    unique_id: Text = field(metadata=titled("Series"))
    detected: Flag
    period: Text
    cycles: Ratio
    strength: Ratio | None
    peak: Text | None
    peak_index: Ratio | None = field(metadata=titled("x mean"))
    trough: Text | None
    trough_index: Ratio | None = field(metadata=titled("x mean"))
    shape: Text
    why: Text | None
    """What lacks where none is detected."""


@dataclass(frozen=True)
class Phase:
    """What a phase of the cycle brings, as a share of the mean one."""

    phase: Text
    unique_id: Text = field(metadata={**titled("Series"), **DATA_ONLY})
    index: Ratio | None = field(metadata=titled("x mean"))
    reason: Text | None = field(metadata=DATA_ONLY)
    """Why it has no index."""
