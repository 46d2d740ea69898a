"""A value of a contract file: its text or its parts, and where it stands in the file."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from salesops.errors import UsageError

Value: TypeAlias = "str | Mapping[str, Node] | tuple[Node, ...]"
_NUMBER = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d{1,3})?", re.ASCII)
_DIGITS = 38
"""A number of more is none that a sum can hold."""


@dataclass(frozen=True)
class Node:
    """A scalar, a list or a mapping, as it was written."""

    file: str
    where: str
    """As in schema[0].properties[2].name; empty for the whole document."""
    line: int
    value: Value
    plain: bool = True
    """Written without quotes: only then is it a number, a flag or null."""

    def error(self, said: str) -> UsageError:
        """What is wrong with it, with its place."""
        place = f" {self.where}:" if self.where else ""
        return UsageError(f"{self.file}, line {self.line}:{place} {said}")

    @property
    def null(self) -> bool:
        """Whether nothing is written, or null."""
        return self.plain and self.value in ("", "~", "null", "Null", "NULL")

    def text(self) -> str:
        """The scalar as written: `1.10`, `NO` and `2024-01-01` are their own text."""
        if not isinstance(self.value, str):
            raise self.error("wants one value, not a list or a group of keys")
        if self.null:
            raise self.error("is empty: give it a value, or put null in quotes if it is a word")
        return self.value

    def flag(self) -> bool:
        """True or false, in YAML 1.2's words."""
        found = {"true": True, "false": False}.get(self.text().casefold())
        if found is None or not self.plain:
            raise self.error(f"is {self._shown()}: write true or false")
        return found

    def number(self) -> Decimal:
        """A finite number, exactly as written."""
        text = self.text()
        if not self.plain or not _NUMBER.fullmatch(text):
            raise self.error(f"is {self._shown()}: write a number such as 12.5, without quotes")
        number = Decimal(text)
        if abs(number.adjusted()) > _DIGITS:
            raise self.error(f"has over {_DIGITS} digits: no sum can hold it")
        return number

    def whole(self) -> int:
        """A number without a fraction."""
        number = self.number()
        if number != number.to_integral_value():
            raise self.error(f"is {number}: write a whole number")
        return int(number)

    def items(self) -> tuple["Node", ...]:
        """The items of a list."""
        if not isinstance(self.value, tuple):
            raise self.error("wants a list: lines that begin with `- `, or [a, b]")
        return self.value

    def pairs(self) -> Mapping[str, "Node"]:
        """The keys of a group and what they hold."""
        if not isinstance(self.value, Mapping):
            raise self.error("wants a group of keys, one `key: value` a line")
        return self.value

    def get(self, key: str) -> "Node | None":
        """What a key of a group holds; None where it is not there."""
        return self.pairs().get(key)

    def each(self, key: str) -> tuple["Node", ...]:
        """The items of the list under a key; none where it is not there."""
        found = self.get(key)
        return found.items() if found else ()

    def word(self, key: str, otherwise: str = "") -> str:
        """The text under a key."""
        found = self.get(key)
        return found.text() if found else otherwise

    def is_true(self, key: str) -> bool:
        """Whether the flag under a key is set."""
        found = self.get(key)
        return found is not None and found.flag()

    def one_of(self, known: Iterable[str], what: str) -> str:
        """Its text, which must be one of the known."""
        text, known = self.text(), tuple(known)
        if text not in known:
            raise self.error(f"{text!r} is no {what}: {nearest(text, known)}")
        return text

    def _shown(self) -> str:
        return repr(self.value) if self.plain else f"text, {self.value!r}"


def nearest(word: str, known: Iterable[str]) -> str:
    """The remedy for a word that is not known: the one that is meant, or all there are."""
    names = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), names, 1)
    return f"did you mean {names[near[0]]!r}?" if near else f"known are {', '.join(names.values())}"
