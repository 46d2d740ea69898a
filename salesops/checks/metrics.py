"""The metrics of the standard's library as rules: blanks, invalid values, duplicates, rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from salesops.checks.arguments import values
from salesops.checks.bounds import bounds
from salesops.checks.contract import NONE, Rule
from salesops.checks.custom import pattern
from salesops.checks.node import Node
from salesops.result import Level

_WARNINGS = ("warning", "info", "minor", "low")
_METRICS = {
    "nullValues": "nullValues",
    "missingValues": "missingValues",
    "invalidValues": "invalidValues",
    "duplicateValues": "duplicateValues",
    "rowCount": "rowCount",
    # As `rule`, before version 3.1.
    "nullCheck": "nullValues",
    "nullCount": "nullValues",
    "validValues": "invalidValues",
    "duplicateCount": "duplicateValues",
    "uniqueCheck": "duplicateValues",
    "countCheck": "rowCount",
}


@dataclass(frozen=True)
class Place:
    """What a rule is about: a table, or a column of it."""

    table: str
    names: tuple[str, ...]
    """The names of the table's columns."""
    column: str = ""
    type: str = ""


def of_metric(item: Node, place: Place) -> Rule:
    """An item of type `library`, which is the type of one that states none."""
    named = item.get("metric") or item.get("rule")
    if named is None:
        raise item.error("has no `metric`: write as in `metric: nullValues`")
    metric = _METRICS[named.one_of(_METRICS, "metric")]
    if not place.column and metric not in ("rowCount", "duplicateValues"):
        raise item.error(f"{metric} is about one column: write it under that property")
    if metric == "rowCount":
        return _row_count(item, place)
    check, asked = {
        "nullValues": _nulls,
        "missingValues": _nulls,
        "invalidValues": _invalid,
        "duplicateValues": _duplicates,
    }[metric](item, place)
    return Rule(check, level(item), bounds(item) or NONE, unit(item), asked, item.word("name"))


def _row_count(item: Node, place: Place) -> Rule:
    must = bounds(item)
    if must is None or place.column or unit(item) == "percent":
        raise item.error("rowCount is about a table, in rows, as in `mustBeGreaterThan: 0`")
    return Rule("row-count", level(item), must, name=item.word("name"))


def _nulls(item: Node, _place: Place) -> tuple[str, Mapping[str, object]]:
    listed = _asked(item).get("missingValues")
    return "not-null", {"values": values(listed, nulls=True)} if listed else {}


def _invalid(item: Node, _place: Place) -> tuple[str, Mapping[str, object]]:
    listed = _asked(item).get("validValues") or item.get("validValues")
    form = _asked(item).get("pattern")
    if (listed is None) == (form is None):
        raise item.error("invalidValues wants the argument validValues or pattern, one of them")
    if form:
        return "pattern", {"pattern": pattern(form)}
    return "accepted", {"values": values(listed) if listed else ()}


def _duplicates(item: Node, place: Place) -> tuple[str, Mapping[str, object]]:
    listed = _asked(item).get("properties")
    if place.column and not listed:
        return "unique", {"columns": (place.column,)}
    if not listed or not listed.items():
        raise item.error("duplicateValues of a table wants arguments: {properties: [..]}")
    known = (column.one_of(place.names, "column") for column in listed.items())
    return "unique", {"columns": tuple(known)}


def _asked(item: Node) -> Mapping[str, Node]:
    found = item.get("arguments")
    return found.pairs() if found else {}


def level(item: Node) -> Level:
    """Error, unless its severity is one of the lower ones."""
    return Level.WARNING if item.word("severity").casefold() in _WARNINGS else Level.ERROR


def unit(item: Node) -> str:
    """Rows or percent of them."""
    found = item.get("unit")
    return found.one_of(("rows", "percent"), "unit") if found else "rows"
