"""What a source knows: a file that lies there, or an export as a store holds it."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from salesops.exports.catalogue import Catalogue, filled, sources_of
from salesops.exports.source import Source
from salesops.exports.store_facts import Export
from salesops.settings import Settings


@dataclass(frozen=True)
class Found:
    """A file that some source recognises."""

    name: str
    source: str
    holds: str
    """Its kind among the files of its source, which says what it holds where it fills no table."""
    tables: tuple[str, ...]
    """What such files fill."""
    lent: tuple[str, ...]
    """Of a source that reads several kinds of files: the tables to which this kind adds."""

    def fills(self, fed: Collection[str]) -> tuple[str, ...]:
        """The tables to name beside it, of which it has rows in those `fed`."""
        if not self.tables:
            return (f"none: {self.holds.replace('_', ' ')}",)
        if not self.lent:
            return self.tables
        # A file of several that one source reads may lend all it says to the rows of the others.
        return tuple(table for table in self.tables if table in fed) or (", ".join(self.lent),)


def lying(catalogue: Catalogue) -> Iterator[Found]:
    """The files that a source recognises."""
    for file, match in catalogue.matched:
        yield _found(catalogue.name(file.path), match.source, match.input.name, filled(match))


def loaded(exports: Iterable[Export], settings: Settings) -> Iterator[Found]:
    """The exports that a store holds; a source that is no longer there is known by name alone."""
    known = {source.name: source for source in sources_of(settings)}
    for one in exports:
        if source := known.get(one.source):
            yield _found(one.name, source, one.holds, one.tables)
        else:
            yield Found(one.name, one.source, one.holds, one.tables, ())


def _found(name: str, source: Source, holds: str, tables: tuple[str, ...]) -> Found:
    reading = _reading(source, holds) if len(source.inputs) > 1 else set[str]()
    return Found(name, source.name, holds, tables, tuple(t for t in tables if t in reading))


def _reading(source: Source, holds: str) -> set[str]:
    """The statements of a source that read one of its inputs, also by way of one another."""
    words = {s.name: set(re.findall(r"\w+", s.sql)) for s in source.sql.statements}
    reading = {holds}
    while more := {name for name, used in words.items() if used & reading} - reading:
        reading |= more
    return reading
