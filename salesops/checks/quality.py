"""The rules of a contract: what its `quality` lists say, as rules that salesops checks.

`type: library` is a metric of the standard, `type: sql` one SELECT, `type: text` words for people,
and `type: custom` with `engine: salesops` any check of ours by its code::

    - type: custom
      engine: salesops
      implementation: {check: range, minimum: 0, mustBeLessOrEqualTo: 1, unit: percent}
      severity: warning

`severity: off` there switches off a check that salesops makes unasked, as test-orders. Without an
operator the rows that a SELECT returns are the violations, as if it said that there must be 0
rows; with one it returns the number that is compared, unless a custom property `returns: rows`
says that its rows are counted.
"""

from collections.abc import Mapping
from decimal import Decimal

from salesops.checks.arguments import OF_COLUMNS, arguments, needed
from salesops.checks.bounds import bounds
from salesops.checks.catalogue import CHECKS
from salesops.checks.contract import NONE, Bounds, Rule
from salesops.checks.metrics import Place, level, of_metric, unit
from salesops.checks.node import Node, nearest
from salesops.queries.duck import identifier

REFUSALS = ("readable", "unchanged", "table", "whole", "header")
"""Checks whose failure leaves nothing to read: they cannot be switched off."""


def rules(node: Node, place: Place, unchecked: list[tuple[str, Node]]) -> tuple[Rule, ...]:
    """The rules of a table's or a column's `quality`; what is not checked is noted.

    Raises:
        UsageError: a rule that cannot be meant, with its place.
    """
    found = (_rule(item, place, unchecked) for item in node.each("quality"))
    return tuple(rule for rule in found if rule)


def _rule(item: Node, place: Place, unchecked: list[tuple[str, Node]]) -> Rule | None:
    kind = item.get("type")
    named = kind.one_of(("library", "text", "sql", "custom"), "type") if kind else "library"
    unchecked += [("schedules", item)] if item.get("schedule") or item.get("scheduler") else []
    if named in ("library", "sql") and _off(item):
        unchecked.append(("rules that are off", item))
        return None
    if named == "text":
        unchecked.append(("rules in words", item))
        return None
    if named == "custom" and item.word("engine").casefold() != "salesops":
        unchecked.append((f"rules of the engine {item.word('engine') or 'unnamed'}", item))
        return None
    if named == "custom":
        return _custom(item, place, unchecked)
    return _sql(item, place) if named == "sql" else of_metric(item, place)


def _sql(item: Node, place: Place) -> Rule:
    query = item.get("query")
    if query is None:
        raise item.error("has no `query`: write one SELECT whose rows are the violations")
    must = bounds(item)
    returns = "rows" if must is None else "number"
    for extra in item.each("customProperties"):
        if extra.word("property") == "returns":
            returns = extra.pairs()["value"].one_of(("rows", "number"), "answer")
    asked = {"query": _filled(query.text(), place), "returns": returns}
    return Rule("sql", level(item), must or NONE, arguments=asked, name=item.word("name"))


def _filled(query: str, place: Place) -> str:
    for word, name in (
        *dict.fromkeys(("object", "table", "model", "schema"), place.table).items(),
        *dict.fromkeys(("property", "column", "field"), place.column).items(),
    ):
        if name:
            quoted = identifier(name)
            query = query.replace(f"${{{word}}}", quoted).replace(f"{{{word}}}", quoted)
    return query


def _custom(item: Node, place: Place, unchecked: list[tuple[str, Node]]) -> Rule | None:
    said = item.get("implementation")
    if said is None or isinstance(said.value, tuple) or item.get("arguments"):
        raise item.error("wants `implementation: {check: range, minimum: 0}`, a check of salesops")
    pairs = {"check": said} if isinstance(said.value, str) else dict(said.pairs())
    named = pairs.pop("check", None)
    if named is None:
        raise said.error("names no check: write as in {check: future}")
    check = named.text()
    if check not in CHECKS:
        raise named.error(f"{check!r} is no check of salesops: {nearest(check, CHECKS)}")
    rule = _of_check(item, check, pairs, said, place)
    if place.column and rule.arguments.get("off"):  # a rule of a column is made by asking only
        unchecked.append(("rules that are off", item))
        return None
    return rule


def _of_check(item: Node, check: str, pairs: dict[str, Node], said: Node, place: Place) -> Rule:
    asked = arguments(check, pairs, place.type, said)
    group = isinstance(said.value, Mapping)
    must = (bounds(said) if group else None) or usual(check)
    off = _off(item)
    if off and check in REFUSALS:
        raise item.error(f"{check} cannot be off: nothing of a file that fails it can be read")
    if place.column and check not in OF_COLUMNS:
        raise said.error(f"{check} is about a whole table: write it under that table")
    if "columns" in pairs:
        for column in pairs["columns"].items():
            column.one_of(place.names, "column")
    if not off:
        needed(check, asked, place.type, said)
    worst = level(item) if item.get("severity") and not off else CHECKS[check].level
    of = unit(said) if group else "rows"
    return Rule(check, worst, must, of, asked | ({"off": True} if off else {}), item.word("name"))


def usual(check: str) -> Bounds:
    """What a check asks where the contract gives no bounds."""
    return Bounds(least=Decimal(1)) if check == "row-count" else NONE


def _off(item: Node) -> bool:
    return item.word("severity").casefold() == "off"
