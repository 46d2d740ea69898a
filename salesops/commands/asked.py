"""What each command reads: the tables its SQL names, and the columns by the words of that SQL."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from salesops import commands
from salesops.assets import folder
from salesops.exports import canonical
from salesops.queries.statement import SqlFile, question, read

ANSWERS = ("yes", "in part", "no")
"""Whether some tables are enough for a command: in part, where one is missing that tells more."""
_ASIDE = re.compile(r"'(?:[^']|'')*'|--[^\n]*")


@dataclass(frozen=True)
class Asks:
    """A command that asks SQL and what that reads, its shared views followed."""

    name: str
    needs: tuple[str, ...]
    may: tuple[str, ...]
    columns: frozenset[str]
    """As `table.column`: every column of a table that the SQL beside the table mentions."""
    instead: tuple[str, ...] = ()
    """Tables any of which is enough in place of those it needs."""

    def answers(self, tables: Collection[str]) -> str:
        """Which of ANSWERS these tables are enough for."""
        yes, in_part, no = ANSWERS
        if self.lacking(tables):
            return no
        return yes if {*self.needs, *self.may} <= set(tables) else in_part

    def lacking(self, tables: Collection[str]) -> list[str]:
        """The tables without which it has no answer; none where one in their place is there."""
        if set(self.instead) & set(tables):
            return []
        return [table for table in self.needs if table not in tables]

    def lacks(self, tables: Collection[str]) -> list[str]:
        """The tables it reads that are not among these; those it cannot do without first."""
        return [table for table in (*self.needs, *self.may) if table not in tables]


def all_asked() -> list[Asks]:
    """Every command whose SQL lies under sql/, whether by its own name or by another."""
    found = [
        (name, [folder("sql") / one for one in commands.sql(path)], commands.instead(path))
        for files in commands.found().values()
        for name, path in files.items()
    ]
    return [_asks(n, map(question, p), i) for n, p, i in found if _lies(p[0])]


def _lies(path: Path) -> bool:
    return path.is_dir() or path.with_suffix(".sql").exists()


def _asks(name: str, files: Iterable[SqlFile], instead: tuple[str, ...]) -> Asks:
    needs: dict[str, None] = {}
    may: dict[str, None] = {}
    columns: set[str] = set()
    met: set[Path] = set()
    for one, needed in (found for file in files for found in _files(file, met, needed=True)):
        columns.update(_columns(one))
        (needs if needed else may).update(dict.fromkeys(_tables(one.reads)))
        may.update(dict.fromkeys(_tables(one.may_read)))
    others = tuple(t for t in may if t not in needs)
    return Asks(name, tuple(needs), others, frozenset(columns), instead)


def _files(file: SqlFile, met: set[Path], *, needed: bool) -> Iterator[tuple[SqlFile, bool]]:
    """The file, the shared views below it and those asked after it, and whether it needs them."""
    yield file, needed
    for names, without in ((file.reads, needed), (file.may_read, False)):
        for path in (folder("sql") / "shared" / f"{name}.sql" for name in names):
            if path.exists() and path not in met:
                met.add(path)
                yield from _files(read(path), met, needed=without)
    for name in file.then:
        yield from _files(question(folder("sql") / name), met, needed=needed)


def _tables(names: Iterable[str]) -> list[str]:
    return [name for name in names if name in canonical.tables()]


def _columns(file: SqlFile) -> Iterator[str]:
    text = " ".join(_ASIDE.sub(" ", statement.sql) for statement in file.statements)
    words = set(re.findall(r"\w+", text))
    for table in _tables((*file.reads, *file.may_read)):
        for column in canonical.tables()[table].columns:
            if column.name in words:
                yield f"{table}.{_travels(column.name)}"


def _travels(column: str) -> str:
    """The name under which an instant's three columns travel: `created_at` for `created_day`."""
    return re.sub(r"_(local|day)$", "_at", column)
