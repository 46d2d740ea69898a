"""After loading: of deals, where no orders are, their currency, reach and --where."""

from collections.abc import Sequence
from datetime import datetime

from salesops.errors import UnsettledError, UsageError
from salesops.exports import canonical
from salesops.exports.asking import Filter
from salesops.queries.duck import Duck, identifier
from salesops.queries.engine import Engine

STAMPS = {
    "deals": ("created", "closed", "stage_entered", "last_activity", "updated"),
    "deal_stage_history": ("entered",),
    "leads": ("created", "converted"),
    "activities": ("created",),
    "quotes": ("created", "sent", "accepted", "declined", "updated"),
    "contracts": ("created", "signed", "cancelled", "updated"),
}
"""What a CRM has seen happen; a close date is a hope, and an activity may be planned."""
_PRICED = ("deals", "quotes", "contracts")
"""Tables with money that stand beside orders, or without them."""
_OF_DEALS = frozenset({"quotes", "contracts"})
"""Those whose rows are of a deal."""
ABOUT = frozenset(_PRICED)
"""Tables that make a question one about deals, where no orders are asked."""
TABLES = frozenset(STAMPS)
"""Those whose stamps say how far a CRM's export reaches."""


def currency_of(
    duck: Duck,
    filled: frozenset[str],
    wanted: str | None,
    stated: str | None,
    of_orders: str | None,
) -> str | None:
    """The one currency of the question, deals among it; None if neither they nor orders state one.

    Raises:
        UnsettledError: deals in several currencies, or in another than the orders; or the wanted
            one is absent.
    """
    tables = [table for table in _PRICED if table in filled]
    if not tables:
        return of_orders
    if "orders" not in filled:  # there it is only the one that was wanted
        of_orders = None
    found = sorted({one for table in tables for one in _currencies(duck, table, stated)})
    what = " and ".join(tables)
    every = sorted({*found, *([of_orders] if of_orders else [])})
    if wanted is None and len(every) > 1:
        raise UnsettledError(
            f"the {what} are in {', '.join(found)}"
            + (f" and the orders in {of_orders}" if of_orders else "")
            + f", which cannot be added: choose one with --currency {every[0]}, or convert with "
            f"--currency {every[0]} --fx rates.csv"
        )
    if wanted and found and wanted not in every:
        raise UnsettledError(f"no {what[:-1]} is in {wanted}: the exports hold {', '.join(found)}")
    return wanted or (every[0] if every else None)


def _currencies(duck: Duck, table: str, stated: str | None) -> list[str]:
    """Those that the rows of a table are in, once what is stated stands where they state none."""
    if stated:
        duck.run(f"UPDATE {table} SET currency = $c WHERE currency IS NULL", {"c": stated.upper()})
    rows = duck.run(f"SELECT DISTINCT currency FROM {table} WHERE currency IS NOT NULL")
    return [row[0] for row in rows.tuples]


def reach(
    engine: Engine, filled: frozenset[str], before: datetime | None = None
) -> tuple[datetime, datetime] | None:
    """The first and latest stamp of what a CRM has seen happen, on the store's clock."""
    seen = " UNION ALL ".join(
        f"SELECT {stamp}_local AS t FROM {table}"
        for table in sorted(STAMPS.keys() & filled)
        for stamp in STAMPS[table]
    )
    if not seen:
        return None
    low, high = engine.run(
        f"SELECT min(t) AS low, max(t) AS high FROM ({seen}) AS stamps "
        "WHERE $before::TIMESTAMP IS NULL OR t < $before::TIMESTAMP",
        {"before": before},
    ).tuples[0]
    return None if low is None else (low, high)


def set_aside(duck: Duck, filters: Sequence[Filter], filled: frozenset[str]) -> None:
    """Exclude the deals that a question about deals does not ask for, and what is of them.

    Raises:
        UsageError: a column that no deal states.
    """
    for wanted in filters:
        if "deals" in filled:
            _refuse_unstated(duck, "deals", wanted)
            _drop(duck, "deals", f"{identifier(wanted.column)} IS DISTINCT FROM $value", wanted)
        for table in sorted(filled & _OF_DEALS):
            if "deals" not in filled:
                _refuse_unstated(duck, table, wanted)
            _drop(duck, table, f"NOT ({_kept(table, wanted, 'deals' in filled)})", wanted)


def _refuse_unstated(duck: Duck, table: str, wanted: Filter) -> None:
    stated = _has(table, wanted) and duck.value(
        f"SELECT count(*) = 0 OR count({identifier(wanted.column)}) > 0 FROM {table}"
    )
    if not stated:
        raise UsageError(
            f"--where {wanted.column}={wanted.value}: no {table[:-1]} states its {wanted.column}; "
            "what is known of reps and accounts can be seen with --by, not filtered"
        )


def _has(table: str, wanted: Filter) -> bool:
    return wanted.column in {column.name for column in canonical.tables()[table].columns}


def _kept(table: str, wanted: Filter, with_deals: bool) -> str:
    """What says that a row is asked for: itself, else its deal."""
    own = f"{identifier(wanted.column)} IS NOT DISTINCT FROM $value"
    of_deal = (
        f"EXISTS (SELECT 1 FROM deals AS d WHERE d.shop_id = {table}.shop_id "
        f"AND d.deal_id = {table}.deal_id AND $value IS NOT NULL)"
    )
    if not with_deals:
        return own
    if not _has(table, wanted):
        return of_deal
    return f"{own} OR ({identifier(wanted.column)} IS NULL AND {of_deal})"


def _drop(duck: Duck, table: str, condition: str, wanted: Filter) -> None:
    duck.run(
        f"INSERT INTO excluded SELECT source_file, source_row, $reason FROM {table} "
        f"WHERE {condition}",
        {"reason": f"not {wanted.column}={wanted.value}", "value": wanted.value},
    )
    duck.run(f"DELETE FROM {table} WHERE {condition}", {"value": wanted.value})
