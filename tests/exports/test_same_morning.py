"""The morning's commands answer the same, however the same exports are packed, split or shuffled.

Five weeks of the bundled store, all of its kinds of files. The fast run asks of all ways at once
(each file in another way) and of another zone and number of threads; `slow` of each way alone.
"""

import csv
import json
import random
import shutil
import time

import pytest
from same_ways import halves, packed, parquet, quoted, shuffled, text_of, whole

import salesops
from salesops import definitions
from salesops.assets import folder
from salesops.commands.customers.abandon_carts import abandon_carts
from salesops.commands.reports.today import today
from salesops.commands.sales.explain import explain
from salesops.commands.sales.pace import pace
from salesops.commands.sales.returns import returns
from salesops.commands.sales.scorecard import scorecard
from salesops.commands.stock.fulfillment import fulfillment
from salesops.commands.stock.heatmap import heatmap
from salesops.commands.stock.reorder import reorder
from salesops.queries import duck
from salesops.render.json import render
from salesops.render.view import View
from salesops.result import Answer

pytestmark = pytest.mark.slow

SAMPLE = folder("sample_data")
FIRST = "2026-08-14"
DATED = {
    "orders_export.csv": "Created at",
    "stock_history.csv": "date",
    "fulfillments.csv": "created_at",
    "abandoned_checkouts_export.csv": "Created at",
    "transactions_export.csv": "Processed at",
}
"""Files of which only the last weeks are kept, by the column that dates them."""
WHOLE = (
    "customers_export.csv", "inventory_export.csv", "products_export.csv", "purchase_orders.csv",
    "supply.csv",
)  # fmt: skip
COMMANDS = (
    abandon_carts, explain, fulfillment, heatmap, pace, reorder, returns, scorecard, today,
)  # fmt: skip
READS = (
    "sales/explain", "sales/pace", "sales/returns", "sales/scorecard", "stock/fulfillment",
    "stock/heatmap", "stock/reorder", "customers/abandon_carts",
)  # fmt: skip
WAYS = (packed, parquet, quoted, halves, shuffled)


def rows_of(name):
    """Header first; of what is dated the last weeks, an order's rows together."""
    with (SAMPLE / name).open(encoding="utf-8", newline="") as text:
        header, *rows = csv.reader(text)
    if name not in DATED:
        return [header, *rows]
    at = header.index(DATED[name])
    kept = {row[0] for row in rows if row[at][:10] >= FIRST}
    return [header, *(row for row in rows if row[0] in kept)]


@pytest.fixture(scope="module")
def exports():
    return {name: rows_of(name) for name in (*DATED, *WHOLE)}


def written(exports, target, ways):
    """Each file by its way, in a folder of its own; beside them what says the zone and as-of."""
    for number, (name, rows) in enumerate(exports.items()):
        place = target / name.removesuffix(".csv")
        place.mkdir(parents=True)
        ways[number % len(ways)](rows, place)
    shutil.copy(SAMPLE / "salesops.toml", target)
    return target


def asked(path):
    """What each command says, apart from which files it says it of."""
    with salesops.open(path, config=path / "salesops.toml") as db:
        db.expect(READS)
        return {ask.__name__: said(ask(db)) for ask in COMMANDS}


def said(report):
    answer = Answer(report, None, definitions.define(report.definitions))
    told = json.loads(render(answer, View()))
    return {"headline": report.headline} | {
        part: told[part] for part in ("metrics", "tables", "findings", "notes")
    }


@pytest.fixture(scope="module")
def answer(exports, tmp_path_factory):
    return asked(written(exports, tmp_path_factory.mktemp("whole"), [whole]))


def test_there_is_something_to_compare(answer):
    for name, told in answer.items():
        full = [table for table, rows in told["tables"].items() if rows]
        assert full, name
    assert len(answer["today"]["tables"]["blockers"]) == 3
    assert answer["returns"]["metrics"]["returned"] != "0.00"


def test_every_file_in_another_way_under_another_zone(exports, answer, tmp_path, monkeypatch):
    """With several threads too, where small files are read by one."""
    monkeypatch.setattr(duck, "_little", lambda _: False)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert asked(written(exports, tmp_path, [shuffled, parquet, halves, packed])) == answer
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_file_in_one_way(exports, answer, way, tmp_path):
    assert asked(written(exports, tmp_path, [way])) == answer


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_rows_of_lists_in_any_order(exports, answer, seed, tmp_path):
    """Rows that are not parts of one thing, one by one: stock, parcels, payments, purchases."""
    apart = {"orders_export.csv", "abandoned_checkouts_export.csv", "products_export.csv"}

    def mixed(rows, path):
        header, *rest = rows
        random.Random(seed).shuffle(rest)
        (path / "a.csv").write_text(text_of([header, *rest]), encoding="utf-8")

    ways = [shuffled if name in apart else mixed for name in exports]
    assert asked(written(exports, tmp_path, ways)) == answer
