"""A result's columns against a row dataclass: same names, same order, each value of its unit."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
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


_CASTS: Mapping[Unit, Callable[[Any], Any]] = {
    Unit.MONEY: _decimal,
    Unit.QUANTITY: _decimal,
    Unit.COUNT: int,
    Unit.PERCENT: float,
    Unit.RATIO: float,
    Unit.DAYS: float,
    Unit.HOURS: float,
    Unit.TEXT: str,
    Unit.FLAG: bool,
}


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
    casts = [_CASTS.get(column.unit, lambda value: value) for column in wanted]
    optional = _optional(row)
    found = []
    for values in rows.tuples:
        for name, value, may in zip(rows.names, values, optional, strict=True):
            if value is None and not may:
                raise ContractError(f"{statement}: {row.__name__}.{name} is NULL")
        cells = (None if v is None else cast(v) for v, cast in zip(values, casts, strict=True))
        found.append(row(*cells))
    return found


def _optional(row: type) -> list[bool]:
    hints = get_type_hints(row)
    return [type(None) in get_args(hints[field.name]) for field in fields(row)]
