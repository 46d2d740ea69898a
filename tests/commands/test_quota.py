"""quota: attainment by hand, the two numbers apart, proration, pace, and what may be missing."""

from decimal import Decimal

import pytest
from pulse_store import answered, put, salesops
from quota_store import AS_OF, quota, store
from quota_store import DEALS as DEALS_HEADER

pytestmark = pytest.mark.usefixtures("loaded_once")

REPS = """
    Ann,Mo,East,North,2020-01-01,,
    Bob,Mo,East,South,2020-01-01,,
    Cy,Lou,West,North,2026-09-11,,"50,100"
    Dee,Lou,West,South,2020-01-01,2026-09-10,
    Eve,Lou,West,South,2020-01-01,,
"""
QUOTAS = """
    Ann,,2026-07,1000
    Ann,,2026-08,1000
    ann,,2026-09,1000
    Ann,,2026-Q3,9999
    Bob,,2026-Q3,3000
    Cy,,2026-09,1000
    Dee,,2026-09,900
    ,East,2026-09,2500
"""
DEALS = """
    1,Ann,Won,600,2026-08-03,2026-09-02
    2,Ann,Won,400,2026-08-03,2026-09-16
    3,Bob,Won,500,2026-08-03,2026-09-03
    4,Cy,Won,333.33,2026-08-03,2026-09-15
    5,Dee,Won,100,2026-08-03,2026-09-04
    6,Eve,Won,250,2026-08-03,2026-09-04
    7,,Won,70,2026-08-03,2026-09-04
    8,Ann,Lost,800,2026-08-03,2026-09-04
    9,Ann,Won,,2026-08-03,2026-09-07
    10,Ann,Won,950,2026-07-03,2026-08-31
    11,Bob,Proposal,500,2026-08-03,
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("quota"), DEALS, QUOTAS, REPS)


@pytest.fixture(scope="module")
def said(folder):
    return quota(folder)


def test_each_rep_by_hand(said):
    """Bob's quarter gives September 30 of 92 days; Cy has 20 of 30 days at half; Dee 10 of 30."""
    assert said.column("reps", "rep", "stated", "quota", "won", "state") == [
        ("Ann", "1000.00", "1000.00", "1000.00", "reached"),
        ("Cy", "1000.00", "333.33", "333.33", "reached"),
        ("Bob", "978.26", "978.26", "500.00", "close"),
        ("Dee", "900.00", "300.00", "100.00", "behind"),
        ("All", "3878.26", "2611.59", "1933.33", "2 of 4"),
    ]
    assert said.row("reps", rep="Cy")["of_stated"] == pytest.approx(0.33333)


def test_rate_and_percent_are_two_numbers(said):
    assert said["attainment_rate"] == 0.5
    assert (said["reps_with_quota"], said["reps_at_quota"]) == (4, 2)
    assert said["team_percent"] == pytest.approx(1933.33 / 2611.59)


def test_all_that_was_won_is_somewhere(said):
    assert said.column("no_quota", "rep", "won") == [
        ("Eve", "250.00"), ("Unknown (no owner)", "70.00"),
    ]  # fmt: skip
    parts = (said["credited"], said["won_without_quota"], said["won_by_nobody"])
    assert sum(map(Decimal, parts)) == Decimal(said["won_value"]) == Decimal("2253.33")
    assert "1 deal won without an amount" in said.notes


def test_pace_by_business_days_as_far_as_today_has_come(said):
    """11.5 of 22 days; of Cy's 14 days 3.5; Dee's are over."""
    share = dict(said.column("reps", "rep", "expected"))
    assert share["Ann"] == pytest.approx(11.5 / 22)
    assert share["Cy"] == pytest.approx(3.5 / 14)
    assert share["Dee"] == 1.0
    expected = Decimal("522.73") + Decimal("511.36") + Decimal("83.33") + Decimal(300)
    assert said["expected_share"] == pytest.approx(float(expected) / 2611.59)
    assert said.row("reps", rep="Bob")["behind"] == "11.36"
    assert "fewer than 4 periods lie before" in said.notes
    projected = Decimal(said["projection"])
    assert float(projected) == pytest.approx(1933.33 / (float(expected) / 2611.59), abs=0.01)


def test_a_quarter_is_never_added_to_its_months(folder):
    said = quota(folder, "--period", "this-quarter")
    assert dict(said.column("reps", "rep", "stated"))["Ann"] == "3000.00"
    assert dict(said.column("reps", "rep", "won"))["Ann"] == "1950.00"
    assert dict(said.column("reps", "rep", "stated"))["Bob"] == "3000.00"


def test_a_part_of_a_period_counts_by_its_days_and_says_so(folder):
    said = quota(folder, "--period", "last-7-days")
    assert said.row("reps", rep="Ann")["quota"] == "233.33"
    assert said.row("reps", rep="Ann")["prorated"]
    assert "prorated" in said.notes
    assert said.table("trend") == []


def test_a_team_s_own_quota_stands_beside_its_reps(said):
    assert said.table("teams") == [
        {
            "team": "East", "quota": "2500.00", "of_reps": "1978.26", "difference": "521.74",
            "won": "1500.00", "percent": 0.6, "prorated": False,
        }
    ]  # fmt: skip


@pytest.mark.parametrize("by", ["team", "manager", "territory"])
def test_groups_sum_to_the_whole(folder, by):
    said = quota(folder, "--by", by)
    *groups, whole = said.table("by")
    for column in ("quota", "won", "others", "stated"):
        assert sum(Decimal(g[column]) for g in groups) == Decimal(whole[column])
    assert sum(g["reached"] for g in groups) == whole["reached"] == 2
    assert groups[-1]["value"] == "Unknown"
    assert groups[-1]["others"] == "70.00"


def test_the_period_before_is_in_the_trend(said):
    """August: Ann 950 of 1000, Bob nothing of 31 of 92 days of 3000."""
    assert said.column("trend", "period", "state", "reps", "reached", "quota", "won")[-2:] == [
        ("2026-08", "whole", 2, 0, "2010.87", "950.00"),
        ("2026-09", "so far", 4, 2, "2611.59", "1933.33"),
    ]


def test_without_a_list_of_reps_nothing_is_ramped(tmp_path):
    said = quota(store(tmp_path, DEALS, "Cy,,2026-09,1000\nFay,,2026-09,10"))
    assert dict(said.column("reps", "rep", "quota"))["Cy"] == "1000.00"
    assert "No list of reps" in said.notes
    assert "Quotas of Fay match no rep" in said.notes


def test_a_rep_without_a_plan_gets_the_usual_one(tmp_path):
    """Started on 1 August: of September's quota half."""
    said = quota(store(tmp_path, DEALS, "Ann,,2026-09,1000", "Ann,Mo,East,North,2026-08-01,,"))
    assert said.row("reps", rep="Ann")["quota"] == "500.00"
    assert "No ramp plan is stated for Ann" in said.notes


def test_quotas_go_by_id_or_by_name(tmp_path):
    folder = put(
        tmp_path,
        deals="deal_id,owner_id,owner,deal_stage,amount,created_at,closed_at\n"
        "1,005A,Ann Lee,Won,600,2026-08-03,2026-09-02\n2,005B,Bo,Won,5,2026-08-03,2026-09-02",
        quotas="rep,period,quota\n ann lee ,2026-09,1000\n005B,2026-09,1000\n005B,2026-09,500",
    )
    said = quota(folder)
    assert said.column("reps", "rep", "won", "quota")[:2] == [
        ("Ann Lee", "600.00", "1000.00"), ("Bo", "5.00", "500.00"),
    ]  # fmt: skip
    assert "1 quota stated again" in said.notes


def test_only_teams_have_quotas(tmp_path):
    said = quota(store(tmp_path, DEALS, ",East,2026-09,2500", REPS))
    assert (said["attainment_rate"], said["reps_with_quota"]) == (None, 0)
    assert said.row("teams", team="East")["won"] == "1500.00"


def test_the_latest_period_with_quotas_where_none_holds_now(tmp_path):
    said = quota(store(tmp_path, DEALS, "Ann,,2026-08,1000\nAnn,,2026-11,1000", REPS))
    assert said.column("reps", "rep", "won")[0] == ("Ann", "950.00")
    assert "No quota is stated for now: 2026-08" in said.notes


def test_nothing_is_told_of_some_deals_only(folder):
    said = quota(folder, "--where", "owner=Ann")
    assert said.table("reps") == []
    assert said.answer["metrics"] == {}
    assert "Under --where" in said.notes


def test_stale_deals_are_no_low_attainment(folder):
    said = quota(folder, "--period", "2026-09", as_of="2026-09-28 12:00")
    assert [f["code"] for f in said.answer["findings"]] == ["stale-data"]


def test_without_quotas_it_says_which_file(tmp_path):
    folder = store(tmp_path, DEALS)
    code, out, err = salesops("quota", "--data", folder, "--as-of", AS_OF)
    assert (code, out) == (3, "")
    assert "quotas.csv" in err


def test_targets_of_the_shop_are_no_quotas(tmp_path):
    targets = "period,scope,metric,value\n2026-09,shop,net_sales,5"
    folder = put(store(tmp_path, DEALS), targets=targets)
    code, _, err = salesops("quota", "--data", folder, "--as-of", AS_OF)
    assert code == 3
    assert "of no rep and no team" in err


@pytest.mark.parametrize(
    "args", [("--by", "colour"), ("--period", "2026-13"), ("--period", "next-month")]
)
def test_what_cannot_be_meant_is_refused(folder, args):
    code, out, _ = salesops("quota", "--data", folder, "--as-of", AS_OF, *args)
    assert (code, out) == (2, "")


def test_one_name_in_two_shops_is_not_guessed(tmp_path):
    header, row = DEALS_HEADER, "Won,9,2026-08-03,2026-09-02"
    folder = put(
        tmp_path,
        north=f"{header}\n1,Ann,{row}",
        south=f"{header}\n1,Ann,{row}\n2,Bob,{row}",
        quotas="rep,period,quota\nAnn,2026-09,10\nBob,2026-09,9",
        salesops='[shops]\n"north.csv" = "north"\n"south.csv" = "south"',
    )
    said = quota(folder, "--config", folder / "salesops.toml")
    assert said.column("reps", "rep", "won")[:2] == [("Bob (south)", "9.00"), ("Ann", "0.00")]
    assert "Quotas of Ann could be those of several reps" in said.notes
    assert Decimal(said["won_without_quota"]) == 18


def test_a_midnight_still_asks_for_the_month_that_ended(folder):
    said = quota(folder, as_of="2026-10-01")
    assert said.answer["context"]["as_of"].startswith("2026-10-01")
    assert said.row("reps", rep="Bob")["state"] == "missed"


def test_the_won_value_is_that_of_win_loss(folder):
    other = answered("win-loss", folder, "--period", "2026-09", as_of=AS_OF)
    assert other["won_value"] == quota(folder)["won_value"]
