"""A result of unknown shape as a table: the unit of each column from the engine's type."""

import math
from dataclasses import field, make_dataclass
from decimal import Decimal
from typing import Any

from salesops.queries.engine import Rows
from salesops.result import Table
from salesops.units import Count, Day, Exact, Flag, Instant, Quantity, Text

_UNITS = {
    **dict.fromkeys("TINYINT SMALLINT INTEGER BIGINT HUGEINT UBIGINT".split(), Count),
    **dict.fromkeys("DOUBLE FLOAT".split(), Quantity),
    "DECIMAL": Exact,
    "BOOLEAN": Flag,
    "DATE": Day,
    "TIMESTAMP": Instant,
}


def table_of(rows: Rows, name: str, title: str) -> Table:
    """The rows as a table whose columns are named as the result's are, duplicates included."""
    kinds = [_UNITS.get(type_.split("(", maxsplit=1)[0], Text) for type_ in rows.types]
    columns = [
        (f"c{i}", kind, field(metadata={"name": column, "title": column}))
        for i, (column, kind) in enumerate(zip(rows.names, kinds, strict=True))
    ]
    row = make_dataclass("Row", columns, frozen=True)
    cells = ([_cell(v, kind) for v, kind in zip(r, kinds, strict=True)] for r in rows.tuples)
    return Table(name, title, row, [row(*values) for values in cells])


def _cell(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None  # x / 0: no format can hold it as a number
    if kind is Quantity:
        return value if isinstance(value, Decimal) else Decimal(repr(value))
    return str(value) if kind is Text else value
