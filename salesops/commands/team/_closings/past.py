"""What would have been expected of past periods when they began, from what was known then."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesops.commands.team._closings import known
from salesops.commands.team._closings.asked import Span
from salesops.commands.team._closings.basis import Then, chosen
from salesops.commands.team._closings.story import Story, day_number
from salesops.models.closing.clock import Array
from salesops.models.closing.draws import drawn, within
from salesops.models.closing.honest import of_stages
from salesops.models.closing.placed import Deals, placed

BACK = {"week": 8, "month": 6, "quarter": 4}
"""Past periods that are told again."""
FEWEST = 10
"""Deals won before a period: from fewer nothing is told of it."""


@dataclass(frozen=True)
class Told:
    """A past period: numbers of deals, or money in smallest units."""

    span: Span
    open_deals: int
    forecast: float
    low: float
    high: float
    spread: float
    """One standard deviation of the draws."""
    of_open: float
    """Won in it, of deals that were open when it began."""
    won: float
    """Won in it."""
    stated: float | None
    """By the close dates and chances that were stated when it began."""
    then: Then
    """How deals stood, and what says so."""


@dataclass(frozen=True)
class Past:
    """All of them."""

    story: Story

    @property
    def in_money(self) -> bool:
        """Whether amounts of then are known: stated in the history, or put for them by --value.

        Deals are told in number otherwise: the amount a deal ended with was not known before.
        """
        if self.story.question.value != "amount":
            return True
        then = self.then.values()
        stated = [bool((known.number(one.rows["amount"]) >= 0).any()) for one in then]
        # One that a copy tells stands beside others in money only where all are.
        return any(stated) and (
            not any(one.copied for one in then) or all(one.has_amounts for one in then)
        )

    @cached_property
    def told(self) -> list[Told]:
        """Oldest first; none where too little had been won before."""
        return [self._told(span) for span in self.then]

    @cached_property
    def spans(self) -> Sequence[Span]:
        """Those before which enough was won."""
        story = self.story
        lives, count = story.history.lives, BACK[story.question.freq]
        spans = story.question.before(story.asked.db.as_of, count)
        won = np.sort(lives.closed[lives.outcome == 1])
        before = np.searchsorted(won, [day_number(span.first) for span in spans])
        return [span for span, n in zip(spans, before, strict=True) if n >= FEWEST]

    @cached_property
    def then(self) -> dict[Span, Then]:
        """What was open when each began, of those that anything tells."""
        return chosen(self.story, self.spans)

    def _told(self, span: Span) -> Told:
        story, then = self.story, self.then[span]
        rows = then.rows
        values, worth = self._values(then, known.number(rows["amount"]))
        deals = self._deals(then, values)
        at, gap = day_number(then.day), (span.first - then.day).days
        until = np.array([gap, gap + span.days])
        clocks = story.history.clocks(at, int(until[-1]))
        # A whole array of its own is summed in the same order whatever lies before the period.
        chances = placed(deals, *clocks, until).chances[:, 1:].copy()
        units = np.nan_to_num(values)
        draws = drawn(chances, units, at).value
        low, high = within(draws)
        return Told(
            span,
            deals.code.size,
            float(chances[:, 0] @ units),
            float(low[0]),
            float(high[0]),
            float(draws.std()),
            float(worth[known.whole(rows["won"]) == 1].sum()),
            self._won(span),
            self._stated(deals, units, gap, span),
            then,
        )

    def _values(self, then: Then, amounts: Array) -> tuple[Array, Array]:
        """What each was worth then, and what it was worth in the end."""
        if not self.in_money:
            return np.ones(amounts.size), np.ones(amounts.size)
        worth, rows = self.story.worth, then.rows
        ended = worth.units(np.nan_to_num(known.number(rows["amount_now"])))
        return worth.values(amounts, rows, self._mean_won(then)), ended

    def _mean_won(self, then: Then) -> float:
        history = self.story.history
        over = (history.lives.outcome == 1) & (history.lives.closed < day_number(then.day))
        stated = history.amounts[over]
        stated = stated[~np.isnan(stated)]
        return float(stated.mean()) / self.story.worth.scale if stated.size else np.nan

    def _deals(self, then: Then, values: Array) -> Deals:
        history, at, rows = self.story.history, day_number(then.day), then.rows
        by_stage, rate = of_stages(history.stays.known(at), history.stages)
        if rate is None:
            lives = history.lives.known(at)
            ended = lives.outcome[lives.outcome >= 0]
            rate = float(ended.mean()) if ended.size else np.nan
        code = known.whole(rows["code"])
        own = np.where(np.isnan(by_stage), rate, by_stage)
        said = known.number(rows["chance"])
        planned = np.where(np.isnan(history.planned), own, history.planned)[code]
        return Deals(
            code=code,
            in_stage=known.number(rows["in_stage"]),
            age=known.number(rows["age"]),
            closes_in=known.number(rows["closes_in"]),
            chance=np.where(np.isnan(said), planned, said),
            value=values,
        )

    def _won(self, span: Span) -> float:
        lives = self.story.history.lives
        first, end = day_number(span.first), day_number(span.end)
        here = (lives.outcome == 1) & (lives.closed >= first) & (lives.closed < end)
        return float(np.nansum(self.story.history.amounts[here]) if self.in_money else here.sum())

    def _stated(self, deals: Deals, units: Array, gap: int, span: Span) -> float | None:
        """What the CRM itself would have said."""
        if not (deals.closes_in > -np.inf).any():
            return None
        due = (deals.closes_in >= gap) & (deals.closes_in < gap + span.days)
        return float((units * np.nan_to_num(deals.chance))[due].sum())
