"""reorder's SQL against the same sums in plain Python, on stores that nobody drew by hand."""

import random
import statistics
from collections import Counter
from datetime import timedelta
from math import ceil

import pytest
from reorder_store import INVENTORY, SUPPLY, TODAY, ago, reorder, store, table

SKUS = [f"S{n:02}" for n in range(14)]
CHANCES = (0.9, 0.5, 0.15, 0.05, 0.02)
"""Of a sale on a day: from every day to a few a year."""
SPAN = 230
"""Days drawn: more than the 26 weeks."""


def drawn(seed):
    """Units of each SKU and day, and the days on which it had none to sell."""
    dice = random.Random(seed)
    sold, out = Counter(), set()
    for place, sku in enumerate(SKUS):
        first = dice.choice((SPAN, SPAN, 150, 60, 20))
        gone = {first - n for n in range(dice.choice((0, 0, 3, 15, 40)))} - {first}
        for n in range(1, first + 1):
            if n in gone:
                out.add((sku, ago(n)))
            elif n == first or dice.random() < CHANCES[place % len(CHANCES)]:
                sold[sku, ago(n)] += dice.choice((1, 1, 1, 2, 3, 12))
    return sold, out


@pytest.fixture(scope="module", params=[5, 6])
def case(request, tmp_path_factory):
    sold, out = drawn(request.param)
    here = store(
        tmp_path_factory.mktemp("drawn"),
        [(sku, day, units) for (sku, day), units in sold.items()],
        inventory_levels=table(INVENTORY, *(f"{sku},5,0,5,0" for sku in SKUS)),
        supply=table(SUPPLY, *(f"{sku},North,8.5,2,,,,1.00,6" for sku in SKUS)),
        stock_history=table(
            "day,sku,on_hand",
            *(
                f"{ago(n)},{sku},{0 if (sku, ago(n)) in out else 5}"
                for sku in SKUS
                for n in range(1, SPAN + 1)
                if ago(n) >= min(day for name, day in sold if name == sku)
            ),
        ),
    )
    return sold, out, reorder(here)


def known(sold, out, sku, span):
    """Each day in stock of the last so many, since the first sale, the oldest first."""
    first = min(day for name, day in sold if name == sku)
    days = [ago(n) for n in range(span, 0, -1)]
    return [sold[sku, day] for day in days if day >= first and (sku, day) not in out]


def weeks(sold, out, sku):
    """Full weeks since the first sale, without those out of stock throughout."""
    first = min(day for name, day in sold if name == sku)
    found = []
    for n in range(26):
        days = [TODAY - timedelta(days=7 * n + d) for d in range(1, 8)]
        if days[-1] >= first and not all((sku, day) in out for day in days):
            found.append(sum(sold[sku, day] for day in days))
    return found


def test_days_and_weeks(case):
    sold, out, said = case
    kinds = set()
    for sku in SKUS:
        row = said.row("skus", sku=sku)
        days = known(sold, out, sku, 56)
        if not sum(days):
            assert row["state"] in ("no sales", "sold out")
            continue
        buckets = weeks(sold, out, sku)
        sizes = [bucket for bucket in buckets if bucket]
        assert (row["days_counted"], row["weeks"]) == (len(days), len(buckets))
        spread = statistics.stdev(days) if len(days) > 1 else None
        assert row["daily_sd"] == (spread and pytest.approx(spread))
        if not sizes:
            assert (row["adi"], row["method"]) == (None, "too little history")
            continue
        assert row["adi"] == pytest.approx(len(buckets) / len(sizes))
        spread = statistics.stdev(sizes) if len(sizes) > 1 else 0
        assert row["cv2"] == pytest.approx((spread / statistics.mean(sizes)) ** 2)
        if row["method"] == "normal z":
            assert row["daily"] == pytest.approx(statistics.mean(days))
        kinds.add(row["kind"])
    assert len(kinds) >= 3


def test_rare_demand_holds_its_service_level(case):
    """The target covers 95 % of the stretches, and no less would."""
    sold, out, said = case
    rare = [row for row in said.table("skus") if row["method"] == "empirical quantile"]
    for row in rare:
        days = known(sold, out, row["sku"], 182)
        length = ceil(8.5 + 6)
        sums = [sum(days[i : i + length]) for i in range(len(days) - length + 1)]
        covered = [value for value in sums if value <= row["target"] + 1e-9]
        assert len(covered) >= 0.95 * len(sums)
        if row["safety_stock"]:
            least = max(covered)
            assert row["target"] == pytest.approx(least)
            assert sum(value < least for value in sums) < 0.95 * len(sums)
    assert rare


def test_position_and_points(case):
    """What every row must hold, whatever its numbers."""
    for row in case[2].table("skus"):
        if row["daily"] is None:
            continue
        point = row["daily"] * row["lead_days"] + (row["safety_stock"] or 0)
        assert row["reorder_point"] == pytest.approx(point)
        assert row["target"] == pytest.approx(point + row["daily"] * row["review_days"])
        need = row["target"] - row["position"]
        if row["state"] == "order":
            assert need <= row["quantity"] < need + 1
        else:
            assert row["quantity"] == 0
