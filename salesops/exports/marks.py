"""The marks of a source: what it says beside its inputs, one line each above its SQL.

    -- vendor: Shopify
    -- export: Orders > Export > All orders
    -- cannot: the day of a refund
    -- unverified: Recovery URL | Completed at

A mark may be absent, and all but `vendor` may repeat. These are for the pages of the vendors; three
more say which lines of a file are no rows: `footer` (salesops.exports.footers), `ends at`
(sections) and `totals` (apart).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(
    r"^-- (vendor|export|cannot|unverified|footer|ends at|totals): *(\S.*)$", re.MULTILINE
)


@dataclass(frozen=True)
class Marks:
    """The marks of a source."""

    vendor: str
    """The system, by the name that people know; empty where none is named."""
    exports: tuple[str, ...]
    """How to get the file: a path through menus, or a sentence."""
    cannot: tuple[str, ...]
    """What the file cannot tell."""
    unverified: tuple[str, ...]
    """Headers whose spelling no file and no document of the vendor proves."""


def marks(header: str) -> Marks:
    """The marks among the comments on top of a source."""
    vendor = next(said(header, "vendor"), "")
    headers = (one.strip() for line in said(header, "unverified") for one in line.split("|"))
    return Marks(
        vendor, tuple(said(header, "export")), tuple(said(header, "cannot")), tuple(headers)
    )


def without(header: str) -> str:
    """The comments without the marks."""
    return "\n".join(line for line in header.split("\n") if not _MARK.match(line))


def said(header: str, mark: str) -> Iterator[str]:
    """What each line of that mark says."""
    return (text.strip() for name, text in _MARK.findall(header) if name == mark)
