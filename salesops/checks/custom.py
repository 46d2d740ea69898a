"""The customProperties that salesops adds to the standard, and what each must hold.

Each stands on a column, a table or the contract; what a column does not say its table says for all
of its columns, and what a table does not say the contract says for all of its tables.

=============== ===== ======================================================================
encoding        table the encodings that may occur, the usual one first
delimiter       table the character between fields, or `tab`
sheet           table the sheet of a workbook
timezone        table the zone of stamps that state none, as in Europe/Rome
source          table the source of salesops whose SQL knows the file
filePattern     table a glob that the names of its files match
maxAge          table how old the latest stamp may be, as in 26h or 2d
furtherColumns  table true: columns beside those declared are expected
keyPattern      all   what the values of key columns look like: a regular expression
decimal         all   the decimal mark, . or ,
thousands       all   the marks between thousands, or `none`; a blank stands for any blank
negative        all   `parens` for (12.50), `trailing` for 12.50-
currencySymbols all   signs or codes that may stand beside a number
dateFormat      all   as in dd/MM/yyyy or %d/%m/%Y
type            column text, money, number, rate, instant, date or flag
key             column true: a row without it is no row; it may be there twice
optional        column true: a file may lack the column
personal        column whether its values are masked
headers         column other headers that mean it
=============== ===== ======================================================================
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from salesops.checks.dates_written import to_strptime
from salesops.checks.node import Node, nearest
from salesops.exports.recognise import DELIMITERS
from salesops.exports.source import TYPES
from salesops.exports.utf8 import is_encoding

_TABLE = ("contract", "table")
_ALL = ("contract", "table", "column")
_COLUMN = ("column",)
_MARKS = " .,'’\u00a0\u202f"
_LIKE_OURS = 0.8
"""As alike as `decimel` and `decimal`: a name this near is a slip, not another tool's."""


@dataclass(frozen=True)
class _Property:
    levels: tuple[str, ...]
    read: Callable[[Node], Any]


def own(node: Node, level: str, unchecked: list[tuple[str, Node]]) -> Mapping[str, Any]:
    """Our custom properties of a contract, table or column; those of others are noted.

    Raises:
        UsageError: a value that cannot be meant, a property at the wrong place, or a slip of ours.
    """
    found: dict[str, Any] = {}
    for item in node.each("customProperties"):
        name = item.word("property")
        if item.word("vendor", "salesops").casefold() != "salesops" or _foreign(name):
            unchecked.append((f"the custom property {name}", item))
            continue
        if name in found:
            raise item.error(f"{name} is there twice")
        found[name] = _known(item, name, level).read(item.pairs()["value"])
    return found


def _foreign(name: str) -> bool:
    near = difflib.get_close_matches(name.casefold(), map(str.casefold, _OURS), 1, _LIKE_OURS)
    return not near and not name.casefold().startswith("salesops")


def _known(item: Node, name: str, level: str) -> _Property:
    if name not in _OURS:
        raise item.error(
            f"unknown custom property {name!r}: {nearest(name, _OURS)} "
            "(another tool's can say so with `vendor`)"
        )
    if level not in _OURS[name].levels:
        raise item.error(f"{name} belongs on a {' or '.join(_OURS[name].levels)}, not a {level}")
    return _OURS[name]


def _texts(node: Node) -> tuple[str, ...]:
    items = node.items() if isinstance(node.value, tuple) else (node,)
    return tuple(item.text() for item in items)


def _encodings(node: Node) -> tuple[str, ...]:
    for name in _texts(node):
        if not is_encoding(name):
            raise node.error(f"{name!r} is no text encoding: write it as in cp1252")
    return _texts(node)


def _delimiter(node: Node) -> str:
    mark = {"tab": "\t", "\\t": "\t"}.get(node.text(), node.text())
    if mark not in tuple(DELIMITERS):
        raise node.error(f"{mark!r} is not read between fields: write , or ; or | or tab")
    return mark


def zone(node: Node) -> str:
    """The name of a time zone that exists."""
    try:
        return ZoneInfo(node.text()).key
    except (KeyError, ValueError, OSError) as error:
        raise node.error(f"{node.text()!r} is no time zone: write as in Europe/Rome") from error


def _thousands(node: Node) -> str:
    marks = "" if node.value in ("", "none") else node.text()
    if set(marks) - set(_MARKS):
        raise node.error(f"{marks!r} are no thousands marks: write {_MARKS!r}, or none")
    return marks


def date_format(node: Node) -> str:
    """A date format as strptime writes it."""
    try:
        return to_strptime(node.text())
    except ValueError as error:
        raise node.error(str(error)) from error


def age(node: Node) -> str:
    """An age as in 26h or 2d."""
    if not re.fullmatch(r"[1-9]\d{0,5}[hd]", node.text(), re.ASCII):
        raise node.error(f"{node.text()!r} is no age: write as in 26h or 2d")
    return node.text()


def pattern(node: Node) -> str:
    """A regular expression that DuckDB can run too: it has no look-around and no back-references.

    It is searched for: `^` and `$` make it hold for the whole value.
    """
    text = node.text()
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise node.error(f"{text!r} is no regular expression: {error}") from error
    if found := re.search(r"\(\?(<?[=!]|P=|>)|\\[1-9]", re.sub(r"\\\D", "", text)):
        raise node.error(f"{text!r}: {found[0]!r} is not among what DuckDB's patterns can say")
    return text


_OURS: Mapping[str, _Property] = {
    "encoding": _Property(_TABLE, _encodings),
    "delimiter": _Property(_TABLE, _delimiter),
    "sheet": _Property(_TABLE, Node.text),
    "timezone": _Property(_TABLE, zone),
    "source": _Property(_TABLE, Node.text),
    "filePattern": _Property(_TABLE, Node.text),
    "maxAge": _Property(_TABLE, age),
    "furtherColumns": _Property(_TABLE, Node.flag),
    "keyPattern": _Property(_ALL, pattern),
    "decimal": _Property(_ALL, lambda node: node.one_of((".", ","), "decimal mark")),
    "thousands": _Property(_ALL, _thousands),
    "negative": _Property(_ALL, lambda node: node.one_of(("parens", "trailing"), "form")),
    "currencySymbols": _Property(_ALL, _texts),
    "dateFormat": _Property(_ALL, date_format),
    "type": _Property(_COLUMN, lambda node: node.one_of(TYPES, "type")),
    "key": _Property(_COLUMN, Node.flag),
    "optional": _Property(_COLUMN, Node.flag),
    "personal": _Property(_COLUMN, Node.flag),
    "headers": _Property(_COLUMN, _texts),
}
