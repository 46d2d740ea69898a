"""What forecast finds out, each thing once: what is ahead, and how good that is."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from salesops.commands.sales._forecast.asked import TOTAL
from salesops.commands.sales._forecast.exact import Coins, coins
from salesops.commands.sales._forecast.judged import Told
from salesops.commands.sales._forecast.past import Past
from salesops.commands.sales._forecast.tree import Tree
from salesops.models.forecast.outlook import Outlook
from salesops.models.forecast.panel import Array
from salesops.models.forecast.shifts import Shift, shift

TOP = 15
"""Series that are told one by one in prose; all others are one row."""
STRETCH = {"day": 7, "week": 1, "month": 1}
YEAR = {"day": 52, "week": 52, "month": 12}
"""In stretches."""


@dataclass(frozen=True)
class Story(Past):
    """The answers of one question."""

    limits: Any

    @cached_property
    def tree(self) -> Tree:
        """The total and its parts."""
        return Tree(self.asked, self.series, self.places)

    @property
    def whole(self) -> Outlook:
        """The total."""
        return self.tree.whole

    @property
    def parts(self) -> Outlook:
        """Each series, brought to what it is part of; the total where it is all."""
        return self.tree.parts

    @property
    def ahead(self) -> Coins:
        """(N, H): what is expected of each series, in coins."""
        return self.tree.ahead

    @property
    def whole_ahead(self) -> Coins:
        """(H,): what is expected of the total, in coins."""
        return self.tree.whole_ahead

    @cached_property
    def order(self) -> list[int]:
        """The series by what is expected of them, the most first."""
        sums, ids = self.ahead.sum(axis=1), self.parts.panel.ids
        return sorted(range(len(ids)), key=lambda n: (-sums[n], ids[n]))

    def told(self, place: int) -> Told:
        """One series of the parts."""
        return self._told(self.parts, place, self.ahead[place], self.series.raw[place])

    @cached_property
    def largest(self) -> list[Told]:
        """The parts that are told one by one."""
        return [self.told(place) for place in self.order[:TOP]] if self.asked.parted else []

    @cached_property
    def total(self) -> Told:
        """All of it, as one series."""
        return self._told(self.whole, 0, self.whole_ahead, self.series.raw_total[0])

    def _told(self, outlook: Outlook, place: int, ahead: Coins, raw: Array) -> Told:
        name = outlook.panel.ids[place] if outlook is self.parts else TOTAL
        expected = self.amount(ahead.sum())
        low, high = self._sum_within(outlook, place)
        return Told(
            name,
            outlook,
            place,
            raw,
            expected,
            min(low, expected),
            max(high, expected),
            self.last(raw),
            self._shift(outlook.panel.y[place]),
        )

    def _sum_within(self, outlook: Outlook, place: int) -> tuple[Decimal, Decimal]:
        """The interval of the sum: of whole paths, since what one day misses the next one does."""
        ends = np.array(outlook.sum_within(self.asked.level / 100, place))
        low, high = (self.amount(end) for end in coins(ends, self.places))
        return low, high

    def last(self, raw: Array) -> Decimal | None:
        """As many periods as are ahead, just passed."""
        if len(raw) < self.horizon:
            return None
        return self.amount(coins(raw[-self.horizon :].sum(), self.places))

    def _shift(self, y: Array) -> Shift | None:
        """Of what was learnt from: days out of stock are no fall."""
        return shift(y, STRETCH[self.asked.freq], YEAR[self.asked.freq], self.limits.shift)

    def bounds(self, place: int) -> Iterator[tuple[Coins, Coins]]:
        """Of each level, low and high in coins: never on the wrong side of what is expected."""
        for chance in self.asked.chances:
            low, high = (coins(end[place], self.places) for end in self.parts.within(chance))
            yield np.minimum(low, self.ahead[place]), np.maximum(high, self.ahead[place])
