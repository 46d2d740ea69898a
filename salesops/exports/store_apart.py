"""What of a store stands apart from exports that are loaded, and so need not be read again.

Exports are apart where no rule of settling and linking can look from one to the other: no name of
an order, however it is written, and no key of a row stands in both.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain

from salesops.exports import canonical
from salesops.exports.loader import Gathered
from salesops.exports.source import Source
from salesops.exports.store import Export, Facts
from salesops.exports.store_found import Lying
from salesops.queries.duck import Duck, identifier

FAMILY = frozenset({"orders", "order_lines", "refunds", "payments"})
"""Tables whose rows are of an order; all others are settled together, each time."""
_BY_FILE = frozenset({canonical.SOURCE, "shopify_orders", "orders_flat", "order_lines_flat"})
"""Sources that group and join, each time within a file; tests hold them to it."""
_ACROSS = re.compile(
    r"(?i)\b(join|group|over|distinct|exists|qualify|having)\b"
    r"|\b(min|max|sum|count|avg|median|mode|any_value|arg_\w+|bool_\w+|string_agg|list)\("
)
"""Words by which SQL could look from one row to another."""
_NAMED = ("order_id", "order_no")
_KEYED = ("payments", "refunds")
"""Tables of which a row may name no order."""
_BARE = "coalesce(nullif(regexp_replace({0}, '^[^0-9]+', ''), ''), {0})"  # as sql/load/orders.sql


def kin(
    work: Collection[str], known: Mapping[str, Export], lying: Mapping[str, Lying]
) -> dict[str, str]:
    """The known exports that must be read with those of `work`, each with why."""
    found: dict[str, str] = {}
    if not work:
        return found
    groups = {known[name].group for name in work if name in known}
    sources = {one.match.source.name: one.match.source for one in map(lying.__getitem__, work)}
    for name, one in known.items():
        if one.group in groups:
            found[name] = "they have orders in common with one that changed"
        elif one.source in sources and not _by_file(sources[one.source]):
            found[name] = f"the files of {one.source} tell their orders together"
        elif not FAMILY.issuperset(one.tables):
            found[name] = "what stands beside orders is linked to them anew"
    return found


def _by_file(source: Source) -> bool:
    """Whether what a source makes of a file hangs on no other of its files."""
    if source.name in _BY_FILE:
        return True
    sql = "\n".join(one.sql for one in source.sql.statements)
    return len(source.inputs) == 1 and not _ACROSS.search(sql)


def met(
    duck: Duck, kept: Iterable[Export], gathered: Gathered, before: Facts | None
) -> dict[str, str]:
    """The exports that those loaded are not apart from, each with why.

    The loaded tables stand in the engine, and those of the store beside them, as `kept`.
    """
    assert before is not None  # noqa: S101 - something is kept
    every = {one.name: one for one in kept}
    stay = frozenset(chain.from_iterable(one.tables for one in every.values()))
    leave_only(duck, every)
    if why := _tied(duck, gathered, stay, before):
        return dict.fromkeys(every, why)
    names = _sharing(duck, stay)
    groups = {every[name].group for name in names}
    why = "they hold orders of one that is new or changed"
    return {name: why for name, one in every.items() if one.group in groups}


def leave_only(duck: Duck, kept: Collection[str]) -> None:
    """Note down the exports of the store that stay."""
    duck.run("CREATE OR REPLACE TEMP TABLE staying (name VARCHAR)")
    duck.run("INSERT INTO staying SELECT unnest($names)", {"names": sorted(kept)})


def _tied(duck: Duck, gathered: Gathered, stay: frozenset[str], before: Facts) -> str:
    """Why nothing stands apart; empty where no rule looks at all of the tables at once."""
    new = gathered.filled
    if (before.clocked or gathered.clock.offset) and before.zone is None:
        return "no zone is named, and stamps state offsets from UTC"
    if new & FAMILY and (_none(duck, "orders", new) or _none(duck, "kept.orders", stay)):
        return "orders and their lines stand apart"
    if gift_cards(duck, new) != (before.gift_cards if stay & FAMILY else ()):
        return "other products are gift cards than were"
    if _reversals(duck, new, stay):
        return "payments were given back that are of no order yet"
    return ""


def _kept(table: str) -> str:
    return (
        f"(SELECT * FROM kept.{identifier(table)} WHERE source_file IN (SELECT name FROM staying))"
    )


def _none(duck: Duck, table: str, filled: Collection[str]) -> bool:
    """Whether there are lines, and no orders that they could be of."""
    if "orders" in filled:
        rows = _kept("orders") if table.startswith("kept.") else table
        return bool(duck.value(f"SELECT count(*) = 0 FROM {rows}"))
    return bool(FAMILY & set(filled))


def gift_cards(duck: Duck, new: Collection[str]) -> tuple[tuple[str, str], ...]:
    """What products say of lines: all of them are loaded each time."""
    if "products" not in new:
        return ()
    rows = duck.run(
        "SELECT DISTINCT shop_id, sku FROM memory.main.products "
        "WHERE is_gift_card AND sku IS NOT NULL ORDER BY ALL"
    )
    return tuple((shop, sku) for shop, sku in rows.tuples)


def _reversals(duck: Duck, new: Collection[str], stay: Collection[str]) -> bool:
    return any(
        duck.value(f"SELECT count(*) > 0 FROM {table} WHERE kind = 'reversal'")
        for table, filled in (("payments", new), ("kept.payments", stay))
        if "payments" in filled
    )


@contextmanager
def all_orders(duck: Duck, kept: Collection[str], filled: frozenset[str]) -> Iterator[None]:
    """In the block the orders that stay stand among those that were loaded, to be found."""
    leave_only(duck, kept)
    orders = "" if FAMILY.issuperset(filled) or not kept else _whole(duck)
    if orders:
        duck.run(f"INSERT INTO memory.main.orders BY NAME SELECT * FROM {_kept(orders)}")
    yield
    if orders:
        duck.run("DELETE FROM memory.main.orders WHERE source_file IN (SELECT name FROM staying)")


def _whole(duck: Duck) -> str:
    """The table of orders as they were before any was set aside."""
    names = {
        row[0]
        for row in duck.run(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'kept'"
        ).tuples
    }
    return next((one for one in ("whole_orders", "orders") if one in names), "")


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


def _sharing(duck: Duck, stay: frozenset[str]) -> set[str]:
    """The exports of the store that name an order, or hold a key, of those that were loaded."""
    found: set[str] = set()
    for table, name in _names(stay):
        rows = duck.run(
            f"SELECT DISTINCT source_file FROM {_kept(table)} "
            f"WHERE {name} IN (SELECT name FROM names_loaded)"
        )
        found |= {row[0] for row in rows.tuples}
    return found
