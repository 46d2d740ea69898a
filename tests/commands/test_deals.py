"""deals on a store small enough to check by hand: both waterfalls, risks, movers and offers."""

from decimal import Decimal

import pytest
from deals_store import AS_OF, HEADER, HISTORY, deals
from pulse_store import put, salesops

from salesops import open as salesops_open

pytestmark = pytest.mark.usefixtures("loaded_once", "one_engine")

# deal, name, owner, stage, order, chance, amount, created, close, closed, next step, last activity
NOW = f"""{HEADER}
W1,W1,Ann,Won,4,,500,2026-01-01,2026-01-20,2026-01-20,,
W2,W2,Ann,Won,4,,500,2026-01-01,2026-01-25,2026-01-25,,
N,N,Ann,New,1,0.5,300,2026-03-05 09:00,2026-04-15,,call,2026-03-09
G,G,Ann,Demo,2,0.3,1200,2026-02-01,2026-03-20,,call,2026-03-09
S,S,Ann,New,1,0.5,600,2026-02-01,2026-03-25,,call,2026-03-09
L,L,Ann,Lost,5,,0,2026-02-01,2026-03-06,2026-03-06,,
V,V,Ann,Won,4,,750,2026-02-01,2026-03-09,2026-03-09,,
P,P,Bob,Demo,2,0.5,900,2026-01-05,2026-04-20,,call,2026-03-09
I,I,Bob,New,1,0.5,350,2026-02-01,2026-03-28,,call,2026-03-09
K,K,Bob,New,1,0.5,450,2026-02-01,2026-06-01,,call,2026-03-09
R,R,Bob,New,1,0.5,250,2026-01-01,2026-04-30,,call,2026-03-09
O,O,Bob,Demo,2,0.5,100,2026-01-05,2026-03-01,,,2026-02-01
B,B,Bob,Demo,2,0.5,200,2026-02-01,2026-05-05,,call,2026-03-09
Z,Z,Bob,Offer,3,0.5,10,2026-02-01,2026-09-30,,call,2026-03-09
"""
PAST = f"""{HISTORY}
W1,2026-01-01,New,500,2026-01-20
W1,2026-01-10,Demo,500,2026-01-20
W1,2026-01-20,Won,500,2026-01-20
W2,2026-01-01,New,500,2026-01-20
W2,2026-01-05,Demo,500,2026-01-20
W2,2026-01-25,Won,500,2026-01-25
N,2026-03-05 09:00,New,300,2026-04-15
G,2026-02-01,New,1000,2026-03-20
G,2026-03-01,Demo,1000,2026-03-20
G,2026-03-04,Demo,1200,2026-03-20
S,2026-02-25,New,800,2026-03-25
S,2026-03-05,New,600,2026-03-25
L,2026-02-01,Demo,400,2026-03-15
L,2026-03-06,Lost,0,2026-03-06
V,2026-02-01,Demo,700,2026-03-12
V,2026-03-09,Won,750,2026-03-09
P,2026-01-05,New,900,2026-02-10
P,2026-02-05,New,900,2026-03-18
P,2026-03-01,Demo,900,2026-03-18
P,2026-03-06,Demo,900,2026-04-20
I,2026-03-01,New,350,2026-05-10
I,2026-03-06,New,350,2026-03-28
K,2026-03-01,New,,2026-06-01
K,2026-03-06,New,450,2026-06-01
R,2026-01-01,New,250,2026-04-30
R,2026-02-20,Lost,250,2026-04-30
R,2026-03-07,New,250,2026-04-30
O,2026-01-05,Demo,100,2026-03-01
B,2026-02-26,Offer,200,2026-05-05
B,2026-03-08,Demo,200,2026-05-05
Z,2026-02-01,Offer,10,2026-09-30
"""
SETTINGS = "[deals]\nfew = 3"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return put(tmp_path_factory.mktemp("deals"), deals=NOW, stages=PAST, salesops=SETTINGS)


@pytest.fixture(scope="module")
def said(folder):
    return deals(folder, "--config", str(folder / "salesops.toml"))


def steps(said, table):
    told = ("step", "deals", "change", "value", "without_amount")
    return [row for row in said.column(table, *told) if row[1]]


def test_the_waterfall_of_all_that_is_open(said):
    assert steps(said, "waterfall") == [
        ("Open then", 10, 10, "4460.00", 1),
        ("New", 1, 1, "300.00", 0),
        ("Reopened", 1, 1, "250.00", 0),
        ("Grew", 2, 0, "250.00", 0),  # G, and V which was won for 50 more than it was worth
        ("Shrank", 1, 0, "-200.00", 0),
        ("Amount not known then", 1, 0, "450.00", -1),
        ("Won", 1, -1, "-750.00", 0),
        ("Lost", 1, -1, "-400.00", 0),  # with what it was worth, not with the 0 of a lost deal
        ("Open now", 10, 10, "4360.00", 0),
    ]


def test_the_waterfall_of_what_is_due_this_quarter(said):
    assert steps(said, "due") == [
        ("Open then", 6, 6, "3900.00", 0),
        ("Pulled in from later", 1, 1, "350.00", 0),
        ("Grew", 2, 0, "250.00", 0),
        ("Shrank", 1, 0, "-200.00", 0),
        ("Slipped", 1, -1, "-900.00", 0),
        ("Won", 1, -1, "-750.00", 0),
        ("Lost", 1, -1, "-400.00", 0),
        ("Open now", 4, 4, "2250.00", 0),
    ]


def test_another_period_may_be_followed(folder):
    said = deals(folder, "--close-by", "2026-Q2")
    assert steps(said, "due") == [
        ("Open then", 3, 3, "550.00", 1),  # I, K, B
        ("New", 1, 1, "300.00", 0),
        ("Reopened", 1, 1, "250.00", 0),
        ("Slipped in from before", 1, 1, "900.00", 0),
        ("Amount not known then", 1, 0, "450.00", -1),
        ("Brought forward", 1, -1, "-350.00", 0),
        ("Open now", 5, 5, "2100.00", 0),
    ]


def test_each_owner_has_a_waterfall(said, folder):
    told = ("value", "open_then", "came", "changed", "won", "left", "open_now", "slipped")
    assert said.column("by", *told) == [
        ("Bob", "1560.00", "250.00", "450.00", "0.00", "0.00", "2260.00", "900.00"),
        ("Ann", "2900.00", "300.00", "50.00", "-750.00", "-400.00", "2100.00", "0.00"),
    ]
    whole = deals(folder, "--by", "team")
    assert whole.column("by", "value", "open_now") == [("Unknown", "4360.00")]


@pytest.mark.slow
def test_the_rest_of_many_owners_is_one_row(tmp_path):
    rows = [f"{n},{n},O{n},New,1,,{n}0,2026-03-05,2026-04-15,,," for n in range(1, 5)]
    rows.append("5,5,O1,Won,2,,1,2026-01-05,2026-01-15,2026-01-15,,")
    said = deals(put(tmp_path, deals="\n".join([HEADER, *rows])), "--top", "2")
    assert said.column("by", "value", "open_now") == [
        ("O4", "40.00"),
        ("O3", "30.00"),
        ("2 others", "30.00"),
    ]


def test_metrics_say_the_same_as_the_tables(said):
    assert said["open_deals"] == 10
    assert said["open_value"] == "4360.00"
    assert said["open_change"] == "-100.00"
    assert (said["new_deals"], said["won_deals"], said["lost_deals"]) == (1, 1, 1)
    assert (said["won_value"], said["lost_value"]) == ("750.00", "400.00")
    assert (said["slipped_deals"], said["slipped_value"]) == (1, "900.00")
    assert said["slipped_share"] == pytest.approx(900 / 3900)


def test_deals_at_risk_by_weighted_value_with_each_reason(said):
    """Won deals were 10, 20 and 36 days in Demo: three of four had gone on within 28."""
    assert said.column("at_risk", "deal", "weighted", "why") == [
        ("P", "450.00", "slipped to 2026-04-20; slipped 2 times in all"),
        ("G", "360.00", "chance 30.0 %, closes in 10 days"),
        ("S", "300.00", "shrank by 200.00"),
        ("B", "100.00", "back from Offer"),
        (
            "O",
            "50.00",
            (
                "overdue 9 days; 64 days in Demo (3 of 4 won: within 28); no activity for 37 days; "
                "no next step, and is overdue"
            ),
        ),
    ]
    assert said["at_risk_value"] == "3000.00"
    assert said["at_risk_weighted"] == "1260.00"
    assert said.row("reasons", reason_for="Overdue")["value"] == "100.00"


def test_what_moved_says_what_it_was_and_is(said):
    found = {row["deal"]: (row["what"], row["was"], row["is"]) for row in said.table("movers")}
    assert found == {
        "N": ("new", "–", "New, 300.00, 2026-04-15"),
        "G": ("grew", "Demo, 1,000.00, 2026-03-20", "Demo, 1,200.00, 2026-03-20"),
        "S": ("shrank", "New, 800.00, 2026-03-25", "New, 600.00, 2026-03-25"),
        "L": ("lost", "Demo, 400.00, 2026-03-15", "Lost, 0.00, 2026-03-06"),
        "V": ("won, grew", "Demo, 700.00, 2026-03-12", "Won, 750.00, 2026-03-09"),
        "P": ("slipped", "Demo, 900.00, 2026-03-18", "Demo, 900.00, 2026-04-20"),
        "I": ("pulled in", "New, 350.00, 2026-05-10", "New, 350.00, 2026-03-28"),
        "K": ("amount not known then", "New, 2026-06-01", "New, 450.00, 2026-06-01"),
        "R": ("reopened", "Lost, 250.00, 2026-04-30", "New, 250.00, 2026-04-30"),
        "B": ("went back", "Offer, 200.00, 2026-05-05", "Demo, 200.00, 2026-05-05"),
    }


def test_the_first_rows_are_shown_and_all_are_kept(folder):
    said = deals(folder, "--top", "2")
    assert (len(said.table("movers")), len(said.table("at_risk"))) == (2, 2)
    assert len(said.table("every_change")) == 10


def test_history_is_named_as_what_tells_the_past(said):
    assert "from their stage history: the last row before 2026-03-03 00:00" in said.notes
    assert "Of 1 deal open then the history states no amount." in said.notes


def test_with_where_it_is_of_those_deals(folder):
    said = deals(folder, "--where", "owner=Bob")
    assert said.row("waterfall", step="Open then")["value"] == "1560.00"
    assert said.row("waterfall", step="Open now")["value"] == "2260.00"


def test_a_snapshot_of_now_tells_only_what_dates_tell(tmp_path):
    said = deals(put(tmp_path, deals=NOW))
    assert said.column("waterfall", "step", "deals", "value") == [
        ("New", 1, "300.00"),
        ("Won", 1, "-750.00"),
        ("Lost", 1, "0.00"),
        ("Open now", 10, "4360.00"),
    ]
    assert said.table("due") == []
    assert said["open_change"] is None
    assert said["slipped_deals"] is None
    assert "not computable from a snapshot: keep copies" in said.notes
    assert "slipped" not in said.answer["findings"]


@pytest.mark.slow
def test_history_without_amounts_tells_no_value(tmp_path):
    blank = "\n".join(",".join([*row.split(",")[:3], "", ""]) for row in PAST.split("\n")[1:-1])
    said = deals(put(tmp_path, deals=NOW, stages=f"{HISTORY}\n{blank}"))
    assert "the stage history states no amounts before the start" in said.notes
    # what it does tell is which stage each was in
    assert said.row("every_change", deal="B")["what"] == "went back"


@pytest.mark.slow
def test_without_deals_that_anybody_calls_open(tmp_path):
    header = "deal_id,deal_name,stage,amount,created_at"
    said = deals(put(tmp_path, deals=f"{header}\nX,X,Talks,10,2026-01-01"))
    assert said["open_deals"] == 0
    assert "Of 1 deal nobody says whether they are open: in no number." in said.notes


def test_deals_cannot_be_grouped_by_anything(folder):
    code, out, err = salesops("deals", "--data", str(folder), "--as-of", AS_OF, "--by", "mood")
    assert (code, out) == (2, "")
    assert "owner" in err


@pytest.mark.parametrize("wrong", ["soon", "next-decade", "2026-13", "x"])
def test_an_unknown_period_is_refused(folder, wrong):
    asked = ("deals", "--data", str(folder), "--as-of", AS_OF, "--close-by", wrong)
    code, out, err = salesops(*asked)
    assert (code, out) == (2, "")
    assert wrong in err.lower()


def test_what_can_be_done_about_is_offered_to_today(folder):
    from salesops.commands.team import deals as command

    with salesops_open(folder, as_of=AS_OF, zone="UTC") as db:
        found = command.opportunities(command.deals(db))
    assert [(one.about, one.expected, one.basis) for one in found] == [
        ("deal O", Decimal("50.0"), "the CRM's own chance"),
        ("deals Slipped out of the period", Decimal("450.0"), "the CRM's own chance"),
    ]
    assert found[0].action == "Close, redate or drop O (Bob)."
    assert found[1].action == "Ask what each deal that slipped still needs, P first."
