"""What each command reads: the tables its SQL names, and the columns by the words of that SQL."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from salesops import commands
from salesops.assets import folder
from salesops.exports import canonical
from salesops.queries.statement import SqlFile, question, read

_ASIDE = re.compile(r"'(?:[^']|'')*'|--[^\n]*")


@dataclass(frozen=True)
class Asks:
    """A command with SQL of its own and what that reads, its shared views followed."""

    name: str
    needs: tuple[str, ...]
    may: tuple[str, ...]
    columns: frozenset[str]
    """As `table.column`: every column of a table that the SQL beside the table mentions."""

    def answers(self, tables: Collection[str]) -> str:
        """Whether these tables are enough for an answer."""
        if not set(self.needs) <= set(tables):
            return "no"
        return "yes" if set(self.may) <= set(tables) else "in part"

    def lacks(self, tables: Collection[str]) -> list[str]:
        """The tables it reads that are not among these; those it cannot do without first."""
        return [table for table in (*self.needs, *self.may) if table not in tables]


def all_asked() -> list[Asks]:
    """Every command that has a file of its name under sql/."""
    found = [
        (name, folder("sql") / section / path.stem)
        for section, files in commands.found().items()
        for name, path in files.items()
    ]
    return [_asks(n, question(p)) for n, p in found if p.is_dir() or p.with_suffix(".sql").exists()]


def _asks(name: str, file: SqlFile) -> Asks:
    needs: dict[str, None] = {}
    may: dict[str, None] = {}
    columns: set[str] = set()
    for one, needed in _files(file, set(), needed=True):
        columns.update(_columns(one))
        (needs if needed else may).update(dict.fromkeys(_tables(one.reads)))
        may.update(dict.fromkeys(_tables(one.may_read)))
    return Asks(name, tuple(needs), tuple(t for t in may if t not in needs), frozenset(columns))


def _files(file: SqlFile, met: set[Path], *, needed: bool) -> Iterator[tuple[SqlFile, bool]]:
    """The file, those it asks after it and the shared views below, and whether it needs them."""
    yield file, needed
    for name in file.then:
        yield from _files(question(folder("sql") / name), met, needed=needed)
    for names, without in ((file.reads, needed), (file.may_read, False)):
        for path in (folder("sql") / "shared" / f"{name}.sql" for name in names):
            if path.exists() and path not in met:
                met.add(path)
                yield from _files(read(path), met, needed=without)


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
