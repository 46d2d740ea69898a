"""commission: statements by hand, the past that changed, shares, what-if, what may be missing."""

from decimal import Decimal

import pytest
from commission_store import AS_OF, DEALS, PLAN, commission, store
from pulse_store import salesops

pytestmark = pytest.mark.usefixtures("loaded_once")
NO_DEALS = DEALS.split("\n1,", maxsplit=1)[0] + "\n"
LINE = ("line", "deal", "base", "commission", "running", "corrects")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("commission"))


@pytest.fixture(scope="module")
def said(folder):
    return commission(folder)


def of(said, rep):
    lines = said.column("statement", "rep", *LINE)
    return [line[1:] for line in lines if line[0] == rep]


def test_a_statement_by_hand(said):
    """Quota 1,000: 4 % to it, 6 % above. Of Prop Bob has a quarter; Gear is lost again in Q3."""
    assert of(said, "Ann Bell") == [
        ("2026-Q2/1", "1", "600.00", "24.00", "24.00", ""),
        ("2026-Q2/2", "2", "600.00", "28.00", "52.00", ""),
        ("2026-Q2/3", "2", None, "22.50", "74.50", ""),
        ("2026-Q2/4", "3", "400.00", "24.00", "98.50", ""),
        ("2026-Q3/1", "3", "-400.00", "-24.00", "-24.00", "2026-Q2/4"),
    ]
    rules = [row["rule"] for row in said.table("statement") if row["rep"] == "Ann Bell"]
    assert rules == [
        "4 %",
        "4 % of 400.00 + 6 % of 200.00",
        "SPIFF: Pump",
        "6 %",
        "corrects 2026-Q2/4: lost after it was won (stage history)",
    ]


def test_refunds_and_orders_by_hand(said):
    """Nose was corrected by 100; order 77 came of Tail, and its refund takes 40 off it."""
    assert of(said, "Bob") == [
        ("2026-Q2/1", "2", "200.00", "10.00", "10.00", ""),
        ("2026-Q2/2", "5", "1000.00", "50.00", "60.00", ""),
        ("2026-Q3/1", "4", "100.00", "5.00", "5.00", ""),
        ("2026-Q3/2", "order 78", "200.00", "10.00", "15.00", ""),
        ("2026-Q3/3", "5", "-100.00", "-5.00", "10.00", "2026-Q2/2"),
        ("2026-Q3/4", "4", "-40.00", "-2.00", "8.00", "2026-Q3/1"),
    ]


def test_the_reps_sum(said):
    assert said.column("reps", "rep", "plan", "base", "payout") == [
        ("Ann Bell", "Tiers", "1200.00", "74.50"),
        ("Bob", "Flat", "1360.00", "68.00"),
        ("Unknown (no owner)", "none", "70.00", None),
        ("All with a plan", "", "2560.00", "142.50"),
    ]
    assert (said["payout"], said["base"], said["unplanned"]) == ("142.50", "2560.00", "70.00")
    assert said.answer["findings"] == []


@pytest.mark.parametrize("name", ["base", "commission", "clawback", "spiff", "draw", "payout"])
def test_parts_sum_to_the_whole(said, name):
    """Reps, periods, and reps by period; a statement ends with the payout of its period."""
    (whole,) = (Decimal(r[name]) for r in said.table("reps") if r["rep"] == "All with a plan")
    for table in ("periods", "rep_periods"):
        rows = [r for r in said.table(table) if r.get("rep") != "Unknown (no owner)"]
        assert sum(Decimal(r[name]) for r in rows) == whole
    ends = {(r["rep"], r["period"]): r["running"] for r in said.table("statement")}
    payouts = {(r["rep"], r["period"]): r["payout"] for r in said.table("rep_periods")}
    assert {key: payouts[key] for key in ends} == ends


def test_the_running_period_is_so_far(said):
    assert said.column("periods", "period", "state") == [
        ("2026-Q2", "whole"), ("2026-Q3", "so far"),
    ]  # fmt: skip
    assert "2026-Q3 so far" in said.notes


def test_a_rep_and_a_period(folder):
    """A month of a quarterly plan shows the quarter."""
    asked = commission(folder, "--rep", " annbell", "--period", "2026-08")
    assert of(asked, "Ann Bell") == [("2026-Q3/1", "3", "-400.00", "-24.00", "-24.00", "2026-Q2/4")]
    assert asked.column("reps", "rep", "payout") == [("Ann Bell", "-24.00")]
    assert "shown whole" in asked.notes


def test_what_if_by_hand(folder, tmp_path):
    """Flat 10 % for all: Ann 1,200 and Bob 1,360 of base."""
    other = tmp_path / "other.toml"
    other.write_text('default = "X"\n[[plans]]\nname = "X"\nperiod = "quarter"\nrate = 0.1\n')
    asked = commission(folder, "--what-if", str(other))
    columns = ("rep", "plan", "other_plan", "payout", "other_payout", "difference")
    assert asked.column("what_if", *columns) == [
        ("Ann Bell", "Tiers", "X", "74.50", "120.00", "45.50"),
        ("Bob", "Flat", "X", "68.00", "136.00", "68.00"),
        ("All with a plan", "", "", "142.50", "256.00", "113.50"),
    ]


def test_copies_tell_of_the_past_where_no_history_does(tmp_path):
    """Until July Gear was won, and Nose at 1,000; in August it is 900, and Gear is lost today."""
    none = dict.fromkeys(("deal_stage_history", "orders", "payments", "credits"), "")
    folder = store(tmp_path, **none)
    header = "deal_id,owner,deal_stage,is_closed,is_won,amount,created_at,closed_at\n"
    for day, nose in (("2026-07-01", 1000), ("2026-08-03", 900)):
        below = folder / f"snapshot_day={day}"
        below.mkdir()
        gear = "3,Ann Bell,Won,true,true,400,2026-03-01,2026-06-10"
        old = f"5,Bob,Won,true,true,{nose},2026-03-01,2026-06-30"
        (below / "deals.csv").write_text(f"{header}{gear}\n{old}\n", encoding="utf-8")
    asked = commission(folder)
    lines = [row for row in asked.table("statement") if row["corrects"]]
    assert [(n["deal"], n["day"], n["base"], n["commission"], n["rule"]) for n in lines] == [
        ("3", "2026-08-20", "-400.00", "-24.00", "corrects 2026-Q2/4: lost after it was won"),
        ("5", "2026-08-03", "-100.00", "-5.00", "corrects 2026-Q2/1: amount corrected (copies)"),
    ]


def test_without_a_plan_it_says_what_one_would_be_paid_for(folder):
    code, out, err = salesops("commission", "--data", str(folder), "--as-of", AS_OF)
    assert code == 0, err
    assert "No plan is named: 2,630.00 EUR was sold" in out


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(
            *({"orders": "", "payments": ""}, "no export of orders is here"), marks=pytest.mark.slow
        ),
        pytest.param(
            *({"credits": "", "orders": "", "payments": ""}, "No export of credits"),
            marks=pytest.mark.slow,
        ),
        pytest.param(
            *({"deal_stage_history": ""}, "Neither stage history nor copies"),
            marks=pytest.mark.slow,
        ),
        pytest.param(
            *({"reps": "", "quotas": ""}, "No quota is stated in some periods of Ann Bell"),
            marks=pytest.mark.slow,
        ),
        pytest.param(
            *({"credits": "deal_id,rep,share\n9,Zoe,0.5\n"}, "Credits name Zoe"),
            marks=pytest.mark.slow,
        ),
    ],
)
def test_what_may_be_missing(tmp_path, files, said):
    asked = commission(store(tmp_path, **files))
    assert said in str(asked.answer)


@pytest.mark.slow
def test_no_deals(tmp_path):
    folder = store(tmp_path, deals=NO_DEALS, credits="", orders="", payments="")
    plan = str(folder / "plan.toml")
    code, out, err = salesops("commission", "--data", str(folder), "--as-of", AS_OF, "--plan", plan)
    assert code == 0, err
    assert "Nothing is paid: nobody with a plan sold anything" in out


def test_a_rep_whom_nobody_names(folder):
    plan = str(folder / "plan.toml")
    code, out, err = salesops(
        "commission",
        "--data",
        str(folder),
        "--as-of",
        AS_OF,
        "--plan",
        plan,
        "--rep",
        "Anne Bell",
    )
    assert (code, out) == (2, "")
    assert "did you mean Ann Bell?" in err


@pytest.mark.slow
def test_shares_beyond_the_whole_are_paid_and_said(tmp_path):
    """Bob and Ann have 80 % of Prop each."""
    credits_ = "deal_id,rep,share\n2,Bob,0.8\n2,Ann Bell,0.8\n"
    asked = commission(store(tmp_path, credits=credits_, orders="", payments=""))
    assert asked.finding("credited-beyond")["facts"]["deal"] == "2"
    assert [b for line, d, b, *_ in of(asked, "Bob") if d == "2"] == ["640.00"]


def test_hostile_names_are_text(tmp_path):
    """A plan, a deal and a rep that would be markup, a formula or SQL."""
    bad = "=1+<b>'; DROP TABLE deals;--"
    header, row = "deal_id,deal_name,owner,deal_stage,amount,created_at,closed_at", f'"{bad}"'
    deals = f"{header}\n1,{row},{row},Won,100,2026-03-01,2026-08-02\n"
    plan = PLAN.replace('"Flat"', "'''" + bad + "'''").replace("ANNBELL", "Ann")
    folder = store(
        tmp_path, plan, deals=deals, deal_stage_history="", reps="", quotas="", credits="",
        orders="", payments="",
    )  # fmt: skip
    asked = commission(folder)
    assert asked.column("statement", "rep", "name", "plan", "commission") == [
        (bad, bad, bad, "5.00")
    ]


@pytest.mark.slow
def test_a_name_that_two_shops_have_is_paid_by_one_plan_in_both(tmp_path):
    """Two of one name in one shop are not told apart: their ids are to be written."""
    none = dict.fromkeys(("deal_stage_history", "orders", "payments", "credits", "quotas"), "")
    rows = DEALS.split("\n")[1:3]
    two = "\n".join([*rows, ""])
    settings = '[shops]\n"deals.csv" = "north"\n"others.csv" = "south"\n'
    plan = PLAN.split('[[plans]]\nname = "Tiers"', maxsplit=1)[0].replace("default", "# ")
    folder = store(
        tmp_path, f'{plan}\n[reps]\n"ann bell" = "Flat"\n', **{**none, "reps": "", "deals": two},
        others=two, salesops=settings,
    )  # fmt: skip
    asked = commission(folder)
    assert asked.column("reps", "rep", "payout")[:2] == [
        ("Ann Bell (north)", "30.00"), ("Ann Bell (south)", "30.00"),
    ]  # fmt: skip
