"""The rows of a store that stay as they are while others are loaded: those of some of its files."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from salesops.exports.store import standing, whole
from salesops.queries.duck import Duck, identifier

FAMILY = frozenset({"orders", "order_lines", "refunds", "payments"})
"""Tables whose rows are of an order; of all others none stays, they are settled together anew."""
STAYS = "source_file IN (SELECT name FROM staying)"


def leave_only(duck: Duck, kept: Collection[str]) -> None:
    """Note down the exports of the store that stay."""
    duck.run("CREATE OR REPLACE TEMP TABLE staying (name VARCHAR)")
    duck.run("INSERT INTO staying SELECT unnest($names)", {"names": sorted(kept)})


def staying(table: str) -> str:
    """The rows of a table that stay, to be selected from."""
    return f"(SELECT * FROM kept.{identifier(table)} WHERE {STAYS})"


@contextmanager
def all_orders(duck: Duck, kept: Collection[str], filled: frozenset[str]) -> Iterator[None]:
    """In the block the orders that stay stand among those that were loaded, to be found."""
    leave_only(duck, kept)
    orders = whole("orders", stand := standing(duck))
    lent = kept and orders in stand and not FAMILY.issuperset(filled)
    if lent:
        duck.run(f"INSERT INTO memory.main.orders BY NAME SELECT * FROM {staying(orders)}")
    yield
    if lent:
        duck.run(f"DELETE FROM memory.main.orders WHERE {STAYS}")
