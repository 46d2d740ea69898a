"""After loading: of deals, where no orders are, their currency, reach and --where."""

from collections.abc import Sequence
from datetime import datetime

from salesops.errors import UnsettledError, UsageError
from salesops.exports import canonical
from salesops.exports.catalogue import Filter
from salesops.queries.duck import Duck, identifier

_STAMPS = {
    "deals": ("created", "closed", "stage_entered", "last_activity", "updated"),
    "deal_stage_history": ("entered",),
    "leads": ("created", "converted"),
    "activities": ("created",),
}
"""What a CRM has seen happen; a close date is a hope, and an activity may be planned."""
TABLES = frozenset(_STAMPS)
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
    if "deals" not in filled:
        return of_orders
    if "orders" not in filled:  # there it is only the one that was wanted
        of_orders = None
    if stated:
        duck.run("UPDATE deals SET currency = $c WHERE currency IS NULL", {"c": stated.upper()})
    rows = duck.run(
        "SELECT DISTINCT currency FROM deals WHERE currency IS NOT NULL ORDER BY currency"
    )
    found = [row[0] for row in rows.tuples]
    every = sorted({*found, *([of_orders] if of_orders else [])})
    if wanted is None and len(every) > 1:
        raise UnsettledError(
            f"the deals are in {', '.join(found)}"
            + (f" and the orders in {of_orders}" if of_orders else "")
            + f", which cannot be added: choose one with --currency {every[0]}, or convert with "
            f"--currency {every[0]} --fx rates.csv"
        )
    if wanted and found and wanted not in every:
        raise UnsettledError(f"no deal is in {wanted}: the exports hold {', '.join(found)}")
    return wanted or (every[0] if every else None)


def reach(
    duck: Duck, filled: frozenset[str], before: datetime | None = None
) -> tuple[datetime, datetime] | None:
    """The first and latest stamp of what a CRM has seen happen, on the store's clock."""
    seen = " UNION ALL ".join(
        f"SELECT {stamp}_local AS t FROM {table}"
        for table in sorted(_STAMPS.keys() & filled)
        for stamp in _STAMPS[table]
    )
    if not seen:
        return None
    low, high = duck.run(
        f"SELECT min(t), max(t) FROM ({seen}) WHERE $before IS NULL OR t < $before",
        {"before": before},
    ).tuples[0]
    return None if low is None else (low, high)


def set_aside(duck: Duck, filters: Sequence[Filter]) -> None:
    """Exclude the deals that a question about deals does not ask for.

    Raises:
        UsageError: a column that no deal states.
    """
    known = {column.name for column in canonical.tables()["deals"].columns}
    for wanted in filters:
        stated = wanted.column in known and duck.value(
            f"SELECT count(*) = 0 OR count({identifier(wanted.column)}) > 0 FROM deals"
        )
        if not stated:
            raise UsageError(
                f"--where {wanted.column}={wanted.value}: no deal states its {wanted.column}; what "
                "is known of reps and accounts can be seen with --by, not filtered"
            )
        _drop(duck, wanted)


def _drop(duck: Duck, wanted: Filter) -> None:
    duck.run(
        "INSERT INTO excluded SELECT source_file, source_row, $reason FROM deals "
        f"WHERE {identifier(wanted.column)} IS DISTINCT FROM $value",
        {"reason": f"not {wanted.column}={wanted.value}", "value": wanted.value},
    )
    duck.run(
        f"DELETE FROM deals WHERE {identifier(wanted.column)} IS DISTINCT FROM $value",
        {"value": wanted.value},
    )
