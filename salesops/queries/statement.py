"""A SQL file: its header, its named statements, the tables they read and the values they bind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

_NAMED = re.compile(r"^-- name: *(\w+) *$", re.MULTILINE)
_READS = re.compile(r"^-- reads: *(.+)$", re.MULTILINE)
_MAY_READ = re.compile(r"^-- may read: *(.+)$", re.MULTILINE)
_THEN = re.compile(r"^-- then asks: *(.+)$", re.MULTILINE)
_NOT_KEPT = re.compile(r"^-- not kept( where there is much)?\b", re.MULTILINE)
_QUOTED_OR_COMMENT = re.compile(r"'(?:[^']|'')*'|--[^\n]*")
_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")


@dataclass(frozen=True)
class Statement:
    """One statement of a file: SQL as written, and the names it binds."""

    name: str
    sql: str
    parameters: frozenset[str]


@dataclass(frozen=True)
class SqlFile:
    """A file under sql/: the comment block on top and its statements in order."""

    path: Path
    header: str
    statements: tuple[Statement, ...]
    reads: tuple[str, ...] = ()
    """Tables and shared views it cannot do without (`-- reads:`)."""
    may_read: tuple[str, ...] = ()
    """Those it can, by answering in part (`-- may read:`)."""
    then: tuple[str, ...] = ()
    """Other files that the same analysis asks (`-- then asks: sales/totals`), so that shared views
    are kept with the columns of these too."""
    files: tuple["SqlFile", ...] = ()
    """Those of a folder, each of which reads what it says."""
    kept: bool = True
    """A shared view that is computed once a question; not where it says `-- not kept`: that one is
    for views which few statements read, and those only some of its rows or columns."""
    kept_little: bool = False
    """One that says `-- not kept where there is much`: of little it is computed once, since to plan
    it anew for each statement takes longer."""

    @property
    def sentence(self) -> str:
        """The first comment line: what the file answers or holds."""
        return self.header.split("\n", 1)[0].removeprefix("--").strip()

    @property
    def words(self) -> frozenset[str]:
        """What its statements name, columns among it."""
        return frozenset[str]().union(*(_words(one.sql) for one in self.statements))

    def statement(self, name: str) -> Statement:
        """The statement of that name; KeyError otherwise."""
        for statement in self.statements:
            if statement.name == name:
                return statement
        raise KeyError(f"{self.path.name} has no statement named {name!r}")


@cache
def read(path: Path) -> SqlFile:
    """Parse a file. Without `-- name:` lines it holds one statement, named after the file."""
    text = path.read_text(encoding="utf-8")
    parts = _NAMED.split(text)
    named = [path.stem, text] if len(parts) == 1 else parts[1:]
    found = tuple(_statement(name, body) for name, body in _pairs(named))
    reads, may_read, then = (_names(pattern, text) for pattern in (_READS, _MAY_READ, _THEN))
    said = _NOT_KEPT.search(text)
    made = SqlFile(path, _comments(text), found, reads, may_read, then, kept=said is None)
    return replace(made, kept_little=True) if said and said[1] else made


def question(path: Path) -> SqlFile:
    """The SQL of one command: the file `path`.sql, or a folder `path` of several.

    Raises:
        KeyError: two files of the folder name a statement alike.
    """
    if not path.is_dir():
        return read(path.with_suffix(".sql"))
    files = [read(file) for file in sorted(path.glob("*.sql"))]
    statements = tuple(statement for file in files for statement in file.statements)
    names = [statement.name for statement in statements]
    if twins := {name for name in names if names.count(name) > 1}:
        raise KeyError(f"{path.name} names {', '.join(sorted(twins))} twice")
    reads = dict.fromkeys(name for file in files for name in file.reads)
    may = dict.fromkeys(name for file in files for name in file.may_read)
    then = dict.fromkeys(name for file in files for name in file.then)
    header = files[0].header
    return SqlFile(path, header, statements, tuple(reads), tuple(may), tuple(then), tuple(files))


def _statement(name: str, body: str) -> Statement:
    bare = _QUOTED_OR_COMMENT.sub("", body)
    return Statement(name, body.strip().rstrip(";"), frozenset(_PARAMETER.findall(bare)))


@cache
def _words(sql: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _QUOTED_OR_COMMENT.sub("", sql).lower()))


def _names(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = (re.split(r"[,\s]+", line.strip()) for line in pattern.findall(text))
    return tuple(dict.fromkeys(name for names in found for name in names))


def _comments(text: str) -> str:
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return "\n".join(lines[:end])


def _pairs(parts: list[str]) -> Iterator[tuple[str, str]]:
    return zip(parts[::2], parts[1::2], strict=True)
