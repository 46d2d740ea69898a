"""Supply and purchase orders: what came, what comes, how long it took, and in what packs."""

from collections import Counter, defaultdict
from datetime import date
from statistics import mean, stdev

import pytest

INCOMING = "Incoming (not editable)"


@pytest.fixture(scope="module")
def orders(sample):
    """The lines of each purchase order."""
    found = defaultdict(list)
    for row in sample.purchases:
        found[row["po_number"]].append(row)
    return found


def test_every_sku_with_stock_has_one_supplier(sample):
    assert set(sample.supply) == {row["SKU"] for row in sample.inventory}
    assert len({row["supplier"] for row in sample.supply.values()}) == 5
    without = sum(not row["lead_time_sd"] for row in sample.supply.values())
    assert without == 33


def test_it_costs_what_the_product_file_says(sample):
    for sku, row in sample.supply.items():
        assert row["unit_cost"] == sample.by_sku[sku]["Cost per item"], sku
    for row in sample.purchases:
        if cost := sample.by_sku[row["sku"]]["Cost per item"]:
            assert row["unit_cost"] == cost


def test_what_is_on_its_way_is_what_the_inventory_calls_incoming(sample):
    incoming = {row["SKU"]: int(row[INCOMING]) for row in sample.inventory if row[INCOMING] != "0"}
    ordered = Counter()
    for row in sample.purchases:
        if not row["received_date"]:
            ordered[row["sku"]] += int(row["quantity_ordered"])
            assert row["quantity_received"] == "0"
    assert ordered == incoming
    assert len(incoming) == 4


def test_nothing_is_overdue(sample):
    today = sample.as_of.date()
    for row in sample.purchases:
        assert date.fromisoformat(row["order_date"]) <= today
        assert row["received_date"] or date.fromisoformat(row["expected_date"]) > today


def test_an_order_has_one_supplier_and_comes_in_whole_packs(sample, orders):
    for lines in orders.values():
        for key in ("supplier", "order_date", "expected_date", "received_date"):
            assert len({row[key] for row in lines}) == 1
        for row in lines:
            bought, units = sample.supply[row["sku"]], int(row["quantity_ordered"])
            assert row["supplier"] == bought["supplier"]
            assert units % int(bought["pack_size"]) == 0
            assert units >= int(bought["moq"])
            assert int(row["quantity_received"]) in (0, units)


def test_they_take_about_as_long_as_the_suppliers_say(sample, orders):
    took = defaultdict(list)
    for lines in orders.values():
        row = lines[0]
        if row["received_date"]:
            ordered, came = (date.fromisoformat(row[k]) for k in ("order_date", "received_date"))
            took[row["supplier"]].append((came - ordered).days)
    said = {
        row["supplier"]: (float(row["lead_time_days"]), float(row["lead_time_sd"]))
        for row in sample.supply.values()
        if row["lead_time_sd"]
    }
    for supplier, days in took.items():
        lead, sd = said[supplier]
        assert len(days) >= 20
        assert abs(mean(days) - lead) < 0.8, supplier
        assert 0.8 < stdev(days) / sd < 1.2, supplier
