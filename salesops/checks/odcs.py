"""Contracts in the Open Data Contract Standard (ODCS), version 3, YAML.

A schema object is a table: its `physicalName` a glob of file names, its `properties` the columns,
by header. What the standard lacks (decimal marks, encodings, zones ..) stands in customProperties:
see salesops.checks.custom; rules are in salesops.checks.quality. Every key of the standard is
taken; what salesops does not check is said in the contract's notes; any other key is refused.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from salesops.checks import strict_yaml
from salesops.checks.contract import Column, Contract, Table
from salesops.checks.custom import own
from salesops.checks.metrics import Place
from salesops.checks.node import Node
from salesops.checks.odcs_column import column, name_of
from salesops.checks.odcs_keys import verify
from salesops.checks.quality import rules
from salesops.checks.references import references
from salesops.checks.service_levels import ages
from salesops.checks.uniqueness import keys, without_sets
from salesops.checks.zones import zone_of

_ASIDE = ("servers", "support", "price", "team", "roles")
FILE = re.compile(r"[*?\[]|\.(csv|tsv|txt|parquet|xlsx|gz|zst)$", re.IGNORECASE)
"""What makes a physicalName a file's: elsewhere it is the name of a database's table."""


def read(path: Path) -> Contract:
    """The contract of a file.

    Raises:
        InputError: the file cannot be opened.
        UsageError: it is no contract: the file, the place in it, and the remedy.
    """
    return of_node(strict_yaml.read(path))


def of_node(root: Node) -> Contract:
    """The contract of a document."""
    _refuse_other_kinds(root)
    verify(root)
    unchecked = [(f"`{key}`", node) for key in _ASIDE if (node := root.get(key))]
    said = own(root, "contract", unchecked)
    nodes = root.each("schema")
    if not nodes:
        raise root.error("declares no table: add one under `schema`")
    _refuse_twins(nodes)
    ages_of = ages(root, [name_of(node) for node in nodes], unchecked)
    to = references(nodes, unchecked)
    tables = tuple(_table(node, said, ages_of, to, unchecked) for node in nodes)
    return Contract(tables, root.word("name"), _notes(unchecked))


def _refuse_other_kinds(root: Node) -> None:
    kind, version = root.get("kind"), root.get("apiVersion")
    if kind and kind.text() != "DataContract":
        raise kind.error(f"{kind.text()!r} is not read: write DataContract")
    if version and not re.fullmatch(r"v3\.[0-2]\.\d+", version.text()):
        raise version.error(f"{version.text()!r} is not read: v3.0.0 to v3.2.0 of ODCS are")


def _refuse_twins(nodes: Sequence[Node]) -> None:
    """DuckDB tells names apart without case, and so is done here."""
    seen: dict[str, Node] = {}
    for node in nodes:
        first = seen.setdefault(name_of(node).casefold(), node)
        if first is not node:
            raise node.error(f"{name_of(node)!r} is declared twice, first on line {first.line}")


def _table(
    node: Node,
    inherited: Mapping[str, Any],
    ages_of: Mapping[str, str],
    to: Mapping[tuple[str, str], Any],
    unchecked: list[tuple[str, Node]],
) -> Table:
    name, properties = name_of(node), node.each("properties")
    said = {**inherited, **own(node, "table", unchecked)}
    _refuse_twins(properties)
    place = Place(name, tuple(name_of(p) for p in properties))
    columns = tuple(
        column(p, place, said, to.get((name, name_of(p)), ()), unchecked) for p in properties
    )
    _refuse_one_header(properties, columns)
    found = rules(node, place, unchecked)
    return Table(
        name=name,
        columns=columns,
        source=said.get("source", ""),
        pattern=said.get("filePattern", _file_name(node)),
        encodings=said.get("encoding", ("utf-8",)),
        delimiter=said.get("delimiter", ""),
        sheet=said.get("sheet", ""),
        max_age=said.get("maxAge", ages_of.get(name, "")),
        zone=said.get("timezone") or zone_of(properties),
        unique=keys(properties, found),
        rules=without_sets(found),
        further=said.get("furtherColumns", False),
    )


def _refuse_one_header(nodes: Sequence[Node], columns: Sequence[Column]) -> None:
    seen: dict[str, str] = {}
    for node, found in zip(nodes, columns, strict=True):
        for header in found.headers:
            if seen.setdefault(header, found.name) != found.name:
                raise node.error(f"the header {header!r} already means {seen[header]}: keep one")


def _file_name(node: Node) -> str:
    physical = node.word("physicalName")
    return physical if FILE.search(physical) else ""


def _notes(unchecked: Iterable[tuple[str, Node]]) -> tuple[str, ...]:
    places: dict[str, list[str]] = {}
    for what, node in unchecked:
        places.setdefault(what, []).append(node.where)
    return tuple(
        f"Of the contract, not checked: {what} ({', '.join(dict.fromkeys(found))})."
        for what, found in places.items()
    )
