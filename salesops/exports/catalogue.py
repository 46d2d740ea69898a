"""What files there are and which source each belongs to, before anything is loaded."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from salesops.assets import folder
from salesops.errors import InputError, UsageError
from salesops.exports import canonical, files
from salesops.exports.inspect import File, inspect, literally
from salesops.exports.recognise import Match, Near, forced, match
from salesops.exports.source import Source, load
from salesops.queries.duck import Duck, refused
from salesops.settings import Settings

USERS = Path("sources")
"""Where a user's own sources lie: below the current folder, or beside the settings."""
FLAT = "orders_flat"
"""The source that reads an order's total as its one line."""


@dataclass(frozen=True)
class Filter:
    """A `--where`: a column of orders and the value it must have."""

    column: str
    value: str


def filters(texts: Iterable[str]) -> tuple[Filter, ...]:
    """The filters that `COLUMN=VALUE` texts mean.

    Raises:
        UsageError: no such form, or a column that orders do not have.
    """
    known = [c.name for c in canonical.tables()["orders"].columns if c.type == "VARCHAR"]
    found = []
    for text in texts:
        column, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--where {text!r}: write COLUMN=VALUE, as in channel=web")
        if column not in known:
            near = difflib.get_close_matches(column, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            raise UsageError(f"--where {column!r} is no column of orders: {hint}")
        found.append(Filter(column, value))
    return tuple(found)


@dataclass(frozen=True)
class Options:
    """What the command line says of the data, over what the settings say."""

    data: tuple[Path, ...]
    as_of: str | None = None
    zone: str | None = None
    currency: str | None = None
    fx: Path | None = None
    where: tuple[Filter, ...] = ()
    skip: tuple[Path, ...] = ()
    memory: str = "2GB"


@dataclass(frozen=True)
class Recognised:
    """A file and the source that its header fits, or comes nearest to."""

    file: File
    found: Match | Near


class Catalogue:
    """The exports of a question: found and recognised once, loaded as often as asked."""

    def __init__(self, options: Options, settings: Settings) -> None:
        self.options = options
        self.settings = settings
        self.sources: tuple[Source, ...] = (
            *load([folder("sql") / "sources", *dict.fromkeys((USERS, settings.folder / USERS))]),
            canonical.source(),
        )
        found = [self._recognise(path) for path in files.find(options.data, options.skip)]
        self.files = self._with_lines(found)

    @property
    def zone(self) -> str | None:
        """The zone asked for, or None for stamps as written.

        Raises:
            UsageError: no such zone.
        """
        zone = self.options.zone or self.settings.time.zone
        try:
            return ZoneInfo(zone).key if zone else None
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UsageError(f"{zone!r} is no time zone: write it as in Europe/Rome") from error

    def _recognise(self, path: Path) -> Recognised:
        file = inspect(path, self.settings.encodings.get(path.name))
        names = _parquet_columns(path) if file.packing == "parquet" else ()
        wanted = self.settings.sources.get(path.name)
        if wanted is None:
            return Recognised(file, match(file, self.sources, names))
        named = [source for source in self.sources if source.name == wanted]
        return Recognised(
            file, forced(match(file, named or self.sources, names), named, wanted, file)
        )

    def _with_lines(self, found: list[Recognised]) -> list[Recognised]:
        """A table of orders without any of lines is flat orders: each of its totals is a line."""
        fed = {table for r in found if isinstance(r.found, Match) for table in filled(r.found)}
        if "order_lines" in fed:
            return found
        flat = [source for source in self.sources if source.name == FLAT]
        return [self._as_flat(r, flat) for r in found]

    def _as_flat(self, was: Recognised, flat: list[Source]) -> Recognised:
        if not isinstance(was.found, Match) or was.found.input.name != "orders_rows":
            return was
        file = was.file
        names = _parquet_columns(file.path) if file.packing == "parquet" else ()
        again = match(file, flat, names)
        # Only where nothing that the table would have told is lost.
        whole = isinstance(again, Match) and len(again.places) == len(again.header.names)
        return Recognised(file, again) if whole else was

    @property
    def matched(self) -> list[tuple[File, Match]]:
        """The files that a source recognises."""
        return [(r.file, r.found) for r in self.files if isinstance(r.found, Match)]

    def feeding(self, needs: Iterable[str], may: Iterable[str]) -> list[tuple[File, Match]]:
        """The files whose source fills one of the canonical tables.

        Raises:
            InputError: a needed table is fed by none; the sentence says which exports would do.
        """
        fed = {table for _, found in self.matched for table in filled(found)}
        if missing := set(needs) - fed:
            raise self._nothing(missing)
        wanted = {*needs, *may}
        return [(file, found) for file, found in self.matched if wanted & set(filled(found))]

    def _nothing(self, wanted: set[str]) -> InputError:
        where = ", ".join(str(path) for path in self.options.data)
        would = [
            s.name for s in self.sources if s.name != canonical.SOURCE and wanted & set(s.tables)
        ]
        nearest = next((r for r in self.files if isinstance(r.found, Near)), None)
        hint = f" {nearness(nearest)}" if nearest else ""
        return InputError(
            f"nothing under {where} feeds {' or '.join(sorted(wanted))}: salesops knows "
            f"{', '.join(would)} and its own tables (see `salesops sources`).{hint}"
        )

    def name(self, path: Path) -> str:
        """The file as reports name it: below its data path, more of it where two agree."""
        return self._names.get(path) or self._below(path)

    @cached_property
    def _names(self) -> dict[Path, str]:
        alike: dict[str, list[Path]] = {}
        for found in self.files:
            alike.setdefault(self._below(found.file.path), []).append(found.file.path)
        return {path: name for name, twins in alike.items() for path, name in _apart(name, twins)}

    def _below(self, path: Path) -> str:
        for root in self.options.data:
            if path != root and path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return path.name

    def shop(self, path: Path) -> str:
        """The shop that [shops] gives the file, by its name, its path or a folder of it."""
        for part in (self.name(path), path.name, *reversed(path.parent.parts)):
            if shop := self.settings.shops.get(part):
                return shop
        return ""


def _apart(name: str, paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Each path with the shortest end of it that tells it from the others of its name."""
    parts = [path.resolve().parts for path in paths]
    length = len(Path(name).parts)
    while len({end[-length:] for end in parts}) < len(paths):
        length += 1
    for path, end in zip(paths, parts, strict=True):
        yield path, name if len(paths) == 1 else "/".join(end[-length:])


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


def _parquet_columns(path: Path) -> tuple[str, ...]:
    """The top-level columns of a Parquet file, as they are written, twins included."""
    duck = Duck([path.resolve()])
    try:
        sql = "SELECT name, coalesce(num_children, 0) FROM parquet_schema($path)"
        rows = list(duck.run(sql, {"path": str(literally(path, duck.folder).resolve())}).tuples)
    except Exception as error:
        raise refused(error, str(path)) or error from error
    finally:
        duck.close()
    names, inside = [], 0
    for name, children in rows[1:]:  # the first row is the file's root
        if not inside:
            names.append(name)
        inside = max(0, inside - 1) + children
    return tuple(names)
