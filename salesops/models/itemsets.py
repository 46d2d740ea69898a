"""Sets of things and how well they hold together: each thing against the rest of its set."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from salesops.models.apart import WIDTH

Numbers: TypeAlias = NDArray[Any]


@dataclass(frozen=True)
class Links:
    """Sets of one size, a row each."""

    members: Numbers
    """(sets, size): the numbers of their things, rising."""
    n: Numbers
    """(sets,): how often the set was seen."""
    alone: Numbers
    """(sets, size): how often each thing was."""
    rest: Numbers
    """(sets, size): how often the set without that thing was."""
    whole: Numbers
    """(sets,): how often anything was."""

    @cached_property
    def lift(self) -> Numbers:
        """How many times as often as if each thing came by itself."""
        shares = np.prod(self.alone / self.whole[:, None], axis=1)
        found: Numbers = self.n / self.whole / shares
        return found

    @cached_property
    def lows(self) -> Numbers:
        """Of each thing given the rest of its set, against its share of all: the lower bound."""
        found: Numbers = low(self.n[:, None] / self.rest, self.rest) / (
            self.alone / self.whole[:, None]
        )
        return found

    def beyond(self, errors: float) -> Numbers:
        """Where each thing stands with the rest of its set so many errors beyond chance.

        As `beyond.tail`, for very many at once.
        """
        usual = self.alone / self.whole[:, None]
        part = self.n[:, None] - 0.5
        rest = self.rest - part
        with np.errstate(divide="ignore"):
            deviance = part * np.log(part / (self.rest * usual)) + rest * np.log(
                rest / (self.rest * (1 - usual))
            )
        above = part > self.rest * usual
        found: Numbers = np.all(above & (2 * deviance >= errors * errors), axis=1)
        return found

    def where(self, keep: Numbers) -> "Links":
        """Some of them."""
        return Links(
            self.members[keep], self.n[keep], self.alone[keep], self.rest[keep], self.whole[keep]
        )  # fmt: skip


def low(share: Numbers, of: Numbers, width: float = WIDTH) -> Numbers:
    """Wilson's lower bound of a share of so many."""
    z2 = width * width
    half = width * np.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    found: Numbers = np.maximum((share + z2 / (2 * of) - half) / (1 + z2 / of), 0.0)
    return found


def links(size: int, found: dict[int, tuple[Numbers, Numbers]], whole: Numbers) -> Links:
    """The sets of a size, every part of which was counted too.

    Args:
        size: 2 or more.
        found: By size from 1: the members of the sets (rows in rising order of things), and counts.
        whole: By thing, as in the sets of one: how often anything was.
    """
    things, times = found[1][0][:, 0], found[1][1]
    members, n = found[size]
    places = np.searchsorted(things, members)
    parts = [np.delete(members, i, axis=1) for i in range(size)]
    rest = [_counts(things, part, *found[size - 1]) for part in parts]
    return Links(
        members, n, times[places], np.stack(rest, axis=1), whole[places[:, 0]]
    )  # fmt: skip


def _counts(things: Numbers, wanted: Numbers, members: Numbers, n: Numbers) -> Numbers:
    """How often each of the wanted sets was seen."""
    keys = _keys(things, members)
    order = np.argsort(keys)
    at = order[np.searchsorted(keys, _keys(things, wanted), sorter=order)]
    found: Numbers = n[at]
    return found


def _keys(things: Numbers, members: Numbers) -> Numbers:
    """A number for each set: four of fifty thousand things still fit."""
    places = np.searchsorted(things, members).astype(np.int64)
    keys = np.zeros(len(places), dtype=np.int64)
    for column in places.T:
        keys = keys * (len(things) + 1) + column
    return keys
