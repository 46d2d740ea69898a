"""Which source a file belongs to, told by its header; never by its name."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from salesops.errors import InputError, UsageError
from salesops.exports import hive
from salesops.exports.canonical import SOURCE, foreign
from salesops.exports.hive import Keys
from salesops.exports.inspect import File
from salesops.exports.source import Input, InputColumn, Source, normal

PREAMBLE = 40
"""Lines that may stand above a header: titles, `#` comments, Excel's `sep=`."""
DELIMITERS = ",;\t|"
_GAP = 2
"""Places between two columns of one table: one of them may have lost its name."""


@dataclass(frozen=True)
class Header:
    """The header row of a CSV: its cells, the delimiter, and where it ends."""

    names: tuple[str, ...]
    delimiter: str
    lines: int
    """Physical lines through its end."""
    records: int = 0
    """CSV records through its end: fewer, where a quoted cell holds a line end."""
    keys: Keys = ()
    """Partition keys: the last of the names stand in no row, but have one value for all."""

    @cached_property
    def normal(self) -> list[str]:
        """Its cells as they are compared."""
        return [normal(name) for name in self.names]

    @cached_property
    def known(self) -> frozenset[str]:
        """The same, to be asked for one of many."""
        return frozenset(self.normal)

    @property
    def width(self) -> int:
        """The fields of each row of the file."""
        return len(self.names) - len(self.keys)


@dataclass(frozen=True)
class Match:
    """An input that a header fits; `places` tells where in the file each of its columns stands."""

    source: Source
    input: Input
    header: Header
    places: dict[str, int]

    def written(self, column: str) -> str:
        """A column's header as the file writes it."""
        return self.header.names[self.places[column]]


@dataclass(frozen=True)
class Near:
    """The input that comes nearest to a file, and the headers it lacks."""

    source: Source
    input: Input
    lacks: tuple[str, ...]


def match(file: File, sources: Sequence[Source], names: Sequence[str] = ()) -> Match | Near:
    """The best source for the file; `names` are the columns of a Parquet file.

    Where several fit, the one that needs most headers wins: it knows the file best. A source that
    asks so little that it is the last to try is tried where it alone is given.

    Raises:
        InputError: two columns of one needed name.
    """
    headers: list[Header] = []
    sources = [s for s in sources if not s.last] or sources
    for header in [_with_keys(Header(tuple(names), "", 0), file)] if names else headers_of(file):
        if _side_by_side(header):
            continue
        fits = [m for s in sources for i in s.inputs if (m := _fit(s, i, header)) is not None]
        if fits:
            best = max(fits, key=_rank)
            _refuse_twins(best, file)
            return best
        headers.append(header)
    return _nearest(headers, sources, file)


def match_last(file: File, sources: Sequence[Source], names: Sequence[str] = ()) -> Match | None:
    """The match with a source that is tried where no other fits, as `match` tries them."""
    tried = (match(file, [source], names) for source in sources if source.last)
    return next((found for found in tried if isinstance(found, Match)), None)


def forced(found: Match | Near, sources: Sequence[Source], name: str, file: File) -> Match:
    """The match with the one source that the config names for this file.

    Raises:
        UsageError: no such source, or its headers are not there.
    """
    if not sources:
        raise UsageError(f'[sources] "{file.path.name}" = "{name}": there is no such source')
    if isinstance(found, Match):
        return found
    lacks = ", ".join(found.lacks)
    raise UsageError(f"{file.path} is said to be {name} but lacks the columns: {lacks}")


def headers_of(file: File) -> Iterator[Header]:
    """Each row near the top that could be the header, the likeliest delimiter of each first."""
    for delimiter in sorted(DELIMITERS, key=file.head.count, reverse=True):
        reader = csv.reader(io.StringIO(file.head, newline=""), delimiter=delimiter)
        try:
            for record, row in zip(range(1, PREAMBLE + 1), reader, strict=False):
                if any(cell.strip() for cell in row):
                    header = Header(tuple(row), delimiter, reader.line_num, record)
                    yield _with_keys(header, file)
        except csv.Error:  # a field past all limits: no header here
            continue


def _with_keys(header: Header, file: File) -> Header:
    keys = hive.added(file.keys, header.names)
    names = tuple(name for name, _ in keys)
    return replace(header, names=header.names + names, keys=keys)


def _side_by_side(header: Header) -> bool:
    """Whether the row heads two tables with a gap between them, as a description of data does."""
    named = [place for place, name in enumerate(header.names) if normal(name)]
    inner = list(pairwise(named))[1:-1]
    return any(after - before > _GAP for before, after in inner)


def _fit(source: Source, wanted: Input, header: Header) -> Match | None:
    if wanted.lines:  # no header tells such a file
        return None
    # Of a hundred inputs and more a header fits one or two: most lack a column, and are told so.
    if any(c.needed and header.known.isdisjoint(c.headers) for c in wanted.columns):
        return None
    names = header.normal
    if (source.name == SOURCE or wanted.only) and foreign(wanted, names[: header.width]):
        return None
    places = {
        column.name: place
        for column in wanted.columns
        if (place := _place(column, names)) is not None
    }
    return None if not places or _lacks(wanted, places) else Match(source, wanted, header, places)


def _place(column: InputColumn, names: list[str]) -> int | None:
    return next((names.index(header) for header in column.headers if header in names), None)


def _lacks(wanted: Input, places: dict[str, int]) -> tuple[str, ...]:
    missing = [c.label for c in wanted.columns if c.needed and c.name not in places]
    groups = {c.group for c in wanted.columns if c.group}
    present = {c.group for c in wanted.columns if c.group and c.name in places}
    missing += [
        " or ".join(c.label for c in wanted.columns if c.group == group)
        for group in sorted(groups - present)
    ]
    missing += [f"no {c.label}" for c in wanted.columns if c.never and c.name in places]
    return tuple(missing)


def _rank(found: Match) -> tuple[int, int, bool]:
    needed = sum(column.needed for column in found.input.columns)
    # The canonical tables need little more than their key: among them the most columns win, and
    # over a source that needs as little, the table that knows every header.
    own = found.source.name == SOURCE
    return 1 if own else needed, len(found.places), own


def _refuse_twins(found: Match, file: File) -> None:
    names = [normal(name) for name in found.header.names]
    for column in found.input.columns:
        place = found.places.get(column.name)
        if place is not None and names.count(names[place]) > 1:
            raise InputError(
                f"{file.path} has two columns named {found.header.names[place]!r}: "
                "which one counts cannot be settled; export it with one",
                check="header",
            )


def _nearest(headers: Sequence[Header], sources: Sequence[Source], file: File) -> Near:
    if not headers:
        raise InputError(f"{file.path} has no header row: export it with column names")
    near = [
        Near(source, wanted, _lacks(wanted, places))
        for header in headers[:PREAMBLE]
        for source in [s for s in sources if s.tables or s.name == SOURCE] or sources
        for wanted in source.inputs
        # An optional file is nothing without its main one; the canonical tables all are optional.
        if not wanted.lines and not wanted.only and (not wanted.optional or len(sources) == 1)
        for places in [places_in(wanted, header)]
    ]
    best = min(near, key=lambda n: len(n.lacks) / (len(n.lacks) + _had(n)))
    # One that is named twice to weigh more is said once.
    return replace(best, lacks=tuple(dict.fromkeys(best.lacks)))


def places_in(wanted: Input, header: Header) -> dict[str, int]:
    """Where the columns of an input stand in a file, those that do."""
    names = [normal(name) for name in header.names]
    places = {column.name: _place(column, names) for column in wanted.columns}
    return {name: place for name, place in places.items() if place is not None}


def _had(near: Near) -> int:
    return sum(c.needed for c in near.input.columns) - len(near.lacks) + 1
