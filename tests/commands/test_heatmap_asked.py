"""Options of heatmap, several shops and places, hostile text, and what it must not conclude."""

import json

import pytest
from heatmap_store import AS_OF, LINE, SHOP, heatmap, history, shop
from pulse_store import put, salesops

pytestmark = [pytest.mark.usefixtures("loaded_once"), pytest.mark.slow]

NASTY = "[bold]x\x1b[31m=1+1<script>"


def shown(said):
    """What prose shows first: the first table."""
    return next(iter(said.answer["tables"]))


def test_only_what_is_asked_for(tmp_path):
    folder = shop(tmp_path)
    assert shown(heatmap(folder)) == "cover"
    assert shown(heatmap(folder, "--out-of-stock")) == "out_of_stock"
    assert shown(heatmap(folder, "--slow")) == "slow_stock"
    code, out, _ = salesops("heatmap", "--data", str(folder), "--as-of", AS_OF, "--slow")
    assert code == 0
    assert "Slow and dead stock" in out
    assert "Best sellers" not in out


def test_the_rest_of_a_ranking_completes_it(tmp_path):
    stock = SHOP["inventory_levels"] + "        F,Figs,Store,4,0,0\n"
    said = heatmap(shop(tmp_path, inventory_levels=stock.strip("\n") + "\n"), "--top", "1")
    assert said.column("cover", "sku") == ["A"]
    assert said.column("slow_stock", "sku", "title", "kind", "value") == [
        ("C", "Cheese", "slow", "250.00"),
        ("other", "2 more", "dead", "21.00"),
    ]
    two = SHOP["inventory_levels"].replace("A,Apple,Store,2", "A,Apple,Store,-2")
    said = heatmap(shop(tmp_path, inventory_levels=two), "--top", "1")
    assert said.column("out_of_stock", "sku") == ["A", "other"]
    assert said.row("out_of_stock", sku="other")["lost_a_day"] == "5.36"


def test_stock_of_one_place_with_the_sales_that_name_it(tmp_path):
    """Of the counter 6 were sold and 12 are left. The others name no place.

    Each place was without on a day of its own, and the shop on the 7th.
    """
    folder = put(
        tmp_path,
        orders="order_id,created_at,location\n0,2025-12-01,\n1,2026-03-01,Counter\n2,2026-03-01,",
        order_lines=f"{LINE}\n0,0,A,1,1\n1,1,A,6,1\n2,2,A,22,1",
        inventory_levels="sku,location,on_hand\nA,Counter,12\nA,Back,5\nB,Back,2\nB,Counter,0",
        stock_history="""
            day,sku,location,on_hand
            2026-03-05,A,Counter,0
            2026-03-05,A,Back,3
            2026-03-06,A,Counter,4
            2026-03-06,A,Back,0
            2026-03-07,A,Counter,0
            2026-03-07,A,Back,0
            """,
    )
    row = heatmap(folder).row("cover", sku="A")
    assert (row["available"], row["units"], row["days"]) == (17, 28, 27)
    assert row["days_of_cover"] == pytest.approx(17 * 27 / 28)
    counter = heatmap(folder, "--location", "counter")
    row = counter.row("cover", sku="A")
    assert (row["available"], row["units"], row["days"]) == (12, 6, 26)
    assert row["days_of_cover"] == pytest.approx(12 * 26 / 6)
    assert "sales of the orders that name it" in counter.notes
    assert counter["lost_sales"] is None
    back = heatmap(folder, "--location", "Back")
    assert back.row("cover", sku="A")["units"] == 22
    assert "sales of the orders that name no location" in back.notes
    assert heatmap(folder).column("locations", "location", "skus", "out", "elsewhere") == [
        ("Back", 2, 0, 0),
        ("Counter", 2, 1, 1),
    ]


def test_an_unknown_place_is_refused(tmp_path):
    code, out, err = salesops(
        "heatmap", "--data", str(shop(tmp_path)), "--as-of", AS_OF, "--location", "Moon"
    )
    assert (code, out) == (2, "")
    assert "no stock lies there; there are Back, Store" in err


def test_one_sku_in_two_shops_is_two_things(tmp_path):
    folder = put(
        tmp_path,
        orders="shop_id,order_id,created_at\n,1,2026-03-01\nwest,1,2026-03-01",
        order_lines="shop_id,order_id,line_id,sku,qty,unit_price\n,1,1,A,28,1\nwest,1,2,A,14,1",
        inventory_levels="shop_id,sku,location,on_hand\n,A,S,9\nwest,A,S,0",
    )
    said = heatmap(folder, as_of="2026-03-02 12:00")
    assert said.column("cover", "shop", "sku", "available", "units") == [
        ("(unnamed)", "A", 9, 28),
        ("west", "A", 0, 14),
    ]
    code, out, _ = salesops("heatmap", "--data", str(folder), "--as-of", "2026-03-02 12:00")
    assert code == 0
    assert "west" in out


def test_sold_without_a_row_in_the_inventory(tmp_path):
    lines = SHOP["order_lines"] + "        3,7,X,1,40\n"
    said = heatmap(shop(tmp_path, order_lines=lines))
    row = said.row("cover", sku="X")
    assert (row["days_of_cover"], row["available"], row["band"]) == (None, None, "not kept")
    assert "1 SKU sold in these days without a row in the inventory, 40.00 of" in said.notes


def test_some_orders_tell_no_cover(tmp_path):
    channels = """
        order_id,created_at,channel
        0,2025-11-01,web
        1,2026-02-10,web
        2,2026-03-04,web
        3,2026-03-09,shop
        """
    said = heatmap(shop(tmp_path, orders=channels), "--where", "channel=web")
    assert set(said.column("cover", "days_of_cover")) == {None}
    assert set(said.column("cover", "velocity")) == {None}
    assert said.answer["metrics"] == {}
    assert said.answer["findings"] == []
    for name in ("classes", "low_cover", "out_of_stock", "slow_stock"):
        assert said.table(name) == []
    assert "Under --where" in said.notes


def test_stale_data_concludes_nothing(tmp_path):
    said = heatmap(shop(tmp_path), as_of="2026-03-20 12:00")
    assert [f["code"] for f in said.answer["findings"]] == ["stale-data"]


def test_an_earlier_day_sees_nothing_later(tmp_path):
    """At 1 March three A and six B are sold, and the history ends the day before."""
    said = heatmap(shop(tmp_path, stock_history=history(A={})), as_of="2026-03-01 12:00")
    assert said.column("cover", "sku", "units") == [("A", 3), ("B", 6)]
    assert said.finding("stale-data")


def test_nothing_at_all(tmp_path):
    folder = put(
        tmp_path,
        orders="order_id,created_at",
        order_lines=LINE,
        inventory_levels="sku,title,location,on_hand",
    )
    code, out, err = salesops("heatmap", "--data", str(folder), "--as-of", AS_OF)
    assert code == 0, err
    assert "Nothing was sold in the 28 full days before today." in out


def test_hostile_text_stays_text(tmp_path):
    stock = f'sku,title,location,on_hand\n"{NASTY}","{NASTY}","{NASTY}",0'
    folder = put(
        tmp_path,
        orders="order_id,created_at\n1,2026-03-01",
        order_lines=f'{LINE}\n1,1,"{NASTY}",28,1',
        inventory_levels=stock,
    )
    ask = ["heatmap", "--data", str(folder), "--as-of", "2026-03-02 12:00"]
    for format_ in ("terminal", "markdown", "html"):
        code, out, err = salesops(*ask, "--format", format_)
        assert code == 0, err
        assert "\x1b[31m" not in out
        assert format_ == "terminal" or "<script>" not in out
    _, out, _ = salesops(*ask, "--format", "json")
    assert json.loads(out)["tables"]["out_of_stock"][0]["sku"] == NASTY
