"""A Parquet footer has no checksum, so what it says twice must be said alike.

The scale of a decimal stands in the footer as Parquet 1 and as Parquet 2 have it. DuckDB goes by
the one and pyarrow by the other: where one bit turned, one of them reads 19.90 as 199.00. A width
that is too small for the decimal's digits is what pyarrow does not take for a decimal at all.
"""

from pathlib import Path

from salesops.errors import InputError
from salesops.exports.parquet_file import schema

_WIDEST = 38
"""Digits of the widest decimal that DuckDB has; a wider one it reads as a float."""


def refuse_contradictions(path: Path) -> None:
    """Pass a file whose decimals two readers understand alike.

    Raises:
        InputError: they do not, so that the footer is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = schema(path)  # first, since it refuses names that pyarrow chokes on
    try:
        fields = pq.read_schema(path)
    except NotImplementedError:
        return  # a type that only DuckDB reads
    for field, (name, kind) in zip(fields, found, strict=False):
        ours = kind if kind.startswith("DECIMAL") else ""
        decimal = pa.types.is_decimal(field.type) and field.type.precision <= _WIDEST
        theirs = f"DECIMAL({field.type.precision},{field.type.scale})" if decimal else ""
        if ours != theirs:
            raise InputError(
                f"{path} is corrupt: its footer calls {name!r} {ours or 'no decimal'} and "
                f"{theirs or 'no decimal'}; fetch it again",
                "whole",
            )
