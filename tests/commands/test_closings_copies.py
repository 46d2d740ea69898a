"""closings: past months told again from kept copies of the exports, where no history tells them."""

import pytest
from closings_store import closings, kept

pytestmark = pytest.mark.usefixtures("loaded_once", "one_engine")

# Ten won and ten lost on their tenth day, so that half are won, on the tenth day.
OLD = "\n".join(
    f"{fate[0]}{n},{fate},true,{str(fate == 'Won').lower()},100,,2025-10-01,,2025-10-11,,R"
    for n in range(10)
    for fate in ("Won", "Lost")
)
TODAY = f"""{OLD}
    a,Won,true,true,1100,,2025-11-30,,2025-12-10
    b,Lost,true,false,400,,2025-11-30,,2025-12-10
    c,Won,true,true,900,,2025-11-30,,2026-01-05,,R
    d,Demo,false,false,5000,0.9,2025-11-01,2026-04-20
    e,Demo,false,false,200,0.5,2025-12-26,,,,R
    f,Won,true,true,1000,,2025-12-20,,2026-01-03
    n,Won,true,true,50,,2026-01-10,,2026-01-20
    z,Won,true,true,10,,2026-02-20,,2026-03-02
"""
COPIES = {
    # a half of 1,000; b says no chance: the win rate of then, half of 400; c is of January; d is
    # overdue, and older than any that was won.
    "2025-12-01": """
        a,Demo,false,false,1000,0.5,2025-11-30,2025-12-20
        b,Demo,false,false,400,,2025-11-30,2025-12-31
        c,Demo,false,false,800,0.25,2025-11-30,2026-01-10
        d,Demo,false,false,5000,0.9,2025-11-01,2025-11-20
    """,
    # a is won; c is half of 850; e is two days old, so it is won in January if at all; f is stated
    # for the days before January; g is gone since; of u nobody says whether it is open.
    "2025-12-28": """
        a,Won,true,true,1100,,2025-11-30,,2025-12-10
        c,Demo,false,false,850,0.5,2025-11-30,2026-01-10
        e,Demo,false,false,200,0.5,2025-12-26
        f,Demo,false,false,1000,0.8,2025-12-20,2025-12-30
        g,Demo,false,false,300,1,2025-12-20,2026-01-31
        u,,,,7000,1,2025-12-20,2026-01-31
    """,
    "2026-01-20": "d,Demo,false,false,5000,0.5,2025-11-01,2026-02-20",
}
MOVES = "\n".join(f"{deal},Demo,2025-10-02,100,0.5,2026-02-01" for deal in "abcdef")
BARE = "\n".join(f"{deal},Demo,2025-10-02" for deal in "abcdef")


def shop_of(folder, moves="", copies=COPIES, **files):
    """Today's deals, and their copies."""
    return kept(folder, TODAY, copies, moves, **files)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return shop_of(tmp_path_factory.mktemp("kept"))


def test_months_are_told_from_the_copy_before_them(shop):
    said = closings(shop)
    columns = ("period", "open_deals", "forecast", "of_open", "new", "won", "stated", "by")
    assert said.column("past", *columns) == [
        ("2025-12", 4, "700.00", "1100.00", "0.00", "1100.00", "700.00", "copy of 2025-12-01"),
        ("2026-01", 4, "825.00", "1900.00", "50.00", "1950.00", "725.00", "copy of 2025-12-28"),
    ]
    assert said.row("past", period="2025-12")["accuracy"] == pytest.approx(1 - 400 / 1100)
    assert "2 past periods told from the latest copy of the exports" in said.notes
    assert "nor a copy near, and left out: 2025-11, 2026-02." in said.notes
    assert "Of 1 row of copies" in said.notes


@pytest.mark.slow
def test_how_old_a_copy_may_be_is_a_limit(tmp_path):
    """February by the copy twelve days older: half of d, of which nothing came."""
    said = closings(shop_of(tmp_path, salesops="[closings]\ncopy_days = 12"))
    row = said.row("past", period="2026-02")
    assert (row["forecast"], row["of_open"], row["by"]) == ("2500.00", "0.00", "copy of 2026-01-20")


@pytest.mark.slow
def test_a_history_with_amounts_comes_first(tmp_path):
    said = closings(shop_of(tmp_path, MOVES))
    assert {row["by"] for row in said.table("past")} == {"history"}
    assert "copy" not in said.notes


def test_copies_in_money_before_a_history_in_deals_where_they_tell_enough(tmp_path):
    """Two months by copies say less than four in deals."""
    said = closings(shop_of(tmp_path, BARE))
    assert {row["by"] for row in said.table("past")} == {"history"}
    assert "Past periods are told in deals" in said.notes


@pytest.mark.slow
def test_four_months_in_money_are_more_than_all_in_deals(tmp_path):
    more = dict.fromkeys(("2025-11-01", "2026-02-01"), "e,Demo,false,false,200,0.5,2025-10-26")
    said = closings(shop_of(tmp_path, BARE, {**COPIES, **more}))
    assert [row["by"][:7] for row in said.table("past")] == ["copy of"] * 4
    assert said.row("past", period="2025-12")["forecast"] == "700.00"


def test_stages_say_what_a_copy_does_not(tmp_path, shop):
    """b states no chance: 400 at 100 % where half of it was told by the win rate."""
    (tmp_path / "stages.toml").write_text('[[stages]]\nname = "Demo"\nprobability = 1.0\n')
    said = closings(shop, "--stages", str(tmp_path / "stages.toml"))
    assert said.row("past", period="2025-12")["forecast"] == "900.00"


def test_under_a_filter_copies_hold_what_it_leaves_today(shop):
    """Of January's four c and e are R's today."""
    said = closings(shop, "--where", "owner_id=R")
    row = said.row("past", period="2026-01")
    assert (row["open_deals"], row["forecast"], row["of_open"]) == (2, "525.00", "900.00")


@pytest.mark.slow
def test_a_copy_says_nothing_of_deals_where_it_calls_none_open(tmp_path):
    said = closings(shop_of(tmp_path, copies={"2025-12-01": "x,,,,5"}))
    assert {row["by"] for row in said.table("past")} == {"dates of the deals"}
