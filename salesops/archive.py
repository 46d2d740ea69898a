"""The folder that reports are written into: which runs it holds, their index, their links.

All of it is told from the pages that lie there, so the same pages give the same index, and what a
broken run left out the next one mends. Files that salesops did not write stay as they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from salesops import atomic
from salesops.errors import OutputError
from salesops.options import ENDINGS
from salesops.render.safe import visible
from salesops.result import Level

if TYPE_CHECKING:
    from salesops.render.index import Run

INDEX = "index.html"
_DATED = re.compile(r"(.+)-(\d{4}-\d{2}-\d{2})", re.DOTALL)
_HEAD = 1000
"""Bytes within which a page of ours says so, whatever its version."""
_OURS = b"""content="default-src 'none'; style-src 'sha256-"""
_NAV = re.compile(rb'(<nav class="runs"[^>]*>).*?(</nav>)', re.DOTALL)
_HEADLINE = re.compile(rb'<meta name="description" content="([^"]*)">')
_TITLES = (re.compile(rb"<h1[^>]*>([^<]*)</h1>"), re.compile(rb"<title>([^<]*)</title>"))


@dataclass(frozen=True)
class Page:
    """A page that salesops wrote, and what its file is called after."""

    path: Path
    name: str
    """Of its report: daily."""
    day: date | None
    """The last one it is about; None where the report has no window of its own."""


def newest(folder: Path, name: str, before: date, last: str) -> date | None:
    """The day of the latest report of that name about an earlier day.

    A killed run may have left one in some formats only: the format that is written `last` tells,
    and others only where no report is in that.

    Raises:
        OutputError: the folder cannot be read.
    """
    with _readable(folder):
        found = list(_files(folder))
    for endings in ({ENDINGS[last]}, set(ENDINGS.values())):
        files = [path for path in found if path.suffix[1:] in endings]
        days = [day for of, day in (_named(path.stem) for path in files) if of == name and day]
        if earlier := [day for day in days if day < before]:
            return max(earlier)
    return None


def shelve(written: Path) -> str:
    """Link each page with those before and after it, and write the index anew.

    Each, not the one just written and its neighbours alone: a run before may have been killed.

    The folder must be `held`. The sentence says why there is no index; empty where there is one.

    Raises:
        OutputError: the index or a neighbour cannot be written; the page is there all the same.
    """
    with _readable(written.parent):
        return _shelve(written)


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise OutputError(f"the reports in {folder} cannot be listed: {why}") from error


def _shelve(written: Path) -> str:
    pages = sorted(_pages(written.parent), key=lambda page: (page.day or date.max, page.path))
    lines: dict[tuple[str, bool], list[Page]] = {}
    for page in pages:
        lines.setdefault((page.name, page.day is None), []).append(page)
    for line in lines.values():
        for n, page in enumerate(line):
            _link(page, line[n - 1 : n], line[n + 1 : n + 2])
    return _write_index(written.with_name(INDEX), pages)


def _files(folder: Path) -> Iterator[Path]:
    """Regular files by their names; a link may lead anywhere."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return (p for p in found if p.name[0] != "." and p.is_file() and not p.is_symlink())


def _named(stem: str) -> tuple[str, date | None]:
    """The report and the day that a file is called after."""
    if found := _DATED.fullmatch(stem):
        with suppress(ValueError):
            return found[1], date.fromisoformat(found[2])
    return stem, None


def _pages(folder: Path) -> list[Page]:
    paths = [path for path in _files(folder) if path.suffix == ".html" and path.name != INDEX]
    return [Page(path, *_named(path.stem)) for path in paths if _is_ours(path)]


def _is_ours(path: Path) -> bool:
    """Whether salesops wrote it; what may not be read, or is gone by now, is somebody else's."""
    with suppress(PermissionError, FileNotFoundError), path.open("rb") as file:
        return _OURS in file.read(_HEAD)
    return False


def _link(page: Page, before: Sequence[Page], after: Sequence[Page]) -> None:
    """Name the runs around a page in its header; an older version has no place for them."""
    from salesops.render.index import link

    ways = [
        *(("prev", near.path.name, "Previous") for near in before),
        ("index", INDEX, "All reports"),
        *(("next", near.path.name, "Next") for near in after),
    ]
    said = "\n".join(f'<a rel="{rel}" href="{link(to)}">{word}</a>' for rel, to, word in ways)
    data = page.path.read_bytes()
    linked = _NAV.sub(lambda nav: nav[1] + said.encode() + nav[2], data, count=1)
    if linked != data:
        atomic.replace(page.path, linked)


def _write_index(path: Path, pages: Sequence[Page]) -> str:
    if path.exists() and path.is_file() and not _is_ours(path):
        return f"{path} is not an index that salesops wrote: it stays, and the runs are not listed"
    from salesops.render import index

    files = [file.name for file in _files(path.parent)]
    data = index.render([_told(page, files) for page in pages])
    if not path.is_file() or path.read_bytes() != data:
        atomic.replace(path, data)
    return ""


def _told(page: Page, files: Sequence[str]) -> "Run":
    """What the index says of a page; an older version states no headline."""
    from salesops.render.index import Run

    data = page.path.read_bytes()
    formats = [f"{page.path.stem}.{ending}" for ending in ENDINGS.values() if ending != "html"]
    return Run(
        name=page.name,
        day=page.day,
        page=page.path.name,
        title=next(filter(None, (_first(title, data) for title in _TITLES)), page.name),
        headline=_first(_HEADLINE, data),
        findings=_levels(data),
        others=tuple(name for name in formats if name in files),
    )


def _first(pattern: re.Pattern[bytes], data: bytes) -> str:
    found = pattern.search(data)
    return visible(unescape(found[1].decode("utf-8", "replace")).strip()) if found else ""


def _levels(data: bytes) -> Mapping[str, int]:
    """Gravest first. Text in a page is escaped, so it cannot look like this."""
    counts = {level: data.count(f'<blockquote class="{level}">'.encode()) for level in Level}
    return {level: counts[level] for level in reversed(Level) if counts[level]}
