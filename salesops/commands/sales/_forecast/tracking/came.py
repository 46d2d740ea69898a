"""What came of a snapshot: its numbers beside those that the exports hold now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from salesops.commands.sales._forecast.tracking.saved import plain
from salesops.commands.sales._forecast.tracking.scores import Points, Sums, sums, total
from salesops.commands.sales._forecast.tracking.snapshot import Head, Snapshot
from salesops.models.forecast.panel import Array, Days, Freq, Mask, Panel

Places = NDArray[np.intp]
"""Where rows or columns stand."""
_BUCKETS = ((1, 7), (8, 14), (15, 28), (29, None))
"""Days ahead that are told together; weeks and months stand alone."""


@dataclass(frozen=True, eq=False)
class Known:
    """What came until now: the history of the same question."""

    panel: Panel
    raw: Array
    """(N, T): as the exports hold it, nothing masked."""

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each series."""
        return {plain(name): row for row, name in enumerate(self.panel.ids)}

    @cached_property
    def dates(self) -> Days:
        """The periods that are over."""
        return self.panel.dates[: self.raw.shape[1]]

    @cached_property
    def told_nothing(self) -> Mask:
        """Where nothing can be compared: unknown, or closed and nothing came."""
        shut = self.panel.closed[:, : self.raw.shape[1]]
        found: Mask = np.isnan(self.raw) | (shut & (self.raw == 0))
        return found


@dataclass(frozen=True, eq=False)
class Compared:
    """What came of a snapshot."""

    head: Head
    dates: Days
    """That it told, over or not."""
    leads: Mapping[str, Sums]
    """By how far ahead it was told, near ones first."""
    gone: frozenset[str]
    """Series that were forecast and are in the exports no more."""
    new: frozenset[str]
    """Series that sold in these periods and were not forecast."""

    @cached_property
    def sums(self) -> Sums:
        """Of all that came."""
        return total(self.leads.values())


def compared(shot: Snapshot, known: Known) -> Compared:
    """Hold a snapshot against the periods of it that are over."""
    places = np.searchsorted(known.dates, shot.dates)
    held: Mask = np.append(known.dates, np.datetime64("NaT"))[places] == shot.dates
    both = [(n, known.rows[name]) for n, name in enumerate(shot.ids) if name in known.rows]
    rows, mine = np.array(both, dtype=np.intp).reshape(-1, 2).T
    leads = {
        label: sums(_points(shot, known, rows, mine, ahead, places[ahead]))
        for label, ahead in _ahead(shot, held)
    }
    over = places[held]
    sold = np.abs(np.nan_to_num(known.raw[:, over])).sum(axis=1) > 0
    names = frozenset(name for name, row in known.rows.items() if sold[row])
    return Compared(
        shot.head,
        shot.dates,
        {label: found for label, found in leads.items() if found.n},
        frozenset(shot.ids) - known.rows.keys(),
        names - frozenset(shot.ids),
    )


def _points(
    shot: Snapshot, known: Known, rows: Places, mine: Places, ahead: Places, places: Places
) -> Points:
    """The points of some periods of the snapshot: `rows` of it are `mine` of what came."""
    here, there = np.ix_(rows, ahead), np.ix_(mine, places)
    use: Mask = ~known.told_nothing[there]
    shape = (len(rows), len(ahead))
    return Points(
        known.raw[there][use],
        {name: values[here][use] for name, values in shot.values.items()},
        np.broadcast_to(shot.scale[rows][:, None], shape)[use],
        np.broadcast_to(shot.dates[ahead], shape)[use],
    )


def _ahead(shot: Snapshot, held: Mask) -> Iterator[tuple[str, Places]]:
    """What is said of each lead, and which periods of the snapshot are that far ahead."""
    periods = np.arange(1, len(shot.dates) + 1)
    if shot.head.question.freq is not Freq.DAY:
        for lead in periods[held]:
            yield f"{lead}", np.array([lead - 1])
        return
    for first, last in _BUCKETS:
        inside = held & (periods >= first) & (periods <= (last or len(periods)))
        if inside.any():
            yield f"{first}-{last}" if last else f"{first}+", np.flatnonzero(inside)
