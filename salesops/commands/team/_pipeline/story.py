"""What is open and what it is held against, each part asked once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from salesops.commands.team._pipeline.closing import closing
from salesops.commands.team._pipeline.coverage import Coverage, coverage
from salesops.commands.team._pipeline.names import renamed
from salesops.commands.team._pipeline.rows import (
    NOBODY,
    ZERO,
    Ended,
    Issue,
    Largest,
    Named,
    Part,
    Stage,
)
from salesops.models.apart import Interval
from salesops.models.compare import average, ratio
from salesops.models.wilson import share
from salesops.queries.database import Questions
from salesops.result import Finding, Period

ALWAYS = ("stage", "owner", "month")
"""What it is parted by, whatever is asked."""
Window = tuple[str | None, str | None, str | None]
"""--since, --until, --period, as typed."""


@dataclass(frozen=True)
class Story:
    """What is known of the pipeline."""

    asked: Questions
    named: Window
    named_by: str | None
    """What --by names; None for stage, owner and month."""
    listed: bool
    """Whether a deal without an amount is worth its product's list price."""
    top: int
    limits: Any

    @property
    def by(self) -> str | None:
        """What else it is parted by than by those three."""
        return None if self.only else self.named_by

    @property
    def only(self) -> str | None:
        """The one of those three that is asked for."""
        return self.named_by if self.named_by in ALWAYS else None

    @property
    def as_of(self) -> datetime:
        """The question's now."""
        return self.asked.db.as_of

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    @cached_property
    def window(self) -> Period | None:
        """Which close dates are asked for; None for all open deals."""
        week_start = self.asked.db.week_start
        return closing(*self.named, self.as_of, week_start, self.ended.last_close)

    @cached_property
    def stale(self) -> Finding | None:
        """The finding that the CRM's export ends too early to tell what is open."""
        return self.asked.db.stale_deals(Period(self.as_of, self.as_of, "", False))

    @cached_property
    def ended(self) -> Ended:
        """All deals by how they stand."""
        return self.asked.one("ended", Ended)

    @cached_property
    def stages(self) -> list[Stage]:
        """The open stages of each pipeline, in place order."""
        return self.asked.all("stages", Stage)

    @cached_property
    def parts(self) -> Mapping[str, list[Part]]:
        """Open deals by stage, owner, month, basis and what was asked."""
        found: dict[str, list[Part]] = {}
        for part in self.asked.all("parts", Part, by=self.by, **self._given):
            found.setdefault(part.dimension, []).append(part)
        return found

    @property
    def whole(self) -> Part:
        """All that are asked for."""
        return next(iter(self.parts.get("all", [])), NOBODY)

    @cached_property
    def issues(self) -> list[Issue]:
        """The deals with most money of those with which something is wrong."""
        return self.asked.all("issues", Issue, top=self.top, **self._given)

    @cached_property
    def largest(self) -> Mapping[str, Largest]:
        """The deal and the account with most of the open money."""
        return {one.kind: one for one in self.asked.all("largest", Largest, **self._given)}

    @cached_property
    def products(self) -> list[Named]:
        """Products as deals write them, most deals first; none without a price list."""
        return self.asked.all("products", Named) if self.asked.has("products") else []

    @property
    def renamed(self) -> list[Named]:
        """Those that the list does not write so; see names.py."""
        return renamed(self.products, asked_for=self.listed or self.named_by == "product")

    @cached_property
    def coverage(self) -> Coverage | None:
        """Against the quotas of the period that as-of lies in."""
        return coverage(self.asked, self.as_of, listed=self.listed)

    @property
    def win_rate(self) -> float | None:
        """By count, of all deals loaded."""
        return ratio(self.ended.won, self.ended.won + self.ended.lost)

    @property
    def win_interval(self) -> Interval | None:
        """Where it lies, with 95 % confidence."""
        return share(self.ended.won, self.ended.won + self.ended.lost)

    @property
    def needed(self) -> float | None:
        """The coverage that brings the quota at the shop's own win rate."""
        return ratio(self.ended.won + self.ended.lost, self.ended.won)

    @property
    def mean_won(self) -> Decimal | None:
        """Of won deals whose amount is stated."""
        return average(self.ended.won_value or ZERO, self.ended.won_valued)

    @property
    def mean_cycle(self) -> float | None:
        """Days from creation to the end of won deals."""
        return ratio(self.ended.cycle_days, self.ended.cycles)

    @property
    def qualified(self) -> int:
        """All open deals, whenever they close, but those in stages that --stages calls not yet."""
        early = sum(stage.open_deals for stage in self.stages if not stage.is_qualified)
        return self.ended.open - early

    @property
    def velocity(self) -> Decimal | None:
        """Money a day: qualified deals x mean won amount x win rate / mean cycle; exact."""
        ended = self.ended
        closed = ended.won + ended.lost
        if not (closed and ended.won_valued and ended.cycles and ended.cycle_days):
            return None
        found = Fraction(ended.won_value or ZERO) / ended.won_valued * self.qualified
        found = found * ended.won / closed * ended.cycles / ended.cycle_days
        return Decimal(found.numerator) / Decimal(found.denominator)

    @property
    def several(self) -> bool:
        """Whether deals go through several pipelines, whose stages are not one another's."""
        return len({stage.pipeline for stage in self.stages}) > 1

    @cached_property
    def told(self) -> Mapping[str, bool]:
        """What deals state at all: what none of them does is no fault of one."""
        ended = self.ended
        return {
            "steps": ended.steps > 0,
            "owners": ended.owned > 0,
            "dates": ended.dated > 0,
            "values": (ended.priced if self.listed else ended.valued) > 0,
        }

    @cached_property
    def _given(self) -> dict[str, object]:
        window = self.window
        return {
            "listed": self.listed,
            "start_day": window.start.date() if window else None,
            "end_day": window.end.date() if window else None,
            "today": self.as_of.date(),
            "now": self.as_of,
            "few": max(1, self.limits.few_won),
            **self.told,
        }
