"""What heatmap offers to the day's queue."""

from decimal import Decimal

import pytest
from heatmap_store import AS_OF, shop

import salesops
from salesops.commands.opportunities import Kind, Owner
from salesops.commands.stock.heatmap import Limits, heatmap, opportunities

ORDERS = "po_id,sku,ordered_at,expected_at,qty\nP1,B,2026-03-01,2026-03-13,8"
DEFAULTS = Limits()


@pytest.fixture
def offered(tmp_path):
    def offered_by(limits=DEFAULTS, **files):
        with salesops.open(str(shop(tmp_path, **files)), as_of=AS_OF) as db:
            return opportunities(heatmap(db, limits=limits))

    return offered_by


def test_pre_sell_hasten_promote(offered):
    """B loses 150 / 28 a day for a week; A is one short, at 100; 21 lie dead."""
    presell, hasten, promote = offered()
    assert presell.amount == pytest.approx(Decimal(150) / 28 * 7)
    assert (presell.about, presell.probability) == ("sku B", 0.25)
    assert (presell.kind, presell.owner) == (Kind.OPPORTUNITY, Owner.SALES)
    assert presell.what == "Out of stock: it loses about 5.36 a day (estimate)."
    assert presell.action == "Offer B (Bread) as a pre-order until more arrives."
    assert (hasten.about, hasten.owner, hasten.amount) == ("sku A", Owner.PURCHASING, Decimal(100))
    assert hasten.expected == Decimal(50)
    assert (promote.owner, promote.amount, promote.probability) == (Owner.MARKETING, 21, 0.05)
    assert presell.basis == "a guess, heatmap.preorders"
    assert [o.more for o in (presell, promote)] == ["heatmap --out-of-stock", "heatmap --slow"]
    assert hasten.brief == f"{hasten.action[:-1]}: {hasten.what.partition(';')[0].lower()}"
    assert promote.brief.startswith(f"{promote.action[:-1]}: {promote.what.partition(',')[0]}, no ")


def test_only_until_more_arrives(offered):
    """B is due on the 13th, in three days."""
    presell = offered(purchase_orders=ORDERS)[0]
    assert presell.amount == pytest.approx(Decimal(150) / 28 * 3)
    assert presell.action == "Offer B (Bread) as a pre-order until 2026-03-13."


def test_the_limits_are_the_odds(offered):
    assert [o.probability for o in offered(Limits(preorders=0.5, promotion=0.1))] == [0.5, 0.5, 0.1]


def test_stale_data_offers_nothing(tmp_path):
    with salesops.open(str(shop(tmp_path)), as_of="2026-03-20 12:00") as db:
        assert opportunities(heatmap(db)) == ()
