"""Before and after: what a campaign was aimed at against all other sales, by hand."""

from math import sqrt

import pytest
from campaigns_store import campaigns, store

pytestmark = pytest.mark.usefixtures("loaded_once")

PLATES = [
    ("2025-12-08", 30, 300),
    ("2025-12-15", 20, 200),
    ("2025-12-22", 10, 200),
    ("2025-12-29", 40, 200),
    ("2026-01-05", 60, 100),
]
"""A Monday, what plates brought in its week, and what cups did: 10, 10, 5, 20 %, then 60 %."""


@pytest.fixture(scope="module")
def plates(tmp_path_factory):
    rows = []
    for n, (day, plate, cup) in enumerate(PLATES):
        rows.append(f"P{n},{day} 12:00,a@x.test,{plate},,,Plates")
        rows.append(f"C{n},{day} 13:00,a@x.test,{cup}")
    listed = "campaign,starts,ends,category,budget\nPlates,2026-01-05,2026-01-11,plates,20"
    return store(tmp_path_factory.mktemp("plates"), "\n".join(rows), campaigns=listed)


def test_a_category_against_all_other_sales_as_before(plates):
    """Expected: (10 + 10 + 5 + 20) / 4 = 11.25 % of 100. Of four shares t is 3.182."""
    said = campaigns(plates, "--since", "2026-01-01")
    row = said.row("pre_post", campaign="Plates")
    assert (row["net_sales"], row["expected"], row["difference"]) == ("60.00", "11.25", "48.75")
    assert (row["days"], row["before"], row["against"]) == (7, 4, "all other sales")
    shares = [0.10, 0.10, 0.05, 0.20]
    sd = sqrt(sum((s - 0.1125) ** 2 for s in shares) / 3)
    half = 3.182 * sd * sqrt(1 + 1 / 4) * 100
    assert float(row["low"]) == pytest.approx(48.75 - half, abs=0.01)
    assert float(row["high"]) == pytest.approx(48.75 + half, abs=0.01)
    found = said.row("campaigns", campaign="Plates")
    assert (found["method"], found["spend_is"]) == ("pre/post", "budget")
    assert found["profit"] == "29.25"  # 60 % of it
    assert found["trust"] == "cannot tell season from campaign"
    assert (found["verdict"], found["roi"]) == ("lifts sales", pytest.approx(9.25 / 20))


def test_with_fewer_times_before_nothing_is_said(tmp_path):
    """Data from the second week on: three times before are too few."""
    week = "P{0},{1} 12:00,a@x.test,{2},,,Plates"
    rows = "\n".join(week.format(n, day, sold) for n, (day, sold, _) in enumerate(PLATES[1:]))
    listed = "campaign,starts,ends,category\nPlates,2026-01-05,2026-01-11,plates"
    said = campaigns(store(tmp_path, rows, campaigns=listed), "--since", "2025-12-01")
    row = said.row("pre_post", campaign="Plates")
    assert (row["before"], row["expected"], row["net_sales"]) == (3, None, "60.00")
    assert said.row("campaigns", campaign="Plates")["verdict"] == "too few"
