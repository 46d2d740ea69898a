"""Deals and their history: one story told twice, to the second; and how healthy it is."""

import csv
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import groupby, pairwise
from statistics import median, quantiles

import pytest

CHANCES = {
    "Qualified": 10,
    "Needs analysis": 25,
    "Demo": 40,
    "Proposal": 60,
    "Negotiation": 80,
    "Won": 100,
    "Lost": 0,
}
CATEGORIES = {"Won": {"closed"}, "Lost": {"omitted"}}
MISTYPED = "D-1164"
"""Won for 4,710.00, which was 4,170.00: put right seven weeks later, and nothing else of it."""
NOW = ("owner", "stage", "probability", "forecast_category", "amount", "expected_close_date")


def read(sample, name):
    with (sample.folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def deals(sample):
    return read(sample, "deals.csv")


@pytest.fixture(scope="module")
def history(sample):
    """The changes of each deal, in the order of the file."""
    rows = read(sample, "deal_stage_history.csv")
    return {deal: list(group) for deal, group in groupby(rows, lambda row: row["deal_id"])}


@pytest.fixture(scope="module")
def stays(sample, history):
    """Each stage that a deal was in: when it entered and when it left, None where it is there."""
    found = {}
    for deal, rows in history.items():
        entered = [rows[0]] + [b for a, b in pairwise(rows) if a["stage"] != b["stage"]]
        moments = [sample.read.moment(row["entered_at"]) for row in entered]
        ends = [*moments[1:], None]
        names = (row["stage"] for row in entered)
        found[deal] = list(zip(names, moments, ends, strict=True))
    return found


def is_open(deal):
    return not deal["closed_at"]


def worth(deals):
    return sum(float(deal["amount"] or 0) for deal in deals)


def test_counts(deals, history):
    assert Counter(deal["stage"] for deal in deals) == {
        "Won": 204,
        "Lost": 442,
        "Qualified": 19,
        "Needs analysis": 27,
        "Demo": 11,
        "Proposal": 13,
        "Negotiation": 12,
    }
    assert sum(map(len, history.values())) == 3_022
    assert [deal["deal_id"] for deal in deals] == list(history)
    open_now = [deal["deal_name"] for deal in deals if deal["stage"] not in CATEGORIES]
    assert len(set(open_now)) == len(open_now) == 82


def test_the_last_change_is_what_the_deal_is_now(deals, history, stays):
    for deal in deals:
        first, last = history[deal["deal_id"]][0], history[deal["deal_id"]][-1]
        assert {name: deal[name] for name in NOW} == {name: last[name] for name in NOW}
        assert deal["created_at"] == first["entered_at"]
        closing = history[deal["deal_id"]][-2 if deal["deal_id"] == MISTYPED else -1]
        assert deal["closed_at"] == (closing["entered_at"] if deal["stage"] in CATEGORIES else "")
        stage, entered, _ = stays[deal["deal_id"]][-1]
        assert (stage, f"{entered:%Y-%m-%d %H:%M:%S %z}") == (
            deal["stage"],
            deal["stage_entered_at"],
        )


def test_each_change_changes_something_later_than_the_one_before(sample, history):
    for rows in history.values():
        for before, after in pairwise(rows):
            assert sample.read.moment(before["entered_at"]) < sample.read.moment(
                after["entered_at"]
            )
            assert {name: before[name] for name in NOW} != {name: after[name] for name in NOW}
            assert before["stage"] not in CATEGORIES or before["deal_id"] == MISTYPED


def test_one_amount_is_put_right_after_the_deal_was_won(sample, history):
    won, right = history[MISTYPED][-2:]
    assert (won["stage"], won["amount"], right["amount"]) == ("Won", "4710.00", "4170.00")
    same = {"entered_at": right["entered_at"], "amount": right["amount"]}
    assert {**won, **same} == right
    days = sample.read.moment(right["entered_at"]) - sample.read.moment(won["entered_at"])
    assert days < timedelta(days=180)  # the plan Field takes back within these


def test_chances_and_categories_are_of_the_stage(history):
    open_ones = {"pipeline", "best case", "commit", "omitted"}
    for row in (row for rows in history.values() for row in rows):
        assert int(row["probability"]) == CHANCES[row["stage"]]
        assert row["forecast_category"] in CATEGORIES.get(row["stage"], open_ones)


def test_a_closed_deal_closes_on_its_date(deals):
    for deal in deals:
        if deal["closed_at"]:
            assert deal["expected_close_date"] == deal["closed_at"][:10]
        assert bool(deal["lost_reason"]) == (deal["stage"] == "Lost")


def test_dates_slip_amounts_change_and_stages_are_skipped(history, stays):
    order, found = list(CHANCES), Counter()
    for deal, rows in history.items():
        for before, after in pairwise(rows):
            if before["stage"] == after["stage"]:
                later = after["expected_close_date"] > before["expected_close_date"]
                found["slipped"] += later
                found["amount"] += before["amount"] != after["amount"]
                found["owner"] += before["owner"] != after["owner"]
            elif after["stage"] not in CATEGORIES:
                found["sooner"] += after["expected_close_date"] < before["expected_close_date"]
        went = [order.index(stage) for stage, _, _ in stays[deal] if stage not in CATEGORIES]
        found["skipped"] += any(b > a + 1 for a, b in pairwise(went))
        found["back"] += any(b < a for a, b in pairwise(went))
    assert found == {
        "slipped": 404, "amount": 118, "owner": 20, "sooner": 122, "skipped": 47, "back": 40,
    }  # fmt: skip


def test_the_pipeline_is_healthy(sample, deals, stays):
    pipe = [deal for deal in deals if is_open(deal)]
    today = f"{sample.as_of:%Y-%m-%d}"
    assert all(deal["owner"] for deal in pipe)
    assert sum(not deal["amount"] for deal in pipe) == 12
    assert sum(not deal["next_step"] for deal in pipe) == 3
    assert [d["deal_id"] for d in pipe if d["expected_close_date"] < today] == ["D-1630"]
    assert max(float(deal["amount"] or 0) for deal in pipe) < 0.1 * worth(pipe)
    days = defaultdict(list)
    for deal in deals:
        if deal["stage"] == "Won":
            for stage, entered, left in stays[deal["deal_id"]][:-1]:
                days[stage].append((left - entered) / timedelta(days=1))
    usual = {stage: quantiles(found, n=4)[2] for stage, found in days.items()}
    stale = [
        deal
        for deal in pipe
        if (sample.as_of - stays[deal["deal_id"]][-1][1]).days > usual[deal["stage"]]
    ]
    assert worth(stale) < 0.25 * worth(pipe)


def test_a_third_is_won_in_45_days(sample, deals):
    closed = [deal for deal in deals if not is_open(deal)]
    won = [deal for deal in closed if deal["stage"] == "Won"]
    assert round(len(won) / len(closed), 3) == 0.316
    when = sample.read.moment
    assert median((when(d["closed_at"]) - when(d["created_at"])).days for d in won) == 45


def test_stated_chances_are_about_right(sample, deals, stays):
    """Of the deals open at the start of each month that have closed since, by their stage then."""
    outcome = {d["deal_id"]: d["stage"] == "Won" for d in deals if not is_open(d)}
    seen = defaultdict(list)
    for year, month in [(2025, m) for m in range(2, 13)] + [(2026, m) for m in range(1, 10)]:
        start = sample.as_of.replace(year=year, month=month, day=1, hour=0, minute=0)
        for deal, won in outcome.items():
            for stage, entered, left in stays[deal]:
                if entered < start and left and left >= start:
                    seen[stage].append(won)
    for stage, wins in seen.items():
        assert abs(sum(wins) / len(wins) - CHANCES[stage] / 100) < 0.13, stage
    squares = [(CHANCES[stage] / 100 - won) ** 2 for stage, wins in seen.items() for won in wins]
    assert sum(squares) / len(squares) < 0.2
