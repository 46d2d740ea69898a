"""A file's columns: how it heads them, an example of each, and what its source calls them."""

import csv
import difflib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from salesops.errors import UsageError
from salesops.exports import by_line, files
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue, filled
from salesops.exports.inspect import File
from salesops.exports.literal_path import literally
from salesops.exports.recognise import Header, Match, Near, headers_of, match, places_in
from salesops.exports.source import Input, InputColumn, Source, normal
from salesops.exports.store import refuse_store
from salesops.queries.duck import Duck, refused
from salesops.settings import Settings

ROWS = 1000
"""Rows that are looked at for an example."""
_ALIKE = 0.75
"""difflib's ratio from which two headers are worth asking about; `stage` and `status` lie below."""


@dataclass(frozen=True)
class Seen:
    """A file beside the source that recognises it, or comes nearest to it."""

    name: str
    source: Source
    input: Input
    headers: tuple[str, ...]
    places: dict[str, int]
    """Where each column of the input stands in the file."""
    tables: tuple[str, ...]
    """The canonical tables that the source fills from such a file."""
    lacks: tuple[str, ...] | None
    """What an unrecognised file lacks; None for one that is recognised."""
    examples: tuple[str, ...]
    asked: bool
    """Whether the source was named, and not found by the header."""
    known: tuple[Source, ...]
    """Every source there is."""

    @property
    def lost(self) -> bool:
        """Whether no column of the nearest source is in the file: it is near to none."""
        near = self.used or self.input.lines
        return self.lacks is not None and not near and not self.asked

    @property
    def missing(self) -> list[InputColumn]:
        """The columns of the source that the file does not have."""
        return [c for c in self.input.columns if not c.never and c.name not in self.places]

    @property
    def used(self) -> int:
        """How many of the file's columns are read."""
        return sum(bool(self.at(place)) for place in range(len(self.headers)))

    @property
    def in_the_way(self) -> list[int]:
        """Where headers stand that such a file must not have."""
        return [
            self.places[c.name] for c in self.input.columns if c.never and c.name in self.places
        ]

    def at(self, place: int) -> list[InputColumn]:
        """The columns of the source that the header at this place means."""
        return [c for c in self.input.columns if self.places.get(c.name) == place and not c.never]

    def twin(self, place: int) -> str:
        """The header that is read in place of this one, for they mean one column; else nothing."""
        name = normal(self.headers[place])
        for column in self.input.columns:
            taken = self.places.get(column.name, place)
            if name and name in column.headers and taken != place:
                return self.headers[taken]
        earlier = (h for h in self.headers[:place] if name and normal(h) == name)
        return next(earlier, "")

    def strange(self, place: int) -> bool:
        """Whether nothing knows the header at this place."""
        return not (self.at(place) or place in self.in_the_way or self.twin(place))

    def like(self, place: int) -> str:
        """A header of a column that is missing, spelled almost like this strange one."""
        if self.lost or not self.strange(place):
            return ""
        # Words are no amount, however they are headed: `account` is not asked to be `amount`.
        words = not any(letter.isdigit() for letter in self.examples[place])
        fit = (c for c in self.missing if not words or c.type in ("text", "flag"))
        wanted = [header for column in fit for header in column.headers]
        found = difflib.get_close_matches(normal(self.headers[place]), wanted, 1, _ALIKE)
        return found[0] if found else ""


def seen(path: Path, settings: Settings, source: str | None) -> Seen:
    """The file as the settings and sources of today read it, or beside the source of a name.

    Raises:
        InputError: missing, or not a table.
        UsageError: a folder, no such source, or one that [sources] gives it and it does not fit.
    """
    refuse_store((path,), "map")
    if path.is_dir():
        raise UsageError(
            f"{path} is a folder and map reads one file: see them all with "
            f"`salesops sources --data {path}`"
        )
    # A source that is named counts for more than one that [sources] forces.
    settings = replace(settings, sources={}) if source else settings
    catalogue = Catalogue(Options((files.regular(path),)), settings)
    (recognised,) = catalogue.files
    file, found = recognised.file, recognised.found
    packed = _parquet(file) if file.packing == "parquet" else None
    if source:
        names = packed[0].names if packed else ()
        named = [_named(catalogue.sources, source)]
        found = by_line.forced(named, file) or match(file, named, names)
    header, rows = packed or _csv(file, found)
    if isinstance(found, Match):
        header, places, lacks, tables = found.header, found.places, None, filled(found)
    else:
        places, lacks, tables = places_in(found.input, header), found.lacks, found.source.tables
    return Seen(
        name=path.name,
        source=found.source,
        input=found.input,
        headers=header.names,
        places=places,
        tables=tables,
        lacks=lacks,
        examples=_examples(rows, len(header.names)),
        asked=bool(source),
        known=tuple(catalogue.sources),
    )


def _named(sources: Sequence[Source], name: str) -> Source:
    by_name = {source.name: source for source in sources}
    if name not in by_name:
        raise UsageError(f"--source {name}: there are {', '.join(sorted(by_name))}")
    return by_name[name]


def _csv(file: File, found: Match | Near) -> tuple[Header, Iterable[list[str]]]:
    """The header of a CSV, of an unrecognised one the row that looks most like it, and rows."""
    if isinstance(found, Match):
        header = found.header
    else:
        header = max(headers_of(file), key=lambda row: _known(found.input, row))
    reader = csv.reader(io.StringIO(file.head, newline=""), delimiter=header.delimiter)
    return header, islice(reader, header.records, header.records + ROWS)


def _known(wanted: Input, header: Header) -> tuple[int, int]:
    """How much a row looks like the header of an input: by its names, then by its cells."""
    return len(places_in(wanted, header)), sum(bool(name.strip()) for name in header.names)


def _parquet(file: File) -> tuple[Header, Iterable[Sequence[str | None]]]:
    duck = Duck([file.path.resolve()])
    try:
        path = str(literally(file.path, duck.folder).resolve())
        scan = "read_parquet($path, hive_partitioning=false)"
        sql = f"SELECT columns(*)::VARCHAR FROM {scan} LIMIT $rows"
        found = duck.run(sql, {"path": path, "rows": ROWS})
    except Exception as error:
        raise refused(error, str(file.path)) or error from error
    finally:
        duck.close()
    return Header(found.names, "", 0), found.tuples


def _examples(rows: Iterable[Sequence[str | None]], width: int) -> tuple[str, ...]:
    """The first value of each column that is not blank."""
    first: dict[int, str] = {}
    try:
        for row in rows:
            for place, cell in enumerate(row[:width]):
                if place not in first and cell and cell.strip():
                    first[place] = cell.strip()
            if len(first) == width:
                break
    except csv.Error:  # a field past all limits: the examples before it do
        pass
    return tuple(first.get(place, "") for place in range(width))
