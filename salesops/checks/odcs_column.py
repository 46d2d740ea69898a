"""A property of a contract's schema as a column: its type, how it is written, and its rules."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from salesops.checks.arguments import NUMBERS, STAMPS, limit, positive
from salesops.checks.contract import Column, Rule
from salesops.checks.custom import date_format, own, pattern
from salesops.checks.metrics import Place
from salesops.checks.node import Node
from salesops.checks.personal import personal
from salesops.checks.quality import rules
from salesops.exports.shapes import Format
from salesops.exports.source import normal

_LOGICAL = {
    "string": "text",
    "date": "date",
    "timestamp": "instant",
    "time": "text",
    "number": "money",
    "integer": "number",
    "boolean": "flag",
}
_NESTED = ("object", "array", "map", "vector")
_PHYSICAL = {
    "number": ("decimal", "numeric", "number", "money", "float", "double", "real"),
    "integer": ("int", "bigint", "smallint", "tinyint", "hugeint", "long"),
    "timestamp": ("timestamp", "datetime"),
    "date": ("date",),
    "boolean": ("bool",),
}
_PRIVATE = ("personal", "pii", "sensitive", "restricted", "confidential")
_OPTIONS = {
    "text": ("minLength", "maxLength", "pattern", "format"),
    "date": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format"),
    "number": (
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "format",
    ),
    "flag": (),
}
WHOLE = Rule("range", arguments={"multipleOf": Decimal(1)})
"""A column of integers holds no 1.5."""


def name_of(node: Node) -> str:
    """The name of a property, which rules and SELECTs call it by."""
    return node.word("name")


def column(
    node: Node,
    place: Place,
    inherited: Mapping[str, Any],
    references: tuple[Rule, ...],
    unchecked: list[tuple[str, Node]],
) -> Column:
    """A property as a column; `inherited` is what the table says for all of its columns.

    Raises:
        UsageError: an option that its type does not have, or words that contradict each other.
    """
    said = own(node, "column", unchecked)
    named, label = name_of(node), node.word("physicalName") or name_of(node)
    logical = _logical(node, unchecked)
    kind = said.get("type", _LOGICAL.get(logical, "text"))
    here = Place(place.table, place.names, named, kind)
    needed, optional = node.is_true("required"), said.get("optional", False)
    if needed and optional:
        raise node.error(f"{named} is both required and optional: keep one")
    key = node.is_true("primaryKey") or said.get("key", False)
    all_said = {**inherited, **said}
    own_rules = _of_options(node, kind, logical, unchecked)
    if "keyPattern" in all_said and (key or "keyPattern" in said):
        own_rules = (*own_rules, Rule("pattern", arguments={"pattern": all_said["keyPattern"]}))
    return Column(
        name=named,
        type=kind,
        headers=tuple(dict.fromkeys(normal(h) for h in (label, *said.get("headers", ())))),
        label=label,
        required=needed,
        optional=optional,
        key=key,
        unique=node.is_true("unique"),
        personal=said.get("personal", private(node.word("classification"), named, label)),
        format=_format(node, kind, all_said),
        rules=(*own_rules, *_listed(node), *references, *rules(node, here, unchecked)),
    )


def private(classification: str, name: str, label: str) -> bool:
    """Whether values are personal, by what the contract says or by a name that says so."""
    return classification.casefold() in _PRIVATE or personal(name) or personal(label)


def _logical(node: Node, unchecked: list[tuple[str, Node]]) -> str:
    """Its logicalType, or the one that its physicalType stands for."""
    if found := node.get("logicalType"):
        if found.one_of((*_LOGICAL, *_NESTED), "logicalType") in _NESTED:
            unchecked.append(("nested columns", node))
        return found.text()
    physical = node.word("physicalType").casefold()
    starts = ((word, name) for name, words in _PHYSICAL.items() for word in words)
    return next((name for word, name in starts if physical.startswith(word)), "string")


def _of_options(
    node: Node, kind: str, logical: str, unchecked: list[tuple[str, Node]]
) -> tuple[Rule, ...]:
    options = node.get("logicalTypeOptions")
    whole = (WHOLE,) if logical == "integer" and kind in NUMBERS else ()
    if options is None or logical in _NESTED:
        return whole
    _refuse_unfit(options, kind)
    if options.get("format") and kind not in STAMPS:
        unchecked.append(("formats such as email or i32", node))
    return (*whole, *_length(options), *_pattern(options), *_range(options, kind))


def _refuse_unfit(options: Node, kind: str) -> None:
    group = "number" if kind in NUMBERS else "date" if kind in STAMPS else kind
    zones = ("timezone", "defaultTimezone") if kind == "instant" else ()
    for key, value in options.pairs().items():
        if key not in (*_OPTIONS[group], *zones):
            takes = ", ".join((*_OPTIONS[group], *zones)) or "none"
            raise value.error(f"{key} is no option of a column of type {kind}: it takes {takes}")


def _length(options: Node) -> Iterator[Rule]:
    keys = {"minimum": options.get("minLength"), "maximum": options.get("maxLength")}
    if found := {key: node.whole() for key, node in keys.items() if node}:
        yield Rule("length", arguments=found)


def _pattern(options: Node) -> Iterator[Rule]:
    if found := options.get("pattern"):
        yield Rule("pattern", arguments={"pattern": pattern(found)})


def _range(options: Node, kind: str) -> Iterator[Rule]:
    found: dict[str, Any] = {}
    for key in ("minimum", "maximum"):
        past = f"exclusive{key.capitalize()}"
        end, beyond = options.get(key), options.get(past)
        excluded = beyond is not None and str(beyond.value).casefold() in ("true", "false")
        if beyond and not excluded:
            found[past] = limit(beyond, kind)
        if end:
            # Before version 3.1 exclusiveMinimum was a flag that said how minimum is meant.
            found[past if excluded and beyond and beyond.flag() else key] = limit(end, kind)
    if step := options.get("multipleOf"):
        found["multipleOf"] = positive(step)
    if found:
        yield Rule("range", arguments=found)


def _listed(node: Node) -> Iterator[Rule]:
    """The standard's enum, from version 3.2."""
    if items := node.each("enum"):
        listed = tuple(item.pairs()["value"].text() for item in items)
        yield Rule("accepted", arguments={"values": listed})


def _format(node: Node, kind: str, said: Mapping[str, Any]) -> Format:
    if kind in NUMBERS:
        decimal, thousands = said.get("decimal", ""), said.get("thousands", "")
        if decimal and decimal in thousands:
            raise node.error(f"{decimal!r} is both the decimal and the thousands mark: keep one")
        return Format(decimal, thousands, said.get("negative", ""), said.get("currencySymbols", ()))
    if kind not in STAMPS:
        return Format()
    options = node.get("logicalTypeOptions")
    form = options.get("format") if options else None
    return Format(date=date_format(form) if form else said.get("dateFormat", ""))
