"""Plans that change from a day on, and what else a file of plans may leave open."""

import pytest
from commission_store import commission, store
from pulse_store import salesops

pytestmark = pytest.mark.usefixtures("loaded_once")
NONE = dict.fromkeys(("deal_stage_history", "orders", "payments", "credits", "quotas", "reps"), "")
DEALS = """
deal_id,owner_id,deal_stage,amount,created_at,closed_at
1,r1,Won,1000,2025-12-01,2026-02-02
2,r1,Won,100,2025-12-01,2026-05-02
3,r1,Won,3000,2025-12-01,2026-08-01
4,r2,Won,300,2025-12-01,2026-08-21
"""
REPS = """
rep_id,name,team,start_date
r1,Ann Bell,East,
r2,Ann Bell,East,2026-07-01
"""
PLAN = """
default = "Field"
[[plans]]
name = "Field"
period = "quarter"
rate = "5 %"
until = 2026-03-31
draw = { amount = 100, recoverable = true }
[[plans]]
name = "Field"
period = "quarter"
rate = "10 %"
since = 2026-07-01
[teams]
Est = "Field"
"""
OTHER = '[[plans]]\nname = "Monthly"\nperiod = "month"\nrate = 0.05\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("versions")
    return store(made, PLAN, **{**NONE, "deals": DEALS, "reps": REPS})


@pytest.fixture(scope="module")
def said(folder):
    return commission(folder)


def test_each_period_is_paid_by_its_version(said):
    """5 % and a draw of 100 in Q1, nothing in Q2, 10 % from Q3 on."""
    lines = said.column("statement", "rep_id", "line", "deal", "commission", "rule")
    assert lines == [
        ("r1", "2026-Q1/1", "1", "50.00", "5 %"),
        ("r1", "2026-Q1/2", "", "50.00", "draw paid"),
        ("r1", "2026-Q2/1", "2", "0.00", "no plan"),
        ("r1", "2026-Q3/1", "3", "300.00", "10 %"),
        ("r2", "2026-Q3/1", "4", "30.00", "10 %"),
    ]


def test_a_gap_is_said(said):
    assert "Field is not valid on the first day of 2026-Q2" in said.notes


def test_a_team_that_nobody_is_of_is_said(said):
    """Else a slip of the pen leaves its reps with the default."""
    assert "plan.toml gives a plan to Est, of which team nobody is" in said.notes


def test_a_draw_without_a_known_start_begins_with_the_first_sale(tmp_path):
    """r1 is paid none for the quarters before; r2, who began in July, none before that."""
    deals = DEALS.replace("1,r1,Won,1000", "1,r3,Won,1000")
    plan = PLAN.split("[[plans]]", maxsplit=2)
    plan = f"{plan[0]}[[plans]]{plan[1].replace('until = 2026-03-31', '')}"
    asked = commission(store(tmp_path, plan, **{**NONE, "deals": deals, "reps": REPS}))
    lent = [r for r in asked.table("statement") if r["kind"] == "draw" and r["rep_id"] != "r3"]
    assert [(r["rep_id"], r["line"]) for r in lent] == [("r1", "2026-Q2/2")]
    assert "No start is stated of Ann Bell, r3: the draw is due from" in asked.notes


def test_two_of_one_name_are_two(folder):
    """Both statements, and a headline that does not take them for one."""
    plan = str(folder / "plan.toml")
    asked = ("commission", "--data", str(folder), "--as-of", "2026-08-22 12:00", "--plan", plan)
    code, out, _ = salesops(*asked, "--rep", "Ann Bell")
    assert code == 0
    assert "2 reps earn 430.00 for 4,400.00 sold" in " ".join(out.split())
    code, out, _ = salesops(*asked, "--rep", "r2")
    assert "Ann Bell earns 30.00 for 300.00 sold" in " ".join(out.split())


@pytest.mark.parametrize(("period", "other"), [("2026-08", True), ("2026-Q3", False)])
def test_plans_of_other_periods_are_not_held_against_each_other_unsaid(folder, period, other):
    """A quarter's pay beside that of one of its months."""
    file = folder / "other.toml"
    file.write_text(f'default = "Monthly"\n{OTHER}', encoding="utf-8")
    asked = commission(folder, "--what-if", str(file), "--period", period)
    assert ("pay by other periods" in asked.notes) is other
