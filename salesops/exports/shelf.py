"""Books as they were loaded, so that the next question about the same files need not load them.

A book on the shelf is one DuckDB file: the canonical tables as they stood when loading was done,
and what there is to say of them. Its name is made of all that loading hangs on, so that a book is
never wrong, only of no more use: those not asked for longest go first when the shelf is full.
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from salesops import leftovers
from salesops.assets import folder
from salesops.errors import SalesopsError
from salesops.exports import files, shelf_mark, zipped
from salesops.exports.asking import USERS, Options, now, zone_of
from salesops.queries.book import Book, View
from salesops.queries.duck import VERSION, Duck
from salesops.settings import Settings

Tables = tuple[frozenset[str], frozenset[str]]
"""Those that a question needs, and those that it may use."""
FULL = 2 << 30
"""Bytes that the shelf may hold."""
MANY = 4_000_000
"""Rows of exports above which to write a book takes as long as to load it, and a few fill the
shelf: `salesops load` is for those."""
HASHED = 16 << 20
"""Bytes up to which a file is known by what is in it; more take long to read at each question."""
STILL = 2.0
"""Seconds after which a file with the same inode and times is the same file: the clocks of file
systems tick more coarsely than programs write."""
_REJECTS = 10_000
"""Rejected values that a book may bring along."""
_LOADING = ("canonical", "load", "sources")
"""Folders of SQL that loading runs."""
_PREFIX = ".salesops-book-"
_OURS = re.compile(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}")
_remove = partial(shutil.rmtree, ignore_errors=True)


def home() -> Path | None:
    """Where books stand unless a state folder is named; None where the user has no home."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser(), "salesops")
    except RuntimeError:
        return None


@dataclass
class Shelf:
    """The books of a question's files. A folder that cannot be used is passed over."""

    folder: Path
    options: Options
    settings: Settings
    _names: dict[Tables, str | None] = field(default_factory=dict)
    """By the tables asked for, what their book went by before anything was read."""
    _stood: dict[Tables, Mapping[str, View]] = field(default_factory=dict)
    """The same, the views that stood in the book that was taken."""

    def taken(self, tables: Tables) -> Book | None:
        """The book with these tables, if it stands there and still holds."""
        name = self._names[tables] = _name(self.options, self.settings, tables)
        path = self._path(name) if name else None
        if path is None or not path.is_file():
            return None
        book = _opened(path, self.options, self.settings)
        if book is not None and book.moving is not None and book.later:
            book.engine.close()
            self._names[tables] = None  # nor would the next one be of use
            return None
        if book is not None:
            self._stood[tables] = book.views
        return book

    def put(self, book: Book, tables: Tables) -> None:
        """Keep what `taken` lacked: the book, or views that were computed of it.

        Not where the files have changed since, nor where they are too many or it has no room.
        """
        name = self._names.get(tables)
        if name is None or len(book.rejects) > _REJECTS or book.rows.total > MANY:
            return
        if book.views == self._stood.get(tables):
            return
        if name == _name(self.options, self.settings, tables):
            with suppress(OSError):
                _put(book, self._path(name))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.duckdb"


def _name(options: Options, settings: Settings, tables: Tables) -> str | None:
    """What a book goes by; None where it is not kept.

    None, too, where files are missing or cannot be read: loading says what is wrong with them.
    """
    try:
        found = files.find(options.data, options.skip)
        if sum(path.stat().st_size for path in set(map(_whole, found))) > FULL:
            return None
        whole = {path: _whole(path) for path in (*found, *users(settings))}
        seen = {path: stamp(path) for path in set(whole.values())}
        prints = [(str(path), seen[archive]) for path, archive in whole.items()]
        prints += [("fx", stamp(options.fx))] if options.fx else []
    except (SalesopsError, OSError):
        return None
    if any(one is None for _, one in prints):
        return None
    asked = replace(options, skip=(), memory="", fx=None)
    said = replace(settings, path=None, sections={}, alerts=(), data=(), stages_file=None)
    parts = (loader(), asked, said, [sorted(names) for names in tables], prints)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()[:40]


def users(settings: Settings) -> list[Path]:
    """The user's own sources."""
    return [path for root in (USERS, settings.folder / USERS) for path in _below(root)]


def _whole(path: Path) -> Path:
    return zipped.archive_of(path) or path


def stamp(path: Path) -> str | None:
    """What tells a file from any other: its bytes or, where they are many, its inode and times.

    None where a large file was changed this very moment.
    """
    now = path.stat()
    if now.st_size <= HASHED:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    if time.time() - max(now.st_ctime, now.st_mtime) < STILL:
        return None
    return f"{now.st_dev} {now.st_ino} {now.st_size} {now.st_mtime_ns} {now.st_ctime_ns}"


def loader() -> str:
    """What loads: all the code and SQL that a book hangs on, and the engine that writes it."""
    package = Path(__file__).parent
    roots = (package, package.parent / "queries", *(folder("sql") / one for one in _LOADING))
    digest = hashlib.sha256(VERSION.encode())
    for root in roots:
        for path in _below(root):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _below(root: Path) -> list[Path]:
    found = (Path(parent, name) for parent, _, names in os.walk(root) for name in names)
    return sorted(path for path in found if path.suffix in {".py", ".sql", ".toml"})


def _opened(path: Path, options: Options, settings: Settings) -> Book | None:
    """The book of a file, as of now if that is what was asked; None where the file is none."""
    duck = Duck.reopened(path, options.memory)
    if duck is None:
        with suppress(OSError):
            path.unlink()
        return None
    try:
        book = shelf_mark.read(duck)
        if book.moving is not None:
            book = replace(book, as_of=now(zone_of(options, settings), book.moving))
        with suppress(OSError):
            os.utime(path)  # asked for last
    except BaseException:
        duck.close()
        raise
    return book


def _put(book: Book, path: Path) -> None:
    """Write the book, whole or not at all, and make room for it.

    Raises:
        OSError: there is none, or nobody may write there.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    leftovers.tidy(path.parent, _OURS, _remove)
    made = partial(tempfile.mkdtemp, prefix=_PREFIX, dir=path.parent)
    part, mark = leftovers.marked(lambda: Path(made()))
    try:
        written = shutil.move(shelf_mark.write(book), part)
        Path(written).replace(path)
    finally:
        _remove(part)
        leftovers.release(mark)
    _make_room(path.parent)


def _make_room(shelf: Path) -> None:
    stats = [(path, path.stat()) for path in shelf.glob("*.duckdb")]
    held = sum(stat.st_size for _, stat in stats)
    for path, stat in sorted(stats, key=lambda one: one[1].st_mtime):
        if held <= FULL:
            return
        path.unlink(missing_ok=True)
        held -= stat.st_size
