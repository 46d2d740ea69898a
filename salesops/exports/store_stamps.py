"""What the tables of a store say of time and money, so that no question need look for it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from salesops.assets import folder
from salesops.exports import canonical, crm, store
from salesops.exports.store_staying import FAMILY
from salesops.queries.duck import Duck, identifier
from salesops.queries.statement import read

_AS_OF = re.compile(r"(\w+)(?:::TIMESTAMP)?\)? (?:>=|<) \$as_of|coalesce\(([\w, ]+)\) >= \$as_of")
_STAMPS = {
    "orders": ("coalesce(processed_local, created_local)", "cancelled_local"),
    "refunds": ("refunded_local",),
    "payments": ("paid_local",),
    **{name: tuple(f"{one}_local" for one in stamps) for name, stamps in crm.STAMPS.items()},
}
"""By table what tells how far the data reaches, as settling asks it."""


@dataclass(frozen=True)
class Stamps:
    """The tables of the file, as they were before anything was set aside."""

    duck: Duck
    tables: Sequence[str]

    def value(self, sql: str) -> int:
        """The one number of a statement."""
        found: int = self.duck.value(sql)
        return found

    def whole(self, table: str) -> str:
        """All of its rows, to be selected from."""
        return f"kept.{identifier(store.whole(table, self.stand))}"

    @cached_property
    def stand(self) -> set[str]:
        """The tables of the file by the names under which they stand."""
        return store.standing(self.duck)

    def reach(self) -> dict[str, tuple[datetime, datetime]]:
        """By table the first and latest stamp of what happened."""
        found = {}
        for table in sorted(_STAMPS.keys() & set(self.tables)):
            only = ""
            if table == "payments":
                only = "WHERE kind = 'refund'"
                if "orders" in self.tables:
                    only += (
                        f" OR EXISTS (SELECT 1 FROM {self.whole('orders')} AS o "
                        "WHERE o.shop_id = p.shop_id AND o.order_id = p.order_id)"
                    )
            ends = self._ends(_STAMPS[table], f"{self.whole(table)} AS p {only}")
            if ends[0] is not None:
                found[table] = ends
        return found

    def _ends(self, stamps: Iterable[str], rows: str) -> tuple[datetime, datetime]:
        lows = ", ".join(f"min({one})" for one in stamps)
        highs = ", ".join(f"max({one})" for one in stamps)
        low, high = self.duck.run(
            f"SELECT least({lows}, NULL), greatest({highs}, NULL) FROM {rows}"
        ).tuples[0]
        return low, high

    def latest(self) -> dict[str, datetime]:
        """By table the latest of the stamps that are held against as-of."""
        found = {}
        for table in self.tables:
            columns = _held_against_as_of(table)
            if columns:
                stamps = [f"{one}::TIMESTAMP" for one in sorted(columns)]
                if (high := self._ends(stamps, self.whole(table))[1]) is not None:
                    found[table] = high
        return found

    def currencies(self) -> dict[str, tuple[str, ...]]:
        """By table the currencies that its rows state."""
        found = {}
        for table in self.tables:
            if any(c.name == "currency" for c in canonical.tables()[table].columns):
                rows = self.duck.run(
                    "SELECT DISTINCT unnest(string_split(currency, '+')) AS c "
                    f"FROM {self.whole(table)} ORDER BY c"
                ).tuples
                found[table] = tuple(row[0] for row in rows)
        return found

    def unstated(self) -> int:
        """Orders that state no currency."""
        if "orders" not in self.tables:
            return 0
        return self.value(f"SELECT count(*) FROM {self.whole('orders')} WHERE currency IS NULL")


def _held_against_as_of(table: str) -> set[str]:
    """The columns of a table that the statements of sql/load hold against as-of."""
    columns = {column.name for column in canonical.tables()[table].columns}
    if table in FAMILY:
        file, names = "settle", re.compile("drop_later|undated|later_|unhappen")
    else:
        file, names = "beside", re.compile(f"(later|unhappen)_{table}$")
    found = set()
    for one in read(folder("sql") / "load" / f"{file}.sql").statements:
        if names.search(one.name):
            for name, several in _AS_OF.findall(one.sql):
                found |= {name, *several.split(", ")}
    return found & columns
