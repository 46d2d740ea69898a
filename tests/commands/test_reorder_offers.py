"""reorder's part of the day's queue: what is at stake, how likely, and who acts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from reorder_store import INVENTORY, SUPPLY, TODAY, ago, store, table

import salesops
from salesops.commands.opportunities import Kind, Owner
from salesops.commands.stock.reorder import Limits, opportunities, reorder
from salesops.result import Finding, Level


def stocked(folder):
    """CUP has 3 days' worth and 4 to wait; SAFE lasts; NEW sells since two days."""
    sold = [("CUP", ago(n), 5) for n in range(1, 57)]
    sold += [("SAFE", ago(n), 1) for n in range(1, 57)]
    sold += [("NEW", ago(n), 1) for n in (1, 2)]
    return store(
        folder,
        sold,
        inventory_levels=table(INVENTORY, "CUP,15,0,15,0", "SAFE,400,0,400,0", "NEW,1,0,1,0"),
        supply=table(SUPPLY, "CUP,O'Neill & Co,4,0,,6,,2.00,", "NEW,North,2,0,,,,1.00,"),
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = stocked(tmp_path_factory.mktemp("offers"))
    with salesops.open(folder, as_of=str(TODAY)) as db:
        return reorder(db)


def test_the_largest_loss_first_by_hand(report):
    """11 days want 55, 15 are there; 5 of the 40 that lack are lost whatever is ordered."""
    first, second = opportunities(report)
    assert (first.about, first.amount) == ("sku CUP", Decimal("350.00"))
    assert (first.probability, first.expected) == (1.0, Decimal("350.00"))
    assert (first.kind, first.owner) == (Kind.BLOCKER, Owner.PURCHASING)
    assert first.action == "Order 42 CUP from O'Neill & Co."  # 11 days less 15 is 40, packs of 6
    assert first.basis == "its demand of 56 days"
    assert "15 available at 5.00 a day, runs out 2026-03-13" in first.what
    assert first.more == "reorder"
    assert "ordered today, here 2026-03-14" in first.what
    assert first.brief == f"{first.action[:-1]}, here 2026-03-14: 15 left, out 2026-03-13"
    assert second.about == "sku NEW"


def test_without_history_the_chance_is_a_named_default(report):
    offer = opportunities(report)[1]
    assert (offer.probability, offer.basis) == (
        Limits().chance,
        "a guess, reorder.chance: too little history",
    )
    assert offer.amount == Decimal("15.71")  # 9 days want 9 x 2 / 7, 1 is there: 11 / 7 x 10


def test_nothing_is_offered_of_old_data(report):
    stale = Finding(Level.ERROR, "stale-data", "Old.")
    assert opportunities(replace(report, findings=(stale,))) == ()


def test_what_waits_without_loss_is_not_offered(report):
    assert "sku SAFE" not in {offer.about for offer in opportunities(report)}
