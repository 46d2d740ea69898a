"""The sales team: reps and quotas, the leads they had and what they did about their deals."""

import csv
from collections import Counter, defaultdict
from statistics import median

import pytest

PLAN = (25, 50, 75, 100)


def read(sample, name):
    with (sample.folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def deals(sample):
    return {row["deal_id"]: row for row in read(sample, "deals.csv")}


@pytest.fixture(scope="module")
def reps(sample):
    return {row["sales_rep"]: row for row in read(sample, "reps.csv")}


@pytest.fixture(scope="module")
def leads(sample):
    return read(sample, "leads.csv")


@pytest.fixture(scope="module")
def activities(sample):
    return read(sample, "activities.csv")


@pytest.fixture(scope="module")
def first_owners(sample):
    rows = read(sample, "deal_stage_history.csv")
    return {row["deal_id"]: row["owner"] for row in reversed(rows)}


def there(rep, day):
    return rep["start_date"] <= day and (not rep["end_date"] or day <= rep["end_date"])


def asked(rep, period, quota):
    """The quota after the ramp that the list of reps names."""
    start = rep["start_date"]
    months = (int(period[:4]) - int(start[:4])) * 12 + int(period[5:]) - int(start[5:7])
    part = PLAN[min(months, 3)] if rep["ramp_plan"] else 100
    return float(quota) * part / 100


def test_reps_are_two_teams_of_three_territories(reps):
    assert len(reps) == 9
    assert Counter((r["team"], r["manager"]) for r in reps.values()) == {
        ("Inside", "Judith Amsel"): 4,
        ("Field", "Roy Calder"): 5,
    }
    assert {r["territory"] for r in reps.values()} == {"North", "South", "Online"}
    assert {n: r["start_date"] for n, r in reps.items() if r["ramp_plan"]} == {
        "Simon Beck": "2026-01-12",
        "Paula Reyes": "2026-04-06",
    }
    assert {n: r["end_date"] for n, r in reps.items() if r["end_date"]} == {
        "Lena Ortiz": "2026-03-31"
    }


def test_whoever_changes_or_does_something_works_there_then(sample, reps, deals, activities):
    for row in read(sample, "deal_stage_history.csv"):
        assert there(reps[row["owner"]], row["entered_at"][:10]), row
    for row in activities:
        assert there(reps[row["owner"]], row["due_date"][:10]), row
    for deal in deals.values():
        rep = reps[deal["owner"]]
        assert (deal["team"], deal["territory"]) == (rep["team"], rep["territory"])


def test_every_rep_has_a_quota_of_each_month_there(sample, reps):
    found = Counter(row["rep"] for row in read(sample, "quotas.csv"))
    assert found == {
        name: {"Simon Beck": 9, "Paula Reyes": 6, "Lena Ortiz": 15}.get(name, 21) for name in reps
    }


def test_each_rep_is_near_the_quota_of_each_quarter_and_the_team_nearer(sample, reps, deals):
    won, due = defaultdict(float), defaultdict(float)
    for deal in deals.values():
        if deal["stage"] == "Won":
            quarter = deal["closed_at"][:4], (int(deal["closed_at"][5:7]) - 1) // 3
            won[deal["owner"], quarter] += float(deal["amount"])
    for row in read(sample, "quotas.csv"):
        quarter = row["period"][:4], (int(row["period"][5:]) - 1) // 3
        part = sample.as_of.day / 30 if row["period"] == "2026-09" else 1
        due[row["rep"], quarter] += asked(reps[row["rep"]], row["period"], row["quota"]) * part
    begun = ("2025", 0)
    for key, quota in due.items():
        assert key[1] == begun or 0.75 < won[key] / quota < 1.25, key
    for quarter in {quarter for _, quarter in due} - {begun}:
        team = sum(won[key] for key in due if key[1] == quarter)
        assert 0.9 < team / sum(due[key] for key in due if key[1] == quarter) < 1.1, quarter


def test_leads_go_one_way(sample, deals, leads, first_owners):
    steps = ("created_at", "first_touch_at", "qualified_at", "converted_at")
    for lead in leads:
        moments = [sample.read.moment(lead[step]) for step in steps if lead[step]]
        assert moments == sorted(moments)
        assert moments[-1] < sample.as_of
        assert bool(lead["deal_id"]) == bool(lead["converted_at"])
        assert lead["email"].endswith(".example.org")
        if deal := deals.get(lead["deal_id"]):
            assert lead["status"] == "converted"
            assert lead["converted_at"] == deal["created_at"]
            assert lead["lead_source"] == deal["lead_source"]
            assert lead["company"] == deal["account"]
            assert lead["owner"] == first_owners[lead["deal_id"]]


def test_leads_are_as_many_and_as_quickly_answered_as_said(sample, leads):
    when = sample.read.moment
    assert Counter(lead["status"] for lead in leads) == {
        "converted": 532,
        "disqualified": 569,
        "contacted": 132,
        "qualified": 96,
        "new": 9,
    }
    touched = [lead for lead in leads if lead["first_touch_at"]]
    assert len(leads) - len(touched) == 87
    waits = [when(lead["first_touch_at"]) - when(lead["created_at"]) for lead in touched]
    assert 3 < median(wait.total_seconds() for wait in waits) / 3600 < 4
    good, others = (
        [int(lead["lead_score"]) for lead in leads if bool(lead["deal_id"]) == became]
        for became in (True, False)
    )
    assert (round(median(good)), round(median(others))) == (64, 41)


def test_activities_lie_within_their_deals_and_only_plans_lie_ahead(sample, deals, activities):
    when, last = sample.read.moment, {}
    for row in activities:
        deal, moment = deals[row["deal_id"]], when(row["due_date"])
        ahead = moment > sample.as_of
        assert when(deal["created_at"]) < moment
        assert ahead or not deal["closed_at"] or moment < when(deal["closed_at"])
        assert not (ahead and (row["done"] == "yes" or deal["closed_at"]))
        assert when(row["created_at"]) < sample.as_of
        if row["done"] == "yes":
            last[row["deal_id"]] = row["due_date"]
    assert {name: deal["last_activity_at"] for name, deal in deals.items()} == last
    planned = [row for row in activities if when(row["due_date"]) > sample.as_of]
    assert (len(activities), len(planned)) == (5_912, 115)
