"""JSON, CSV and Parquet say the same values, with their types."""

import csv
import io
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hard_types import HOSTILE

from salesops.errors import UsageError
from salesops.render import renderer
from salesops.render.view import View
from salesops.result import Finding, Level, Metric, Table
from salesops.units import Percent, Text, Unit


def write(format_, answer, table=None):
    return renderer(format_)(answer, View(table=table))


def test_the_envelope(hard):
    envelope = json.loads(write("json", hard))
    assert list(envelope) == (
        "command schema version run_id context metrics tables columns findings notes".split()
    )
    assert envelope["schema"] == "salesops/hard-types"
    assert envelope["version"] == 1
    assert envelope["context"]["rows"] == {"in": 1652, "used": 1618, "excluded": 30, "rejected": 4}
    assert envelope["context"]["from"] == "2026-09-17T00:00:00"
    assert envelope["metrics"]["net_sales"] == "-1234.56"
    assert envelope["metrics"]["rate"] == 0.25
    assert envelope["metrics"]["aov"] is None
    assert envelope["columns"]["said"] == [
        {"name": "number", "type": "integer", "unit": "count"},
        {"name": "what", "type": "string", "unit": "text"},
    ]
    assert envelope["findings"][1]["facts"] == {
        "drop": -0.2, "sales": "12.34", "day": "2026-09-17", "skus": ["a", "1.00"], "none": None,
    }  # fmt: skip


def test_json_and_csv_hold_every_text_as_it_is(hard):
    said = [row["what"] for row in json.loads(write("json", hard))["tables"]["said"]]
    assert said == list(HOSTILE)
    rows = list(csv.DictReader(io.StringIO(write("csv", hard, "said").decode(), newline="")))
    formulas = ("=", "+", "-", "@")
    expected = [f"'{t}" if t.startswith(formulas) else t for t in HOSTILE]
    assert [r["what"] for r in rows] == [t.replace("\udcff", r"\udcff") for t in expected]


def test_csv_has_the_values_of_json(hard):
    rows = list(csv.DictReader(io.StringIO(write("csv", hard).decode())))
    objects = json.loads(write("json", hard))["tables"]["hard"]
    for row, values in zip(rows, objects, strict=True):
        for name, cell in row.items():
            value = values[name]
            expected = {None: "", True: "true", False: "false"}.get(value, str(value))
            if isinstance(value, int | float) and not isinstance(value, bool):
                expected = str(value)
            assert cell in (expected, f"'{expected}")


@dataclass(frozen=True)
class One:
    only: Text | None


def test_csv_of_one_column_loses_no_row(bare):
    table = Table("one", "One", One, (One(None), One(""), One("a\rb")))
    answer = replace(bare, report=replace(bare.report, tables=(table,)))
    assert write("csv", answer) == b'only\n""\n""\n"a\rb"\n'


@dataclass(frozen=True)
class Share:
    share: Percent


@pytest.mark.parametrize("format_", ["json", "csv"])
@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_never_written(format_, wrong, bare):
    table = Table("t", "T", Share, (Share(wrong),))
    with pytest.raises(ValueError, match="where a fraction should be"):
        write(format_, replace(bare, report=replace(bare.report, tables=(table,))))


@pytest.mark.parametrize("wrong", [float("nan"), Decimal("NaN")])
def test_nor_in_facts(wrong, bare):
    finding = Finding(Level.INFO, "x", "x", {"x": wrong})
    with pytest.raises(ValueError, match=r"(?i)nan"):
        write("json", replace(bare, report=replace(bare.report, findings=(finding,))))


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_the_table_must_exist(format_, hard):
    with pytest.raises(UsageError, match="no table 'skus'; there are hard, said, nothing, hidden"):
        write(format_, hard, "skus")


def test_without_tables_the_metrics_are_the_table(hard, bare):
    assert write("csv", bare) == b"name,value,unit\n"
    report = replace(bare.report, metrics=(Metric("x", "X", Decimal("-1.5"), Unit.MONEY),))
    assert write("csv", replace(bare, report=report)) == b"name,value,unit\nx,-1.50,money\n"
    assert b"\nbest,'=cmd(),text\n" in write("csv", hard, "metrics")


def read(answer, table=None):
    return pq.read_table(pa.BufferReader(write("parquet", answer, table)))


def test_parquet_types_also_without_rows(hard):
    exact = pa.decimal128(38, 4)
    expected = {
        "label": pa.string(), "money": exact, "percent": pa.float64(), "count": pa.int64(),
        "quantity": exact, "days": pa.float64(), "hours": pa.float64(), "ratio": pa.float64(),
        "day": pa.date32(), "at": pa.timestamp("us"), "flag": pa.bool_(), "measure": exact,
        "reason": pa.string(),
    }  # fmt: skip
    for table in (read(hard), read(hard, "nothing")):
        assert dict(zip(table.schema.names, table.schema.types, strict=True)) == expected
    assert read(hard, "nothing").num_rows == 0


def test_parquet_values(hard):
    full, empty, new, _ = read(hard).to_pylist()
    assert full["money"] == Decimal("-1234567.8950"), "not rounded to cents"
    assert full["percent"] == -0.2
    assert full["day"] == date(2026, 3, 14)
    assert full["at"] == datetime(2026, 3, 14, 15, 9, 26, 535897)  # noqa: DTZ001
    assert set(empty.values()) == {None}
    assert new["measure"] == Decimal(7)
    said = read(hard, "said").column("what").to_pylist()
    assert said == [t.replace("\udcff", r"\udcff") for t in HOSTILE]


def test_parquet_says_units_and_currency(hard, bare):
    schema = read(hard).schema
    assert schema.metadata[b"currency"] == b"EUR"
    assert schema.field("money").metadata[b"unit"] == b"money"
    assert read(bare).schema.metadata[b"currency"] == b""
