"""Partition folders: their keys are columns of text, unless a file has its own."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from exports_loading import lines, opened, put, rows, sums

from salesops.exports import hive

HEAD = "order_id,ordered_at,quantity,unit_price"
KEYS = {
    "month=01/a.csv": {"month": "01"},
    "year=2026/month=01/a.csv": {"year": "2026", "month": "01"},
    "region=S%C3%BCd%20%2F%20West/a.csv": {"region": "Süd / West"},
    "region=__HIVE_DEFAULT_PARTITION__/a.csv": {"region": None},
    "plain/k=a=b/a.csv": {"k": "a=b"},
    "=x/a.csv": {},
    "a=1.csv": {},
}


@pytest.mark.parametrize(("below", "keys"), KEYS.items(), ids=KEYS)
def test_keys_are_text_as_the_folders_write_them(below, keys):
    assert hive.keys(Path("data") / below, Path("data")) == keys


def test_folders_above_the_data_path_are_no_keys():
    assert hive.keys(Path("run=7/data/a.csv"), Path("run=7/data")) == {}
    assert hive.keys(Path("run=7/a.csv"), Path("run=7/a.csv")) == {}


def test_a_key_is_a_column_of_a_csv(tmp_path):
    put(
        tmp_path,
        {
            "sku=007/a.csv": lines(HEAD, "1,2026-01-05,1,10.00"),
            "sku=It's%20B/b.csv": lines(HEAD, "2,2026-01-06,2,5.00"),
            "sku=__HIVE_DEFAULT_PARTITION__/c.csv": lines(HEAD, "3,2026-01-07,1,1.00"),
        },
    )
    with opened(tmp_path) as book:
        assert sums(book) == ("3", "3", "21")
        assert rows(book, "SELECT order_id, sku FROM order_lines ORDER BY order_id") == [
            ("1", "007"),
            ("2", "It's B"),
            ("3", ""),
        ]


def parquet(path: Path, **columns) -> None:
    path.parent.mkdir(parents=True)
    pq.write_table(pa.table(columns), path)


def test_a_key_is_a_column_of_parquet(tmp_path):
    for sku, no in (("01", "1"), ("02", "2")):
        columns = {"order_id": [no], "ordered_at": ["2026-01-05"], "unit_price": ["2.00"]}
        parquet(tmp_path / f"sku={sku}" / "x.parquet", **columns, quantity=["1"])
    with opened(tmp_path) as book:
        assert rows(book, "SELECT sku FROM order_lines ORDER BY sku") == [("01",), ("02",)]


def test_the_column_of_a_file_counts_over_its_folder_and_that_is_said(tmp_path):
    columns = {"order_id": ["1"], "ordered_at": ["2026-01-05"], "unit_price": ["2.00"]}
    parquet(tmp_path / "SKU=folder" / "x.parquet", **columns, quantity=["1"], sku=["file"])
    with opened(tmp_path) as book:
        assert rows(book, "SELECT sku FROM order_lines") == [("file",)]
        said = "SKU=folder/x.parquet: its own column 'SKU' is read, not the folder of that name"
        assert said in book.notes
    assert hive.hidden((("SKU", "folder"),), ["order_id", "sku"]) == ("SKU",)


def test_a_key_that_no_table_knows_keeps_no_file_from_being_recognised(tmp_path):
    text = lines("order_id,created_at,currency", "1,2026-01-05 10:00:00,EUR")
    put(tmp_path, {"load_date=2026-02-01/a.csv": text})
    with opened(tmp_path) as book:
        assert rows(book, "SELECT order_id, currency FROM orders") == [("1", "EUR")]


def test_lines_are_cited_by_the_fields_that_stand_in_the_file(tmp_path):
    text = lines(HEAD, "1,2026-01-05,1,10.00", "2,2026-01-05,1,ten", "3,2026-01-05,1")
    put(tmp_path, {"sku=A/a.csv": text})
    with opened(tmp_path) as book:
        assert [(r.line, r.reason) for r in book.rejects] == [
            (3, "is not a money"),
            (4, "has 3 fields, not 4"),
        ]
