"""A set of series whose last periods are held back."""

from dataclasses import dataclass, replace

import numpy as np

from salesops.models.forecast.panel import Array, Panel


@dataclass(frozen=True, eq=False)
class Set:
    """Series of one kind, cut where the forecast begins."""

    name: str
    said: str
    """What it is, where it comes from."""
    past: Panel
    came: Array
    """(N, H)."""

    def sample(self, series: int) -> "Set":
        """So many series, the same ones whenever asked."""
        rows = np.random.default_rng(len(self.name)).permutation(len(self.came))[:series]
        rows.sort()
        ids = tuple(self.past.ids[row] for row in rows)
        past = replace(self.past, ids=ids, y=self.past.y[rows])
        return replace(self, past=past, came=self.came[rows])

    def before(self, periods: int) -> "Set":
        """The same series as they were so many periods earlier."""
        cut = self.past.y.shape[1] - periods
        every = np.concatenate([self.past.y, self.came], axis=1)
        shut = None if self.past.shut is None else self.past.shut[: cut + self.past.horizon]
        past = replace(self.past, y=every[:, :cut], shut=shut)
        return replace(self, past=past, came=every[:, cut : cut + past.horizon])


def cut(name: str, said: str, whole: Panel) -> Set:
    """A set of a panel whose last horizon is what came."""
    end = whole.y.shape[1] - whole.horizon
    shut = None if whole.shut is None else whole.shut[: end + whole.horizon]
    return Set(name, said, replace(whole, y=whole.y[:, :end], shut=shut), whole.y[:, end:])
