"""What a question builds on: tables, shared views, and the columns that can be asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from salesops.queries.statement import SqlFile, read

Words = frozenset[str]


@dataclass(frozen=True)
class Reads:
    """What a question builds on."""

    needs: frozenset[str]
    """Canonical tables without which it cannot be asked."""
    may: frozenset[str]
    """Those it can do without."""
    views: Mapping[str, str]
    """The SQL of each shared view, in the order they build on."""
    kept: Mapping[str, Words | None]
    """Of the views that are computed once, every word of what reads each: no other column of it
    can be asked for. None where nobody knows, and every column is kept."""
    kept_little: Mapping[str, Words | None]
    """The same of those that are computed once where there is little to compute."""
    on: Mapping[str, frozenset[str]]
    """The views that each is made of."""

    def once(self, *, little: bool) -> Mapping[str, Words | None]:
        """The views that are computed once, of little or of much, with the words of each."""
        return {**self.kept, **self.kept_little} if little else self.kept


def reads(sql: Path, file: SqlFile, made: Mapping[str, SqlFile] = MappingProxyType({})) -> Reads:
    """What a file builds on, of the folder `sql`; views that are `made` stand for those there."""
    walk = _Walk(sql, made)
    walk.visit(file, need=True)
    words = _words(file, walk.views)
    return Reads(
        frozenset(table for table, need in walk.tables.items() if need),
        frozenset(table for table, need in walk.tables.items() if not need),
        {view: one.statements[0].sql for view, one in walk.views.items()},
        {view: words[view] for view, one in walk.views.items() if one.kept},
        {view: words[view] for view, one in walk.views.items() if one.kept_little},
        {view: frozenset((*one.reads, *one.may_read)) for view, one in walk.views.items()},
    )


def _words(file: SqlFile, views: Mapping[str, SqlFile]) -> dict[str, Words]:
    """What each view is read with, readers of its readers too: one may pass on `*`."""
    words = dict.fromkeys(views, Words())
    readers = [("", one) for one in file.files or (file,)]
    for name, reader in [*readers, *reversed(list(views.items()))]:
        for view in words.keys() & {*reader.reads, *reader.may_read}:
            words[view] |= reader.words | words.get(name, Words())
    return words


@dataclass(frozen=True)
class _Walk:
    sql: Path
    made: Mapping[str, SqlFile]
    tables: dict[str, bool] = field(default_factory=dict)
    views: dict[str, SqlFile] = field(default_factory=dict)
    needed: dict[str, bool] = field(default_factory=dict)

    def visit(self, file: SqlFile, *, need: bool) -> None:
        """Go down from a file, each view after those it reads."""
        for name in file.reads:
            self._name(name, need=need)
        for name in file.may_read:
            self._name(name, need=False)

    def _name(self, name: str, *, need: bool) -> None:
        shared = self.sql / "shared" / f"{name}.sql"
        if name == "question":
            return
        if not shared.exists():
            self.tables[name] = need or self.tables.get(name, False)
        elif name not in self.needed or (need and not self.needed[name]):  # also by a second way
            self.needed[name] = need
            found = self.made.get(name) or read(shared)
            self.visit(found, need=need)
            self.views.setdefault(name, found)
