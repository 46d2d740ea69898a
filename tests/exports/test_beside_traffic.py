"""Visits, items and web search beside orders: what is of a later day, and whose they are."""

from pathlib import Path

from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.loader import load
from salesops.settings import Settings

TABLES = ("traffic_daily", "items_daily", "search_daily")
FILES = {
    "visits": "day,sessions\n2026-03-09,5\n2026-03-10,6\n2026-03-11,7\n",
    "items": "day,item,viewed\n2026-03-09,Cup,5\n2026-03-11,Cup,7\n",
    "search": "day,query,clicks,impressions\n2026-03-09,cup,5,50\n2026-03-11,cup,7,70\n",
    "orders": "shop_id,order_id,created_at\nnorth,1,2026-03-09\n",
    "lines": "shop_id,order_id,line_id,sku,qty,unit_price\nnorth,1,1,A,1,2\n",
}


def booked(folder: Path):
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text)
    catalogue = Catalogue(Options(data=(folder,), as_of="2026-03-10 15:00"), Settings())
    return load(catalogue, frozenset(TABLES), frozenset({"orders", "order_lines"}))


def test_later_days_are_excluded_and_a_day_that_has_begun_is_not(tmp_path):
    book = booked(tmp_path)
    counts = [book.engine.run(f"SELECT count(*) FROM {t}").tuples[0][0] for t in TABLES]
    assert counts == [2, 1, 1]
    assert book.rows.reasons == {"stamped at or after as-of": 3}
    book.engine.close()


def test_where_all_orders_are_of_one_shop_they_are_of_it(tmp_path):
    book = booked(tmp_path)
    shops = [book.engine.run(f"SELECT DISTINCT shop_id FROM {t}").tuples for t in TABLES]
    assert shops == [[("north",)]] * 3
    book.engine.close()
