"""A result's columns against a row dataclass: same names, same order, each value of its unit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from salesops.errors import SalesopsError
from salesops.queries.engine import Rows
from salesops.result import columns
from salesops.units import Unit

Row = TypeVar("Row")


class ContractError(SalesopsError):
    """A statement's result is not what its row dataclass says: our bug, caught by the tests."""

    code = "contract"


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


_CASTS: Mapping[Unit, tuple[Callable[[Any], Any], str]] = {
    Unit.MONEY: (_decimal, "DECIMAL"),
    Unit.QUANTITY: (_decimal, "DECIMAL"),
    Unit.COUNT: (int, "BIGINT"),
    Unit.PERCENT: (float, "DOUBLE"),
    Unit.RATIO: (float, "DOUBLE"),
    Unit.DAYS: (float, "DOUBLE"),
    Unit.HOURS: (float, "DOUBLE"),
    Unit.TEXT: (str, "VARCHAR"),
    Unit.FLAG: (bool, "BOOLEAN"),
}
"""How a value becomes what its unit is told in, and the engine's type that it needs not for."""


def typed(rows: Rows, row: type[Row], statement: str) -> list[Row]:
    """The rows as instances of the dataclass.

    Raises:
        ContractError: other columns than its fields, or NULL where the field takes none.
    """
    wanted = columns(row)  # type: ignore[arg-type]
    if rows.names != tuple(column.name for column in wanted):
        raise ContractError(
            f"{statement} returns {', '.join(rows.names)} but {row.__name__} has "
            f"{', '.join(column.name for column in wanted)}"
        )
    if not rows.tuples:
        return []
    optional = _optional(row)  # type: ignore[arg-type]
    by_column = zip(wanted, zip(*rows.tuples, strict=True), rows.types, optional, strict=True)
    cells = []
    for column, values, type_, may in by_column:
        if not may and None in values:
            raise ContractError(f"{statement}: {row.__name__}.{column.name} is NULL")
        cells.append(_cast(values, column.unit, type_))
    return list(map(row, *cells))


def _cast(values: Sequence[Any], unit: Unit, type_: str) -> Sequence[Any]:
    """A column as its unit has it; as it came, where the engine's type is that already."""
    cast, comes = _CASTS.get(unit, (None, ""))
    if cast is None or type_.startswith(comes):
        return values
    return [None if value is None else cast(value) for value in values]


@cache
def _optional(row: type) -> tuple[bool, ...]:
    hints = get_type_hints(row)
    return tuple(type(None) in get_args(hints[field.name]) for field in fields(row))
