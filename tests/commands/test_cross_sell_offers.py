"""What cross-sell offers and finds: by hand, on a store of a hundred orders of four things."""

from decimal import Decimal

import pytest
from cross_sell_store import AS_OF, HUNDRED, cross_sell, store

import salesops
from salesops.commands.customers.cross_sell import Limits, opportunities
from salesops.commands.customers.cross_sell import cross_sell as ask
from salesops.commands.opportunities import Owner

pytestmark = pytest.mark.usefixtures("loaded_once")

STOCK = "sku,location,on_hand,available\nA,Main,5,5\nB,Main,5,5\nC,Main,5,{c}\nD,Main,5,5"


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The same orders with C in stock, out of it, and with no word on stock."""
    made = {}
    for name, more in (
        ("in", {"inventory_levels": STOCK.format(c=3)}),
        ("out", {"inventory_levels": STOCK.format(c=0)}),
        ("unknown", {}),
    ):
        made[name] = store(tmp_path_factory.mktemp(name), HUNDRED, **more)
    return made


@pytest.mark.parametrize("name", ["in", "unknown"])
def test_an_offer_by_hand(folders, name):
    """Of 50 orders with B 20 lack C, at 30.00: 5 a week, 150.00. 60 % against 30 %, a quarter."""
    row = cross_sell(folders[name]).row("offers", offer_item="C")
    assert (row["buys_item"], row["sold"], row["without"], row["price"]) == ("B", 50, 20, "30.00")
    assert (row["at_stake"], row["expected"]) == ("150.00", "11.25")
    assert row["chance"] == pytest.approx(0.3 * 0.25)
    assert row["stock"] == (3 if name == "in" else None)


def test_nothing_is_offered_that_is_not_there(folders):
    said = cross_sell(folders["out"])
    assert "C" not in said.column("offers", "offer_item")
    assert "C" not in said.column("offers", "buys_item")
    assert not cross_sell(folders["in"]).finding("pair-broken")


def test_the_other_half_out_of_stock_by_hand(folders):
    """Of 12.5 orders a week with B 60 % would take C at 30.00: 225.00."""
    said = cross_sell(folders["out"])
    row = said.row("broken", also_item="C")
    assert (row["buys_item"], row["sold"], row["lost"]) == ("B", 50, "225.00")
    found = said.finding("pair-broken")
    assert found["facts"] == {"skus": ["C"], "lost_a_week": "225.00"}
    assert "Thing C (C), in 60.0 % of the orders with Thing B (B)" in found["message"]


def test_old_data_and_other_windows_say_nothing_of_now(folders):
    """Three weeks after the data ends, and of a February in which nothing was sold."""
    for args, as_of in (((), "2026-04-01"), (("--period", "2026-02"), AS_OF)):
        said = cross_sell(folders["out"], *args, as_of=as_of)
        assert said.table("offers") == said.table("broken") == []
        assert not said.finding("pair-broken")


def offered(folder, **limits):
    with salesops.open(folder, as_of=AS_OF) as db:
        return opportunities(ask(db, limits=Limits(**limits)))


def test_what_it_offers_to_today(folders):
    (best,) = offered(folders["in"], worth=10)
    assert (best.about, best.owner, best.amount) == ("sku C", Owner.MARKETING, Decimal("150.00"))
    assert best.expected == pytest.approx(Decimal("11.25"))
    assert best.default == "a guess"
    assert best.more == "cross-sell --sku B"
    assert "20 orders of the last four weeks with Thing B (B) and without Thing C (C)" in best.what


def test_what_is_worth_little_is_not_offered(folders):
    assert offered(folders["in"]) == ()
    assert offered(folders["out"], worth=10) == ()
