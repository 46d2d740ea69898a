"""A YAML file read strictly: every value keeps the text it was written as, and where it stands.

YAML 1.1 takes the country NO for false, 1.10 for 1.1 and 0123 for 83. Here a scalar is its text
until somebody asks for a flag or a number, and only what YAML 1.2 calls one is one.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from salesops.checks.node import Node, Value
from salesops.errors import InputError, UsageError

BYTES = 1_000_000
"""A contract of thousands of columns has 0.3 MB."""
NODES = 100_000
"""Values after anchors are put in: ten lines of anchors can stand for a billion."""
DEPTH = 30


def read(path: Path) -> Node:
    """The one document of a file.

    Raises:
        InputError: the file cannot be opened.
        UsageError: not YAML, a key twice, more than one document, or too large.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be opened: {error.strerror}") from error
    if len(raw) > BYTES:
        raise UsageError(f"{path} is over {BYTES:,} bytes: no contract is that long")
    try:
        return parse(raw.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path} is not UTF-8 at byte {error.start:,}: save it as UTF-8"
        ) from error


def parse(text: str, file: str) -> Node:
    """The one document of a text; `file` is what errors call it."""
    # The parser that libyaml drives is ten times as fast; both give the same events.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _Reader(yaml.parse(text, Loader=loader), file).document()
    except yaml.MarkedYAMLError as error:
        at = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UsageError(f"{file}{at} is not YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise UsageError(f"{file} is not YAML: {str(error).splitlines()[0]}") from error


class _Reader:
    """Nodes from the parser's events; what an anchor stands for counts each time it is used."""

    def __init__(self, events: Iterator[Any], file: str) -> None:
        self.events = events
        self.file = file
        self.count = 0
        self.anchors: dict[str, tuple[Node, int]] = {}

    def document(self) -> Node:
        event = self._past(yaml.StreamStartEvent, yaml.DocumentStartEvent)
        if isinstance(event, yaml.StreamEndEvent):
            raise UsageError(f"{self.file} is empty: a contract begins with `apiVersion: v3.1.0`")
        node = self._node(event, "", 0)
        event = self._past(yaml.DocumentEndEvent)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._error(event, "a second document begins: write one contract a file")
        return node

    def _past(self, *kinds: type) -> Any:
        return next(event for event in self.events if not isinstance(event, kinds))

    def _node(self, event: Any, where: str, depth: int) -> Node:
        self._counted(event, depth)
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(event)
        if event.tag not in (None, "!"):
            raise self._error(event, f"the tag {event.tag} is not read: write the value alone")
        before = self.count
        node = Node(self.file, where, _line(event), self._value(event, where, depth), _plain(event))
        if event.anchor:
            self.anchors[event.anchor] = node, self.count - before + 1
        return node

    def _counted(self, event: Any, depth: int) -> None:
        self.count += 1
        if self.count > NODES or depth > DEPTH:
            raise self._error(event, f"over {NODES:,} values, or {DEPTH} levels: no contract")

    def _aliased(self, event: Any) -> Node:
        if event.anchor not in self.anchors:
            raise self._error(event, f"*{event.anchor} stands for nothing that is written above it")
        node, count = self.anchors[event.anchor]
        self.count += count
        self._counted(event, 0)
        return node

    def _value(self, event: Any, where: str, depth: int) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return tuple(self._items(where, depth))
        return self._pairs(where, depth)

    def _items(self, where: str, depth: int) -> Iterator[Node]:
        at = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._node(event, f"{where}[{at}]", depth + 1)
            at += 1

    def _pairs(self, where: str, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._error(event, "a key must be one word")
            inner = f"{where}.{event.value}" if where else event.value
            if event.value in pairs:
                first = pairs[event.value].line
                raise self._error(event, f"{inner} is there twice, first on line {first}")
            pairs[event.value] = self._node(next(self.events), inner, depth + 1)
        return pairs

    def _error(self, event: Any, said: str) -> UsageError:
        return UsageError(f"{self.file}, line {_line(event)}: {said}")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _plain(event: Any) -> bool:
    return getattr(event, "style", None) in (None, "")
