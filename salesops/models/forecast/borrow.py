"""New series borrow the season that they are too young to know, from the whole they are part of.

What they sold is divided by the season of their lender, told as any series is, and multiplied by it
again. How much of that season is theirs is told from their own past, which the lender's holds too:
the record of a series that borrows knows that much of what came later.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from salesops.models.forecast.outlook import Outlook
from salesops.models.forecast.panel import Array, Freq, Mask, Panel
from salesops.models.forecast.reconcile import Kin, Places
from salesops.models.forecast.seasons import phases
from salesops.models.forecast.words import CYCLES, FEW, borrowing

PRIOR = {Freq.DAY: 0.75, Freq.WEEK: 0.0, Freq.MONTH: 0.0}
"""How much of a lender's season is believed of a series that says nothing of it."""
DOUBT = 0.25
"""The variance of that."""
SOONEST = {Freq.DAY: 1, Freq.WEEK: 8, Freq.MONTH: 8}
"""Periods before which it cannot be told whether a series goes with the season of the year."""
LOWEST = 0.2
"""Of the mean: no phase is lower, since what is divided by it would explode."""
SOME = 0.01
"""Of the mean: a season of less is none."""


@dataclass(frozen=True, eq=False)
class Lent:
    """What each series of a panel may borrow."""

    panel: Panel
    season: Array
    """(N, cycle): that of its lender; 1 where it has none."""
    names: tuple[str, ...]
    """Of its lender."""

    @cached_property
    def rows(self) -> Places:
        """The series that borrow: less than two cycles old, and a season would be theirs."""
        freq, age = self.panel.freq, self.panel.age
        new = (age >= SOONEST[freq]) & (age < CYCLES * freq.cycle)
        rows = np.flatnonzero(new & (np.abs(self.season - 1).max(axis=1) > SOME))
        return rows[self._belief(rows) > SOME]

    @cached_property
    def seasons(self) -> Array:
        """(M, cycle): what they borrow."""
        part = self._belief(self.rows)[:, None]
        return np.maximum(1 + part * (self.season[self.rows] - 1), LOWEST)

    @cached_property
    def factors(self) -> Array:
        """(M, T + H): what that makes of each period."""
        return self.seasons[:, phases(self.panel)]

    def _belief(self, rows: Places) -> Array:
        past = self.panel.y.shape[1]
        factors = self.season[rows][:, phases(self.panel)[:past]]
        return _belief(self.panel.y[rows], factors, PRIOR[self.panel.freq])


def lent(panel: Panel, whole: Outlook, wholes: Outlook | None, kin: Kin | None) -> Lent:
    """What each series may borrow: the season of its whole among many, else that of the total."""
    season = np.broadcast_to(
        whole.season if _lends(whole)[0] else 1.0, (len(panel.ids), panel.freq.cycle)
    )
    if wholes is None or kin is None:
        return Lent(panel, season, ("the total",) * len(panel.ids))
    home, lends = kin.home(), _lends(wholes)
    own = lends[home]
    return Lent(
        panel,
        np.where(own[:, None], wholes.season[home], season),
        tuple(
            wholes.panel.ids[place] if its else "the total"
            for place, its in zip(home, own, strict=True)
        ),
    )


def told(tell: Callable[[Panel], Outlook], panel: Panel, has: Lent) -> Outlook:
    """Every series told, new ones with what they borrow; all others as if nothing were lent."""
    rows = has.rows
    if not len(rows):
        return tell(panel)
    past = panel.y.shape[1]
    y = panel.y.copy()
    y[rows] /= has.factors[:, :past]
    return _put_back(tell(replace(panel, y=y)), panel, has)


def _put_back(flat: Outlook, panel: Panel, has: Lent) -> Outlook:
    """The season that was taken from what came, put on what is ahead."""
    rows, ahead = has.rows, has.factors[:, panel.y.shape[1] :]
    yhat, shocks, season = flat.yhat.copy(), flat.shocks.copy(), flat.season.copy()
    yhat[rows] *= ahead
    shocks[rows] *= ahead[:, None, :]
    season[rows] *= has.seasons
    bounds = {one: (low.copy(), high.copy()) for one, (low, high) in flat.bounds.items()}
    for both in bounds.values():
        for end in both:
            end[rows] *= ahead
    weak = list(flat.weak)
    for row in rows:
        weak[row] = borrowing(weak[row], panel.freq, has.names[row])
    return replace(
        flat, panel=panel, yhat=yhat, bounds=bounds, season=season, shocks=shocks, weak=tuple(weak)
    )


def _lends(found: Outlook) -> Mask:
    """Which series know their season: two cycles old, and sold in some periods."""
    panel = found.panel
    sold = (np.nan_to_num(panel.y) != 0).sum(axis=1) >= FEW
    known: Mask = (panel.age >= CYCLES * panel.freq.cycle) & sold
    return known


def _belief(y: Array, factors: Array, prior: float) -> Array:
    """(N,): how much of a season a series has, 0 to 1: as far as its own past bears it out.

    A regression on that season, drawn to the prior as far as the series is noisy (ridge).
    """
    known = ~np.isnan(y)
    n = known.sum(axis=1)
    mean = np.where(known, y, 0.0).sum(axis=1) / np.maximum(n, 1)
    usable = mean > 0
    own = _centred(y / np.where(usable, mean, 1.0)[:, None], known)
    season = _centred(factors, known)
    both, alone, square = ((a * b).sum(axis=1) for a, b in _pairs(own, season))
    left = np.maximum(square - both**2 / np.maximum(alone, 1e-12), 0.0)
    noise = (left + 2 * square / np.maximum(n - 1, 1)) / (np.maximum(n - 2, 0) + 2)
    doubt = np.maximum(noise, 1e-6) / DOUBT
    found = np.clip((both + prior * doubt) / (alone + doubt), 0.0, 1.0)
    return np.where(usable, found, 0.0)


def _pairs(own: Array, season: Array) -> tuple[tuple[Array, Array], ...]:
    return (own, season), (season, season), (own, own)


def _centred(values: Array, known: Mask) -> Array:
    """Less their mean over the known periods; 0 elsewhere."""
    n = np.maximum(known.sum(axis=1, keepdims=True), 1)
    mean = np.where(known, values, 0.0).sum(axis=1, keepdims=True) / n
    return np.where(known, values - mean, 0.0)
