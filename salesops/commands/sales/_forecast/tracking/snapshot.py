"""A forecast as it was told, in one Parquet file: every number of it, and what it is of.

A row a series and date; amounts are decimals of four places, which hold cents exactly and make 400
series over 28 days less than a quarter of a megabyte. What it is of stands in the file's metadata.
Nothing in it says when it was written, so the same question of the same data makes the same bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from salesops.commands.sales._forecast.question import Question, Terms
from salesops.models.forecast.panel import Array, Days, Freq

VERSION = 1
_KEY = b"salesops.forecast"
_PLACES = 4
_AMOUNT = pa.decimal64(18, _PLACES)
_MOST = 9e13
"""More than that no column holds: such a bound is as good as none."""


@dataclass(frozen=True)
class Head:
    """What a snapshot is of."""

    question: Question
    terms: Terms
    made: datetime
    """As-of of the question, on the store's clock."""
    first: date
    """The first period that it tells."""
    salesops: str
    """The version that told it."""
    fingerprint: str
    """Of the files that it was told from."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A forecast of N series over H periods, with what the seasonal naive said at that moment."""

    head: Head
    ids: tuple[str, ...]
    dates: Days
    methods: tuple[str, ...]
    scale: Array
    """(N,): what the seasonal naive missed by until then; NaN where nobody knows."""
    values: Mapping[str, Array]
    """(N, H) by column: yhat, naive, and lo80, hi80, .. of every level."""

    def same(self, other: "Snapshot") -> bool:
        """Whether the other tells the same numbers of the same series and dates."""
        return (
            self.ids == other.ids
            and np.array_equal(self.dates, other.dates)
            and self.values.keys() == other.values.keys()
            and all(_alike(self.values[name], other.values[name]) for name in self.values)
        )


def rounded(values: Array) -> Array:
    """As a file holds them."""
    near = np.round(np.clip(values, -_MOST, _MOST), _PLACES)
    return np.asarray(near + 0.0, dtype=np.float64)  # no -0


def _alike(one: Array, other: Array) -> bool:
    return np.array_equal(_units(one), _units(other)) and np.array_equal(
        np.isnan(one), np.isnan(other)
    )


def written(shot: Snapshot) -> bytes:
    """The file."""
    many = len(shot.dates)
    columns: dict[str, pa.Array] = {
        "unique_id": _texts(shot.ids, many),
        "ds": pa.array(np.tile(shot.dates, len(shot.ids))),
        "method": _texts(shot.methods, many),
        "scale": pa.array(np.repeat(shot.scale, many), from_pandas=True),
        **{name: _amounts(values) for name, values in shot.values.items()},
    }
    table = pa.table(columns).replace_schema_metadata({_KEY: _head(shot.head)})
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        compression="zstd",
        store_decimal_as_integer=True,
        use_dictionary=["unique_id", "ds", "method", "scale"],
    )
    return bytes(sink.getvalue())


def _texts(names: tuple[str, ...], many: int) -> pa.Array:
    indices = np.repeat(np.arange(len(names), dtype=np.int32), many)
    return pa.DictionaryArray.from_arrays(indices, pa.array(names, pa.string()))


def _amounts(values: Array) -> pa.Array:
    flat = values.ravel()
    return pa.array(_units(flat), mask=np.isnan(flat)).view(_AMOUNT)


def _units(values: Array) -> Any:
    return np.rint(np.nan_to_num(values) * 10**_PLACES).astype(np.int64)


def _head(head: Head) -> bytes:
    stamps = {"made": head.made.isoformat(), "first": head.first.isoformat()}
    said = {"version": VERSION, **asdict(head), **stamps}
    return json.dumps(said, sort_keys=True).encode()


def head(path: Path) -> Head | None:
    """What a snapshot is of, by the end of its file alone; None where it is none."""
    try:
        found = json.loads((pq.read_schema(path).metadata or {})[_KEY])
        return _read_head(found) if found["version"] == VERSION else None
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return None


def _read_head(found: Mapping[str, Any]) -> Head:
    question, terms = found["question"], found["terms"]
    lists = {name: tuple(terms[name]) for name in ("where", "shops")}
    made = datetime.fromisoformat(found["made"])
    if made.tzinfo:
        raise ValueError("a stamp with a zone cannot be held against the others")
    return Head(
        Question(**{**question, "freq": Freq(question["freq"])}),
        Terms(**{**terms, **lists}),
        made,
        date.fromisoformat(found["first"]),
        str(found["salesops"]),
        str(found["fingerprint"]),
    )


def read(path: Path) -> Snapshot | None:
    """The snapshot in a file; None where it is none, or broken."""
    if (of := head(path)) is None:
        return None
    try:
        return _snapshot(of, pq.read_table(path))
    except (OSError, pa.ArrowException, ValueError, KeyError, IndexError):
        return None


def _snapshot(of: Head, table: pa.Table) -> Snapshot:
    """The rows as matrices: series by series, each with the same dates."""
    dates = table["ds"].to_numpy().astype("datetime64[D]")
    steps = np.flatnonzero(dates[1:] <= dates[:-1])
    many = int(steps[0]) + 1 if len(steps) else len(dates)
    ids, own = _names(table["unique_id"], many)
    methods, _ = _names(table["method"], many)
    if not own or not np.array_equal(dates, np.tile(dates[:many], len(ids))):
        raise ValueError("the rows are not series by series")
    columns = [name for name in table.column_names if pa.types.is_decimal(table[name].type)]
    shape = (len(ids), many)
    values = {name: _decimals(table[name]).reshape(shape) for name in columns}
    missing = {"yhat", "naive", "lo80", "hi80", "lo95", "hi95"} - values.keys()
    if missing or any(np.isnan(values[name]).any() for name in values if name != "naive"):
        raise ValueError("a forecast lacks numbers")
    return Snapshot(of, ids, dates[:many], methods, _floats(table["scale"])[::many], values)


def _names(column: pa.ChunkedArray, many: int) -> tuple[tuple[str, ...], bool]:
    """The name of each series, and whether all of its rows have it and no other series does."""
    found = column.combine_chunks().dictionary_encode()
    indices = np.asarray(found.indices.to_numpy())
    names = tuple(str(found.dictionary[int(index)]) for index in indices[::many])
    alike = np.array_equal(indices, np.repeat(indices[::many], many))
    return names, alike and len(set(names)) == len(names)


def _decimals(column: pa.ChunkedArray) -> Array:
    """Exactly the numbers that were written, which a cast of decimals misses by the last bit."""
    whole = column.cast(_AMOUNT).combine_chunks().view(pa.int64())
    found: Array = np.divide(whole.to_numpy(zero_copy_only=False), 10**_PLACES)
    return found


def _floats(column: pa.ChunkedArray) -> Array:
    found: Array = column.cast(pa.float64()).to_numpy()
    return found
