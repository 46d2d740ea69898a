"""What becomes of an input's columns: the SELECTs of a source, read as DuckDB parses them.

Which canonical column can hold a value when these columns of the file are there, and no other? A
`coalesce` can when one of its parts can, a CASE when a branch can that may be taken, any other
expression when all of its columns can. WHERE and joins are passed over.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from salesops.exports import canonical
from salesops.queries.duck import Duck
from salesops.queries.statement import Statement

Node = dict[str, Any]
"""A node of the tree that DuckDB's json_serialize_sql writes."""
_MADE = {"shop_id", "source_file", "source_row"}
"""Columns that every input has (see salesops/exports/stage.py)."""
_STAMP = ("at", "local")
"""The parts of an instant: `created.local`."""
_ANY = {"coalesce", "concat_ws", "concat", "greatest", "least"}
_SETTLED = {"order_lines.amount": {"order_lines.unit_price", "order_lines.qty"}}
"""What sql/load/settle.sql works out where the source leaves it blank."""


@dataclass
class Flow:
    """A source's expressions by what they make: canonical columns, and the names on the way."""

    inputs: frozenset[str]
    outputs: dict[str, list[Node]] = field(default_factory=dict)
    """By `table.column`."""
    inner: dict[str, list[Node]] = field(default_factory=dict)

    def filled(self, present: Collection[str]) -> set[str]:
        """The canonical columns that can hold a value when these input columns are there."""
        asked = _Asked(self, frozenset(present))
        found = {
            name for name, nodes in self.outputs.items() if any(asked.value(n, ()) for n in nodes)
        }
        return found | {name for name, parts in _SETTLED.items() if parts <= found}

    def feeds(self, column: str) -> list[str]:
        """The canonical columns that take values of an input column."""
        return [
            name for name, nodes in self.outputs.items() if column in self._sources(nodes, set())
        ]

    def _sources(self, nodes: Iterable[Node], seen: set[str]) -> set[str]:
        names = {name for node in nodes for name in _values(node)} - seen
        seen |= names
        for name in names:
            self._sources(self.inner.get(name, []), seen)
        return seen


@dataclass(frozen=True)
class _Asked:
    """A flow with certain columns present. Of a node: has it a value, or None for a constant."""

    flow: Flow
    present: frozenset[str]

    def value(self, node: Node, within: tuple[str, ...]) -> bool | None:
        if node["class"] == "COLUMN_REF":
            return self._name(_name(node), within)
        if node["class"] == "CASE":
            return self._case(node, within)
        parts = [self.value(part, within) for part in _parts(node)]
        if _is_any(node):
            return any(parts) if True in parts or False in parts else None
        return False if False in parts else True if True in parts else None

    def _name(self, name: str, within: tuple[str, ...]) -> bool | None:
        if name in _MADE or name in self.present:
            return True
        inner = self.flow.inner.get(name, [])
        if name in within or not inner:
            return False if name in self.flow.inputs or name in within else None
        parts = [self.value(node, (*within, name)) for node in inner]
        return any(parts) if True in parts or False in parts else None

    def _case(self, node: Node, within: tuple[str, ...]) -> bool | None:
        checks = [(c["when_expr"], c["then_expr"]) for c in node["case_checks"]]
        whens = [self.value(when, within) for when, _ in checks]
        taken = [then for (_, then), when in zip(checks, whens, strict=True) if when is not False]
        branches = [self.value(branch, within) for branch in (*taken, node["else_expr"])]
        # A constant that a column chooses says something: 'service' where the article is DEPOSIT.
        if True in branches or (True in whens and None in branches[:-1]):
            return True
        return False if False in (*whens, *branches) else None


def flow(statements: Iterable[Statement], tables: Collection[str], inputs: Iterable[str]) -> Flow:
    """The flow of a source's statements into these canonical tables."""
    found = Flow(frozenset(inputs))
    for name, tree in _trees(statements).items():
        ends = list(_tops(tree)) if name in tables else []
        for select in _selects(tree):
            if any(select is end for end in ends):
                _add_outputs(found, name, select)
            else:
                _add_inner(found, select)
    return found


def _trees(statements: Iterable[Statement]) -> dict[str, Node]:
    """The statements parsed, by name; one that DuckDB cannot write as a tree is left out."""
    duck = Duck()
    try:
        sql = "SELECT json_serialize_sql($sql)"
        parsed = {s.name: json.loads(duck.value(sql, {"sql": s.sql})) for s in statements}
    finally:
        duck.close()
    return {name: p["statements"][0]["node"] for name, p in parsed.items() if not p["error"]}


def _add_outputs(found: Flow, table: str, select: Node) -> None:
    columns = [column.name for column in canonical.tables()[table].columns]
    items = {_alias(item): item for item in select["select_list"] if item["class"] != "STAR"}
    if len(items) < len(select["select_list"]):
        items = {name: {"class": "COLUMN_REF", "column_names": [name]} for name in columns} | items
    for name in columns:
        if name in items:
            found.outputs.setdefault(f"{table}.{name}", []).append(items[name])


def _add_inner(found: Flow, select: Node) -> None:
    for item in select["select_list"]:
        name = _alias(item)
        if item["class"] not in ("STAR", "COLUMN_REF") or name != _name(item):
            found.inner.setdefault(name, []).append(item)


def _alias(item: Node) -> str:
    alias: str = item["alias"]
    return alias or (_name(item) if item["class"] == "COLUMN_REF" else "")


def _name(reference: Node) -> str:
    names: list[str] = reference.get("column_names", [""])
    return names[-2] if len(names) > 1 and names[-1] in _STAMP else names[-1]


def _tops(node: Node) -> Iterator[Node]:
    """The SELECTs whose rows are the statement's: one, or the sides of a UNION."""
    if "select_list" in node:
        yield node
    for side in node.get("children", []):
        yield from _tops(side)


def _selects(node: Any) -> Iterator[Node]:
    if isinstance(node, dict):
        if "select_list" in node:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _selects(part)


_ASIDE = {
    "partitions", "orders", "arg_orders", "order_bys", "filter", "filter_expr", "start_expr",
    "end_expr", "type_expr", "cte_map", "from_table", "where_clause", "group_expressions",
    "having", "qualify", "modifiers",
}  # fmt: skip
"""What stands in a node and makes no value of it."""


def _parts(node: Any) -> Iterator[Node]:
    """The expressions right below a node."""
    inside = [v for k, v in node.items() if k not in _ASIDE] if isinstance(node, dict) else node
    for part in inside:
        if isinstance(part, dict) and "class" in part:
            yield part
        elif isinstance(part, (dict, list)):
            yield from _parts(part)


def _values(node: Node) -> set[str]:
    """The columns whose values an expression takes, not those that a CASE only looks at."""
    if node["class"] == "COLUMN_REF":
        return {_name(node)}
    if node["class"] == "CASE":
        parts = [*(check["then_expr"] for check in node["case_checks"]), node["else_expr"]]
    else:
        parts = list(_parts(node))
    return {name for part in parts for name in _values(part)}


def _is_any(node: Node) -> bool:
    """Whether one part with a value is enough."""
    return (
        node["class"] in ("CONJUNCTION", "SUBQUERY")
        or node["type"] == "OPERATOR_COALESCE"
        or node.get("function_name") in _ANY
    )
