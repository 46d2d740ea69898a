"""What files there are and which source each belongs to, before anything is loaded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from salesops.assets import folder
from salesops.errors import InputError, SalesopsError
from salesops.exports import by_line, canonical, files, hive, kept
from salesops.exports.asking import USERS, Options, zone_of
from salesops.exports.inspect import File, inspect
from salesops.exports.naming import below, names
from salesops.exports.parquet_file import columns
from salesops.exports.recognise import Match, Near, forced, match, match_last
from salesops.exports.source import Source, load
from salesops.settings import Settings

FLAT = "orders_flat"
"""The source that reads an order's total as its one line."""


@dataclass(frozen=True)
class Recognised:
    """A file and the source that its header fits, or comes nearest to."""

    file: File
    found: Match | Near


def sources_of(settings: Settings) -> tuple[Source, ...]:
    """Every source: salesops' own, the user's, and the canonical tables themselves."""
    users = dict.fromkeys((USERS, settings.folder / USERS))
    return (*load([folder("sql") / "sources", *users]), canonical.source())


def is_export(path: Path, settings: Settings) -> bool:
    """Whether a file is one that a source reads, and so never one to write an answer over."""
    if not path.is_file() or not path.name.lower().endswith(files.ENDINGS):
        return False
    if path.name in settings.sources:  # no header tells what the settings say
        return True
    try:
        file = inspect(path, settings.encodings.get(path.name))
        names = columns(path) if file.packing == "parquet" else ()
        known = sources_of(settings)
        found = match(file, known, names)
        return isinstance(found, Match) or match_last(file, known, names) is not None
    except SalesopsError:  # what cannot be read is no answer of ours either
        return True


class Catalogue:
    """The exports of a question: found and recognised once, loaded as often as asked."""

    def __init__(self, options: Options, settings: Settings) -> None:
        self.options = options
        self.settings = settings
        self.sources = sources_of(settings)
        paths = files.find(options.data, options.skip)
        paths = kept.worth_reading(paths, options.data, self.sources)
        found = [self._recognise(path) for path in paths]
        self.files = self._with_lines(_with_history(found))

    @property
    def zone(self) -> str | None:
        """The zone asked for, or None for stamps as written.

        Raises:
            UsageError: no such zone.
        """
        return zone_of(self.options, self.settings)

    def _recognise(self, path: Path) -> Recognised:
        said = self.settings
        file = inspect(path, said.encodings.get(path.name), said.sheets.get(path.name, ""))
        file = replace(file, keys=tuple(hive.below(path, self.options.data).items()))
        names = columns(path) if file.packing == "parquet" else ()
        wanted = self.settings.sources.get(path.name)
        if wanted is None:
            found = match(file, self.sources, names)
            return Recognised(file, by_line.suggested(found, self.sources, file))
        named = [source for source in self.sources if source.name == wanted]
        if any(source.by_line for source in named) and (rows := self._last(file)):
            return Recognised(file, rows)
        if lines := by_line.forced(named, file):
            return Recognised(file, lines)
        return Recognised(
            file, forced(match(file, named or self.sources, names), named, wanted, file)
        )

    def _with_lines(self, found: list[Recognised]) -> list[Recognised]:
        """A table of orders without any of lines is flat orders: each of its totals is a line."""
        fed = {table for r in found if isinstance(r.found, Match) for table in filled(r.found)}
        if "order_lines" in fed:
            return found
        if "orders" not in fed:
            return [self._as_last(r) for r in found]
        flat = [source for source in self.sources if source.name == FLAT]
        return [self._as_flat(r, flat) for r in found]

    def _as_last(self, was: Recognised) -> Recognised:
        known = isinstance(was.found, Match) or was.file.path.name in self.settings.sources
        return was if known else replace(was, found=self._last(was.file) or was.found)

    def _last(self, file: File) -> Match | None:
        """The match with a source that is tried where no other knows what was sold."""
        names = columns(file.path) if file.packing == "parquet" else ()
        return match_last(file, self.sources, names)

    def _as_flat(self, was: Recognised, flat: list[Source]) -> Recognised:
        if not isinstance(was.found, Match) or was.found.input.name != "orders_rows":
            return was
        file = was.file
        names = columns(file.path) if file.packing == "parquet" else ()
        again = match(file, flat, names)
        # Only where nothing that the table would have told is lost.
        whole = isinstance(again, Match) and len(again.places) >= again.header.width
        return Recognised(file, again) if whole else was

    @property
    def matched(self) -> list[tuple[File, Match]]:
        """The files that a source recognises."""
        return [(r.file, r.found) for r in self.files if isinstance(r.found, Match)]

    @property
    def own_sources(self) -> tuple[Path, ...]:
        """The user's own source files that recognise a file."""
        read = {found.source.sql.path for _, found in self.matched}
        return tuple(sorted(path for path in read if folder("sql") not in path.parents))

    def feeding(self, needs: Iterable[str], may: Iterable[str]) -> list[tuple[File, Match]]:
        """The files whose source fills one of the canonical tables.

        Raises:
            InputError: a needed table is fed by none; the sentence says which exports would do.
        """
        fed = {table for _, found in self.matched for table in filled(found)}
        if missing := set(needs) - fed:
            raise self.nothing(missing)
        wanted = {*needs, *may}
        return [(file, found) for file, found in self.matched if wanted & set(filled(found))]

    def nothing(self, wanted: set[str]) -> InputError:
        """What to say where no file feeds these tables: which exports would do."""
        where = ", ".join(str(path) for path in self.options.data)
        would = [
            s.name for s in self.sources if s.name != canonical.SOURCE and wanted & set(s.tables)
        ]
        nearest = next((r for r in self.files if isinstance(r.found, Near)), None)
        hint = f" {nearness(nearest)}" if nearest else self._otherwise(wanted)
        feeds = f"feeds {' or '.join(sorted(wanted))}"
        error = InputError(
            f"nothing under {where} {feeds}: salesops knows "
            f"{', '.join(would)} and its own tables (see `salesops sources`).{hint}"
        )
        error.lacking = f"no export {feeds}; salesops sources says which would"
        return error

    def _otherwise(self, wanted: set[str]) -> str:
        """A sentence on a file that the settings can have read as what is wanted."""
        for read in self.files:
            last = self._last(read.file)
            if last and wanted & set(filled(last)):
                name = read.file.path.name
                return (
                    f" {name} is no list of orders; where nothing else says what was sold, "
                    f'[sources] "{name}" = "{last.source.name}" in salesops.toml takes it for one.'
                )
        return ""

    def name(self, path: Path) -> str:
        """The file as reports name it: below its data path, more of it where two agree."""
        return self._names.get(path) or below(path, self.options.data)

    def call(self, names: Mapping[Path, str]) -> None:
        """Name files otherwise than by where they lie."""
        self._names = {**self._names, **names}

    @cached_property
    def _names(self) -> dict[Path, str]:
        return names((found.file.path for found in self.files), self.options.data)

    def shop(self, path: Path) -> str:
        """The shop that [shops] gives the file, by its name, its path or a folder of it."""
        for part in (self.name(path), path.name, *reversed(path.parent.parts)):
            if shop := self.settings.shops.get(part):
                return shop
        return ""


def _with_history(found: list[Recognised]) -> list[Recognised]:
    """Of the dated copies of exports those that tell what was: none is an export of today."""
    read = []
    for one in found:
        if not kept.is_copy(one.file):
            read.append(one)
        elif copy := kept.as_history(one.found):
            read.append(replace(one, found=copy))
    return read


def filled(found: Match) -> tuple[str, ...]:
    """The canonical tables that a recognised file fills."""
    if found.source.name == canonical.SOURCE:
        return (found.input.name.removesuffix("_rows"),)
    return found.source.tables


def nearness(unknown: Recognised) -> str:
    """A sentence on a file that no source recognised."""
    assert isinstance(unknown.found, Near)  # noqa: S101 - callers pick those
    near = unknown.found
    return (
        f"{unknown.file.path.name} comes nearest to {near.source.name} "
        f"but lacks: {', '.join(near.lacks)}."
    )
