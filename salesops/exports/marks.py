"""The marks of a source: what it says of its vendor, one line each above its SQL.

    -- vendor: Shopify
    -- export: Orders > Export > All orders
    -- cannot: the day of a refund
    -- unverified: Recovery URL | Completed at

A mark may be absent, and all but `vendor` may repeat. They are for the pages of the vendors: how a
file is recognised and read does not depend on them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(r"^-- (vendor|export|cannot|unverified): *(\S.*)$", re.MULTILINE)


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
    vendor = next(_said(header, "vendor"), "")
    headers = (one.strip() for line in _said(header, "unverified") for one in line.split("|"))
    return Marks(
        vendor, tuple(_said(header, "export")), tuple(_said(header, "cannot")), tuple(headers)
    )


def without(header: str) -> str:
    """The comments without the marks."""
    return "\n".join(line for line in header.split("\n") if not _MARK.match(line))


def _said(header: str, mark: str) -> Iterator[str]:
    return (said.strip() for name, said in _MARK.findall(header) if name == mark)
