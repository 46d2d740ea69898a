"""Where a page can be entered: ids of its headings, its contents, and what each table is called."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest

from markdown_it.token import Token

LINKED = ("h2", "h3")
"""Headings that have an id of their own."""
FEW = 3
"""A page with fewer parts than this needs no contents."""
Contents = tuple[tuple[str, str], ...]


def placed(tokens: Sequence[Token], taken: Iterable[str]) -> Contents:
    """Give each heading an id that nothing else has; the ids and texts of the h2, in order."""
    used, contents = set(taken), []
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open" and heading.tag in LINKED:
            said = plain(inline)
            heading.attrSet("id", name := unique(slug(said), used, "-"))
            if heading.tag == "h2":
                contents.append((name, said))
    return tuple(contents) if len(contents) >= FEW else ()


def slug(heading: str) -> str:
    """A heading as an id: its letters and digits, small, with hyphens between."""
    return re.sub(r"[\W_]+", "-", heading.casefold()).strip("-") or "part"


def unique(name: str, used: set[str], joint: str) -> str:
    """The name, numbered from the second time on; it is added to those used."""
    number, found = 1, name
    while found in used:
        number += 1
        found = f"{name}{joint}{number}"
    used.add(found)
    return found


def label_tables(tokens: Sequence[Token]) -> None:
    """Name each table after the headings above it: a reader hears the name, and no other's."""
    above: dict[str, str] = {}
    used: set[str] = set()
    for token, inline in zip_longest(tokens, tokens[1:]):
        if token.type == "heading_open" and inline is not None and token.tag > "h1":
            above = {tag: said for tag, said in above.items() if tag < token.tag}
            above[token.tag] = plain(inline)
        elif token.type == "table_open":
            token.meta["label"] = unique(": ".join(above.values()) or "Metrics", used, " ")


def plain(inline: Token) -> str:
    """What an inline token says, without its marks."""
    return "".join(child.content for child in inline.children or ())


def texts(tokens: Sequence[Token]) -> Iterator[str]:
    """Beside each token the text of the first inline token from there on."""
    following = ""
    found = []
    for token in reversed(tokens):
        following = plain(token) if token.type == "inline" else following
        found.append(following)
    return reversed(found)
