"""Parquet: one table with exact types, the same bytes for the same answer."""

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from salesops.render.data import chosen
from salesops.render.view import View
from salesops.result import Answer, Column
from salesops.units import Unit, rounded

_PLACES = 4
"""Of money: more than any currency has, so that sums of cells agree with sums of rows."""
_DECIMAL = pa.decimal128(38, _PLACES)
_EXACT = pa.decimal128(38, 10)
"""Of a user's own SELECT: more places than a product of two canonical columns has."""
_TYPES = {
    Unit.TEXT: pa.string(),
    Unit.MONEY: _DECIMAL,
    Unit.MEASURE: _DECIMAL,
    Unit.FIGURE: _EXACT,
    Unit.QUANTITY: _DECIMAL,
    Unit.MEAN: _DECIMAL,
    Unit.DECIMAL: _EXACT,
    Unit.COUNT: pa.int64(),
    Unit.LINE: pa.int64(),
    Unit.DATE: pa.date32(),
    Unit.INSTANT: pa.timestamp("us"),
    Unit.FLAG: pa.bool_(),
}
"""All other units are fractions: float64."""


def render(answer: Answer, view: View) -> bytes:
    """The table with its schema, also when it has no rows."""
    table = chosen(answer, view)
    arrays = [_array([c.of(row) for row in table.rows], c) for c in table.columns]
    schema = pa.schema(
        [_field(c) for c in table.columns], {"currency": _utf8(answer.currency or "")}
    )
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), sink)
    return bytes(sink.getvalue())


def _field(column: Column) -> pa.Field:
    return pa.field(_utf8(column.name), _type(column), metadata={"unit": column.unit.value})


def _type(column: Column) -> pa.DataType:
    return _TYPES.get(column.unit, pa.float64())


def _array(values: list[Any], column: Column) -> pa.Array:
    return pa.array([_storable(value, _type(column)) for value in values], _type(column))


def _storable(value: Any, kind: pa.DataType) -> Any:
    if pa.types.is_decimal(kind) and value is not None:
        return rounded(Decimal(value), kind.scale)
    return _utf8(value) if isinstance(value, str) else value


def _utf8(text: str) -> str:
    """The text with a lone surrogate, which UTF-8 cannot hold, as its code."""
    return text.encode("utf-8", "backslashreplace").decode()
