"""How far what is open reaches the quotas: of those deals alone that count for them."""

from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from salesops.commands.team._closings.quotas import Goal
from salesops.commands.team._closings.story import Story
from salesops.models.closing.clock import Array
from salesops.models.closing.draws import drawn, wider, within


@dataclass(frozen=True)
class Reach:
    """Of the quota of each period."""

    story: Story
    every: Array
    """Draws of all open deals in money: (draws, periods)."""
    wider: float
    """As far apart as past periods were."""
    _drawn: dict[bytes, Array] = field(default_factory=dict)

    def chance(self, place: int) -> float | None:
        """That the quota of a period is reached; None without one."""
        goal = self.story.goals[place]
        if goal is None or not self.story.is_valued:
            return None
        missing = float(goal.quota - goal.won) * self.story.worth.scale
        return float((self._draws(goal)[:, place] >= missing).mean())

    @property
    def high(self) -> Decimal | None:
        """What nine in ten draws of this period end at or below, by who has its quota."""
        goal = self.story.goal
        if goal is None:
            return None
        return goal.won + self.story.worth.money(float(within(self._draws(goal))[1][0]))

    def _draws(self, goal: Goal) -> Array:
        """Drawn once for the same deals."""
        if goal.held.all():
            return self.every
        key = goal.held.tobytes()
        if key not in self._drawn:
            story = self.story
            values = np.where(goal.held, np.nan_to_num(story.deals.value), 0.0)
            found = drawn(story.placed.chances, values, story.seed).value
            self._drawn[key] = wider(found, self.wider)
        return self._drawn[key]
