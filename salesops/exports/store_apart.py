"""What of a store stands apart from exports that are loaded, and so need not be read again.

Exports are apart where no rule of settling and linking can look from one to the other: no name of
an order, however it is written, and no key of a row stands in both.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from salesops.exports import canonical
from salesops.exports.loader import Gathered
from salesops.exports.source import Source
from salesops.exports.store_facts import Export, Facts
from salesops.exports.store_found import Lying
from salesops.exports.store_names import sharing
from salesops.exports.store_staying import FAMILY, leave_only, staying
from salesops.queries.duck import Duck

_BY_FILE = frozenset({canonical.SOURCE, "shopify_orders", "orders_flat", "order_lines_flat"})
"""Sources that group and join, each time within a file; tests hold them to it."""
_ACROSS = re.compile(
    r"(?i)\b(join|group|over|distinct|exists|qualify|having)\b"
    r"|\b(min|max|sum|count|avg|median|mode|any_value|arg_\w+|bool_\w+|string_agg|list)\("
)
"""Words by which SQL could look from one row to another."""


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


def met(duck: Duck, kept: Iterable[Export], gathered: Gathered, before: Facts) -> dict[str, str]:
    """The exports that those loaded are not apart from, each with why.

    The loaded tables stand in the engine, and those of the store beside them, as `kept`.
    """
    every = {one.name: one for one in kept}
    stay = frozenset(chain.from_iterable(one.tables for one in every.values()))
    leave_only(duck, every)
    if why := _tied(duck, gathered, stay, before):
        return dict.fromkeys(every, why)
    names = sharing(duck, stay)
    groups = {every[name].group for name in names}
    why = "they hold orders of one that is new or changed"
    return {name: why for name, one in every.items() if one.group in groups}


def _tied(duck: Duck, gathered: Gathered, stay: frozenset[str], before: Facts) -> str:
    """Why nothing stands apart; empty where no rule looks at all of the tables at once."""
    new = gathered.filled
    if (before.clocked or gathered.clock.offset) and before.zone is None:
        return "no zone is named, and stamps state offsets from UTC"
    if new & FAMILY and (_none(duck, "orders", new) or _none(duck, staying("orders"), stay)):
        return "orders and their lines stand apart"
    if gift_cards(duck, new) != (before.gift_cards if stay & FAMILY else ()):
        return "other products are gift cards than were"
    if _reversals(duck, new, stay):
        return "payments were given back that are of no order yet"
    return ""


def _none(duck: Duck, orders: str, filled: Collection[str]) -> bool:
    """Whether there are lines, and no orders that they could be of."""
    if "orders" in filled:
        return bool(duck.value(f"SELECT count(*) = 0 FROM {orders}"))
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
