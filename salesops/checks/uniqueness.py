"""Which columns no two rows share: the primary key, and rules that ask it of several columns."""

from collections.abc import Iterable, Sequence

from salesops.checks.contract import Rule
from salesops.checks.node import Node
from salesops.checks.odcs_column import name_of


def keys(properties: Sequence[Node], rules: Iterable[Rule]) -> tuple[tuple[str, ...], ...]:
    """The primary key, all of its columns together, and then the sets that rules name."""
    primary = [node for node in properties if node.is_true("primaryKey")]
    primary.sort(key=_position)
    found = [tuple(name_of(node) for node in primary)] if primary else []
    found += [_set(rule) for rule in rules if _set(rule)]
    return tuple(dict.fromkeys(found))


def _position(node: Node) -> int:
    found = node.get("primaryKeyPosition")
    return found.whole() if found else 0


def without_sets(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that are not said by the sets of columns."""
    return tuple(rule for rule in rules if not _set(rule))


def _set(rule: Rule) -> tuple[str, ...]:
    """The columns of a rule that asks no more than that no two rows share them."""
    columns = tuple(rule.arguments.get("columns", ()))
    return columns if rule == Rule("unique", arguments={"columns": columns}) else ()
