"""The goals file: TOML, one table [[goals]] for each goal.

::

    [[goals]]
    metric = "net_sales"
    over = "month"
    growth = ["+10 %", "+20 %"]     # on the month before

    [[goals]]
    metric = "vip_retention"
    over = "month"
    at_least = "90 %"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from salesops.commands.sales._scorecard.goals import Base, Bounds, Goal
from salesops.commands.sales._scorecard.metrics import METRICS
from salesops.commands.sales._scorecard.periods import UNITS
from salesops.commands.sales._scorecard.said import Said, seen
from salesops.errors import InputError, UsageError
from salesops.period import closed
from salesops.result import Period
from salesops.units import Unit

_KEYS = (
    "metric", "over", "at_least", "at_most", "growth", "base", "baseline", "name", "owner",
    "from", "until", "market_size",
)  # fmt: skip
_BASES = {
    "day": ("prev", "prev-week", "prev-year", "prev-year-dow"),
    "week": ("prev", "prev-year-dow"),
    "month": ("prev", "prev-year"),
    "quarter": ("prev", "prev-year"),
}
"""What each kind of period can be compared with: a week has no same dates a year before."""
_MEAN = re.compile(r"prev-([2-9]|[1-4][0-9])")


def read(path: Path, as_of: datetime, week_start: int) -> tuple[Goal, ...]:
    """The goals of a file, in order.

    Raises:
        InputError: the file cannot be read or is no TOML.
        UsageError: an unknown key, metric, base or kind of period, or a value that does not parse.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"--goals {path}: {error}") from error
    tables = found.get("goals")
    if not isinstance(tables, list) or not tables or set(found) != {"goals"}:
        raise UsageError(f"--goals {path}: write one table [[goals]] for each goal, no other")
    return tuple(
        _Table(f"--goals {path}: goal {n}", table, as_of, week_start).goal()
        for n, table in enumerate(tables, 1)
    )


@dataclass(frozen=True)
class _Table(Said):
    """One [[goals]] as it stands in the file."""

    as_of: datetime
    week_start: int

    def goal(self) -> Goal:
        """The goal it says."""
        if not isinstance(self.raw, Mapping):
            raise self.refused("is no table: write [[goals]]")
        for key in self.raw:
            self.one_of("key", key, _KEYS)
        metric = self.one_of("metric", self.raw.get("metric"), METRICS)
        over = self.one_of("over", self.raw.get("over"), UNITS)
        bounds, grows = self._bounds(metric)
        return Goal(
            metric=metric,
            over=over,
            bounds=bounds,
            grows=grows,
            base=self._base(over),
            name=self.text("name") or "",
            owner=self.text("owner"),
            starts=self.day("from"),
            ends=self.day("until"),
            market_size=self._size(metric),
        )

    def _bounds(self, metric: str) -> tuple[Bounds, bool]:
        absolute = [key for key in ("at_least", "at_most") if key in self.raw]
        if ("growth" in self.raw) == bool(absolute):
            raise self.refused('says either growth = "+10 %" or at_least, at_most or both')
        if not absolute:
            return self._growth(metric), True
        low, high = (
            self._amount(key, metric) if key in absolute else None
            for key in ("at_least", "at_most")
        )
        if low is not None and high is not None and low > high:
            raise self.refused("has an at_least above its at_most")
        return Bounds(low, high), False

    def _growth(self, metric: str) -> Bounds:
        said = self.raw["growth"]
        given = said if isinstance(said, list) else [said]
        ends = sorted(self.percent("growth", one) for one in given)
        if len(ends) == 1:
            return Bounds(ends[0], None) if METRICS[metric].rises else Bounds(None, ends[0])
        if len(ends) != 2:  # noqa: PLR2004
            raise self.refused('growth is one percent or two: "+10 %" or ["+10 %", "+20 %"]')
        return Bounds(ends[0], ends[1])

    def _amount(self, key: str, metric: str) -> Fraction:
        value = self.raw[key]
        if METRICS[metric].unit is Unit.PERCENT:
            return self.percent(key, value)
        return self.number(key, value)

    def _base(self, over: str) -> Base:
        kind = self.raw.get("base")
        if "baseline" in self.raw:
            if kind is not None:
                raise self.refused("has a base and a baseline: give one of them")
            return Base("baseline", baseline=self._baseline())
        if found := _MEAN.fullmatch(kind) if isinstance(kind, str) else None:
            return Base(count=int(found[1]))
        if kind is None:
            return Base()
        return Base(self.one_of(f"base of a {over}", kind, (*_BASES[over], "prev-4")))

    def _baseline(self) -> Period:
        said = self.text("baseline") or ""
        try:
            found = closed(said, self.as_of, self.week_start)
        except UsageError as error:
            raise self.refused(f"baseline {error}") from error
        if found.end >= self.as_of:
            raise self.refused(f"baseline {seen(said)} is not over")
        return found

    def _size(self, metric: str) -> Fraction | None:
        if "market_size" not in self.raw:
            return None
        if metric != "market_share":
            raise self.refused("market_size belongs to metric market_share")
        size = self._amount("market_size", "net_sales")
        if size <= 0:
            raise self.refused("market_size must be above 0")
        return size
