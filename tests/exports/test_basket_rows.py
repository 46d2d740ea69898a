"""Baskets in rows: read where nothing else says what was sold, and never beside it."""

import pytest
from exports_loading import opened, put

from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue, is_export
from salesops.exports.recognise import Match
from salesops.settings import Settings

ROWS = "Transaction,Item\n1,milk\n1,bread\n2,milk\n"
SOLD = "order_id,ordered_at,sku,quantity,unit_price\n1,2026-03-01,A,1,1\n"


def found(folder, settings=None):
    files = Catalogue(Options((folder,)), settings or Settings()).files
    return {f.file.path.name: f.found.source.name for f in files if isinstance(f.found, Match)}


def test_alone_they_are_read(tmp_path):
    put(tmp_path, {"till.csv": ROWS})
    assert found(tmp_path) == {"till.csv": "basket_rows"}
    assert is_export(tmp_path / "till.csv", Settings())


def test_beside_what_was_sold_they_are_not(tmp_path):
    """Orders and products, without money, might be anything about orders that are known."""
    put(tmp_path, {"till.csv": ROWS, "sold.csv": SOLD})
    assert found(tmp_path) == {"sold.csv": "order_lines_flat"}


@pytest.mark.parametrize("said", ["basket_rows", "baskets"])
def test_the_settings_may_say_it(tmp_path, said):
    put(tmp_path, {"till.csv": ROWS, "sold.csv": SOLD})
    settings = Settings(sources={"till.csv": said})
    assert found(tmp_path, settings)["till.csv"] == "basket_rows"


@pytest.mark.parametrize("header", ["order_id,item,reason", "order_id,sku,price", "item,date"])
def test_what_says_something_else_is_none(tmp_path, header):
    put(tmp_path, {"till.csv": f"{header}\n1,milk,2\n"})
    assert found(tmp_path) == {}


def test_numbers_may_be_parted_by_blanks(tmp_path):
    put(tmp_path, {"retail.csv": "30 31 32 \n30\n 31 32\n"})
    with opened(tmp_path, settings=Settings(sources={"retail.csv": "baskets"})) as book:
        rows = book.engine.run("SELECT order_id, sku FROM order_lines ORDER BY line_id").tuples
    assert rows == [
        ("1", "30"), ("1", "31"), ("1", "32"), ("2", "30"), ("3", "31"), ("3", "32"),
    ]  # fmt: skip
