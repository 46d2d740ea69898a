"""scorecard of a CRM without a shop, and quota attainment on it: a few deals counted by hand."""

from decimal import Decimal

import pytest
from pulse_store import answered, put, salesops
from scorecard_store import AS_OF, asked, card, goal, store

from salesops import open as opened
from salesops.commands.sales.scorecard import scorecard

pytestmark = pytest.mark.usefixtures("loaded_once")
DEALS = """
    deal_id,owner,status,amount,created_at,closed_at
    D1,Ann,won,100,2026-01-01 00:00,2026-02-10 09:00
    D2,Ann,lost,300,2026-01-01 09:00,2026-02-18 15:09
    D3,Bob,won,50,2026-02-01 09:00,2026-02-18 15:10
    D4,Bob,won,250,2026-02-09 09:00,2026-03-01 00:00
    D5,Cid,won,30,2026-03-02 09:00,2026-03-04 09:00
    D6,Ann,lost,150,2026-03-01 09:00,2026-03-18 15:09
    D7,Ann,open,900,2026-03-18 15:09,
"""
QUOTAS = """
    rep,team,period,quota
    Ann,,2026-02,200
    Bob,,2026-02,200
    Ann,,2026-03,300
    Bob,,2026-Q1,900
"""
REPS = """
    rep,team,start_date,ramp_plan
    Ann,East,2020-01-01,
    Bob,West,2026-03-01,"50,100"
    Cid,West,2020-01-01,
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return put(tmp_path_factory.mktemp("crm"), deals=DEALS, quotas=QUOTAS)


@pytest.fixture(scope="module")
def said(folder):
    return card(folder)


def test_deals_stand_in_place_of_sales(said):
    """March so far: D4 and D5 won, D6 lost. February to the 18th at 15:10: D1 won, D2 lost."""
    assert (said["won_value"], said["won_deals"]) == ("280.00", 2)
    assert said["win_rate"] == pytest.approx(2 / 3)
    row = said.row("deals", period="2026-03 until 03-18 15:10")
    assert (row["base"], row["change_pct"], row["lost_deals"]) == ("100.00", 1.8, 1)
    whole = said.row("deals", period="2026-02")
    assert (whole["won_value"], whole["won_deals"], whole["base"]) == ("150.00", 2, "0.00")
    assert said.row("deals", period="2026-03-17")["won_value"] == "0.00"
    assert said.table("progress") == []
    assert said.answer["findings"] == []


def test_the_goal_is_the_quotas(said):
    """March: Ann 300 and of Bob's 900 in 90 days 31: 610; 250 is won of it, as Cid has no quota."""
    now = said.row("goals", metric="quota_attainment")
    assert (now["over"], now["status"], now["complete"]) == ("month", "not reached yet", False)
    assert now["actual"] == pytest.approx(250 / 610)
    assert now["base"] == pytest.approx(100 / 400)  # Bob's own month counts before his quarter
    before = said.row("closed", metric="quota_attainment")
    assert (before["status"], before["actual"]) == ("not met", pytest.approx(150 / 400))
    assert said.row("deals", period="2026-02")["quota"] == "400.00"
    assert "the goal is the quotas, at 100 %" in said.notes


def test_attainment_is_that_of_quota_after_the_ramp(tmp_path):
    """Bob is to win half in March: 310 / 2 beside Ann's 300."""
    folder = put(tmp_path, deals=DEALS, quotas=QUOTAS, reps=REPS)
    of = answered("quota", folder, "--period", "this-month", as_of=AS_OF)
    here = card(folder)
    assert here.row("deals", period="2026-03 until 03-18 15:10")["quota"] == of["quota"] == "455.00"
    assert here["quota_attainment"] == of["team_percent"] == pytest.approx(250 / 455)


def test_a_team_with_a_quota_of_its_own_is_no_sum_of_its_reps(tmp_path):
    folder = put(tmp_path, deals=DEALS, quotas=QUOTAS + "    ,West,2026-03,100\n", reps=REPS)
    of = answered("quota", folder, "--period", "this-month", as_of=AS_OF)
    row = card(folder).row("deals", period="2026-03 until 03-18 15:10")
    assert (row["quota"], of["quota_of_all"]) == ("400.00", "400.00")
    assert row["attainment"] == pytest.approx(float(of["won_of_all"]) / 400) == 280 / 400


@pytest.mark.slow
def test_quarters_alone_make_a_goal_of_the_quarter(tmp_path):
    folder = put(tmp_path, deals=DEALS, quotas="rep,period,quota\nBob,2026-Q1,900")
    now = card(folder).row("goals", metric="quota_attainment")
    assert (now["over"], now["actual"]) == ("quarter", pytest.approx(300 / 900))


def test_one_week_is_held_against_its_days(folder):
    """Seven of March's 31 days of 300, of 90 days of 900: 67.74 and 70."""
    found = card(folder, "--period", "2026-W10")
    row = found.row("goals", metric="quota_attainment")
    assert (row["over"], row["actual"]) == ("week", 0.0)
    assert found.row("deals", over="week")["quota"] == "137.74"


def test_goals_of_sales_are_not_known_and_nothing_is_refused(folder):
    metrics = ("net_sales", "aov", "vip_retention", "lost_sales_share", "margin", "conversion")
    goals = "".join(goal(m, "month", 'growth = "+10 %"', name=m) for m in metrics)
    found = card(folder, goals=goals + goal("won_deals", "month", "at_least = 2"))
    reasons = {row["metric"]: row["reason"] for row in found.table("goals")}
    assert reasons.pop("won_deals") is None
    assert set(reasons.values()) == {"no orders export"}
    assert "they need an export of orders" in found.notes


def test_where_tells_deals_and_no_quota(folder):
    found = card(folder, "--where", "owner=Bob")
    assert (found["won_value"], found["quota_attainment"]) == ("250.00", None)
    assert found.table("goals") == []
    assert "quotas are of all" in found.notes


def test_without_quotas_there_is_no_goal(tmp_path):
    with opened(put(tmp_path, deals=DEALS), as_of=AS_OF) as db:
        report = scorecard(db)
    assert report.headline == (
        "2026-03 until 03-18 15:10: won 280.00 of 2 deals, +180.0 % on 2026-02 until 02-18 15:10 "
        "(100.00). No goal is set for it."
    )
    assert "No orders and no quotas are here" in report.notes[-1]


def test_old_deals_conclude_nothing(folder):
    found = card(folder, as_of="2026-04-20 12:00")
    assert found.finding("stale-data")
    march = found.row("closed", metric="quota_attainment")
    assert (march["status"], march["reason"]) == ("not known", "data is old")


def test_without_orders_and_deals_it_names_the_orders(tmp_path):
    code, _, err = asked(put(tmp_path, quotas=QUOTAS))
    assert (code, "feeds order_lines or orders" in err) == (3, True), err


def test_beside_orders_a_goal_of_the_quotas(tmp_path):
    """As without them; and where deals are told, their table stands beside that of sales."""
    goals = goal("quota_attainment", "month", 'at_least = "100 %"')
    found = card(store(tmp_path, deals=DEALS, quotas=QUOTAS), goals=goals)
    assert found.row("goals", metric="quota_attainment")["actual"] == pytest.approx(250 / 610)
    assert Decimal(found.row("deals", period="2026-02")["won_value"]) == 150
    assert found.row("progress", period="2026-02")["net_sales"] == "800.00"
    lone = card(store(tmp_path, quotas="rep,period,quota\nAnn,2025-01,9"), goals=goals)
    assert lone.row("goals", metric="quota_attainment")["reason"] == "no quota"


@pytest.mark.slow
def test_every_format_of_a_crm_alone(folder):
    for format_ in ("terminal", "markdown", "html", "csv"):
        code, out, err = salesops(
            "scorecard", "--data", folder, "--as-of", AS_OF, "--format", format_,
            *(("--table", "deals") if format_ == "csv" else ()),
        )  # fmt: skip
        assert (code, "2026-03 until 03-18 15:10" in out) == (0, True), err
