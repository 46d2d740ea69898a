"""A report as it lies on the disk: its page, its Markdown and its pictures."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from salesops.delivery.outline import Outline, outline
from salesops.delivery.words import one_line
from salesops.errors import InputError, UsageError

_SUFFIXES = (".html", ".md")
_CHART = re.compile(r"[\w-]+", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_RUNS = re.compile(r'<nav class="runs".*?</nav>', re.DOTALL)
"""Links to the reports before and after, written when these are."""


@dataclass(frozen=True)
class Written:
    """What is to be sent; at least one of the two texts is there."""

    where: Path
    """The file to open, as it was named."""
    html: str | None
    markdown: str | None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """PNG files by the names of their charts."""

    @cached_property
    def outline(self) -> Outline:
        """Its first lines."""
        if self.markdown is None:
            return outline(self.html or "")
        from markdown_it import MarkdownIt

        return outline(MarkdownIt("commonmark", {"html": False}).render(self.markdown))

    @property
    def title(self) -> str:
        """With the day that its file is called after: a row of mails is told apart by it."""
        day = _DAY.search(self.where.stem)
        return one_line(f"{self.outline.title} {day[0] if day else ''}")

    @property
    def identity(self) -> str:
        """The same for the same report, also when a later run has linked itself to its page."""
        page = _RUNS.sub("", self.html or "")
        parts = [sha256(text.encode()).digest() for text in (page, self.markdown or "")]
        return sha256(b"".join(parts)).hexdigest()


def read(report: Path) -> Written:
    """The report of that file, or of the files that begin so: `out/daily-2026-09-17`.

    Raises:
        UsageError: it is of another kind.
        InputError: there is none, or it cannot be read.
    """
    ours = report.suffix in _SUFFIXES
    if _is_file(report) != ours:
        if not ours:
            raise UsageError(f"{report} is neither html nor Markdown: name the .html or the .md")
        raise InputError(f"no report at {report}: write it first (salesops report)")
    stem = report.with_suffix("") if ours else report
    paths = [Path(f"{stem}{suffix}") for suffix in _SUFFIXES]
    there = [path for path in paths if _is_file(path)]
    if not there:
        raise InputError(f"no report at {stem}.html or .md: write it first (salesops report)")
    html, markdown = (_text(path) if path in there else None for path in paths)
    if not any(text.strip() for text in (html, markdown) if text):
        raise InputError(f"{there[0]} is empty: write it again (salesops report)")
    return Written(there[0], html, markdown, _pictures(stem))


def _is_file(path: Path) -> bool:
    # Path.is_file() raises where a name is longer than any file has.
    return os.path.isfile(path)  # noqa: PTH113


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"{path} cannot be read: {why}") from error


def _pictures(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    try:
        paths = [path for path in sorted(folder.glob("*.png")) if _CHART.fullmatch(path.stem)]
        return {path.stem: path.read_bytes() for path in paths}
    except OSError as error:
        raise InputError(f"a picture in {folder} cannot be read: {error.strerror}") from error
