"""Files without a header, each line a row: none is taken for one until the config says so."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from salesops.errors import UsageError
from salesops.exports.inspect import File
from salesops.exports.recognise import DELIMITERS, Header, Match, Near
from salesops.exports.source import Source

_LOOKED_AT = 200
"""Rows by which a file without a header is told."""
_LEAST = 5
"""Rows below which it is told by nothing."""
_WIDTHS = 3
"""Different numbers of cells that such rows have at least."""

_NO_NUMBER = re.compile(r"[^\d \r\n]")


def forced(sources: Sequence[Source], file: File) -> Match | None:
    """The match with a source that reads line by line; None for any other.

    Raises:
        UsageError: the file has no lines: it is Parquet or a workbook.
    """
    source = _by_line(sources)
    if source is None:
        return None
    if file.packing in ("parquet", "workbook"):
        raise UsageError(f"{file.path} is said to be {source.name}, which is text: make it CSV")
    (wanted,) = source.inputs
    header = Header(tuple(column.label for column in wanted.columns), _mark(file), 0)
    return Match(source, wanted, header, {c.name: at for at, c in enumerate(wanted.columns)})


def suggested(found: Match | Near, sources: Sequence[Source], file: File) -> Match | Near:
    """The same, or for a file whose rows all differ in width what would have to be said of it."""
    source = _by_line(sources)
    if source is None or isinstance(found, Match) or not _ragged(file):
        return found
    return Near(source, source.inputs[0], (_line(source, file.path.name),))


def remedy(sources: Sequence[Source], name: str) -> str:
    """What could be said of a file without a header, to stand between two other remedies."""
    source = _by_line(sources)
    return f"say {_line(source, name)}, " if source else ""


def _by_line(sources: Sequence[Source]) -> Source | None:
    return next((s for s in sources if s.by_line), None)


def _line(source: Source, name: str) -> str:
    """What salesops.toml has to say of the file."""
    what = f'[sources] "{name}" = "{source.name}"'
    return f"{what} in salesops.toml, if each line is a {source.inputs[0].name}"


def _ragged(file: File) -> bool:
    """Whether rows have several widths and none is that of a table, as under titles."""
    reader = csv.reader(io.StringIO(file.head, newline=""), delimiter=_mark(file))
    try:
        widths = Counter(len(row) for row in islice(reader, _LOOKED_AT) if row)
    except csv.Error:  # a field past all limits
        return False
    rows = widths.total()
    ((usual, often),) = widths.most_common(1) or [(0, 0)]
    return rows >= _LEAST and len(widths) >= _WIDTHS and (usual == 1 or often * 2 <= rows)


def _mark(file: File) -> str:
    """The most frequent delimiter; of numbers without any a blank (FIMI's way)."""
    if " " in file.head and not _NO_NUMBER.search(file.head):
        return " "
    return max(DELIMITERS, key=file.head.count)
