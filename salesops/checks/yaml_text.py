"""YAML as it is written for a person to edit: plain words where they are safe, comments kept."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][\w./*-]*( [\w./*-]+)*", re.ASCII)
_NOT_PLAIN = re.compile(r"y|n|yes|no|on|off|true|false|null|nan|inf", re.IGNORECASE)
"""Words that some reader of YAML takes for something else than text."""
_BLOCK = re.compile(r"[^\s][^\r\n]*(\n[^\r\n]*)*\n[^\r\n]*[^\s]")


@dataclass(frozen=True)
class Said:
    """A value with a comment above it."""

    comment: str
    value: Any


def lines(value: Mapping[str, Any], indent: int = 0) -> Iterator[str]:
    """The lines of a group of keys; lists are one item a line, tuples stay on one."""
    for key, given in value.items():
        inner = given
        if isinstance(given, Said):
            inner = given.value
            yield from _comment(given.comment, indent)
        start = f"{' ' * indent}{scalar(key)}:"
        if isinstance(inner, str) and _is_block(inner):
            yield f"{start} |-"
            yield from (f"{' ' * (indent + 2)}{line}" if line else "" for line in inner.split("\n"))
        elif isinstance(inner, Mapping):
            yield start
            yield from lines(inner, indent + 2)
        elif isinstance(inner, list):
            yield start
            yield from _items(inner, indent + 2)
        else:
            yield f"{start} {_inline(inner)}"


def _items(items: Sequence[Any], indent: int) -> Iterator[str]:
    for inner in items:
        if not isinstance(inner, Mapping):
            yield f"{' ' * indent}- {_inline(inner)}"
            continue
        first, *rest = lines(inner, indent + 2)
        yield f"{' ' * indent}- {first.lstrip()}"
        yield from rest


def _comment(text: str, indent: int) -> Iterator[str]:
    for line in text.splitlines():
        # A comment may quote a cell or a header: what does not print cannot end the line.
        shown = "".join(c if c.isprintable() else "?" for c in line)
        yield f"{' ' * indent}# {shown}".rstrip()


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_inline(item) for item in value)}]"
    return scalar(value)


def scalar(text: str) -> str:
    """A text as one YAML scalar, quoted where a reader could take it for something else."""
    if _PLAIN.fullmatch(text) and not _NOT_PLAIN.fullmatch(text):
        return text
    return f'"{"".join(_escaped(c) for c in text)}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004


def _is_block(text: str) -> bool:
    return bool(_BLOCK.fullmatch(text)) and all(c.isprintable() or c == "\n" for c in text)
