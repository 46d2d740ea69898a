"""The plans of variable pay as a shop states them, in a TOML file, and who is paid by which.

A file may look so; docs/commands/commission.md tells every key::

    [[plans]]
    name = "Field"
    period = "quarter"      # month, quarter or year
    rate = "4 %"            # or tiers = [{ from = 0, rate = 0.03 }, { from = 50000, rate = 0.05 }]
    cap = 5000
    since = 2026-01-01      # and until: of several versions of a plan

    [reps]
    "Ann Bell" = "Field"    # else by [teams], else default = "Field" above the plans
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from salesops.commands.team._commission.terms import plan
from salesops.errors import InputError, UsageError, meant
from salesops.models.commission.terms import Plan, Versions

_DAY = timedelta(days=1)
_KEYS = ("default", "plans", "reps", "teams")


@dataclass(frozen=True)
class Plans:
    """What a file states."""

    path: Path
    plans: Mapping[str, Versions] = field(default_factory=dict)
    """By name."""
    reps: Mapping[str, str] = field(default_factory=dict)
    """The plan of a rep, by the name or id in the file."""
    teams: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    """The plan of everybody else."""


def read(path: Path, option: str) -> Plans:
    """The plans of a file; `option` is how it was named.

    Raises:
        InputError: the file cannot be read or is no TOML.
        UsageError: what is written cannot be meant; the sentence names file, plan and key.
    """
    where = f"{option} {path}"
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{where}: {error}") from error
    for key in found:
        if key not in _KEYS:
            raise UsageError(f"{where}: no key {key!r}: {meant(key, _KEYS)}")
    tables = found.get("plans")
    if not isinstance(tables, list) or not tables or not all(isinstance(t, dict) for t in tables):
        raise UsageError(f"{where}: write one table [[plans]] for each plan")
    plans = _by_name([plan(table, where, number) for number, table in enumerate(tables, 1)], where)
    default = found.get("default")
    if default is not None:
        _named(default, plans, f"{where}: default")
    return Plans(
        path, plans, _assigned(found, "reps", plans, where),
        _assigned(found, "teams", plans, where), default,
    )  # fmt: skip


def _by_name(listed: list[Plan], where: str) -> dict[str, Versions]:
    """The versions of each plan, by the days from which they are valid."""
    found: dict[str, list[Plan]] = defaultdict(list)
    for one in sorted(listed, key=lambda one: one.since or date.min):
        found[one.name].append(one)
    for name, versions in found.items():
        for before, after in pairwise(versions):
            _refuse_both(before, after, f"{where}: plan {name!r}")
    return {name: Versions(tuple(found[name])) for name in dict.fromkeys(p.name for p in listed)}


def _refuse_both(before: Plan, after: Plan, where: str) -> None:
    """Two versions of a plan may not be valid on one day, nor pay by other periods."""
    if after.since is None:
        raise UsageError(f"{where} stands twice: leave one, or write since = 2026-01-01 in the new")
    if before.until is None or before.until >= after.since:
        raise UsageError(
            f"{where} is valid twice on {after.since}: write until = {after.since - _DAY} in the "
            "version before"
        )
    if before.period != after.period:
        raise UsageError(
            f"{where}: period = {after.period!r} from {after.since}, {before.period!r} before: "
            "versions of a plan have one period"
        )


def _assigned(
    found: Mapping[str, Any], section: str, plans: Mapping[str, Versions], where: str
) -> dict[str, str]:
    """Who has which plan."""
    table = found.get(section, {})
    if not isinstance(table, dict):
        raise UsageError(f'{where}: [{section}] wants lines such as "Ann Bell" = "Field"')
    known: dict[str, str] = {}
    for who, name in table.items():
        _named(name, plans, f"{where}: [{section}] {who!r}")
        bare = "".join(who.split()).lower()
        if bare in known:
            raise UsageError(f"{where}: [{section}] {who!r} stands twice: leave one")
        known[bare] = who
    return dict(table)


def _named(name: Any, plans: Mapping[str, Versions], where: str) -> None:
    if not isinstance(name, str) or name not in plans:
        raise UsageError(f"{where} = {name!r} is no plan: {meant(str(name), plans)}")
