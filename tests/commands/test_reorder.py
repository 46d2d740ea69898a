"""reorder: what to order worked out by hand, what is missing said, nothing counted twice."""

from decimal import Decimal
from math import sqrt

import pytest
from pulse_store import put
from reorder_store import INVENTORY, SUPPLY, TODAY, ago, ask, reorder, store, table

pytestmark = pytest.mark.usefixtures("loaded_once")

Z = 1.6448536269514722
"""The exact 95 % quantile of the normal curve."""
HOSTILE = "[bold]=1+1<script>\x1b[31m"


def by_hand(folder):
    sold = [("CUP", ago(n), 4 if n % 2 else 6) for n in range(1, 57)]
    sold += [("RARE", ago(182 - 14 * n), 10) for n in range(13)]
    sold += [("NEW", ago(5), 1), ("NEW", ago(2), 1)]
    sold += [("GONE", ago(n), 3) for n in range(29, 57)]
    sold += [("PAST", ago(100), 5)]
    sold += [("NOWHERE", ago(3), 1)]
    return store(
        folder,
        sold,
        inventory_levels=table(
            INVENTORY,
            "CUP,40,4,36,10",
            "RARE,5,0,5,0",
            "NEW,3,0,3,0",
            "GONE,0,0,0,0",
            "PAST,7,0,7,0",
            "NEVER,0,0,0,0",
            "BLANK,,,,",
        ),
        supply=table(
            SUPPLY, "CUP,North,9,2,15,12,24,2.50,", "RARE,North,10,,,1,,4.00,4", "GONE,,4,0,,,50,,"
        ),
        stock_history=table(
            "day,sku,on_hand", *(f"{ago(n)},GONE,{3 if n > 29 else 0}" for n in range(1, 57))
        ),
    )


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return by_hand(tmp_path_factory.mktemp("by-hand"))


@pytest.fixture(scope="module")
def said(here):
    return reorder(here)


def near(row, **wanted):
    assert {name: row[name] for name in wanted} == pytest.approx(wanted, rel=1e-9)


def test_normal_z_by_hand(said):
    """5 a day (4 and 6 in turn), lead 9 +- 2, pack 12: 97.19 less 46 is 51.19, in packs 60."""
    variance = 56 / 55  # 56 days, each 1 off the mean
    safety = Z * sqrt(9 * variance + 5**2 * 2**2)
    assert safety == pytest.approx(17.18567, abs=1e-4)
    row = said.row("skus", sku="CUP")
    near(
        row, daily=5.0, daily_sd=sqrt(variance), safety_stock=safety, reorder_point=45 + safety,
        target=80 + safety, adi=1.0, short_units=34.0,
    )  # fmt: skip
    # 46 - 62.19 is 16.19 below, 3.2 days of sales: due three days ago. 36 / 5 days left.
    got = {k: row[k] for k in ("state", "order_by", "overdue_days", "quantity", "cost", "runs_out")}
    assert got == {
        "state": "order",
        "order_by": "2026-03-07",
        "overdue_days": 3,
        "quantity": 60,
        "cost": "150.00",
        "runs_out": "2026-03-17",
    }
    # Waiting a week: 16 days want 80, 46 are there, none lacks within the 9 days. 34 at 10.00.
    assert row["at_risk"] == "340.00"
    assert row["chance"] == pytest.approx(0.99919, abs=1e-5)
    assert (row["kind"], row["method"]) == ("smooth", "normal z")
    assert (row["position"], row["incoming_basis"]) == (46, "inventory")


def test_rare_demand_by_hand(said):
    """10 every other week: any 14 days want 10; the mean by Syntetos and Boylan."""
    interval = 2 - 0.1 * 0.9**12  # the first came after 1 week, twelve more after 2
    daily = 0.95 * 10 / interval / 7
    safety = 10 - 14 * daily
    row = said.row("skus", sku="RARE")
    near(row, adi=2.0, cv2=0.0, daily=daily, safety_stock=safety, reorder_point=10 - 4 * daily)
    assert (row["kind"], row["method"]) == ("intermittent", "empirical quantile")
    assert (row["lead_days"], row["review_days"], row["lead_sd"]) == (10, 4, None)
    assert (row["quantity"], row["cost"]) == (5, "20.00")  # up to 10, 5 are there
    # Of the 166 stretches of 17 days, every one holds a sale of 10, and some hold two.
    assert row["chance"] == 1.0


def test_too_new_for_safety_stock(said):
    """2 in the week of its first 5 days, the assumed 14 + 7 days: 6 less 3, no safety stock."""
    row = said.row("skus", sku="NEW")
    near(row, daily=2 / 7, reorder_point=4, target=6)
    assert (row["safety_stock"], row["chance"], row["kind"]) == (None, None, None)
    assert (row["method"], row["lead_basis"], row["quantity"]) == (
        "too little history",
        "assumed",
        3,
    )
    assert row["reason"] == "no safety stock: only 5 days in stock; no cost"
    assert (row["cost"], row["supplier"]) == (None, "not stated")
    assert "Too little history for a safety stock: 1 SKU." in said.notes
    assert "lead time of 1 SKU: 14 days are assumed" in said.notes


def test_days_out_of_stock_say_nothing(said):
    """3 a day on the 28 days in stock, not 1.5 over 56; the least order is 50."""
    row = said.row("skus", sku="GONE")
    near(row, daily=3.0, daily_sd=0.0, reorder_point=12.0, adi=1.0)
    assert (row["days_counted"], row["weeks"]) == (28, 4)
    assert (row["state"], row["quantity"], row["runs_out"]) == ("order", 50, str(TODAY))
    assert "1 SKU had days without" in said.notes


def test_every_sku_has_one_state(said):
    assert said.column("states", "state", "skus", "available") == [
        ("order", 4, 44),
        ("no sales", 1, 7),
        ("sold out", 1, 0),
        ("not tracked", 1, 0),
        ("all", 7, 51),
    ]
    assert said.column("orders", "sku") == ["CUP", "GONE", "RARE", "NEW"]  # by sales at risk
    assert "1 SKU sold in the 56 days without being in the inventory" in said.notes


def test_orders_by_supplier(said):
    assert said.column("suppliers", "supplier", "skus", "units", "cost", "uncosted", "reason") == [
        ("not stated", 2, 53, None, 2, "no cost"),
        ("North", 2, 65, "170.00", 0, ""),
        ("all", 4, 118, "170.00", 2, ""),
    ]
    assert said.answer["metrics"] == {
        "to_order": 4,
        "overdue": 4,
        "to_expedite": 0,
        "order_units": 118,
        "order_cost": "170.00",
        "sales_at_risk": str(Decimal(said["sales_at_risk"])),
        "late_purchases": 0,
    }


def test_a_best_seller_that_runs_short_is_a_finding(said):
    facts = said.finding("reorder-overdue")["facts"]
    assert (facts["sku"], facts["overdue_days"], facts["order_by"]) == ("CUP", 3, "2026-03-07")
    assert facts["skus"] == ["CUP", "GONE", "RARE", "NEW"]


def test_top_folds_the_rest_into_one_row(here):
    said = reorder(here, "--top", "1")
    assert said.column("orders", "sku", "quantity") == [("CUP", 60), ("other", 58)]


def test_options(here):
    most = reorder(here, "--ss", "maxavg").row("skus", sku="CUP")
    assert most["method"] == "max-avg"
    near(most, safety_stock=6 * 15 - 5 * 9)  # the most a day x the longest, less the means
    level = reorder(here, "--service-level", "99", "--review", "10").row("skus", sku="CUP")
    near(level, safety_stock=2.3263478740408408 * sqrt(9 * 56 / 55 + 100), review_days=10)
    north = reorder(here, "--supplier", "north")
    assert north.column("skus", "sku") == ["CUP", "RARE"]
    code, _, err = ask(here, "--supplier", "South")
    assert (code, "there are not stated, North" in err) == (2, True)
    assert ask(here, "--ss", "z2")[0] == 2


def test_some_orders_are_not_enough(here):
    """Stock serves all orders: a pace of some of them would keep too little."""
    code, out, err = ask(here, "--where", "order_id=O1")
    assert (code, out) == (2, "")
    assert "ask reorder without it" in err


def test_without_inventory_it_names_it(tmp_path):
    code, out, err = ask(store(tmp_path, [("CUP", ago(1), 1)]))
    assert (code, out) == (3, "")
    assert "inventory_levels" in err


def test_without_terms_it_assumes_and_says(tmp_path):
    here = store(
        tmp_path,
        [("CUP", ago(n), 1) for n in range(1, 57)],
        inventory_levels=table(INVENTORY, "CUP,9,0,9,0"),
    )
    said = reorder(here)
    row = said.row("skus", sku="CUP")
    assert (row["lead_days"], row["lead_basis"], row["safety_stock"]) == (14, "assumed", 0)
    assert row["quantity"] == 12  # 14 + 7 - 9
    assert "14 days are assumed" in said.notes
    assert "The pace is of calendar days" in said.notes


def test_zero_orders_and_stock(tmp_path):
    put(
        tmp_path,
        orders="order_id,created_at",
        order_lines="order_id,line_id,sku,qty,unit_price",
        inventory_levels=INVENTORY,
    )
    said = reorder(tmp_path)
    assert said.table("orders") == []
    assert said.column("states", "state", "skus") == [("all", 0)]
    assert "there is nothing to order" in ask(tmp_path)[1]


def test_enough_is_nothing_to_order(tmp_path):
    here = store(
        tmp_path,
        [("CUP", ago(n), 1) for n in range(1, 57)],
        inventory_levels=table(INVENTORY, "CUP,500,0,500,0"),
    )
    said = reorder(here)
    assert said["to_order"] == 0
    assert said["order_cost"] is None
    assert said.row("skus", sku="CUP")["order_by"] == "2027-07-09"  # (500 - 14) days from today
    assert "Nothing to order before the next look: stock lasts for 1 of 1 SKU." in ask(here)[1]


def test_two_shops_are_two_things(tmp_path):
    put(
        tmp_path,
        orders="\n".join(
            [
                "shop_id,order_id,created_at",
                *(f"{s},{s}{n},{ago(n)}" for s in "ab" for n in range(1, 57)),
            ]
        ),
        order_lines="\n".join(
            [
                "shop_id,order_id,line_id,sku,qty,unit_price",
                *(f"a,a{n},1,CUP,1,10" for n in range(1, 57)),
                *(f"b,b{n},1,CUP,3,10" for n in range(1, 57)),
            ]
        ),
        inventory_levels="shop_id,sku,available\na,CUP,0\nb,CUP,20",
        supply="shop_id,sku,lead_days\na,CUP,7\nb,CUP,2",
    )
    said = reorder(tmp_path)
    assert said.column("orders", "shop", "sku", "quantity") == [("a", "CUP", 14), ("b", "CUP", 7)]
    assert said.finding("reorder-overdue")["facts"]["shop"] == "a"
    assert "Shop" in ask(tmp_path)[1]


def test_hostile_names_are_text(tmp_path):
    here = store(
        tmp_path,
        [(HOSTILE, ago(n), 1) for n in range(1, 57)],
        inventory_levels=table(INVENTORY, f"{HOSTILE},0,0,0,0"),
        supply=table(SUPPLY, f"{HOSTILE},{HOSTILE},5,1,,,,1.00,"),
    )
    for form in ("terminal", "html"):
        _, out, _ = ask(here, "--format", form)
        assert "[bold]=1+1" in out
        assert "\x1b[31m" not in out
        assert "<script>" not in out or form == "terminal"
    assert reorder(here).column("orders", "sku", "supplier") == [(HOSTILE, HOSTILE)]
