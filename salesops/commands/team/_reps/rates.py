"""The win rate of each rep against that of all others, judged as win-loss does."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from salesops.commands.team._reps.people import Key
from salesops.commands.team._reps.steps import FEW
from salesops.commands.team._win_loss.groups import judged, rate_of, whole
from salesops.commands.team._win_loss.rate import Rate, verdict
from salesops.commands.team._win_loss.rows import Group
from salesops.models.wilson import width_of


@dataclass(frozen=True)
class Rates:
    """Of what closed in the window."""

    groups: Mapping[Key, Group]
    few: int

    @cached_property
    def _whole(self) -> tuple[Rate, float]:
        """The rate of all reps, and the width that keeps all comparisons right at once."""
        groups = list(self.groups.values())
        return whole(groups), width_of(len(judged(groups, self.few)))

    def verdict(self, key: Key) -> str:
        """Whether it lies apart from the others' by more than chance."""
        group = self.groups.get(key)
        rate = rate_of(group) if group else Rate(0, 0)
        every, width = self._whole
        others = every.without(rate)
        if min(rate.n, others.n) < self.few:
            return FEW
        return verdict(rate.apart(others, width))
