"""The accounts of the sample, worked out once more in plain Python from its CSV files."""

import csv
import json
from collections import defaultdict
from decimal import Decimal
from math import sqrt

import asking
import pytest

from salesops.assets import folder

pytestmark = pytest.mark.slow
SIZES = ((10, "micro"), (50, "small"), (250, "medium"), (10**9, "large"))


def read(name):
    with (folder("sample_data") / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rounded(value):
    return round(value, 2)


@pytest.fixture(scope="module")
def said():
    return json.loads(asking.asked("accounts").formats["json"])


@pytest.fixture(scope="module")
def potential():
    """Of each account: what was won since 2025-09-19, or the mean of its segment and size."""
    won = defaultdict(Decimal)
    for deal in read("deals.csv"):
        if deal["is_won"] == "true" and deal["closed_at"][:10] > "2025-09-18":
            won[deal["account"]] += Decimal(deal["amount"] or 0)
    kin = defaultdict(list)
    for one in read("accounts.csv"):
        size = next(name for below, name in SIZES if int(one["employees"]) < below)
        kin[one["segment"], size].append(one)
        kin[one["segment"]].append(one)
    found = {}
    for key, alike in kin.items():
        if isinstance(key, tuple):
            of = alike if len(alike) >= 10 else kin[key[0]]
            mean = rounded(sum(won[one["account"]] for one in of) / len(of))
            found |= {one["account"]: max(won[one["account"]], mean) for one in alike}
    return found


def test_loads_of_the_reps(said, potential):
    loads = defaultdict(Decimal)
    for one in read("accounts.csv"):
        loads[one["owner"]] += potential[one["account"]]
    assert {row["rep"]: Decimal(row["potential"]) for row in said["tables"]["reps"]} == loads
    mean = float(sum(loads.values())) / len(loads)
    spread = sqrt(sum((float(load) / mean - 1) ** 2 for load in loads.values()) / len(loads))
    assert said["metrics"]["imbalance"] == pytest.approx(spread, abs=1e-5)
    assert said["metrics"]["peak"] == pytest.approx(float(max(loads.values())) / mean, abs=1e-5)


def test_open_value_is_of_the_accounts_owner(said):
    owner = {one["account"]: one["owner"] for one in read("accounts.csv")}
    value = defaultdict(Decimal)
    for deal in read("deals.csv"):
        if deal["is_closed"] == "false":
            value[owner[deal["account"]]] += Decimal(deal["amount"] or 0)
    assert {row["rep"]: Decimal(row["open_value"]) for row in said["tables"]["reps"]} == value
