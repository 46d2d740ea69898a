"""bundles: counts, prices, margins and what pays, by hand; what may be missing."""

from decimal import Decimal

import pytest
from bundles_store import bundles, store
from pulse_store import AS_OF

import salesops as package
from salesops.commands.customers._bundles.prices import Priced
from salesops.commands.customers._bundles.rows import Item
from salesops.commands.customers.bundles import bundles as asked_of
from salesops.commands.customers.bundles import opportunities
from salesops.commands.opportunities import Kind
from salesops.models import wilson

pytestmark = pytest.mark.usefixtures("loaded_once")

BASKETS = [
    *["CARB+FREG+AFLT"] * 20,
    *["CARB+FREG"] * 4,
    *["CARB"] * 16,
    *["AFLT"] * 10,
    *["AFLT+AFLT"] * 1,
    *["OIL+RAG"] * 60,
    *["OIL"] * 60,
    *["RAG"] * 429,
]
"""600 orders. CARB in 40, FREG in 24, AFLT in 31, OIL in 120, RAG in 489."""
GOODS = """
    sku,title,price,unit_cost,status
    CARB,Carburetor,499.00,300.00,active
    FREG,Regulator,180.00,100.00,active
    AFLT,Air filter,120.00,60.00,active
"""
STOCK = """
    sku,location,on_hand
    CARB,main,9
    CARB,outlet,2
    FREG,main,5.5
    AFLT,main,20
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("bundles")
    return store(made, BASKETS, products=GOODS, inventory_levels=STOCK)


def test_the_kit_of_the_guide(folder):
    """799 one by one, 12.5 % off: 699.12 (half a cent to even), cost 460."""
    said = bundles(folder, "--size", "3")
    (row,) = said.table("bundles")
    assert (row["bundle"], row["orders"], row["size"]) == ("CARB + FREG + AFLT", 20, 3)
    assert row["support"] == pytest.approx(20 / 600)
    assert row["lift"] == pytest.approx(20 / 600 / (40 / 600 * 24 / 600 * 31 / 600))
    lows = [
        wilson.share(20, 20).low / (40 / 600),  # CARB of the orders with FREG and AFLT
        wilson.share(20, 20).low / (24 / 600),
        wilson.share(20, 24).low / (31 / 600),
    ]
    assert row["lift_low"] == pytest.approx(min(lows))
    assert said.column("parts", "lift_low") == pytest.approx(lows)
    assert (row["anchor"], row["attach"]) == ("CARB", 0.5)
    assert (row["separately"], row["price"], row["saving"]) == ("799.00", "699.12", "99.88")
    assert (row["cost"], row["listed"], row["floor"]) == ("460.00", True, "kept")
    assert row["margin"] == pytest.approx(239.12 / 699.12)
    assert row["uplift"] == pytest.approx(99.88 / 239.12)
    assert row["more_sets"] == 9  # 8.35 of the 20
    assert row["uplift_anchor"] == pytest.approx(99.88 / (239.12 - 199))
    assert row["kits"] == 5


def test_a_pair_and_a_common_thing_is_no_set(folder):
    """RAG is in four of five orders and in half of those with OIL: together, but not by choice."""
    said = bundles(folder)
    found = said.column("bundles", "bundle")
    assert "OIL + RAG" not in found
    assert said["sets"] == 5  # CARB+FREG, CARB+AFLT, FREG+AFLT, all three, OIL+RAG
    assert said["holding"] == 4


def test_no_two_of_a_family_are_listed(folder):
    """The surest comes first; its three pairs share two SKUs with it, and do not follow."""
    assert bundles(folder).column("bundles", "bundle") == ["CARB + FREG + AFLT"]
    pairs = bundles(folder, "--size", "2").column("bundles", "bundle")
    assert pairs == ["FREG + AFLT", "CARB + FREG", "CARB + AFLT"]


def test_a_set_under_the_floor_gets_what_the_floor_leaves(folder, tmp_path):
    said = bundles(folder, "--size", "3", "--discount", "40")
    (row,) = said.table("bundles")
    assert (row["price"], row["floor"]) == ("575.00", "discount cut")  # 460 / (1 - 0.20)
    assert "1 set with less than the discount asked for: 20.0 % margin is kept." in said.notes
    assert row["discount"] == pytest.approx(224 / 799)
    assert row["margin"] == pytest.approx(0.20)
    dear = GOODS.replace("300.00", "480.00").replace("60.00", "119.99")
    said = bundles(store(tmp_path, BASKETS, products=dear), "--size", "3")
    (row,) = said.table("bundles")
    assert (row["price"], row["saving"], row["floor"]) == (
        "799.00",
        "0.00",
        "below it without a discount",
    )
    facts = said.finding("bundle-under-margin")["facts"]
    assert (facts["bundle"], facts["cost"], facts["sets"]) == ("CARB + FREG + AFLT", "699.99", 1)


def test_a_clean_shop_has_no_finding(folder):
    assert bundles(folder).answer["findings"] == []


def test_without_products_prices_are_those_sold_at(tmp_path):
    said = bundles(store(tmp_path, BASKETS), "--size", "3")
    (row,) = said.table("bundles")
    assert (row["separately"], row["price"], row["cost"]) == ("30.00", "26.25", None)
    assert (row["margin"], row["uplift"], row["kits"]) == (None, None, None)
    assert row["floor"] == "cost unknown"
    assert "median" in said.notes


def test_what_is_no_longer_sold_is_in_no_set(tmp_path):
    gone = GOODS.replace("60.00,active", "60.00,archived")
    names = bundles(store(tmp_path, BASKETS, products=gone)).column("bundles", "bundle")
    assert names == ["CARB + FREG"]


def test_what_it_offers_to_the_queue(folder):
    """Two in three more sets are too many to pay: only a smaller discount is offered."""
    with package.open(folder, as_of=AS_OF) as db:
        assert opportunities(asked_of(db)) == ()
        (one,) = opportunities(asked_of(db, size=3, discount=5))
    assert (one.kind, one.about) == (Kind.OPPORTUNITY, "bundle CARB + FREG + AFLT")
    assert one.basis.startswith("a guess")
    assert one.probability == 0.25
    assert one.amount == Decimal("759.05") * 5  # 20 sets in 28 days are 5 a week


def item(sku, price, cost, **more):
    given = {"listed": True, "available": None, "is_sold": True, **more}
    return Item(1, "", sku, sku, Decimal(price), given["listed"], Decimal(cost), *(
        given[name] for name in ("available", "is_sold")
    ))  # fmt: skip


def test_tax_in_prices_is_none_of_the_margin():
    """120 with a fifth of 100 in tax, cost 60: 10 % off leaves 30 of 90."""
    one = Priced(
        [item("A", "72", "40"), item("B", "48", "20")],
        Decimal("0.1"), Decimal("0.2"), 1 / Decimal("1.2"), 2,
    )  # fmt: skip
    assert (one.separately, one.price) == (Decimal(120), Decimal(108))
    assert one.margin == pytest.approx(30 / 90)
    assert one.uplift() == pytest.approx(10 / 30)
    assert one.uplift(one.items[0]) == pytest.approx(10 / (30 - 20))
    assert one.least == Decimal("90.00")


def test_prices_have_the_digits_of_their_currency():
    one = Priced([item("A", "333.4", "1"), item("B", "101", "1")], Decimal("0.125"), Decimal(0),
                 Decimal(1), 0)  # fmt: skip
    assert (one.separately, one.price, one.saving) == (434, 380, 54)
