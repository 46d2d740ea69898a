"""A report for cron: its analyses, over the last closed period.

Example: salesops report daily --out reports-out
"""

from collections.abc import Iterable
from dataclasses import replace
from types import ModuleType
from typing import Annotated, TypeVar

import typer

from salesops import commands
from salesops.errors import UsageError
from salesops.queries.database import Database
from salesops.result import Report

FAIL_ON = "error"
FORMATS = ("markdown", "html")
T = TypeVar("T")
PERIODS = {"daily": "yesterday", "weekly": "last-week", "monthly": "last-month"}
"""The closed period of a report that comes out so often; any other has its analyses' own."""

Name = Annotated[str, typer.Argument(help="Which report: daily, ..")]


def report(db: Database, name: Name = "daily") -> Report:
    """Run the report's analyses, each over its last closed period, and join them."""
    members = commands.members(name)
    if not members:
        raise UsageError(f"no report {name!r}: there are {', '.join(commands.report_names())}")
    parts = [_part(db, module, PERIODS.get(name)) for module in members]
    first = parts[0]
    return replace(
        first,
        command=f"report-{name}",
        title=f"{name.capitalize()} report",
        metrics=tuple(metric for part in parts for metric in part.metrics),
        tables=tuple(table for part in parts for table in part.tables),
        findings=_once(finding for part in parts for finding in part.findings),
        notes=_once(note for part in parts for note in part.notes),
        definitions=_once(name for part in parts for name in part.definitions),
        limits=tuple(limit for part in parts for limit in part.limits),
    )


def _part(db: Database, module: ModuleType, period: str | None) -> Report:
    found = commands.ask(module, db, **({"period": period} if period else {}))
    only = getattr(module, "IN_REPORT", ())
    tables = tuple(replace(t, shown=t.shown or t.name in only) for t in found.tables)
    return replace(found, tables=tables)


def _once(items: Iterable[T]) -> tuple[T, ...]:
    """Each once, in the order of its first appearance: analyses share notes and definitions."""
    kept: list[T] = []
    for item in items:
        if item not in kept:
            kept.append(item)
    return tuple(kept)
