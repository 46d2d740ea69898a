"""What a rule finds: groups whose change reaches all of its limits, as sales tells both windows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from salesops import commands
from salesops.commands.grouping import UNKNOWN
from salesops.commands.reports._report.rules import TOTAL, Rule
from salesops.commands.sales import sales
from salesops.commands.versus import one_comparison
from salesops.models.compare import NO_HISTORY, change
from salesops.period import shifted
from salesops.periods.dates import DAY
from salesops.queries.database import Database
from salesops.result import Change, Period, Report

TOP = 10_000
"""Groups that are watched, the best-selling first: what sells less is no alert."""
UNSTATED = {UNKNOWN, "(none)", "(unnamed)"}
"""Groups of what states none: they change with the exports, not with the shop."""
_MEANS = ("aov", "margin")
"""Means: one of few orders says little, whichever window they are in."""
_DIGITS = 9
"""Past them a difference of two floats is noise: 0.30 less 0.25 is not below 0.05."""


@dataclass(frozen=True)
class Group:
    """What sales says of a group in one window."""

    value: Any
    orders: int


@dataclass(frozen=True)
class Move:
    """The change of one group that a rule watches."""

    rule: Rule
    entity: str
    now: Group
    base: Group
    change: Change
    window: Period
    before: Period

    @property
    def n(self) -> int:
        """The orders that the change rests on."""
        orders = self.now.orders, self.base.orders
        return min(orders) if self.rule.measure in _MEANS else max(orders)

    @property
    def reaches(self) -> bool:
        """Whether the change reaches all limits of the rule; what has no percent reaches none."""
        rule, percent = self.rule, self.change.change_pct
        if percent is None:
            return False
        far = percent <= rule.percent if rule.percent < 0 else percent >= rule.percent
        return far and self.size >= rule.size and self.n >= rule.n

    @property
    def size(self) -> Decimal:
        """How much it is, in the measure's unit."""
        return abs(round(Decimal(str(self.change.change)), _DIGITS))


@dataclass(frozen=True)
class Watched:
    """The moves that reach the rule, the largest first, and what it could not watch."""

    moves: list[Move] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def watched(db: Database, rule: Rule, window: Period) -> Watched:
    """Ask sales about the window and the one before, and hold the groups against the rule."""
    versus = one_comparison("sales", rule.versus, window)
    before = shifted(window, versus)
    now = _ask(db, rule, window, versus=versus)
    if _net_sales(now).reason == NO_HISTORY:
        return Watched(notes=[f"the data does not reach back to {before.start:%Y-%m-%d}"])
    base = _ask(db, rule, before)
    known = _groups(base, rule)
    moves = [
        Move(rule, name, group, old, change(versus, group.value, old.value), window, before)
        for name, group in _groups(now, rule).items()
        if (old := known.get(name))
    ]
    found = sorted((m for m in moves if m.reaches), key=lambda m: (-m.size, m.entity))
    return Watched(found, list(_unwatched(now, base, rule)))


def _ask(db: Database, rule: Rule, window: Period, **more: str) -> Report:
    """What sales says of whole days; however many rules ask the same, it is asked once."""
    by = {} if rule.by == TOTAL else {"by": rule.by, "top": TOP}
    since, until = f"{window.start:%Y-%m-%d}", f"{window.end - DAY:%Y-%m-%d}"
    return commands.ask(sales, db, **by, since=since, until=until, **more)


def _net_sales(report: Report) -> Change:
    return next(m.changes[0] for m in report.metrics if m.name == "net_sales")


def _groups(report: Report, rule: Rule) -> Mapping[str, Group]:
    if rule.by == TOTAL:
        return {TOTAL: Group(report.value(rule.measure), report.value("orders"))}
    named = ((getattr(row, rule.by), row) for row in report.table("sales").rows if not row.rest)
    return {
        name: Group(getattr(row, rule.measure), row.orders)
        for name, row in named
        if name not in UNSTATED
    }


def _unwatched(now: Report, base: Report, rule: Rule) -> Iterator[str]:
    if rule.by == TOTAL:
        return
    rows = [*now.table("sales").rows, *base.table("sales").rows]
    if rows and all(getattr(row, rule.by) in UNSTATED for row in rows):
        yield f"the orders state no {rule.by}"
    if any(row.rest for row in rows):
        yield f"only the {TOP:,} best-selling of {rule.by} are watched"
