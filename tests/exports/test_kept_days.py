"""Dated copies below the data path tell what was: stock by day, and nothing of today."""

import json

import pytest

import salesops
from salesops import cli
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.settings import Settings

STOCK = "Handle,Title,SKU,Location,Available,On hand\nmug,Mug,MUG,Main,{0},{1}\n"
LEVELS = "sku,location,on_hand,available\nMUG,Main,{0},{1}\n"
ORDERS = "order_id,order_date,sku,qty,price\n{0},2026-03-01,MUG,1,12.50\n"
HISTORY = "SELECT day, sku, location, on_hand, available FROM stock_history ORDER BY day, on_hand"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Copies of three days, the last of salesops' own table."""
    store = tmp_path_factory.mktemp("state") / "snapshots"
    for day, text in (
        ("2026-03-10", STOCK.format(5, 6)),
        ("2026-03-11", STOCK.format(0, 1)),
        ("2026-03-12", LEVELS.format(9, 8)),
    ):
        folder = store / f"snapshot_day={day}"
        folder.mkdir(parents=True)
        (folder / "stock.csv").write_text(text)
        (folder / "orders.csv").write_text(ORDERS.format(f"A-{day}"))
        (folder / "notes.csv").write_text("what,ever\n1,2\n")
    return store


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    (folder / "orders.csv").write_text(ORDERS.format("A-1"))
    (folder / "stock.csv").write_text(STOCK.format(2, 3))
    (folder / "history.csv").write_text("date,sku,location,on_hand\n2026-03-01,MUG,Main,4\n")
    return folder


@pytest.fixture(scope="module")
def db(exports, store):
    """The morning of the 12th, whose copy is there already."""
    with salesops.open(exports, store, as_of="2026-03-12 06:00") as opened:
        yield opened


def asked(db, sql):
    return [tuple(map(str, row)) for row in db.select(sql).tuples]


def test_copies_and_exports_make_one_history(db):
    """The copy of a morning shows the stock as of then; a day to come is none of the past."""
    assert asked(db, HISTORY) == [
        ("2026-03-01", "MUG", "Main", "4.000", "None"),
        ("2026-03-10", "MUG", "Main", "6.000", "5.000"),
        ("2026-03-11", "MUG", "Main", "1.000", "0.000"),
        ("2026-03-12", "MUG", "Main", "9.000", "8.000"),
    ]


def test_what_is_now_is_told_by_the_exports_alone(db):
    assert asked(db, "SELECT order_id FROM orders") == [("A-1",)]
    assert asked(db, "SELECT on_hand FROM inventory_levels") == [("3.000",)]


def test_every_row_is_accounted_for(db):
    for table in ("stock_history", "orders", "inventory_levels"):
        db.select(f"SELECT count(*) FROM {table}")
    rows = db.book.rows
    assert rows.total == rows.used + rows.excluded + rows.rejected == 6


def test_a_copy_of_a_later_day_is_set_aside(exports, store):
    with salesops.open(exports, store, as_of="2026-03-11 06:00") as db:
        assert "2026-03-12" not in {row[0] for row in asked(db, HISTORY)}


def found(*data):
    return [r.found.source.name for r in Catalogue(Options(data), Settings()).files]


def test_what_no_table_keeps_is_no_file_of_the_question(exports, store):
    assert found(exports, store) == [
        "stock_history_flat",
        "order_lines_flat",
        "shopify_inventory",
        "kept shopify_inventory",
        "kept shopify_inventory",
        "kept canonical",
    ]


def test_a_day_named_itself_is_read_as_its_exports(store):
    names = found(store / "snapshot_day=2026-03-11")
    assert {"order_lines_flat", "shopify_inventory"} <= set(names)


@pytest.mark.parametrize("name", ["snapshot_day=soon", "snapshot_day=", "day=2026-03-10"])
def test_a_folder_that_names_no_day_is_a_folder_like_others(tmp_path, name):
    (tmp_path / name).mkdir()
    (tmp_path / name / "more.csv").write_text(ORDERS.format("A-9"))
    assert found(tmp_path) == ["order_lines_flat"]


def test_what_the_manifest_knows_is_not_opened(tmp_path):
    """Copies of orders need not be read to be passed over, whatever is in them."""
    day = tmp_path / "snapshot_day=2026-03-10"
    day.mkdir()
    (day / "stock.csv").write_text(STOCK.format(5, 6))
    (day / "orders.csv").write_text("<!DOCTYPE html><html></html>")
    said = {"files": [{"path": "orders.csv", "source": "order_lines_flat"}]}
    (day / ".manifest.json").write_text(json.dumps(said))
    assert found(tmp_path) == ["kept shopify_inventory"]


def test_a_check_is_of_the_exports_of_today(exports, store, capfd):
    """Else each copy would be one file more that holds the same bytes."""
    argv = ["check", "--tz", "UTC", "--format", "csv", "--table", "files"]
    assert cli.main([*argv, "--data", str(exports), "--data", str(store)]) == 0
    names = [line.split(",")[0] for line in capfd.readouterr().out.splitlines()[1:]]
    assert names == ["history.csv", "orders.csv", "stock.csv"]
