"""Rules as the standard writes them: in options of a type where it can, else in `quality`."""

from collections.abc import Mapping, Sequence
from typing import Any

from salesops.checks.arguments import NUMBERS, STAMPS
from salesops.checks.bounds import operators
from salesops.checks.catalogue import CHECKS
from salesops.checks.contract import Rule
from salesops.checks.odcs_column import WHOLE
from salesops.checks.quality import usual
from salesops.result import Level

_SLOTS = ("whole", "length", "pattern", "range", "to")
"""The order in which a column's own keywords are read back as rules."""
_LENGTHS = {"minimum": "minLength", "maximum": "maxLength"}


def of_column(
    rules: Sequence[Rule], kind: str
) -> tuple[Mapping[str, Any], Mapping[str, Any], list[Rule]]:
    """The options of its type, its other keywords, and the rules that `quality` must say."""
    options: dict[str, Any] = {}
    keywords: dict[str, Any] = {}
    reached = 0
    for at, rule in enumerate(rules):
        slot = _slot(rule, kind)
        if slot is None or _SLOTS.index(slot) < reached:
            return options, keywords, list(rules[at:])
        # A column may refer to several others; of the rest it has one each.
        reached = _SLOTS.index(slot) + (slot != "to")
        if slot == "whole":
            keywords["logicalType"] = "integer"
        elif slot == "to":
            item = {"to": rule.arguments["to"]}
            keywords["relationships"] = [*keywords.get("relationships", []), item]
        elif slot == "length":
            options |= {_LENGTHS[key]: value for key, value in rule.arguments.items()}
        else:
            options |= rule.arguments
    return options, keywords, []


def _slot(rule: Rule, kind: str) -> str | None:
    """Where a keyword of the column can say the rule; None where only `quality` can."""
    if rule == WHOLE and kind in NUMBERS:
        return "whole"
    if rule != Rule(rule.check, arguments=rule.arguments) or not rule.arguments:
        return None
    fits = {
        "length": kind == "text",
        "pattern": kind == "text",
        "range": kind in NUMBERS or kind in STAMPS,
        "reference": True,
    }
    slot = "to" if rule.check == "reference" else rule.check
    return slot if fits.get(rule.check) else None


def quality(rules: Sequence[Rule], column: str = "") -> list[dict[str, Any]]:
    """The items of a `quality` list; `column` is empty for those of a table."""
    return [_item(rule, column) for rule in rules]


def _item(rule: Rule, column: str) -> dict[str, Any]:
    named: dict[str, Any] = {"name": rule.name} if rule.name else {}
    if rule.check == "sql":
        return named | _sql(rule) | _severity(rule, Level.ERROR)
    metric = _metric(rule, column) if len(operators(rule.must)) == 1 else None
    if metric:
        unit = {"unit": rule.unit} if rule.unit != "rows" else {}
        return named | metric | operators(rule.must) | unit | _severity(rule, Level.ERROR)
    return named | _custom(rule) | _severity(rule, CHECKS[rule.check].level)


def _severity(rule: Rule, otherwise: Level) -> dict[str, Any]:
    if rule.arguments.get("off"):
        return {"severity": "off"}
    return {"severity": rule.level.value} if rule.level != otherwise else {}


def _metric(rule: Rule, column: str) -> dict[str, Any] | None:
    """A metric of the standard with its arguments, where one says the rule."""
    said = dict(rule.arguments)
    match rule.check, tuple(said):
        case "row-count", ():
            return {"metric": "rowCount"} if not column and rule.unit == "rows" else None
        case "not-null", () if column:
            return {"metric": "nullValues"}
        case "not-null", ("values",) if column:
            return {"metric": "missingValues", "arguments": {"missingValues": list(said["values"])}}
        case "accepted", ("values",) if column:
            return {"metric": "invalidValues", "arguments": {"validValues": list(said["values"])}}
        case "pattern", ("pattern",) if column:
            return {"metric": "invalidValues", "arguments": said}
        case "unique", ("columns",) if said["columns"] == (column,):
            return {"metric": "duplicateValues"}
        case "unique", ("columns",):
            listed = {"properties": list(said["columns"])}
            return {"metric": "duplicateValues", "arguments": listed}
    return None


def _sql(rule: Rule) -> dict[str, Any]:
    returns = {"property": "returns", "value": rule.arguments["returns"]}
    asked = {"type": "sql", "query": rule.arguments["query"]} | operators(rule.must)
    return asked | {"customProperties": [returns]}


def _custom(rule: Rule) -> dict[str, Any]:
    said = {key: _listed(value) for key, value in rule.arguments.items() if key != "off"}
    unit = {"unit": rule.unit} if rule.unit != "rows" else {}
    must = operators(rule.must) if rule.must != usual(rule.check) else {}
    asked = {"check": rule.check, **said, **unit, **must}
    return {
        "type": "custom",
        "engine": "salesops",
        "implementation": asked if len(asked) > 1 else rule.check,
    }


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
