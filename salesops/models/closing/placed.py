"""In which periods open deals are won, by the first that tells of each."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from salesops.models.closing.clock import ALIKE, Array, Clock, Whole

FEWEST = 5
"""Won deals without which nothing is told from how long they took."""


class When(IntEnum):
    """What says when a deal is won."""

    STAGE = 0
    """How long won deals took from its stage."""
    STAGES = 1
    """The same, mostly from all stages: of its own there are few."""
    STATED = 2
    """Its own expected close date, today or later."""
    AGE = 3
    """How old won deals were."""
    OLDER = 4
    """Nothing: it has been there longer than any deal that was won."""
    NOTHING = 5
    """Nothing."""


@dataclass(frozen=True, eq=False)
class Deals:
    """Open deals, each an entry of all arrays; NaN where nobody says."""

    code: Whole
    """Its stage, as stays are coded; 0 where it states none."""
    in_stage: Array
    """Days in its stage."""
    age: Array
    """Days since it was created."""
    closes_in: Array
    """Days until it is expected to close; below 0 where that is past."""
    chance: Array
    value: Array
    """In the smallest unit of the currency."""


@dataclass(frozen=True, eq=False)
class Placed:
    """How likely each deal is won in each period ahead."""

    chances: Array
    """(deals, periods)."""
    later: Array
    """(deals,): that it is won after them."""
    nowhere: Array
    """(deals,): that it is won, where nothing says when."""
    when: Whole

    @property
    def ahead(self) -> Array:
        """(deals, periods + 2): all three; they sum to its chance."""
        return np.column_stack([self.chances, self.later, self.nowhere])


def placed(deals: Deals, stages: Clock, lives: Clock, ends: Whole) -> Placed:
    """Place each deal in time: by its stage, else its stated date, else its age.

    Args:
        deals: What is open.
        stages: Hazards of stays in stages.
        lives: Hazards of whole lives, of one stage.
        ends: Days from now on which the periods end, ascending.
    """
    when = _when(deals, stages, lives)
    shares = np.zeros((deals.code.size, ends.size))
    by_stage, by_age, stated = (when <= When.STAGES), when == When.AGE, when == When.STATED
    shares[by_stage] = stages.shares(deals.code[by_stage], _days(deals.in_stage, by_stage), ends)
    age = _days(deals.age, by_age)
    shares[by_age] = lives.shares(np.zeros_like(age), age, ends)
    due = np.searchsorted(ends, deals.closes_in[stated], side="right")
    shares[stated] = due[:, None] == np.arange(ends.size)[None, :]
    chance = np.nan_to_num(deals.chance)
    told = when < When.OLDER
    chances = shares * chance[:, None]
    left = np.maximum(chance - chances.sum(axis=1), 0.0)
    return Placed(chances, np.where(told, left, 0.0), np.where(told, 0.0, left), when)


def _when(deals: Deals, stages: Clock, lives: Clock) -> Whole:
    when = np.full(deals.code.size, int(When.NOTHING))
    known = deals.age >= 0
    if lives.wins[:, 0].sum() >= FEWEST:
        when[known] = np.where(deals.age[known] > lives.oldest, When.OLDER, When.AGE)
    when[deals.closes_in >= 0] = When.STATED
    if stages.wins[:, 0].sum() >= FEWEST:
        known = deals.in_stage >= 0
        own = stages.own(deals.code[known], _days(deals.in_stage, known))
        told = np.where(own >= ALIKE, When.STAGE, When.STAGES)
        # A date that somebody says is more than nothing.
        else_ = np.where(when[known] == When.STATED, When.STATED, When.OLDER)
        when[known] = np.where(deals.in_stage[known] > stages.oldest, else_, told)
    return when


def _days(values: Array, some: NDArray[np.bool_]) -> Whole:
    return values[some].astype(np.int64)
