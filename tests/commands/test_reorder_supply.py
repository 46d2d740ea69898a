"""reorder: how long deliveries take by the best that is known, and what is on its way."""

import pytest
from reorder_store import INVENTORY, PURCHASES, SUPPLY, ago, reorder, store, table

SKUS = ("OWN", "MATE", "FEW", "TERMS", "LATER", "BOTH", "DUE")


def po(name, sku, ordered, expected, received, qty=5, cost="3.00", supplier="North"):
    """A line of a purchase order, its days counted back from today; `""` where there is none."""
    days = [str(ago(n)) if isinstance(n, int) else n for n in (ordered, expected, received)]
    return f"{name},{sku},{supplier},{','.join(days)},{qty},{qty if days[2] else 0},{cost}"


def supplied(folder):
    """Each SKU sells one a day, so that units are days."""
    sold = [(sku, ago(n), 1) for sku in SKUS for n in range(1, 57)]
    return store(
        folder,
        sold,
        inventory_levels=table(
            INVENTORY,
            "OWN,100,0,100,0",
            "MATE,100,0,100,0",
            "FEW,100,0,100,0",
            "TERMS,100,0,100,0",
            "LATER,10,0,10,0",
            "BOTH,5,0,5,10",
            "DUE,5,0,5,0",
        ),
        supply=table(
            SUPPLY,
            "TERMS,East,6,,,,,,",
            "FEW,South,-3,,,,,,",  # no lead time can be that
            "LATER,West,4,0,,,,,",
            "BOTH,West,4,0,,,,,",
            "DUE,West,4,0,,,,,",
        ),
        purchase_orders=table(
            PURCHASES,
            # OWN took 8, 10 and 12 days, the last in two parts: mean 10, sd 2.
            po("P1", "OWN", 60, 50, 52),
            po("P2", "OWN", 50, 40, 40),
            po("P3", "OWN", 40, 30, 35),
            po("P3", "OWN", 40, 30, 28, cost="3.50"),
            # MATE came once: North's orders took 8, 10, 8.5 (the mean of its lines) and 20.
            po("P4", "MATE", 40, 30, 20),
            # FEW came twice, from a supplier of two orders: too few, and nobody states terms.
            po("P5", "FEW", 30, 25, 20, supplier="South"),
            po("P6", "FEW", 20, 15, 10, supplier="South"),
            # On its way: in 9 days, after an order of today would be here (4); and overdue.
            po("P7", "LATER", 5, -9, "", qty=30, supplier="West"),
            po("P8", "BOTH", 5, -2, "", qty=8, supplier="West"),
            po("P9", "DUE", 12, 3, "", qty=40, supplier="West"),
        ),
    )


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    return reorder(supplied(tmp_path_factory.mktemp("supplied")))


def lead(said, sku):
    row = said.row("skus", sku=sku)
    return row["lead_days"], row["lead_sd"], row["lead_basis"], row["lead_n"]


def test_its_own_receipts_come_first(said):
    assert lead(said, "OWN") == pytest.approx((10.0, 2.0, "own POs", 3))
    assert said.row("skus", sku="OWN")["unit_cost"] == "3.50"  # of the last one


def test_then_those_of_its_supplier(said):
    days = [8, 10, 8.5, 20]
    mean = sum(days) / 4
    sd = (sum((d - mean) ** 2 for d in days) / 3) ** 0.5
    assert lead(said, "MATE") == pytest.approx((mean, sd, "supplier's POs", 4))


def test_then_terms_then_the_assumed(said):
    assert lead(said, "TERMS") == (6.0, None, "supply terms", None)
    assert lead(said, "FEW") == (14.0, None, "assumed", None)
    assert "The lead time of 1 SKU has no spread stated" in said.notes


def test_incoming_is_never_counted_twice(said):
    both, due = said.row("skus", sku="BOTH"), said.row("skus", sku="DUE")
    assert (both["incoming"], both["incoming_basis"], both["position"]) == (10, "inventory", 15)
    assert (due["incoming"], due["incoming_basis"], due["position"]) == (40, "purchase orders", 45)
    assert "The inventory says of 2 SKUs that nothing is incoming" in said.notes
    assert "open purchase orders date it for 1 of them" in said.notes


def test_what_comes_in_time_moves_the_stock_out(said):
    """BOTH has 5 days' worth, 8 more in 2 days, and 2 of which nobody knows when."""
    assert said.row("skus", sku="BOTH")["runs_out"] == str(ago(-13))
    assert said.row("skus", sku="DUE")["runs_out"] == str(ago(-5))  # what is late is not awaited


def test_what_comes_too_late_is_hurried_not_ordered_again(said):
    """LATER has 10, 4 to the reorder point: due in 6 days; 30 more come in 9."""
    row = said.row("skus", sku="LATER")
    assert (row["state"], row["order_by"], row["quantity"]) == ("expedite", str(ago(-6)), 0)
    assert said["to_expedite"] == 1
    assert "hurry LATER" in said.notes


def test_late_purchase_orders_are_named(said):
    (row,) = said.table("late_purchases")
    assert (row["po"], row["sku"], row["days_late"], row["value"]) == ("P9", "DUE", 3, "120.00")
    facts = said.finding("purchase-order-overdue")["facts"]
    assert facts == {"count": 1, "purchase_orders": ["P9"], "lines": 1, "expected": str(ago(3))}


def test_as_of_a_past_day_knows_no_later_receipt(tmp_path):
    """Eleven days earlier P6 had not come in, and P7 was not placed."""
    said = reorder(supplied(tmp_path), as_of=str(ago(11)))
    assert said.row("skus", sku="FEW")["incoming"] == 5
    assert said.row("skus", sku="LATER")["incoming"] == 0
    assert "As-of is past" in said.notes
