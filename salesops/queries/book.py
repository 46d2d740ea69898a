"""What loading hands to asking: the engine with its tables, and what there is to say of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from salesops.queries.engine import Engine
from salesops.result import Rows, Source


class View(NamedTuple):
    """A shared view that was computed: what it is made of, and the columns that were kept."""

    made: str
    """A hash of its SQL and of that of all below it."""
    words: frozenset[str] | None
    """The words that chose its columns; None where all were kept."""


@dataclass(frozen=True)
class Reject:
    """A value that kept its row out: where it stands, and why."""

    file: str
    line: int
    """The physical line in the file, the header's being 1 (0 in Parquet, which has none)."""
    column: str
    value: str | None
    reason: str


@dataclass(frozen=True)
class Facts:
    """Where an answer comes from: what the head of a report says."""

    as_of: datetime
    zone: str
    currency: str | None
    through: datetime | None
    """The latest stamp of the data."""
    sources: tuple[Source, ...]
    rows: Rows
    fingerprint: str
    own_sources: tuple[Path, ...] = ()
    """The user's own source files that were read."""


@dataclass(frozen=True)
class Book:
    """The canonical tables of one question."""

    engine: Engine
    tables: frozenset[str]
    filled: frozenset[str]
    """The tables that some file feeds; the others of `tables` are empty for want of an export."""
    as_of: datetime
    """On the store's clock, as every time an analysis sees."""
    zone: str
    currency: str | None
    reach: tuple[datetime, datetime] | None
    """First and latest stamp of the data; date-only stamps reach to the last tick of their day."""
    reach_of_deals: tuple[datetime, datetime] | None
    """The same of what a CRM has seen happen, where deals or leads are loaded."""
    filtered: bool
    """Only some of the orders are here (--where): stock and targets are of all of them."""
    sources: tuple[Source, ...]
    rows: Rows
    notes: tuple[str, ...]
    fingerprint: str
    rejects: tuple[Reject, ...]
    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Input columns by their name here -> how each file writes them: `status of orders.csv`."""
    own_sources: tuple[Path, ...] = ()
    where: tuple[str, ...] = ()
    """Each --where as it was written: what `filtered` says is true where there are some."""
    converted: bool = False
    """Orders in other currencies are among them, by --fx."""
    moving: int | None = None
    """As-of was the moment of loading; the minutes of the store's clock ahead of UTC, where no zone
    is named. None where as-of was asked for or is the end of the data."""
    views: Mapping[str, View] = field(default_factory=dict)
    """Of the shared views that are computed once, those that stand in the engine already."""
    later: bool = True
    """Something was stamped at or after as-of: at a later one more is known."""

    @property
    def facts(self) -> Facts:
        """Where an answer from it comes from."""
        reach = self.reach or self.reach_of_deals
        return Facts(
            self.as_of,
            self.zone,
            self.currency,
            reach[1] if reach else None,
            self.sources,
            self.rows,
            self.fingerprint,
            self.own_sources,
        )
