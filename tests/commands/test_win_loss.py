"""win-loss: rates, amounts and cycles by hand, who and why, windows, cohorts, what is missing."""

from decimal import Decimal

import pytest
from pulse_store import put
from pulse_store import salesops as run
from win_loss_store import AS_OF, store, win_loss

import salesops
from salesops.commands.team._win_loss.groups import BY
from salesops.commands.team.win_loss import win_loss as ask

pytestmark = pytest.mark.usefixtures("loaded_once")

REPS = """
    rep,manager,team,territory
    Ann,Mo,North,Alps
    Bob,Mo,North,Coast
    Cy,Pat,South,Coast
    Ivy,Pat,South,Coast
    Mo,,,
"""
DEALS = """
    D1,Ann,won,100,2026-01-01,2026-01-11,Web,Mug,,,Won,Acme
    D2,Ann,won,300,2026-01-01,2026-02-10,Fair,mug,Rival,,Won,Acme
    D3,Ann,lost,50,2026-02-10,2026-02-20,Web,Jar,,Price,Lost,Bolt
    D4,bob ,won,,2026-02-01,2026-01-20,Web,Mug,,,Won,
    D5,Bob,lost,0,2026-02-01,2026-03-01,Fair,Pot,Rival,price,Lost,Acme
    D6,Bob,open,500,2026-02-05,,Web,Mug,,,Qualified,
    D7,,lost,200,,2026-03-05,,Mug,RIVAL,,Lost,Bolt
    D8,Zed,won,20,2026-02-28,2026-03-09,Web,Mug,,,Won,Bolt
    D9,Cy,lost,30,2026-02-20,,Web,Mug,,Timing,Lost,Bolt
"""
HISTORY = """
    deal_id,entered_at,stage
    D3,2026-02-10,Qualified
    D3,2026-02-15,Proposal
    D3,2026-02-20,Lost
    D5,2026-02-01,Proposal
    D5,2026-02-10,Qualified
    D5,2026-03-01,Lost
    D6,2026-02-05,Qualified
    D1,2026-01-01,Proposal
    D1,2026-01-11,Won
"""
LIST = """
    product,list_price
    Mug,100
    Jar,40
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    files = {"reps": REPS, "deal_history": HISTORY, "price_list": LIST}
    return store(tmp_path_factory.mktemp("crm"), DEALS, **files)


@pytest.fixture(scope="module")
def said(folder):
    return win_loss(folder)


def headline(folder, as_of=AS_OF, **asked):
    """The first sentence, which JSON has no room for."""
    with salesops.open(folder, as_of=as_of) as db:
        return ask(db, **asked).headline


def test_rates_amounts_and_cycles_by_hand(said):
    """Won: 100, 300, none, 20. Lost: 50, 0, 200, 30. Cycles of 10, 40 and 9 days; one is wrong."""
    assert (said["won_deals"], said["lost_deals"], said["win_rate"]) == (4, 4, 0.5)
    assert (said["won_value"], said["avg_won"], said["median_won"]) == (
        "420.00",
        "140.00",
        "100.00",
    )
    assert said["win_rate_value"] == pytest.approx(420 / 700)
    assert said["cycle_days_mean"] == pytest.approx(59 / 3)
    assert said["cycle_days_median"] == 10.0
    lost = said.row("outcomes", outcome="lost")
    assert (lost["deals"], lost["value"], lost["average"]) == (4, "280.00", "70.00")
    assert (lost["cycles"], lost["cycle_mean"], lost["cycle_median"]) == (2, 19.0, 19.0)
    assert lost["no_amount"] == 1
    both = said.row("outcomes", outcome="won or lost")
    assert (both["deals"], both["cycle_mean"]) == (8, pytest.approx(97 / 5))


def test_by_rep(said):
    """Bob is found by his name; Zed is on no list, and one deal is nobody's."""
    assert said.column("by_owner", "name", "won", "lost", "won_value") == [
        ("Ann", 2, 1, "400.00"),
        ("Zed", 1, 0, "20.00"),
        ("Bob", 1, 1, "0.00"),
        ("Cy", 0, 1, "0.00"),
        ("Unknown", 0, 1, "0.00"),
    ]
    ann = said.row("by_owner", name="Ann")
    assert (ann["closed"], ann["win_rate"]) == (3, pytest.approx(2 / 3))
    assert (ann["low"], ann["high"]) == pytest.approx((0.2077, 0.9385), abs=1e-4)  # Wilson, 2 of 3
    assert (ann["avg_won"], ann["median_won"], ann["cycle_mean"]) == ("200.00", "200.00", 25.0)
    assert {row["verdict"] for row in said.table("by_owner")} == {"few", None}


def test_by_manager_and_team(said):
    assert said.column("by_manager", "name", "won", "lost") == [
        ("Mo", 3, 2),
        ("Pat", 0, 1),
        ("Unknown", 1, 1),
    ]
    assert said.column("by_team", "name", "won", "lost") == [
        ("North", 3, 2),
        ("South", 0, 1),
        ("Unknown", 1, 1),
    ]


def test_why_from_where_and_to_whom(said):
    """Price is one reason however it is written, and so is the rival."""
    found = said.column("lost_reasons", "lost_reason", "lost", "value", "from_stage", "lost_to")
    assert found == [
        ("Price", 2, "50.00", "Proposal", "Rival"),
        ("Timing", 1, "30.00", None, None),
        ("not stated", 1, "200.00", None, "Rival"),
    ]
    assert said.column("lost_from", "stage", "lost", "value") == [
        ("Proposal", 1, "50.00"),
        ("Qualified", 1, "0.00"),
        ("not known", 2, "230.00"),
    ]
    assert said.column("lost_to", "competitor", "lost") == [("Rival", 2), ("not stated", 2)]
    assert "1 of 4 lost deals state no reason" in said.notes


def test_what_is_missing_is_said(said):
    assert "1 won deal without an amount: in no sum, average or median" in said.notes
    assert "1 lost deal without an amount, or with 0" in said.notes
    assert "1 won or lost deal without the day it closed: counted here all the same" in said.notes
    assert "1 deal closed before they were created: in no cycle" in said.notes
    assert "1 closed deal without an owner" in said.notes
    assert "On the team list without any deal: Ivy." in said.notes  # Mo manages, and sells nothing


def test_a_window_is_of_the_day_it_closed(folder):
    said = win_loss(folder, "--since", "2026-02-10", "--until", "2026-03-01")
    assert (said["won_deals"], said["lost_deals"], said["won_value"]) == (1, 2, "300.00")
    assert "without the day it closed: in no number" in said.notes
    none = win_loss(folder, "--period", "2025-06")
    assert (none["win_rate"], none["won_value"], none["avg_won"]) == (None, "0.00", None)
    told = headline(folder, since="2025-06-01", until="2025-06-30")
    assert told == "No deal was won or lost in this window; the last one is of 2026-03-09."
    every = win_loss(folder, "--period", "all")
    assert every["won_deals"] == 4


def test_cohort_is_of_the_day_it_was_created(folder):
    said = win_loss(folder, "--cohort", "--since", "2026-02-01", "--until", "2026-02-28")
    assert (said["created_deals"], said["won_deals"], said["lost_deals"]) == (6, 2, 3)
    assert (said["win_rate"], said["open_share"]) == (pytest.approx(2 / 6), pytest.approx(1 / 6))
    assert (said.answer["findings"], said["win_rate_value"]) == ([], None)
    months = win_loss(folder, "--cohort", "--by", "month")
    assert months.column("by_month", "name", "created", "won", "lost", "still_open") == [
        ("2026-02", 6, 2, 3, 1),
        ("2026-01", 2, 2, 0, 0),
        ("Unknown", 1, 0, 1, 0),
    ]
    assert "1 deal without a day of creation: counted here all the same" in months.notes


@pytest.mark.slow
def test_every_dimension_sums_to_the_whole(folder):
    with salesops.open(folder, as_of=AS_OF) as db:
        for by in BY:
            for cohort in (False, True):
                report = ask(db, by, cohort, top=1)
                for name in (f"by_{by}", f"by_{by}_top"):
                    rows = report.table(name).rows
                    assert sum(r.won for r in rows) == 4, (by, name)
                    assert sum(r.lost for r in rows) == 4, (by, name)
                    assert sum(r.won_value for r in rows) == Decimal(420), (by, name)
                    assert not cohort or sum(r.created for r in rows) == 9, (by, name)
        assert [r.name for r in ask(db, "rep").table("by_owner").rows][:2] == ["Ann", "Zed"]


def test_other_names(folder):
    with salesops.open(folder, as_of=AS_OF) as db:
        for by, wanted in {
            "source": [("Fair", 1, 1), ("Web", 3, 2), ("Unknown", 0, 1)],
            "quarter": [("2026-Q1", 4, 3), ("Unknown", 0, 1)],
            "month": [("2026-03", 1, 2), ("2026-02", 1, 1), ("2026-01", 2, 0), ("Unknown", 0, 1)],
            "account": [("Acme", 2, 1), ("Bolt", 1, 3), ("Unknown", 1, 0)],
            "territory": [("Alps", 2, 1), ("Coast", 1, 2), ("Unknown", 1, 1)],
        }.items():
            report = ask(db, by)
            assert [(r.name, r.won, r.lost) for r in report.table(f"by_{by}").rows] == wanted, by
            if by == "account":
                said = "2 deals name no account, 1 of them won or lost in the window."
                assert said in report.notes


def test_products_that_the_list_writes_otherwise(folder):
    said = win_loss(folder, "--by", "product")
    assert said.column("by_product", "name", "won", "lost") == [
        ("Mug", 4, 2),
        ("Jar", 0, 1),
        ("Pot", 0, 1),
    ]
    found = said.column("product_names", "written", "deals", "listed", "found")
    assert found == [
        ("Pot", 1, None, "not in the price list"),
        ("mug", 1, "Mug", "but for case, spaces and signs"),
    ]
    assert "1 deal whose product the price list writes otherwise are counted: 'mug'" in said.notes


def test_the_first_and_the_others(folder):
    said = win_loss(folder, "--top", "1")
    assert [row["name"] for row in said.table("by_owner_top")] == ["Ann", "other (3)", "Unknown"]
    other = said.row("by_owner_top", name="other (3)")
    assert (other["won"], other["lost"], other["median_won"]) == (2, 2, None)
    assert (other["avg_won"], other["cycle_mean"]) == ("20.00", 9.0)
    assert len(said.table("by_owner")) == 5


def test_sizes_by_amount(tmp_path):
    """Won at 10, 20, 30 and 40: the quarters part at 17.50, 25 and 32.50."""
    won = "\n".join(f"W{n},Ann,won,{n},2026-01-01,2026-02-01" for n in (10, 20, 30, 40))
    lost = "\n".join(f"L{n},Ann,lost,{n},2026-01-01,2026-02-01" for n in (5, 25, 26, 99, 0))
    said = win_loss(store(tmp_path, f"{won}\n{lost}"), "--by", "size")
    assert said.column("by_size", "name", "won", "lost") == [
        ("up to 17.50", 1, 1),
        ("over 17.50 to 25.00", 1, 1),
        ("over 25.00 to 32.50", 1, 1),
        ("over 32.50", 1, 1),
        ("Unknown", 0, 1),
    ]


def test_lost_deals_without_amounts(tmp_path):
    """A rate by value would be 100 %: it is not told, and sizes go by the list price."""
    deals = """
        W1,Ann,won,90,2026-01-01,2026-02-01,,Mug
        W2,Ann,won,35,2026-01-01,2026-02-01,,Jar
        L1,Ann,lost,0,2026-01-01,2026-02-01,,Mug
        L2,Ann,lost,,2026-01-01,2026-02-01,,Jar
        L3,Ann,lost,0,2026-01-01,2026-02-01,,Vase
    """
    said = win_loss(store(tmp_path, deals, price_list=LIST), "--by", "size")
    assert (said["win_rate"], said["win_rate_value"]) == (0.4, None)
    assert "3 of 3 lost deals state no amount, or 0: a win rate by value would say" in said.notes
    assert said.row("outcomes", outcome="lost")["average"] is None
    assert said.column("by_size", "name", "won", "lost") == [
        ("up to 55.00", 1, 1),
        ("over 85.00", 1, 1),
        ("Unknown", 0, 1),
    ]


def test_nothing_has_closed(tmp_path):
    deals = "D1,Ann,open,5,2026-01-01\nD2,Ann,won,5,2026-01-01,2026-02-01"
    said = win_loss(store(tmp_path, deals), "--since", "2026-03-01")
    assert (said["win_rate"], said["cycle_days_mean"], said["median_won"]) == (None, None, None)
    assert headline(tmp_path, "2026-01-15") == "No deal was won or lost: all 2 are open."
    assert headline(tmp_path, "2025-12-01").startswith("The exports hold no deal that counts")


def test_nobody_says_how_they_stand(tmp_path):
    folder = put(tmp_path, deals="deal_id,stage,amount\nD1,Warm,10\nD2,Cold,20")
    said = win_loss(folder)
    assert (said["win_rate"], said["won_deals"]) == (None, 0)
    assert "no export says of 2 how they stand" in headline(folder)
    assert win_loss(folder, "--cohort")["win_rate"] is None


def test_filtered(folder):
    said = win_loss(folder, "--where", "lead_source=Web")
    assert (said["won_deals"], said["lost_deals"]) == (3, 2)
    assert "team list" not in said.notes  # who has no deal from the web may have others


def test_what_is_refused(folder, tmp_path):
    code, _, err = run("win-loss", "--data", folder, "--as-of", AS_OF, "--by", "mood")
    assert code == 2
    assert "owner, manager, team" in err
    put(tmp_path, customers="customer_id,email\n1,ann@x.test")
    code, out, err = run("win-loss", "--data", tmp_path, "--as-of", AS_OF)
    assert (code, out) == (3, "")
    assert "deals" in err


def test_ids_part_people_of_one_name(tmp_path):
    rows = "R1,Kim,won,10,2026-02-01\nR2,Kim,lost,20,2026-02-02"
    folder = put(tmp_path, deals=f"owner_id,owner,status,amount,closed_at,deal_id\n{_keyed(rows)}")
    said = win_loss(folder)
    assert said.column("by_owner", "name", "id", "won", "lost") == [
        ("Kim", "R1", 1, 0),
        ("Kim", "R2", 0, 1),
    ]


def _keyed(rows: str) -> str:
    return "\n".join(f"{row},D{n}" for n, row in enumerate(rows.split("\n")))
