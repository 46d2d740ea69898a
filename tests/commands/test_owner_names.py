"""One person is one rep, however their name is written; ids are never guessed to be one."""

import pytest
from pulse_store import answered, put
from quota_store import AS_OF

pytestmark = pytest.mark.usefixtures("loaded_once")
DEALS = """
    deal_id,owner_id,owner,stage,amount,created_at,closed_at,is_closed,is_won
    1,,Ann Bell,Won,100,2026-08-03,2026-09-02,true,true
    2,,ann bell ,Won,200,2026-08-03,2026-09-03,true,true
    3,,Ann  Bell,Won,400,2026-08-03,2026-09-03,true,true
    4,,ANN BELL,Lost,800,2026-08-03,2026-09-03,true,false
    5,005aB,Cy Dent,Won,1600,2026-08-03,2026-09-03,true,true
    6,005Ab,Cy Dent,Won,3200,2026-08-03,2026-09-03,true,true
"""
QUOTAS = """
    rep,period,quota
    ann bell,2026-09,1000
"""
ACTIVITIES = """
    activity_id,type,owner,date
    1,call,ann bell,2026-09-05
    2,call,ANNBELL,2026-09-06
"""
REPS = """
    rep_id,name,team
    7,Ann Bell,East
"""


@pytest.fixture(scope="module")
def unlisted(tmp_path_factory):
    at = tmp_path_factory.mktemp("unlisted")
    return put(at, deals=DEALS, quotas=QUOTAS, activities=ACTIVITIES)


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    at = tmp_path_factory.mktemp("listed")
    return put(at, deals=DEALS, quotas=QUOTAS, activities=ACTIVITIES, reps=REPS)


@pytest.mark.parametrize("where", ["unlisted", "listed"])
def test_a_name_is_one_rep_but_for_case_and_spaces(where, request):
    folder = request.getfixturevalue(where)
    rows = answered("win-loss", folder, "--by", "owner", as_of=AS_OF).table("by_owner")
    found = sorted((row["name"], row["won"], row["lost"], row["won_value"]) for row in rows)
    assert found == [
        ("Ann Bell", 3, 1, "700.00"),
        ("Cy Dent", 1, 0, "1600.00"),
        ("Cy Dent", 1, 0, "3200.00"),
    ]


@pytest.mark.parametrize("where", ["unlisted", "listed"])
def test_the_quota_and_the_calls_are_hers(where, request):
    folder = request.getfixturevalue(where)
    reps = answered("quota", folder, "--period", "2026-09", as_of=AS_OF).table("reps")
    assert {row["rep"]: row["won"] for row in reps}["Ann Bell"] == "700.00"
    asked = answered("reps", folder, "--since", "2026-09-01", as_of=AS_OF)
    assert {row["rep"]: row["calls"] for row in asked.table("activities")}["Ann Bell"] == 2
