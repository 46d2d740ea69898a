"""A file of exports, opened step by step; a step that cannot be taken refuses the file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path

from salesops.checks import doubts, file_bytes, header, schema
from salesops.checks.builtin import UNKNOWN, as_source, guessed, of_match, whole
from salesops.checks.contract import Contract, Table
from salesops.checks.opened import Opened, named
from salesops.checks.verdict import Ruling, failed, passed
from salesops.errors import InputError
from salesops.exports import by_line, hive
from salesops.exports.inspect import File, inspect, verified
from salesops.exports.opening import How, opened
from salesops.exports.parquet_file import columns
from salesops.exports.raw import Raw
from salesops.exports.recognise import Header, Match, Near, headers_of, match, match_last
from salesops.exports.shapes import Shape
from salesops.exports.source import Source
from salesops.queries.duck import Duck

HALF = 0.5
"""A file with half of a table's columns is of that table, and lacks the others."""


@dataclass(frozen=True)
class Reader:
    """How files are read: against which tables, by which sources, on which clock."""

    contract: Contract | None
    sources: tuple[Source, ...]
    roots: tuple[Path, ...]
    zone: str | None = None
    date_order: str | None = None
    encodings: Mapping[str, str] = field(default_factory=dict)
    """Of single files by name, from the settings."""
    sheets: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    """The sources that the settings give single files."""

    def open(self, duck: Duck, at: int, path: Path, name: str) -> tuple[Opened, list[Ruling]]:
        """The file staged and judged, and the verdicts on its bytes and header.

        Raises:
            SalesopsError: it is refused; its `check` is the one that fails.
        """
        tables = self._tables(path)
        sheet = next((t.sheet for t in tables if t.sheet), self.sheets.get(path.name, ""))
        file = inspect(path, self._declared(path, tables), sheet, tolerant=True)
        file = replace(file, keys=tuple(hive.below(path, self.roots).items()))
        seen = verified(file, duck.folder, tolerant=True)
        found, table = self._matched(file, tables, name)
        if table.source in ("", UNKNOWN):
            header.settle(found.header, name)
        found = whole(found)
        how = How(name, date_order=self.date_order, compact=table.source not in ("", UNKNOWN))
        raw = _exact(opened(duck, f"raw{at}", file, seen, found, how))
        doubted: tuple[str, ...] = ()
        if table.source == UNKNOWN:
            header.hold(raw, name, by_line.remedy(self.sources, path.name))
            raw, doubted = doubts.settled(duck, raw)
            table = doubts.without(table, doubted)
        zone = self.zone or table.zone or None
        one = Opened(name, file, seen, table, raw, zone, ragged=_ragged(raw))
        one.known_as = {} if table.source else self._known_as(file, found)
        return one, [
            _recognised(one, self.contract, doubted),
            *_file_name(one),
            *file_bytes.look(file, seen, found.header, table, name),
            *header.look(found, file, name),
            *schema.look(one),
        ]

    def _declared(self, path: Path, tables: Sequence[Table]) -> tuple[str, ...]:
        said = self.encodings.get(path.name)
        every = tuple(dict.fromkeys(e for t in tables for e in t.encodings))
        return (said,) if said else every or ("utf-8",)

    def _tables(self, path: Path) -> list[Table]:
        """The tables of the contract that a file may hold: by its name, where that tells."""
        tables = self.contract.tables if self.contract else ()
        return [t for t in tables if t.pattern and fnmatchcase(path.name, t.pattern)] or [*tables]

    def _matched(self, file: File, tables: Sequence[Table], name: str) -> tuple[Match, Table]:
        names = columns(file.path) if file.packing == "parquet" else ()
        if lines := by_line.forced(self._said(file), file):
            return lines, of_match(lines)
        declared = {table.name: table for table in tables}
        if declared:
            # The table that the file has all columns of, before one that it lacks some of.
            for whole_ in (True, False):
                found = match(file, [as_source(t, whole=whole_) for t in tables], names)
                if isinstance(found, Match):
                    return found, declared[found.source.name]
                near = found
            _refuse_lacking(near, declared, name)
        known = match(file, self.sources, names)
        if isinstance(known, Match):
            return known, of_match(known)
        if not self.contract and (last := match_last(file, self.sources, names)):
            return last, of_match(last)
        if self.contract:
            raise _unfit(file, name)
        guess = guessed(_header(file, names), self.sources)
        return guess, replace(of_match(guess), name=_series(name))

    def _said(self, file: File) -> list[Source]:
        """The source that the settings give the file."""
        return [s for s in self.sources if s.name == self.named.get(file.path.name)]

    def _known_as(self, file: File, found: Match) -> dict[str, str]:
        """What salesops' own source calls the columns, where one knows the file's header."""
        known = match(file, self.sources, found.header.names if file.packing == "parquet" else ())
        if not isinstance(known, Match) or known.header.lines != found.header.lines:
            return {}
        called = {place: name for name, place in known.places.items()}
        return {name: called[at] for name, at in found.places.items() if at in called}


def _refuse_lacking(near: Near, declared: Mapping[str, Table], name: str) -> None:
    """A file that has most of a table's columns is that table without the others."""
    table = declared[near.source.name]
    wanted = [c for c in table.columns if c.required or c.key]
    if wanted and len(near.lacks) <= HALF * len(wanted):
        raise InputError(
            f"{name} lacks {named(near.lacks)}, which {table.name} of the contract needs: export "
            "it with these columns",
            check="missing-column",
        )


def _unfit(file: File, name: str) -> InputError:
    first = file.head.split("\n", 1)[0].strip()[:80]
    said = f"; its first line is {first!r}" if first else ""
    return InputError(
        f"{name} fits no table of the contract{said}: declare its columns, or leave it out",
        check="missing-column",
    )


def _header(file: File, names: Sequence[str]) -> Header:
    """The likeliest header of a file that nothing knows: its first row of two cells and more."""
    if names:
        keys = hive.added(file.keys, names)
        return Header((*names, *(key for key, _ in keys)), "", 0, keys=keys)
    headers = list(headers_of(file))
    if not headers:
        said = f"{file.path.name} has no header row: export it with column names"
        raise InputError(said, "header")
    several = [h for h in headers if sum(bool(cell.strip()) for cell in h.names) > 1]
    return (several or headers)[0]


def _series(name: str) -> str:
    """What the files of one export are called from day to day: their name without its digits."""
    stem = re.sub(r"[\d_\W]+", " ", name.rpartition("/")[2].split(".", 1)[0]).strip()
    folder = name.rpartition("/")[0]
    return f"{folder}/{stem or UNKNOWN}" if folder else stem or UNKNOWN


def _file_name(opened: Opened) -> Iterator[Ruling]:
    """Whether the file is named as its table asks, where that asks at all."""
    named_, wanted = opened.file.path.name, opened.table.pattern
    if wanted and fnmatchcase(named_, wanted):
        yield passed("file-name", opened.name, named_, wanted)
    elif wanted:
        message = f"{opened.name} holds {opened.table.name}, whose files are named {wanted}."
        yield failed("file-name", opened.name, message, named_, wanted=wanted)


def _recognised(opened: Opened, contract: Contract | None, doubted: Sequence[str]) -> Ruling:
    table, name = opened.table, opened.name
    if table.source == UNKNOWN:
        but = f", but {named(doubted)} by what they hold" if doubted else ""
        message = (
            f"{name}: no source knows the header, so columns are typed by their names{but}: "
            "write a contract with `salesops check --init`."
        )
        return failed("recognised", name, message, "unknown header", wanted="a known header")
    by = "the contract" if contract and not table.source else "its source"
    return passed("recognised", name, f"{table.name}, by {by}")


def _exact(raw: Raw) -> Raw:
    """Parquet's own decimals as they are stored: a check only sums them, at any width."""
    exact = {
        name: replace(r, shapes=(Shape(r.stored, "", "{c}"),), bad=0)
        for name, r in raw.readings.items()
        if r.stored.startswith("DECIMAL") and r.column.type == "money"
    }
    # Lists and structs are text where nobody asks for more.
    texts = {
        name: replace(r, shapes=(Shape(r.stored, "", "{c}::VARCHAR"),), problem=None)
        for name, r in raw.readings.items()
        if r.problem and r.column.type == "text"
    }
    return replace(raw, readings={**raw.readings, **exact, **texts})


def _ragged(raw: Raw) -> tuple[tuple[int, str, str], ...]:
    """Physical line, reason and check of each row that is none."""
    at = raw.ragged_lines()
    return tuple((at[row.at], row.why, row.check) for row in raw.ragged)
