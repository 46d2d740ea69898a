"""After loading: the tables beside orders, such as checkouts and stock: linked and set aside."""

from collections.abc import Iterable
from datetime import datetime

from salesops.assets import folder
from salesops.queries.duck import Duck, identifier
from salesops.queries.statement import SqlFile, Statement, read

_CHECKOUTS = {"checkouts", "checkout_lines"}


_OF_A_SHOP = (
    "inventory_levels",
    "stock_history",
    "supply",
    "purchase_orders",
    "checkouts",
    "checkout_lines",
    "fulfillments",
    "tickets",
    "surveys",
    "traffic_daily",
    "items_daily",
    "search_daily",
)
"""Tables that often name no shop, since there is only one."""


def link(duck: Duck, tables: frozenset[str]) -> None:
    """Each finds its shop, parcels their orders, and lines of checkouts their worth."""
    shops = duck.run("SELECT DISTINCT shop_id FROM orders").tuples
    if len(shops) == 1 and shops[0][0]:
        for table in sorted(tables.intersection(_OF_A_SHOP)):
            _adopt(duck, table, shops[0][0])
    for statement in _about(tables, "link"):
        duck.run(statement.sql)


def _adopt(duck: Duck, table: str, shop: str) -> None:
    """Where all orders are of one shop, what names none is that shop's."""
    duck.run(f"UPDATE {identifier(table)} SET shop_id = $shop WHERE shop_id = ''", {"shop": shop})


def set_aside(duck: Duck, tables: frozenset[str], as_of: datetime, currency: str | None) -> int:
    """Exclude what is later than as-of or, where one is named, in another currency.

    Returns:
        Rows that were excluded or changed for being later.
    """
    for statement in _about(tables, "currency") if currency else ():
        duck.run(statement.sql, {"currency": currency})
    later = _as_of(duck, tables, "later", as_of)
    if tables >= _CHECKOUTS:
        duck.run(_file().statement("lines_of_checkouts").sql)
    for table in sorted(tables & _named("later")):
        _forget(duck, table)
    if tables >= _CHECKOUTS:
        _forget(duck, "checkout_lines")
    later += _as_of(duck, tables, "unhappen", as_of)
    if "deals" in tables:
        for statement in _about(tables, "retell"):
            duck.run(statement.sql)
    return later


def _as_of(duck: Duck, tables: frozenset[str], does: str, as_of: datetime) -> int:
    """Do it as of then; how many rows it touched."""
    done = [duck.value(one.sql, {"as_of": as_of}) for one in _about(tables, does)]
    return sum(done)


def _forget(duck: Duck, table: str) -> None:
    name = identifier(table)
    duck.run(
        f"DELETE FROM {name} AS t USING excluded AS e "
        "WHERE t.source_file = e.source_file AND t.source_row = e.source_row"
    )


def _file() -> SqlFile:
    return read(folder("sql") / "load" / "beside.sql")


def _named(does: str) -> set[str]:
    """The tables that something is to be done to."""
    names = (statement.name for statement in _file().statements)
    return {name.removeprefix(f"{does}_") for name in names if name.startswith(f"{does}_")}


def _about(tables: frozenset[str], does: str) -> Iterable[Statement]:
    """What is to be done to the tables that some export feeds."""
    return [_file().statement(f"{does}_{table}") for table in sorted(tables & _named(does))]
