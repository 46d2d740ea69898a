"""The days of a campaign against the same weekdays before, and against what it was not aimed at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from salesops.commands.traffic._campaigns.rows import Aimed, Known
from salesops.models.compare import ratio
from salesops.models.uplift import BLOCKS, FEWEST, Estimate, beyond_usual

_DAY = timedelta(days=1)
_WEEK = 7
Block = tuple[date, date]
"""A first day, and the one after the last."""


@dataclass(frozen=True)
class Times:
    """The days of a campaign and as many of the same weekdays before, several times over."""

    known: Known
    aimed: Sequence[Aimed]
    days: int
    """How long it counts, where it is of one day."""
    today: date
    first: date | None
    """The first day of the data."""

    @property
    def end(self) -> date | None:
        """The day after its last."""
        known = self.known
        if known.ends or known.starts is None:
            return known.ends + _DAY if known.ends else None
        return known.starts + self.days * _DAY

    @cached_property
    def blocks(self) -> list[Block]:
        """Its full days so far, then the times before them, the latest first."""
        start, end = self.known.starts, self.end
        if start is None or end is None or start >= min(end, self.today):
            return []
        end = min(end, self.today)
        step = -(-(end - start).days // _WEEK) * _WEEK * _DAY
        found = [(start - n * step, end - n * step) for n in range(BLOCKS + 1)]
        return [one for one in found if self.first is None or one[0] >= self.first]

    @property
    def before(self) -> int:
        """How many times before it are known."""
        return max(len(self.blocks) - 1, 0)

    @cached_property
    def own(self) -> list[Decimal]:
        """Net sales of what it was aimed at, in each block."""
        return [sum((d.net_sales for d in self._own(b)), Decimal(0)) for b in self.blocks]

    @cached_property
    def others(self) -> list[Decimal]:
        """Those of all else; ones, where it was aimed at everything."""
        if not self.known.aim:
            return [Decimal(1)] * len(self.blocks)
        return [sum((d.net_sales for d in self._others(b)), Decimal(0)) for b in self.blocks]

    @cached_property
    def net(self) -> Estimate | None:
        """Net sales beyond the usual; None of too few times."""
        return self._beyond([float(amount) for amount in self.own])

    @cached_property
    def profit(self) -> Estimate | None:
        """Gross profit beyond the usual."""
        return self._beyond([float(sum(map(self._gained, self._own(b)))) for b in self.blocks])

    @property
    def expected(self) -> float | None:
        """The net sales that were to be expected."""
        return None if self.net is None else float(self.own[0]) - self.net.middle

    @cached_property
    def covered(self) -> float | None:
        """The share of its sales whose unit cost is known."""
        known = sum(d.covered for d in self._costed)
        return ratio(known, known + sum(d.uncovered for d in self._costed))

    def _beyond(self, own: list[float]) -> Estimate | None:
        if self.before < FEWEST:
            return None
        others = [float(amount) for amount in self.others]
        return beyond_usual(own[0], own[1:], others[0], others[1:])

    def _own(self, block: Block) -> Iterator[Aimed]:
        return (d for d in self._in(block) if d.its_own)

    def _others(self, block: Block) -> Iterator[Aimed]:
        return (d for d in self._in(block) if not d.its_own)

    def _in(self, block: Block) -> Iterator[Aimed]:
        return (d for d in self.aimed if block[0] <= d.day < block[1])

    def _gained(self, day: Aimed) -> Decimal:
        return day.net_sales - day.cost - day.uncovered * self._cost_rate

    @cached_property
    def _cost_rate(self) -> Decimal:
        """What goods of unknown cost are taken to cost, of their price: as those that are known."""
        covered = sum((d.covered for d in self._costed), Decimal(0))
        cost = sum((d.cost for d in self._costed), Decimal(0))
        return cost / covered if covered else Decimal(0)

    @cached_property
    def _costed(self) -> list[Aimed]:
        """The days that say what its goods cost: those of all blocks, whatever else was asked."""
        return [day for block in self.blocks for day in self._own(block)]
