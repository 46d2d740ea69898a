"""[[alerts]] in salesops.toml: changes of what sales says that are worth a finding."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from salesops.commands.grouping import DIMENSIONS
from salesops.errors import UsageError
from salesops.period import COMPARISONS
from salesops.result import Level
from salesops.settings import Settings, age
from salesops.units import Unit

TOTAL = "total"
UNITS = {
    "net_sales": Unit.MONEY,
    "orders": Unit.COUNT,
    "units": Unit.QUANTITY,
    "aov": Unit.MONEY,
    "margin": Unit.PERCENT,
}
"""What a rule may watch, and what that is counted in."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LEAST, _MOST = -1.0, 10.0
"""Percents that can be meant: past them a 30 was written for 0.3."""


@dataclass(frozen=True)
class Rule:
    """A change that is worth a finding: `percent`, `size` and `n` must all be reached.

    A percent alone cries wolf over small numbers, and an amount alone over large ones.
    """

    name: str
    """What it is called: its findings have the code `alert-NAME`."""
    percent: float
    """The change that it takes: -0.3 is a fall by 30 % or more, 0.5 a rise by half or more."""
    size: Decimal | int
    """And by so much, in what the measure is counted in; of a margin, 0.05 is five points."""
    n: int
    """And with so many orders: in the larger window, and for `aov` and `margin` in both."""
    by: str = TOTAL
    """Each group by itself: `sku`, `category`, `channel`, `country`, .. as `sales` has them."""
    measure: str = "net_sales"
    """`net_sales`, `orders`, `units`, `aov` or `margin`."""
    versus: str | None = None
    """What the report's period is held against; else what `sales` holds it against."""
    report: str = "daily"
    """The report that it is a part of, whose period it watches."""
    cooldown: str = "7d"
    """So long the same group is not said again: a lasting fall is news once a week."""
    level: str = "warning"
    """`warning` or `error`."""

    @property
    def unit(self) -> Unit:
        """What its measure is counted in."""
        return UNITS[self.measure]

    @property
    def rest(self) -> timedelta:
        """Its cool-down."""
        return age(self.cooldown, f"[[alerts]] {self.name} cooldown")


def rules(settings: Settings) -> list[Rule]:
    """The rules of a salesops.toml, each as it must be.

    Raises:
        UsageError: one of them is not; the error names it and what would be right.
    """
    found = settings.alerts_as(Rule)
    try:
        for rule in found:
            _refuse_wrong(rule)
        _refuse_twice([rule.name for rule in found])
    except UsageError as error:
        raise UsageError(f"{settings.path}: {error}") from error
    return found


def strays(found: Iterable[Rule], reports: Sequence[str]) -> list[str]:
    """A sentence for each rule that no report has; its report may be in another --templates."""
    return [
        f"Alert {rule.name} is not judged: {_no_such(rule, 'report', reports)}"
        for rule in found
        if rule.report not in reports
    ]


def _refuse_wrong(rule: Rule) -> None:
    if not _NAME.fullmatch(rule.name):
        raise UsageError(f"[[alerts]] name = {rule.name!r} should be as in category-drop")
    _one_of(rule, "by", (TOTAL, *DIMENSIONS))
    _one_of(rule, "measure", UNITS)
    _one_of(rule, "versus", (None, *COMPARISONS))
    _one_of(rule, "level", (Level.WARNING, Level.ERROR))
    _refuse_limits(rule)
    if not rule.rest:
        raise UsageError(f"[[alerts]] {rule.name} cooldown = {rule.cooldown!r}: the least is '1d'")


def _refuse_limits(rule: Rule) -> None:
    """A limit that every change reaches, or none; NaN is neither above nor below anything."""
    if not rule.percent or not _LEAST <= rule.percent <= _MOST:
        raise UsageError(
            f"[[alerts]] {rule.name} percent = {rule.percent}: write -0.3 for a fall by 30 %, "
            "0.3 for a rise"
        )
    size = Decimal(rule.size)
    if not size.is_finite() or size <= 0:
        raise UsageError(
            f"[[alerts]] {rule.name} size = {rule.size} should be above 0; percent says which way"
        )
    if rule.n < 1:
        raise UsageError(f"[[alerts]] {rule.name} n = {rule.n} should be at least 1 order")


def _one_of(rule: Rule, key: str, choices: Iterable[str | None]) -> None:
    known = list(choices)
    if getattr(rule, key) not in known:
        names = [name for name in known if name]
        raise UsageError(f"[[alerts]] {rule.name}: {_no_such(rule, key, names)}")


def _no_such(rule: Rule, key: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(getattr(rule, key), names, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"
    return f"{key} = {getattr(rule, key)!r}, {hint}"


def _refuse_twice(names: Sequence[str]) -> None:
    if twice := [name for n, name in enumerate(names) if name in names[:n]]:
        raise UsageError(f"two [[alerts]] are called {twice[0]!r}: give one another name")
