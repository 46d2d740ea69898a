"""What sales data must hold beyond its types: each check is one SQL file under sql/checks.

A file's header names the columns that it asks about, and by which names they may go::

    -- column order text     : order_id | order_no | invoice
    -- column amount money   : amount | sales
    -- column tags text optional : tags

It is held against every file that has all of them (a column that is optional stands empty). Its
statement `violations` returns source_row and value of the rows that break the rule, reading the
view `exported`; `of` returns how many things were looked at; `measured`, if there is one, what to
say of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from salesops.assets import folder
from salesops.exports.source import normal
from salesops.exports.stage import SQL_TYPES
from salesops.queries.duck import Duck, identifier
from salesops.queries.statement import SqlFile, read

_COLUMN = re.compile(r"^-- column (\w+) (\w+)( optional)? *: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Asks:
    """A column that a check asks about."""

    name: str
    type: str
    optional: bool
    known_as: tuple[str, ...]


@dataclass(frozen=True)
class Domain:
    """A check of sales data: its SQL and the columns it asks about."""

    code: str
    sql: SqlFile
    columns: tuple[Asks, ...]

    @property
    def breach(self) -> str:
        """What a row that breaks the rule does: the header line `-- breach: ..`."""
        return _said(self.sql, "breach")

    @property
    def shows(self) -> tuple[str, ...]:
        """The columns of which the shown value is made: `-- shows: ..`; else any may be in it."""
        return tuple(_said(self.sql, "shows").split()) or tuple(c.name for c in self.columns)

    @property
    def counts(self) -> str:
        """What it counts, as in `-- counts: orders`."""
        return _said(self.sql, "counts") or "rows"


@dataclass(frozen=True)
class Named:
    """A column of a file: its name in the view, what it is called, and its type."""

    name: str
    said: str
    type: str


@dataclass(frozen=True)
class Broken:
    """What a check found in one file."""

    count: int
    of: int
    first: tuple[tuple[int, str], ...]
    """Row and value of the first few."""
    column: str
    """The header that the values stand under."""


@cache
def checks() -> tuple[Domain, ...]:
    """Every check under sql/checks."""
    return tuple(_domain(path) for path in sorted(folder("sql").glob("checks/*.sql")))


def _domain(path: Path) -> Domain:
    sql = read(path)
    columns = tuple(
        Asks(name, kind, bool(optional), tuple(normal(n) for n in names.split("|")))
        for name, kind, optional, names in _COLUMN.findall(sql.header)
    )
    return Domain(_said(sql, "check") or path.stem.replace("_", "-"), sql, columns)


def _said(sql: SqlFile, word: str) -> str:
    found = re.search(rf"^-- {word}: (.+)$", sql.header, re.MULTILINE)
    return found[1] if found else ""


def places(check: Domain, columns: Iterable[Named]) -> dict[str, str] | None:
    """Which of a file's columns the check's stand for; None where one that it needs is missing."""
    known = list(columns)
    found: dict[str, str] = {}
    for asked in check.columns:
        name = next(_named(asked, known), None)
        if name is not None:
            found[asked.name] = name
        elif not asked.optional:
            return None
    return found


def _named(asked: Asks, columns: Iterable[Named]) -> Iterator[str]:
    for known in asked.known_as:
        for column in columns:
            if column.said == known and _same_kind(column.type, asked.type):
                yield column.name


def _same_kind(has: str, wants: str) -> bool:
    alike = {"instant": "date", "number": "money"}
    return alike.get(has, has) == alike.get(wants, wants)


def ask(duck: Duck, check: Domain, view: str, found: Mapping[str, str], shown: int) -> Broken:
    """Hold a check against the checked rows of a file."""
    columns = ", ".join(f"{_expression(c, found)} AS {identifier(c.name)}" for c in check.columns)
    duck.run(f"CREATE OR REPLACE TEMP VIEW exported AS SELECT {columns}, source_row FROM {view}")
    violations = check.sql.statement("violations").sql
    # One pass: the count beside each of the few rows that are shown.
    rows = duck.run(
        f'SELECT count(*) OVER (), source_row, "value"::VARCHAR FROM ({violations}) '
        f"ORDER BY source_row LIMIT {shown}"
    ).tuples
    of = duck.value(check.sql.statement("of").sql)
    return Broken(
        rows[0][0] if rows else 0,
        of or 0,
        tuple((r[1], r[2]) for r in rows),
        found[check.columns[0].name],
    )


def _expression(column: Asks, found: Mapping[str, str]) -> str:
    if column.name in found:
        return identifier(found[column.name])
    return f"NULL::{SQL_TYPES[column.type]}"
