"""The header row: named columns, each once, and not a row of data."""

import re
from collections import Counter
from collections.abc import Iterator

from salesops.checks.opened import named
from salesops.checks.verdict import SHOWN, Ruling, failed, passed
from salesops.errors import InputError
from salesops.exports.inspect import File
from salesops.exports.raw import Raw
from salesops.exports.recognise import Header, Match
from salesops.exports.source import normal
from salesops.units import counted

_VALUE = re.compile(
    r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}.*|[-+]?\d+[.,]\d+|[^@\s]+@[^@\s]+\.\w+"
)
"""A date, an amount, an e-mail address: no system names a column so."""

_LONG = 60
"""Characters of a header that a sentence quotes."""
_EXCEL = re.compile("\ufeff?sep=.\r?\n", re.IGNORECASE)
"""The line in which Excel names the delimiter: no part of the table."""


def settle(header: Header, name: str) -> None:
    """Refuse a header that nobody can read by name.

    Raises:
        InputError: two columns of one name, or a row of values in place of names.
    """
    counts = Counter(normal(label) for label in header.names if label.strip())
    if twice := [label for label, n in counts.items() if n > 1]:
        raise InputError(
            f"{name} has two columns named {twice[0]!r} (case and blanks apart): which one counts "
            "cannot be settled; export it with one",
            check="header",
        )
    values = [label for label in header.names if _VALUE.fullmatch(label.strip())]
    if values:
        raise InputError(
            f"{name} has no header row: its first row holds {values[0]!r}; export it with column "
            "names",
            check="header",
        )


def hold(raw: Raw, name: str, remedy: str) -> None:
    """Refuse the first row of a file that nobody knows as a header that most rows do not fit.

    Raises:
        InputError: most rows have more or fewer fields than it names.
    """
    if len(raw.ragged) * 2 <= raw.total or len(raw.ragged) < SHOWN:
        return
    raise InputError(
        f"{name} is no table with a header: {len(raw.ragged):,} of {raw.total:,} rows have more "
        f"or fewer fields than the {raw.match.header.width} of its first row, "
        f"{_shown(raw.match.header)}; export it with column names, {remedy}or leave it out",
        check="header",
    )


def _shown(header: Header) -> str:
    first = header.delimiter.join(header.names)
    return repr(first if len(first) <= _LONG else f"{first[:_LONG]}…")


def look(found: Match, file: File, name: str) -> Iterator[Ruling]:
    """The verdicts on a header that can be read."""
    header = found.header
    if found.input.lines:
        yield passed("header", name, "none", "none, as [sources] says")
        return
    yield passed("header", name, f"{len(header.names)} columns", "each named once")
    yield _names(header, name)
    yield _above(header, file, name)


def _names(header: Header, name: str) -> Ruling:
    padded = [label for label in header.names if label != label.strip() and label.strip()]
    blank = sum(not label.strip() for label in header.names)
    if not padded and not blank:
        return passed("header-names", name, "all named, none padded")
    said = [f"blanks around {named(padded)}, read without them"] if padded else []
    end = ", as a spreadsheet saves empty ones at the end" if not header.names[-1].strip() else ""
    said += [f"{counted(blank, 'column')} without a name{end}: not read"] if blank else []
    measured = f"{len(padded)} padded, {blank} unnamed"
    return failed("header-names", name, f"{name}: {'; '.join(said)}.", measured)


def _above(header: Header, file: File, name: str) -> Ruling:
    extra = sum("\n" in label for label in header.names)
    above = header.lines - 1 - extra
    if above <= (_EXCEL.match(file.head) is not None):
        return passed("preamble", name, "no lines above the header")
    lines = counted(above, "line")
    message = f"{name}: {lines} above the header, skipped: see that no rows are among them."
    return failed("preamble", name, message, lines, wanted="none")
