"""Which files name the same orders, and so must be settled together."""

from collections.abc import Collection, Iterator

from salesops.exports import canonical
from salesops.exports.store_staying import FAMILY, staying
from salesops.queries.duck import Duck, identifier

_NAMED = ("order_id", "order_no")
_KEYED = ("payments", "refunds")
"""Tables of which a row may name no order."""
_BARE = "coalesce(nullif(regexp_replace({0}, '^[^0-9]+', ''), ''), {0})"  # as sql/load/orders.sql


def note_names(duck: Duck, filled: frozenset[str]) -> None:
    """Note down what each loaded file names: orders, and keys of refunds and payments."""
    duck.run("CREATE OR REPLACE TEMP TABLE names_loaded (source_file VARCHAR, name VARCHAR)")
    for table, name in _names(filled):
        duck.run(
            f"INSERT INTO names_loaded SELECT DISTINCT source_file, {name} AS name "
            f"FROM {table} WHERE name IS NOT NULL"
        )


def _names(tables: Collection[str]) -> Iterator[tuple[str, str]]:
    """Tables whose rows are of an order, and SQL of what by its equal could be the same."""
    for table in sorted(FAMILY & set(tables)):
        for column in canonical.tables()[table].columns:
            if column.name in _NAMED:
                yield table, _BARE.format(column.name)
        if table in _KEYED:
            key = ", ".join(map(identifier, canonical.tables()[table].key))
            yield table, f"concat_ws(chr(31), '{table}', {key})"


def groups(duck: Duck, names: Collection[str], beside: Collection[str]) -> dict[str, int]:
    """The loaded files by the group of those that name the same; those `beside` orders are one."""
    above = {name: name for name in names}

    def top(name: str) -> str:
        while above[name] != name:
            name = above[name]
        return name

    alike = duck.run(
        "SELECT DISTINCT files FROM (SELECT list_sort(list(DISTINCT source_file)) AS files "
        "FROM names_loaded GROUP BY name) WHERE len(files) > 1"
    ).tuples
    for first, *others in [*(row[0] for row in alike), *([sorted(beside)] if beside else [])]:
        for other in others:
            above[top(other)] = top(first)
    numbers = {one: n for n, one in enumerate(sorted({top(name) for name in names}))}
    return {name: numbers[top(name)] for name in names}


def sharing(duck: Duck, stay: frozenset[str]) -> set[str]:
    """The exports of the store that name an order, or hold a key, of those that were loaded."""
    found: set[str] = set()
    for table, name in _names(stay):
        rows = duck.run(
            f"SELECT DISTINCT source_file FROM {staying(table)} "
            f"WHERE {name} IN (SELECT name FROM names_loaded)"
        )
        found |= {row[0] for row in rows.tuples}
    return found
