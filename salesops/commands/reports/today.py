"""The best things to do today, what is in the way, and whom to call.

Example: salesops today --top 3
"""

from dataclasses import replace
from types import ModuleType
from typing import Annotated

import typer

from salesops import commands
from salesops.commands.opportunities import Kind, Owner
from salesops.commands.reports._today import asking, queue, screen, words
from salesops.commands.trust import gravest_first, rejected
from salesops.errors import UsageError
from salesops.params import Top
from salesops.queries.database import Database
from salesops.result import Report, Table

Whose = Annotated[
    str | None,
    typer.Option("--owner", help=f"Only the work of one: {', '.join(Owner)}."),
]


def today(db: Database, top: Top = 3, owner: Whose = None) -> Report:
    """Ask every analysis what it would do, and put the most valuable first.

    Raises:
        InputError: the exports feed none of them.
    """
    if owner is not None and owner not in list(Owner):
        raise UsageError(f"--owner {owner!r}: there are {', '.join(Owner)}")
    asked = asking.all_of(db, asks())
    if asked.lacking and not asked.heard:
        raise asked.lacking
    stale = asked.stale
    ranked = queue.ranked(asked.offers, owner) if stale is None else []
    lists = {kind: [row for row in ranked if row.kind == kind] for kind in Kind}
    report = Report(
        command="today",
        title="Today",
        headline=stale.message if stale else words.headline(lists, db.book.currency),
        period=None,
        tables=(
            _state(asked),
            *(queue.table(kind, rows, top, db.book.currency) for kind, rows in lists.items()),
        ),
        findings=gravest_first([stale, rejected(db)]),
        notes=(*db.book.notes, *words.notes(owner), *asked.left_out),
    )
    brief = None if stale else screen.brief(report, lists, top, db.book.currency)
    return replace(report, brief=brief)


def asks() -> list[ModuleType]:
    """Whom it asks: it reads no export itself."""
    return commands.offering()


def _state(asked: asking.Asked) -> Table:
    """What the analyses say of the day; of stale data they all say what the headline says."""
    shown = bool(asked.states) and asked.stale is None
    return Table("state", "How it stands", asking.State, asked.states, shown=shown)
