"""The relationships of a contract, from version 3.1: columns whose values stand in another."""

from collections.abc import Iterator, Mapping, Sequence

from salesops.checks.contract import Rule
from salesops.checks.node import Node, nearest
from salesops.checks.odcs_column import name_of


def references(
    tables: Sequence[Node], unchecked: list[tuple[str, Node]]
) -> Mapping[tuple[str, str], tuple[Rule, ...]]:
    """The rules of each column, by table and column.

    Raises:
        UsageError: a relationship to a table or column that the contract does not declare.
    """
    found: dict[tuple[str, str], tuple[Rule, ...]] = {}
    known = {name_of(t): [name_of(p) for p in t.each("properties")] for t in tables}
    for item, table, column in _relationships(tables):
        ends = _ends(item, table, column)
        if ends is None:
            unchecked.append(("relationships of several columns or files", item))
            continue
        for end in ends:
            _declared(item, end, known)
        start, to = ends
        rule = Rule("reference", arguments={"to": ".".join(to)})
        found[start] = (*found.get(start, ()), rule)
    return found


def _relationships(tables: Sequence[Node]) -> Iterator[tuple[Node, str, str]]:
    """Each with its table and, where it stands under one, its column."""
    for table in tables:
        yield from ((item, name_of(table), "") for item in table.each("relationships"))
        for node in table.each("properties"):
            yield from ((i, name_of(table), name_of(node)) for i in node.each("relationships"))


def _ends(item: Node, table: str, column: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """From which column to which, of one column each and within this contract; else None."""
    to, start = _column(item.pairs()["to"]), (table, column)
    if not column:
        said = item.get("from")
        if said is None:
            raise item.error("has no `from`: write as in `from: orders.customer_id`")
        found = _column(said)
        if found is None:
            return None
        start = found
    return (start, to) if to else None


def _column(node: Node) -> tuple[str, str] | None:
    """`customers.id`, or the standard's long form, `schema/customers/properties/id`."""
    if isinstance(node.value, tuple):
        return _column(node.value[0]) if len(node.value) == 1 else None
    text = node.text()
    parts = text.removeprefix("#").strip("/").split("/")
    if len(parts) == 4:  # noqa: PLR2004
        return parts[1], parts[3]
    table, dot, column = text.rpartition(".")
    return (table, column) if dot and "/" not in text and "#" not in text else None


def _declared(item: Node, end: tuple[str, str], known: Mapping[str, Sequence[str]]) -> None:
    table, column = end
    if table not in known:
        raise item.error(f"{table!r} is no table here: {nearest(table, known)}")
    if column not in known[table]:
        raise item.error(f"{column!r} is no column of {table}: {nearest(column, known[table])}")
