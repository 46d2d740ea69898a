"""closings: what is expected when, by numbers that can be checked by hand."""

import pytest
from closings_store import QUOTAS, closings, store
from pulse_store import put, salesops

pytestmark = pytest.mark.usefixtures("loaded_once", "one_engine")

STATED = """
    a,Demo,false,false,1000,0.5,2026-02-01,2026-03-20
    b,Demo,false,false,2000,0.25,2026-02-01,2026-04-30
    c,Demo,false,false,4000,0.75,2026-02-01,2027-01-01
    d,Demo,false,false,8000,0.5,2026-02-01,2026-03-01
    e,Demo,false,false,,0.5,2026-02-01,2026-03-15
    w,Won,true,true,500,1,2026-01-01,2026-03-02,2026-03-02
"""


@pytest.fixture(scope="module")
def stated(tmp_path_factory):
    """Only dates that somebody says, and one deal won: too few to tell how long they take."""
    return store(tmp_path_factory.mktemp("stated"), STATED)


def test_stated_dates_are_believed_where_they_are_not_past(stated):
    said = closings(stated)
    assert said.column("periods", "period", "won", "open", "expected") == [
        ("2026-03", "500.00", "500.00", "1000.00"),
        ("2026-04", "0.00", "500.00", "500.00"),
        ("2026-05", "0.00", "0.00", "0.00"),
        ("2026-06", "0.00", "0.00", "0.00"),
        ("later", "0.00", "3000.00", "3000.00"),
        ("undated", "0.00", "4000.00", "4000.00"),
        ("all", "500.00", "8000.00", "8500.00"),
    ]
    assert said.column("deals", "open") == [1.0, 0.25, 0.0, 0.0, 0.75, 0.5, 2.5]
    assert said.column("deals", "stated") == [2, 1, 0, 0, None, None, None]
    assert said.column("periods", "stated")[:2] == ["500.00", "500.00"]
    assert (said["expected_low"], said["expected_high"]) == ("500.00", "1500.00")
    assert "1 open deal should have closed before today" in said.notes
    assert "1 open deal without an amount: counted, not valued; --value" in said.notes


def test_the_headline(stated):
    one, other = (salesops("closings", "--data", stated, "--as-of", "2026-03-05") for _ in "ab")
    assert one == other  # the same question, the same bytes
    assert " ".join(one[1].split()).count(
        "Expected this month: 1,000.00 (80 % between 500.00 and 1,500.00), of which 500.00 won "
        "already."
    )


def test_weeks_and_quarters(stated):
    weeks = closings(stated, "--freq", "week", "--periods", "2")
    assert weeks.column("periods", "period", "open")[:3] == [
        ("2026-03-02", "0.00"),
        ("2026-03-09", "0.00"),
        ("later", "4000.00"),
    ]
    quarters = closings(stated, "--freq", "quarter", "--periods", "1")
    assert quarters.column("periods", "period", "open")[:2] == [
        ("2026-Q1", "500.00"),
        ("later", "3500.00"),
    ]


def test_deals_without_an_amount_are_worth_what_was_asked(stated):
    said = closings(stated, "--value", "mean-won")
    assert said.row("periods", period="2026-03")["open"] == "750.00"  # e at 500, half
    assert "valued at the mean won" in said.notes


@pytest.mark.parametrize(
    "args", [("--freq", "day"), ("--value", "guess"), ("--periods", "0"), ("--stages", "none.toml")]
)
def test_a_word_that_means_nothing_is_refused(stated, args):
    code, out, err = salesops("closings", "--data", stated, *args)
    assert code in (2, 3)
    assert out == ""
    assert args[0].strip("-") in err


CATEGORIES = """
    a,Demo,false,false,1000,0.5,2026-02-01,2026-03-20,,commit
    b,Demo,false,false,2000,0.5,2026-02-01,2026-03-05,,Best Case
    c,Demo,false,false,4000,0.5,2026-02-01,2026-03-31,,MostLikely
    d,Demo,false,false,8000,0.5,2026-02-01,2026-03-31,,pipeline
    e,Demo,false,false,16000,0.5,2026-02-01,2026-03-31,,omitted
    f,Demo,false,false,32000,0.5,2026-02-01,2026-03-31
    g,Demo,false,false,64000,0.5,2026-02-01,2026-04-01,,commit
    w,Won,true,true,500,1,2026-01-01,2026-03-02,2026-03-02,closed
"""


def test_categories_cumulate_and_omitted_is_in_none(tmp_path):
    said = closings(store(tmp_path, CATEGORIES))
    assert said.column("categories", "category", "value", "with_surer") == [
        ("won so far", "500.00", "500.00"),
        ("commit", "1000.00", "1500.00"),
        ("best case", "2000.00", "3500.00"),
        ("most likely", "4000.00", "7500.00"),
        ("pipeline", "8000.00", "15500.00"),
        ("not stated", "32000.00", "47500.00"),
        ("omitted", "16000.00", None),
    ]


REPS = "rep_id,name,team\nR1,Ann,North\nR2,Ben,North\nR3,Cid,South"


def test_a_rep_is_named_by_id_or_name(tmp_path):
    """Ann and Ben are North, whose quota counts; Cid is South, which has none."""
    lines = "2026-03,team,North,won_value,900\n2026-03,rep,Ben,won_value,50"
    lines += "\n2026-03,rep,R1,won_value,40\n2026-03,rep,cid,won_value,7\n2026-03,shop,,orders,5"
    said = closings(store(tmp_path, STATED, targets=f"{QUOTAS}\n{lines}", reps=REPS))
    assert said["quota"] == "907.00"
    assert "The quota is the sum of those of teams and reps." in said.notes


def test_the_chance_of_a_quota_counts_draws(tmp_path):
    """Won 500, and one deal of 1,000 at 50 %: 1,500 is reached in half of the draws."""
    lines = f"{QUOTAS}\n2026-03,shop,,won_value,1500\n2026-04,shop,,won_value,1"
    said = closings(store(tmp_path, STATED, targets=lines))
    assert said["quota_chance"] == pytest.approx(0.5, abs=0.02)
    assert said.row("periods", period="2026-04")["chance"] == pytest.approx(0.25, abs=0.02)
    under = closings(store(tmp_path, STATED, targets=lines), "--where", "stage=Demo")
    assert under["quota"] is None
    assert "under --where none is shown" in under.notes


def test_nothing_open_and_nothing_said(tmp_path):
    none = closings(store(tmp_path, "x,,,,100"))
    assert "Of 1 deal nobody says whether they are open" in none.notes
    assert none.table("periods") == none.table("deals") == []


def test_age_tells_where_no_date_does(tmp_path):
    """Six deals, all won on the tenth day; one that is two days old is won on its tenth too."""
    won = [f"w{n},Won,true,true,100,,2026-01-{n + 1:02},,2026-01-{n + 11:02}" for n in range(6)]
    rows = [*won, "a,Demo,false,false,100,0.5,2026-03-03", "b,Demo,false,false,100,0.5,2026-01-08"]
    said = closings(store(tmp_path, "\n".join([*rows, "c,Demo,false,false,100,0.5"])))
    assert said.row("periods", period="2026-03")["open"] == "50.00"
    assert said.row("periods", period="undated")["open"] == "100.00"
    assert said.column("basis", "answer", "deals")[:3] == [
        ("how old won deals were", 1),
        ("nothing: there longer than any won deal", 1),
        ("nothing says when", 1),
    ]


def test_no_deals_at_all(tmp_path):
    code, out, err = salesops(
        "closings", "--data", put(tmp_path, reps=REPS), "--as-of", "2026-03-05"
    )
    assert (code, out) == (3, "")
    assert "deals" in err
