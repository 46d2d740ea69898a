"""Values and types on their way between DuckDB's words, Arrow and Spark."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from salesops.queries.duck import Declared

_TAKES = {
    "VARCHAR": ("string", "varchar", "char"),
    "BIGINT": ("bigint", "int", "smallint", "tinyint"),
    "INTEGER": ("int", "smallint", "tinyint"),
    "DOUBLE": ("double", "float", "decimal", "bigint", "int"),
    "DECIMAL": ("decimal", "bigint", "int"),
    "BOOLEAN": ("boolean",),
    "DATE": ("date",),
    "TIMESTAMP": ("timestamp_ntz", "timestamp"),
}
"""What each type of ours may be in a warehouse: nothing that loses a digit or a meaning."""


def bound(value: object) -> object:
    """A value as the client sends it: it takes a naive stamp for one of this machine's clock."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return f"{value:f}" if isinstance(value, Decimal) else value


def cast_of(value: object) -> str | None:
    """The type that a value loses on its way: a stamp's, or a number's with all of its digits."""
    if isinstance(value, datetime):
        return "TIMESTAMP"
    if isinstance(value, Decimal):
        places = max(0, -int(value.as_tuple().exponent))
        # No wider than it is: Spark gives up places where two types do not fit into 38 digits.
        return f"DECIMAL({max(len(f'{abs(value):f}'.replace('.', '')), places)}, {places})"
    return None


def rows(frame: Any) -> "pa.Table":
    """The rows as they come: toArrow() asks for their types in a call of its own, and casts."""
    table: pa.Table = frame._to_table()[0]  # noqa: SLF001 - the version is pinned
    return table


def naive(table: "pa.Table") -> "pa.Table":
    """Columns by number, their stamps without a zone: each session's is UTC."""
    import pyarrow as pa

    columns = [
        column.cast(pa.timestamp("us")) if pa.types.is_timestamp(column.type) else column
        for column in table.columns
    ]
    return pa.table(columns, names=[str(number) for number in range(len(columns))])


def schema(declared: "Sequence[Declared]") -> Any:
    """Columns as Spark declares them."""
    from pyspark.sql import types

    return types.StructType([types.StructField(name, _type(kind)) for name, kind in declared])


def _type(declared: str) -> Any:
    from pyspark.sql import types

    plain = {
        "VARCHAR": types.StringType,
        "BIGINT": types.LongType,
        "INTEGER": types.IntegerType,
        "DOUBLE": types.DoubleType,
        "BOOLEAN": types.BooleanType,
        "DATE": types.DateType,
        "TIMESTAMP": types.TimestampNTZType,
    }
    kind, _, digits = declared.rstrip(")").partition("(")
    return types.DecimalType(*map(int, digits.split(","))) if digits else plain[kind]()


def fits(declared: str, found: str) -> bool:
    """Whether a warehouse's type can be taken for ours."""
    return found.partition("(")[0] in _TAKES[declared.partition("(")[0]]


def spark_type(declared: str) -> str:
    """Spark's word for a type of ours."""
    word: str = _type(declared).simpleString()
    return word
