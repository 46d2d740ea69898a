"""A source file under sql/sources: which files it takes, their columns, and what it makes of them.

Its inputs stand in comments above the SQL, one column a line::

    -- input: rows
    --   order_no  text     key needed     : Name
    --   created   instant  needed reject  : Created at
    --   amount    money    one-of:price   : Total | Amount

A column has a name, a type, words, and after the colon the headers that mean it. Words: `needed`
(a file without such a header is not this input), `never` (a file with one is not), `one-of:GROUP`
(one column of the group is needed), `key` (a blank rejects the row), `unique` (each row has its
own: check warns of a blank or one that an earlier row has), `utc` (an instant that states no
offset is in UTC), and the policy for a value that does not parse: `reject` the row, `refuse` the
file, or by default null, counted and said. `=NAME` among the headers stands for all those of a
column above.

An input that says `lines` (`-- input: rows lines`) is of files without a header, each line of which
is one value of its one column. No header tells such a file, so only `[sources]` can name it. One
that says `last` asks so little that it is tried only where no other file feeds order lines. One
that says `only` is of files that have no other headers than these. A source whose statements fill
no table knows its files, so that none takes them for another, and passes them over.

Its statements are named after the canonical tables they fill. Three others mean something:
`excluded` (source_file, source_row, reason) sets rows aside, `said` returns sentences for the
notes, and one that begins with `_` is a table that the statements after it share.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from salesops.errors import UsageError
from salesops.exports.shapes import UNDECLARED, Format
from salesops.queries.statement import SqlFile, read

TYPES = ("text", "money", "number", "rate", "instant", "date", "flag")
LIST = "list"
"""Of an input of lines only: the cells of one."""
POLICIES = ("null", "reject", "refuse")
_WORDS = ("needed", "never", "key", "unique", "utc")
_INPUT = re.compile(r"^-- input: *(\w+) *(optional|lines|last|only)? *(?:\((.*)\))?$")
_COLUMN = re.compile(r"^-- {2,}(\w+) +(\w+)((?: +[\w:-]+)*?) *: (.+)$")


@dataclass(frozen=True)
class InputColumn:
    """A column of an input: how it is called here, what it is, and the headers that mean it."""

    name: str
    type: str
    words: tuple[str, ...]
    headers: tuple[str, ...]
    label: str
    """The first of the headers as it is usually written."""
    format: Format = UNDECLARED
    """How its values are written, where a contract says so."""
    spelled: tuple[str, ...] = ()
    """The headers as the source writes them, `=NAME` among them."""

    @property
    def needed(self) -> bool:
        """A file without it is not this input."""
        return "needed" in self.words

    @property
    def never(self) -> bool:
        """A file with it is not this input."""
        return "never" in self.words

    @property
    def utc(self) -> bool:
        """A stamp that states no offset is in UTC."""
        return "utc" in self.words

    @property
    def key(self) -> bool:
        """A blank rejects the row."""
        return "key" in self.words

    @cached_property
    def group(self) -> str | None:
        """The group of which one column is needed."""
        groups = (word.removeprefix("one-of:") for word in self.words if word.startswith("one-of:"))
        return next(groups, None)

    @property
    def policy(self) -> str:
        """What becomes of a value that does not parse."""
        return next((word for word in self.words if word in POLICIES), "null")


@dataclass(frozen=True)
class Input:
    """One kind of file that a source reads."""

    name: str
    optional: bool
    columns: tuple[InputColumn, ...]
    lines: bool = False
    """The file has no header: each of its lines is a value of the one column."""
    last: bool = False
    """Tried where no other file feeds order lines."""
    only: bool = False
    """A file with a header that it does not know is not this input."""


@dataclass(frozen=True)
class Source:
    """One system's way of exporting: its inputs, and the statements that fill canonical tables."""

    name: str
    sql: SqlFile
    inputs: tuple[Input, ...]

    @property
    def by_line(self) -> bool:
        """Whether it reads files without a header."""
        return self.inputs[0].lines

    @property
    def last(self) -> bool:
        """Whether it is tried only where no other file feeds order lines."""
        return self.inputs[0].last

    @property
    def tables(self) -> tuple[str, ...]:
        """The canonical tables it fills."""
        apart = ("excluded", "said", "_")
        return tuple(s.name for s in self.sql.statements if not s.name.startswith(apart))


@cache
def normal(header: str) -> str:
    """A header as it is compared: without case, BOM, quotes, and spaces equal to _ and -."""
    return re.sub(r"[\s_-]+", " ", header.replace("﻿", "").strip().strip("\"'")).strip().casefold()


def load(folders: Iterable[Path]) -> tuple[Source, ...]:
    """Every source in the folders; one in a later folder replaces its namesake.

    Raises:
        UsageError: a file whose header does not parse, named with the line.
    """
    files = {path.stem: path for folder in folders for path in sorted(folder.glob("*.sql"))}
    return tuple(parse(read(path)) for path in files.values())


@cache
def parse(sql: SqlFile) -> Source:
    """A source from its SQL file."""
    inputs: list[Input] = []
    for line in sql.header.split("\n"):
        if found := _INPUT.match(line):
            is_kind = (found[2] == kind for kind in ("lines", "last", "only"))
            inputs.append(Input(found[1], found[2] == "optional", (), *is_kind))
        elif inputs and line.startswith("--   "):
            inputs[-1] = _with_column(inputs[-1], _column(line, sql.path, inputs[-1]))
    if not inputs:
        raise UsageError(f"{sql.path}: a source needs a line `-- input: NAME` and its columns")
    if any(i.lines for i in inputs) and (len(inputs) > 1 or len(inputs[0].columns) != 1):
        raise UsageError(f"{sql.path}: an input of lines stands alone and has one column")
    return Source(sql.path.stem, sql, tuple(inputs))


def _with_column(taken: Input, column: InputColumn) -> Input:
    return replace(taken, columns=(*taken.columns, column))


def _column(line: str, path: Path, taken: Input) -> InputColumn:
    found = _COLUMN.match(line)
    if found is None or found[2] not in (*TYPES, LIST):
        raise UsageError(
            f"{path}: cannot read the column line {line!r}: it wants "
            f"`--   name type words : Header | Other header`, a type of {', '.join(TYPES)}"
        )
    words = tuple(found[3].split())
    for word in words:
        if word not in (*_WORDS, *POLICIES) and not word.startswith("one-of:"):
            raise UsageError(
                f"{path}: {word!r} in {line!r} means nothing: there are {', '.join(_WORDS)}, "
                f"one-of:GROUP, {', '.join(POLICIES)}"
            )
    spelled = tuple(header.strip() for header in found[4].split("|"))
    above = {f"={column.name}": column for column in taken.columns}
    for header in spelled:
        if header.startswith("=") and header not in above:
            raise UsageError(f"{path}: {header} in {line!r}: no column above has this name")
    headers = tuple(h for s in spelled for h in (above[s].headers if s in above else (normal(s),)))
    first = above[spelled[0]].label if spelled[0] in above else spelled[0]
    return InputColumn(found[1], found[2], words, headers, first, spelled=spelled)
