"""quota, pipeline, closings and reps hold the same days against the same quota."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from pulse_store import answered, put
from quota_store import AS_OF
from quota_store import DEALS as HEADER

import salesops
from salesops import commands
from salesops.commands.rep_quotas.rows import Line, Person
from salesops.commands.rep_quotas.stated import Stated
from salesops.commands.team import closings, pipeline, quota, reps

pytestmark = pytest.mark.usefixtures("loaded_once")
REPS = """
    rep,team,start_date,end_date,ramp_plan
    Ann,East,2020-01-01,,
    Bob,East,2020-01-01,,
    Flo,east,2020-01-01,,
    Cy,West,2026-09-11,,"50,100"
    Dee,West,2020-01-01,2026-09-10,
    Eve,West,2020-01-01,,
"""
QUOTAS = """
    rep,team,period,quota
    Ann,,2026-09,1000
    Ann,,2026-Q3,9999
    Bob,,2026-Q3,3000
    Cy,,2026-09,1000
    Dee,,2026-09,900
"""
DEALS = """
    deal_id,owner,team,stage,amount,probability,created_at,close_date,closed_at,is_closed,is_won
    1,Ann,,Won,1000,,2026-08-03,,2026-09-02,true,true
    2,Bob,,Won,500,,2026-08-03,,2026-09-03,true,true
    3,Flo,,Won,40,,2026-08-03,,2026-09-03,true,true
    4,Cy,,Won,333.33,,2026-08-03,,2026-09-15,true,true
    5,Dee,,Won,100,,2026-08-03,,2026-09-04,true,true
    6,Eve,,Won,250,,2026-08-03,,2026-09-04,true,true
    7,,,Won,70,,2026-08-03,,2026-09-04,true,true
    8,,East,Won,3,,2026-08-03,,2026-09-04,true,true
    9,Ann,,Won,950,,2026-07-03,,2026-08-31,true,true
    a,Ann,,Demo,600,50,2026-08-03,2026-09-28,,false,false
    b,Eve,,Demo,9000,50,2026-08-03,2026-09-28,,false,false
    c,,,Demo,800,50,2026-08-03,2026-09-28,,false,false
    d,Cy,,Demo,60,50,2026-08-03,2026-09-20,,false,false
    e,Flo,,Demo,7,50,2026-08-03,2026-10-20,,false,false
"""
TEAM = QUOTAS + "    ,EAST,2026-09,2500\n"
SHOP = """
    period,scope,scope_id,metric,value
    2026-Q3,shop,,won_value,9200
"""


def team(folder: Path, **files: str) -> Path:
    """That team's exports; files named stand in for these or beside them."""
    return put(folder, **{"reps": REPS, "deals": DEALS, "quotas": QUOTAS, **files})


def said(folder, period="this-month"):
    """What the four say of a period: quota's answer, and the pairs of quota and won."""
    of = answered("quota", folder, "--period", period, as_of=AS_OF)
    line = answered("pipeline", folder, as_of=AS_OF)
    ahead = answered("closings", folder, "--freq", period.removeprefix("this-"), as_of=AS_OF)
    each = answered("reps", folder, "--period", period, as_of=AS_OF).row("reps", rep="All")
    return of, line, ahead, each


def test_reps_alone(tmp_path):
    """Ann 1,000; Bob 30 of 92 days of 3,000; Cy 20 of 30 days at half; Dee 10 of 30 days of 900."""
    of, line, ahead, each = said(team(tmp_path))
    quota_ = "2611.59"  # 1000 + 978.26 + 333.33 + 300
    won = "1933.33"  # without Flo, Eve, and what is nobody's
    assert (of["quota"], of["credited"]) == (of["quota_of_all"], of["won_of_all"]) == (quota_, won)
    assert (line["quota"], line["quota_won"]) == (quota_, won)
    assert (ahead["quota"], ahead["quota_won"]) == (quota_, won)
    assert each["quota"] == quota_
    assert each["attainment"] == of["team_percent"] == pytest.approx(1933.33 / 2611.59)
    assert line.row("coverage", holder="no quota")["won"] == "363.00"
    assert line.row("coverage", holder="no quota")["open_value"] == "9800.00"
    assert line["coverage"] == pytest.approx(660 / (2611.59 - 1933.33))


def test_a_team_with_a_quota_of_its_own(tmp_path):
    """East has 2,500: Ann, Bob, Flo and a deal of the team count for it; Cy and Dee their own."""
    of, line, ahead, each = said(team(tmp_path, quotas=TEAM))
    both = "3133.33", "1976.33"  # 2500 + 333.33 + 300; 1000 + 500 + 40 + 3 + 333.33 + 100
    assert (of["quota_of_all"], of["won_of_all"]) == both
    assert (line["quota"], line["quota_won"]) == both
    assert (ahead["quota"], ahead["quota_won"]) == both
    assert of.row("teams", team="EAST")["won"] == "1543.00"
    assert (of["quota"], each["quota"]) == ("2611.59", "2611.59")  # of reps, as before
    assert line.column("coverage", "holder", "quota", "won", "open_value") == [
        ("EAST", "2500.00", "1543.00", "600.00"),
        ("Cy", "333.33", "333.33", "60.00"),
        ("Dee", "300.00", "100.00", "0.00"),
        ("no quota", None, "320.00", "9800.00"),
    ]
    for one in (of, ahead):
        assert "teams and reps" in one.notes
    assert "2 open deals, 320.00 won" in ahead.notes
    assert ahead["quota_chance"] == 0.0  # the 9,800 of who has none do not help 660 to 1,157


def test_the_shop_s_own_counts_alone(tmp_path):
    """30 of 92 days of 9,200; everything that was won counts for it."""
    of, line, ahead, each = said(team(tmp_path, quotas=TEAM, targets=SHOP))
    both = "3000.00", "2296.33"
    assert (of["quota_of_all"], of["won_of_all"]) == (line["quota"], line["quota_won"]) == both
    assert (ahead["quota"], ahead["quota_won"], ahead["won_value"]) == (*both, both[1])
    assert line.column("coverage", "holder", "open_value") == [("all", "10460.00")]
    assert "that of the whole shop" in ahead.notes
    assert each["quota"] == of["quota"] == "2611.59"


def test_only_a_quarter_is_stated(tmp_path):
    """Bob's 3,000 alone: pipeline asks of the quarter unasked."""
    of, line, ahead, each = said(
        team(tmp_path, quotas="rep,period,quota\nBob,2026-Q3,3000"), "this-quarter"
    )
    both = "3000.00", "500.00"
    assert (of["quota"], of["credited"]) == (line["quota"], line["quota_won"]) == both
    assert (ahead["quota"], ahead["quota_won"], each["quota"]) == (*both, both[0])


NORTH_AND_SOUTH = """
    [shops]
    "north.csv" = "north"
    "targets.csv" = "north"
    "quotas_north.csv" = "north"
    "south.csv" = "south"
    "quotas_south.csv" = "south"
"""


def test_a_shop_with_its_own_beside_one_of_reps(tmp_path):
    won = "Won,{},2026-08-03,2026-09-02"
    folder = put(
        tmp_path,
        north=f"{HEADER}\n1,Ann,{won.format(9)}\n3,Zed,{won.format(5)}",
        south=f"{HEADER}\n1,Ann,{won.format(7)}\n2,Bob,{won.format(2)}\n4,Cid,{won.format(1)}",
        targets="period,scope,scope_id,metric,value\n2026-09,shop,,won_value,100",
        quotas_north="rep,period,quota\nAnn,2026-09,40",
        quotas_south="rep,period,quota\nAnn,2026-09,30\nBob,2026-09,20",
        salesops=NORTH_AND_SOUTH,
    )
    line = answered("pipeline", folder, "--config", folder / "salesops.toml", as_of=AS_OF)
    assert line.column("coverage", "holder", "quota", "won") == [
        ("north", "100.00", "14.00"),
        ("Ann (south)", "30.00", "7.00"),
        ("Bob (south)", "20.00", "2.00"),
        ("no quota", None, "1.00"),
    ]


def stated(lines: str) -> Stated:
    """Quotas without a store: of Ann and Ben of North, and Cid of South."""
    cells = [line.split() for line in lines.split(", ")]
    none = (None,) * 3
    found = {
        "lines": [
            Line("", scope, who, period, "won_value", Decimal(v)) for period, scope, who, v in cells
        ],
        "roster": [
            Person("", rep, rep, None, team, None, *none)
            for rep, team in (("Ann", "North"), ("Ben", "North"), ("Cid", "South"))
        ],
        "owners": [],
    }
    book = SimpleNamespace(book=SimpleNamespace(currency="EUR"))
    return Stated(SimpleNamespace(all=lambda name, _: found[name], db=book), "100")


@pytest.mark.parametrize(
    ("lines", "quota_", "whose"),
    [
        ("2026-03 rep Ann 100, 2026-03 rep Ben 200", 300, "reps"),
        ("2026-03 team north 1000, 2026-03 rep Ann 100", 1000, "teams"),
        ("2026-03 team North 1000, 2026-03 rep Cid 100", 1100, "teams and reps"),
        ("2026-03 shop - 5000, 2026-03 team North 1000", 5000, "shops"),
        ("2026 rep Ann 3650", 310, "reps"),
        ("2026-Q1 rep Ann 900, 2026-03 rep Ann 400", 400, "reps"),
        ("2026-04 rep Ann 900", None, ""),
        ("2026-13 rep Ann 900", None, ""),
    ],
)
def test_a_team_and_its_reps_are_never_added(lines, quota_, whose):
    found = stated(lines).together(date(2026, 3, 1), date(2026, 4, 1))
    assert (found.quota, found.whose) == (quota_, whose)


def test_days_of_which_nobody_has_a_quota():
    quotas = stated("2026-03 rep Ann 1, 2026-05 rep Ann 1, 2026-Q1 team North 5")
    assert quotas.covers(date(2026, 1, 5), date(2026, 4, 1))
    assert not quotas.covers(date(2026, 3, 1), date(2026, 5, 9))


@pytest.mark.slow
def test_the_sample():
    with salesops.open(Path(__file__).parents[2] / "sample_data", as_of="2026-09-18 15:10") as db:
        of = commands.ask(quota, db, period="this-month")
        line, ahead = commands.ask(pipeline, db), commands.ask(closings, db)
        each = commands.ask(reps, db, period="this-month")
    both = of.value("quota"), of.value("credited")
    assert both == (of.value("quota_of_all"), of.value("won_of_all"))
    assert both == (line.value("quota"), line.value("quota_won"))
    assert both == (ahead.value("quota"), ahead.value("quota_won"))
    assert Decimal(each.table("reps").rows[-1].quota) == both[0]
    assert each.value("attainment") == of.value("team_percent")
