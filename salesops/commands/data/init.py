"""Look at a folder of exports and write a commented salesops.toml for it.

Example: salesops init exports
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import typer

from salesops import commands, progress
from salesops.atomic import replace
from salesops.errors import SalesopsError, UsageError
from salesops.exports import canonical, loader
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.store import refuse_store
from salesops.queries.book import Book
from salesops.result import Finding, Level, Report, Table
from salesops.settings import FILE, Settings
from salesops.units import Text

Folder = Annotated[Path, typer.Argument(help="The folder of exports.")]
_REST = """\
[freshness]
# max_age = "26h"  # older data is called stale
# deals_max_age = "96h"  # the same of a CRM

# [[alerts]]  # a change that the daily report is to name: see docs/alerts.md
# name = "category-drop"
# by = "category"
# percent = -0.3
# size = 200
# n = 10

# [sources]
# "file.csv" = "order_lines_flat"  # force a source (see `salesops sources`)

# [encodings]
# "file.csv" = "cp1252"

# [sheets]
# "file.xlsx" = "Orders"  # default: the first that shows

# [shops]
# "second-store" = "north"  # a file or folder, and the name of its shop

# [engine.spark]  # for --engine spark: see docs/spark.md
# remote = "sc://host:15002"

# [engine.spark.tables]  # of its warehouse, asked in place of exports
# orders = "lake.sales.orders\""""
"""What no look at exports tells, as examples."""


@dataclass(frozen=True)
class Line:
    """A setting as it was found."""

    setting: Text
    value: Text
    why: Text


def init(folder: Folder = Path()) -> Report:
    """Write FOLDER/salesops.toml; one that is there is never overwritten."""
    target = folder / FILE
    if target.exists():
        raise UsageError(f"{target} is there already: edit it, or remove it first")
    refuse_store((folder,), "init")
    catalogue = Catalogue(Options((folder,)), Settings())
    zone = _asked_zone()
    lines, problem = _looked(catalogue, zone)
    replace(target, _text(lines).encode())
    table = Table("settings", "Settings", Line, lines)
    return Report("init", "Settings", f"Wrote {target}.", tables=(table,), findings=problem)


def _asked_zone() -> str | None:
    """The store's zone, asked for only where somebody is there to answer."""
    if not sys.stdin.isatty():
        return None
    with progress.lifted():
        zone: str = typer.prompt("The store's time zone, as in Europe/Rome", default="", err=True)
    return zone or None


def _looked(catalogue: Catalogue, zone: str | None) -> tuple[list[Line], tuple[Finding, ...]]:
    """What the exports say of themselves; what cannot be settled is a finding, not a guess."""
    try:
        book = loader.load(catalogue, frozenset(), frozenset(canonical.tables()))
    except SalesopsError as error:
        found = Finding(Level.WARNING, error.code, str(error))
        return [_zone(None, zone), _currency(None)], (found,)
    book.engine.close()
    return [_zone(book, zone), _currency(book)], ()


def _zone(book: Book | None, zone: str | None) -> Line:
    if zone:
        return Line("time.zone", zone, "as you said")
    stated = book.zone if book else "unknown"
    return Line("time.zone", "", f"the exports' stamps are {stated}; name the store's zone")


def _currency(book: Book | None) -> Line:
    if book is not None and book.currency:
        return Line("sales.currency", "", f"the orders state {book.currency}")
    return Line("sales.currency", "", "for orders that state none")


def _text(lines: Iterable[Line]) -> str:
    found = {line.setting: line for line in lines}
    zone, currency = found["time.zone"], found["sales.currency"]
    return "\n".join(
        [
            "# Settings of salesops for this folder; a line with # before it is the default.",
            "# What each means: docs/settings.md",
            "",
            'data = ["."]',
            '# stages_file = "stages.toml"  # the stages of deals: see docs/settings.md',
            "",
            "[time]",
            f'zone = "{zone.value}"' if zone.value else f'# zone = "Europe/Rome"  # {zone.why}',
            '# as_of = "now"  # or "data", or a stamp',
            '# week_start = "monday"',
            '# date_order = "dmy"  # for 03/04/2024: dmy or mdy',
            "",
            "[sales]",
            f'# currency = "EUR"  # {currency.why}',
            '# prices = "gross"  # with tax, or "net"; default: what each order shows',
            '# refunds_on = "auto"  # the refund\'s day; or "order", or "refund"',
            "",
            _REST,
            *_limits(),
            "",
        ]
    )


def _limits() -> list[str]:
    lines = []
    for module in commands.with_limits():
        lines += ["", f"# [{module.__name__.rpartition('.')[2]}]"]
        lines += [
            f"# {f.name} = {_toml(f.default)}  # {f.metadata['why']}" for f in fields(module.Limits)
        ]
    return lines


def _toml(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
