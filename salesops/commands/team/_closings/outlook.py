"""What is expected: each period's money and deals, and what can be said of both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from salesops.commands.team._closings.answers import Number, Value
from salesops.commands.team._closings.asked import Span, ends
from salesops.commands.team._closings.judged import Judged, judged
from salesops.commands.team._closings.past import Past
from salesops.commands.team._closings.reach import Reach
from salesops.commands.team._closings.scores import Scores
from salesops.commands.team._closings.story import Story
from salesops.models.closing.clock import Array
from salesops.models.closing.draws import Drawn, wider, within
from salesops.models.closing.honest import Scored

LATER = "later"
NOWHERE = "undated"
ALL = "all"
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Outlook:
    """The story told."""

    story: Story

    @cached_property
    def past(self) -> Past:
        """Past periods told again."""
        return Past(self.story)

    @cached_property
    def scores(self) -> Scores:
        """What they say together."""
        return Scores(self.past.told)

    @cached_property
    def judged(self) -> Judged:
        """Which chances that were said are judged, and what else could have been."""
        return judged(self.story)

    @property
    def scored(self) -> Scored | None:
        """What became of these."""
        return self.judged.scored

    def measure(self, units: float) -> Decimal | int:
        """Money where past amounts are known, else deals."""
        return self.story.worth.money(units) if self.past.in_money else round(units)

    @cached_property
    def drawn(self) -> Drawn:
        """Who of the open deals is won and when, drawn; as far apart as past periods were."""
        found, by = self.story.drawn, self.scores.wider
        return Drawn(wider(found.deals, by), wider(found.value, by))

    @cached_property
    def reach(self) -> Reach:
        """How far these reach the quotas."""
        return Reach(self.story, self.drawn.value, self.scores.wider)

    @property
    def is_empty(self) -> bool:
        """Nothing is open and nothing was won in this period."""
        return not (self.story.counts.open or self.story.won.deals)

    @cached_property
    def values(self) -> list[Value]:
        """Money by period, then later, undated and all."""
        if self.is_empty:
            return []
        story = self.story
        open_ = [story.worth.money(x) for x in self._sums(np.nan_to_num(story.deals.value))]
        low, high = ([story.worth.money(x) for x in side] for side in within(self.drawn.value))
        rows = [
            self._value(span, self._won_value(n), open_[n], (low[n], high[n]))
            for n, span in enumerate(story.spans)
        ]
        names = (LATER, NOWHERE)
        rows += [self._rest(n, value) for n, value in zip(names, open_[-2:], strict=True)]
        won = sum((row.won for row in rows), NOTHING)
        total = sum(open_, NOTHING)
        return [*rows, self._whole(ALL, won, total)]

    def _won_value(self, period: int) -> Decimal:
        return (self.story.won.value or NOTHING) if period == 0 else NOTHING

    def _value(
        self, span: Span, won: Decimal, open_: Decimal, bounds: tuple[Decimal, Decimal]
    ) -> Value:
        story, valued = self.story, self.story.is_valued
        place = story.spans.index(span)
        goal = story.goals[place]
        return Value(
            span.name,
            won,
            open_ if valued else None,
            won + open_ if valued else None,
            won + bounds[0] if valued else None,
            won + bounds[1] if valued else None,
            goal.quota if goal else None,
            self.reach.chance(place),
            self._stated(place),
            span.first,
            span.end - timedelta(days=1),
        )

    def _rest(self, name: str, open_: Decimal) -> Value:
        return self._whole(name, NOTHING, open_)

    def _whole(self, name: str, won: Decimal, open_: Decimal) -> Value:
        valued = self.story.is_valued
        return Value(
            period=name,
            won=won,
            open=open_ if valued else None,
            expected=won + open_ if valued else None,
            low=None,
            high=None,
            quota=None,
            chance=None,
            stated=None,
            first=None,
            last=None,
        )

    @cached_property
    def due(self) -> NDArray[np.bool_]:
        """(deals, periods): whether each is stated to close in each, today or later."""
        story = self.story
        closes = story.deals.closes_in
        until = ends(story.spans, story.today)
        starts = np.append(0, until[:-1])
        found: NDArray[np.bool_] = (closes[:, None] >= starts) & (closes[:, None] < until)
        return found

    def _stated(self, place: int) -> Decimal | None:
        story = self.story
        if not (story.with_date and story.is_valued):
            return None
        weighted = np.nan_to_num(story.deals.value) * np.nan_to_num(story.deals.chance)
        return story.worth.money(float(weighted[self.due[:, place]].sum()))

    def _sums(self, worth: Array) -> Array:
        """Expected of open deals by period, later and undated."""
        found: Array = worth @ self.story.placed.ahead
        return found

    @cached_property
    def numbers(self) -> list[Number]:
        """Deals by period, then later, undated and all."""
        if self.is_empty:
            return []
        return [*self._numbers()]

    def _numbers(self) -> Iterator[Number]:
        story = self.story
        open_ = [_mean(x) for x in self._sums(np.ones(story.deals.code.size))]
        low, high = within(self.drawn.deals)
        for n, span in enumerate(story.spans):
            won = story.won.deals if n == 0 else 0
            bounds = (won + round(low[n]), won + round(high[n]))
            stated = int(self.due[:, n].sum()) if story.with_date else None
            yield Number(span.name, won, open_[n], won + open_[n], *bounds, stated)
        for name, value in zip((LATER, NOWHERE), open_[-2:], strict=True):
            yield Number(name, 0, value, value, None, None, None)
        total = sum(open_, NOTHING)
        yield Number(ALL, story.won.deals, total, story.won.deals + total, None, None, None)

    @cached_property
    def new_rest(self) -> Decimal:
        """What deals that are not there yet usually add in what is left of this period."""
        story = self.story
        told = self.past.told
        if not told or not self.past.in_money:
            return NOTHING
        new = sum(one.won - one.of_open for one in told) / len(told)
        left = (story.this.end - story.today).days / story.this.days
        return story.worth.money(max(new, 0.0) * left)


def _mean(value: float) -> Decimal:
    return Decimal(repr(round(float(value), 4)))
