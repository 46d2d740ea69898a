"""The pipeline of the sample, worked out once more in plain Python from its CSV files."""

import csv
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import mean

import asking
import pytest

from salesops.assets import folder

TODAY = date(2026, 9, 18)


@pytest.fixture(scope="module")
def said():
    return json.loads(asking.asked("pipeline").formats["json"])


def read(name):
    with (folder("sample_data") / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def deals():
    return read("deals.csv")


@pytest.fixture(scope="module")
def opened(deals):
    return [d for d in deals if d["stage"] not in ("Won", "Lost")]


def day(text):
    return date.fromisoformat(text[:10])


def amount(deal):
    return Decimal(deal["amount"] or 0)


def third_quarter(values):
    """The 75th percentile, between its neighbours in proportion."""
    values = sorted(values)
    at = 0.75 * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (at - low) * (values[high] - values[low])


@pytest.fixture(scope="module")
def usual(deals):
    """The p75 of days that won deals had stayed in each stage."""
    won = {d["deal_id"] for d in deals if d["stage"] == "Won"}
    entries = defaultdict(list)
    for row in sorted(read("deal_stage_history.csv"), key=lambda r: r["entered_at"][:19]):
        mine = entries[row["deal_id"]]
        if not mine or mine[-1][0] != row["stage"]:
            mine.append((row["stage"], day(row["entered_at"])))
    stays = defaultdict(list)
    for deal in won:
        mine = entries[deal]
        for (stage, entered), (_, left) in pairwise(mine):
            stays[stage].append((left - entered).days)
    return {stage: third_quarter(days) for stage, days in stays.items()}


def test_open_and_weighted_value(said, opened):
    metrics = said["metrics"]
    assert metrics["open_deals"] == len(opened)
    assert Decimal(metrics["open_value"]) == sum(map(amount, opened))
    assert metrics["without_amount"] == sum(not d["amount"] for d in opened)
    weighted = sum(
        (amount(d) * Decimal(d["probability"]) / 100).quantize(Decimal("0.01")) for d in opened
    )
    assert Decimal(metrics["weighted_value"]) == weighted


def test_each_part(said, opened):
    for table, part in (
        ("stages", lambda d: d["stage"]),
        ("owners", lambda d: d["owner"] or "Unknown"),
        ("months", lambda d: d["expected_close_date"][:7] or "Unknown"),
    ):
        sums = defaultdict(Decimal)
        for deal in opened:
            sums[part(deal)] += amount(deal)
        rows = said["tables"][table]
        name = "stage" if table == "stages" else "group"
        assert {row[name]: Decimal(row["value"] or 0) for row in rows} == sums


def test_what_is_wrong(said, opened, usual):
    stale = [d for d in opened if (TODAY - day(d["stage_entered_at"])).days > usual[d["stage"]]]
    overdue = [
        d for d in opened if d["expected_close_date"] and day(d["expected_close_date"]) < TODAY
    ]
    assert said["metrics"]["stale_deals"] == len(stale)
    assert said["metrics"]["overdue_deals"] == len(overdue)
    flawed = {d["deal_id"] for d in [*stale, *overdue]}
    flawed |= {
        d["deal_id"] for d in opened if not d["next_step"] or not d["owner"] or not d["amount"]
    }
    worst = sorted((d for d in opened if d["deal_id"] in flawed), key=lambda d: -amount(d))
    listed = [row["value"] and Decimal(row["value"]) for row in said["tables"]["issues"]]
    assert listed == [amount(d) for d in worst[: len(listed)]]


def test_velocity(said, deals, opened):
    won = [d for d in deals if d["stage"] == "Won"]
    lost = [d for d in deals if d["stage"] == "Lost"]
    cycle = mean((day(d["closed_at"]) - day(d["created_at"])).days for d in won)
    size = float(mean(amount(d) for d in won if d["amount"]))
    rate = len(won) / (len(won) + len(lost))
    assert said["metrics"]["win_rate"] == pytest.approx(rate)
    velocity = float(said["metrics"]["pipeline_velocity"])
    assert velocity == pytest.approx(len(opened) * size * rate / cycle, abs=0.01)


def test_coverage(said, deals, opened):
    quotas = {q["rep"]: Decimal(q["quota"]) for q in read("quotas.csv") if q["period"] == "2026-09"}
    won = sum(
        amount(d)
        for d in deals
        if d["stage"] == "Won" and d["owner"] in quotas and d["closed_at"] >= "2026-09"
    )
    closing = sum(
        amount(d)
        for d in opened
        if d["owner"] in quotas and d["expected_close_date"][:7] == "2026-09"
    )
    metrics = said["metrics"]
    assert Decimal(metrics["quota"]) == sum(quotas.values())
    assert Decimal(metrics["quota_won"]) == won
    assert metrics["coverage"] == pytest.approx(float(closing / (sum(quotas.values()) - won)))
