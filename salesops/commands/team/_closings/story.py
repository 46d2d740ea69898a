"""What is known of closings, each part once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from salesops.commands.team._closings import known
from salesops.commands.team._closings.asked import Asked, Span, ends
from salesops.commands.team._closings.quotas import Goal, Goals
from salesops.commands.team._closings.rows import Copy, Counts, Stage, Stated, Won
from salesops.commands.team._closings.worth import Worth
from salesops.models.closing.clock import NEVER, Array, Clock, Stays, clock
from salesops.models.closing.draws import Drawn, drawn
from salesops.models.closing.placed import Deals, Placed, placed
from salesops.queries.database import Questions
from salesops.result import Finding

EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days from 1970-01-01 on."""
    return (day - EPOCH).days


@dataclass(frozen=True)
class History:
    """What is known of past deals, and what of it on a day."""

    stays: Stays
    said: Array
    """The CRM's chance when each stay began; NaN where nobody says."""
    lives: Stays
    amounts: Array
    """Of the lives, in smallest units."""
    planned: Array
    """The chance of each stage by --stages; NaN where it says none."""
    is_open: NDArray[np.bool_]
    """Whether each stage is one of open deals; so is none at all."""

    @property
    def stages(self) -> int:
        """Their codes are below it."""
        return self.planned.size

    def clocks(self, at: int, ahead: int) -> tuple[Clock, Clock]:
        """Hazards of stays and of lives, by what was known when day `at` began."""
        return (
            clock(self.stays.known(at), self.stages, ahead),
            clock(self.lives.known(at), 1, ahead, (0,)),
        )


@dataclass(frozen=True)
class Story:
    """What is asked, and what follows from it."""

    asked: Questions
    question: Asked
    limits: Any

    @cached_property
    def spans(self) -> Sequence[Span]:
        """The periods, this one first."""
        return self.question.ahead(self.asked.db.as_of)

    @property
    def today(self) -> date:
        """The day of as-of."""
        return self.asked.db.as_of.date()

    @property
    def this(self) -> Span:
        """The period of as-of."""
        return self.spans[0]

    @cached_property
    def counts(self) -> Counts:
        """All deals."""
        return self.asked.one("counts", Counts)

    @cached_property
    def won(self) -> Won:
        """In this period so far."""
        return self.asked.one("won", Won, first=self.this.first, after=self.this.end)

    @cached_property
    def stated(self) -> list[Stated]:
        """What is to close in this period by its stated date, by category."""
        bounds = {"first": self.this.first, "after": self.this.end}
        return self.asked.all("categories", Stated, **bounds)

    @cached_property
    def goals(self) -> Sequence[Goal | None]:
        """The quota of each period; none under --where, which leaves out deals and not quotas."""
        goals = Goals(self.asked, self._open)
        return [goals.of(span, now=span == self.this) for span in self.spans]

    @property
    def goal(self) -> Goal | None:
        """That of this period."""
        return self.goals[0]

    @cached_property
    def worth(self) -> Worth:
        """How amounts are counted."""
        return Worth(self.question.value, self.asked.db.book.currency)

    @cached_property
    def history(self) -> History:
        """Stays in stages that are open ones, and lives."""
        rows = self.asked.all("stages", Stage)
        planned = np.full(max((row.code for row in rows), default=0) + 1, np.nan)
        open_ = np.zeros(planned.size, dtype=np.bool_)
        for row in rows:
            planned[row.code] = np.nan if row.planned_chance is None else row.planned_chance
            open_[row.code] = row.kind == "open"
        columns = self.asked.columns("stays")
        every = known.stays(columns)
        kept = open_[every.code]
        lives = self.asked.columns("lives")
        amounts = self.worth.units(known.number(lives["amount"]))
        first_day = known.whole(lives["created"]) < NEVER
        said = known.number(columns["said"])[kept]
        open_[0] = True
        return History(every.of(kept), said, known.lives(lives), amounts[first_day], planned, open_)

    @cached_property
    def copies(self) -> Sequence[Copy]:
        """Dated copies of the exports, the oldest first."""
        return self.asked.all("copies", Copy, filtered=self.asked.db.book.filtered)

    @cached_property
    def deals(self) -> Deals:
        """What is open now."""
        columns = self._open
        amounts = known.number(columns["amount"])
        return Deals(
            code=known.whole(columns["code"]),
            in_stage=known.number(columns["in_stage"]),
            age=known.number(columns["age"]),
            closes_in=known.number(columns["closes_in"]),
            chance=known.number(columns["chance"]),
            value=self.worth.values(amounts, columns, self.counts.mean_won or np.nan),
        )

    @cached_property
    def _open(self) -> known.Columns:
        return self.asked.columns("open_now", today=self.today)

    @property
    def chance_basis(self) -> Any:
        """What says the chance of each open deal."""
        return self._open["basis"]

    @cached_property
    def with_amount(self) -> int:
        """Open deals that state an amount."""
        return int((known.number(self._open["amount"]) >= 0).sum())

    @cached_property
    def with_date(self) -> int:
        """Open deals that say when they are expected to close."""
        return int((~np.isnan(self.deals.closes_in)).sum())

    @cached_property
    def placed(self) -> Placed:
        """When they are won, how likely."""
        until = ends(self.spans, self.today)
        clocks = self.history.clocks(day_number(self.today), int(until[-1]))
        return placed(self.deals, *clocks, until)

    @cached_property
    def drawn(self) -> Drawn:
        """Who of them is won and when, drawn."""
        return drawn(self.placed.chances, np.nan_to_num(self.deals.value), self.seed)

    @property
    def seed(self) -> int:
        """Of the day: the same exports, asked of the same day, give the same draws."""
        return day_number(self.today)

    @property
    def is_valued(self) -> bool:
        """Whether any open deal has a value; else only their number is told."""
        return bool((self.deals.value >= 0).any())

    @cached_property
    def stale(self) -> Finding | None:
        """That the CRM's export ends before as-of."""
        return self.asked.db.stale_deals(self.asked.db.window(closed="today"))
