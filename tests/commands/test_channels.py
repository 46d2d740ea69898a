"""channels: volume, win rates, cycles, open value, cost by hand; sums of win-loss; what lacks."""

import pytest
from channels_store import AS_OF, DEALS, channels, store
from pulse_store import answered, put
from pulse_store import salesops as run

import salesops
from salesops.commands.team.channels import channels as ask
from salesops.units import text

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("crm"))


@pytest.fixture(scope="module")
def said(folder):
    return channels(folder)


def report(folder, as_of=AS_OF, **asked):
    with salesops.open(folder, as_of=as_of) as db:
        return ask(db, **asked)


def test_each_channel_by_hand(said):
    """Showroom in three spellings: won 100, 300 and one without an amount, in 10, 40, 20 days."""
    row = said.row("channels", channel="Showroom")
    told = ("created", "won", "lost", "closed", "won_value", "avg_won", "cycle_middle")
    assert tuple(row[name] for name in told) == (4, 3, 1, 4, "400.00", "200.00", 20.0)
    assert (row["win_rate"], row["share"]) == (0.75, pytest.approx(4 / 11))
    # Wilson, by hand: centre (0.75 + 1.96^2/8) / (1 + 1.96^2/4), half 1.96/(..) sqrt(..)
    assert (row["low"], row["high"]) == (
        pytest.approx(0.3006, abs=1e-4),
        pytest.approx(0.9544, abs=1e-4),
    )
    assert (row["activities"], row["activities_per_won"]) == (3, 1.0)  # a task is none
    assert row["verdict"] == "few"


def test_the_channels_by_what_they_won(said):
    names = said.column("channels", "channel", "won", "lost", "open_deals", "open_value")
    assert names == [
        ("Showroom", 3, 1, 0, "0.00"),
        ("Field", 1, 1, 1, "500.00"),
        ("Online & Co", 1, 0, 1, "0.00"),
        ("Unknown", 0, 1, 1, "40.00"),
    ]


def test_deals_without_a_channel_are_a_row_with_no_verdict(said):
    row = said.row("channels", channel="Unknown")
    assert (row["id"], row["verdict"], row["lost_value"]) == (None, None, "20.00")
    assert said["unknown_share"] == pytest.approx(2 / 11)


def test_sums_are_those_of_win_loss_and_pipeline(folder, said):
    lost = answered("win-loss", folder, as_of=AS_OF)
    for metric in ("won_deals", "lost_deals", "won_value", "win_rate", "avg_won"):
        assert said[metric] == lost[metric], metric
    pipeline = answered("pipeline", folder, as_of=AS_OF)
    assert (said["open_deals"], said["open_value"]) == (
        pipeline["open_deals"],
        pipeline["open_value"],
    )


def test_a_window_counts_what_is_created_and_what_is_closed_in_it(folder):
    window = ("--period", "2026-02")
    said = channels(folder, *window)
    lost = answered("win-loss", folder, *window, as_of=AS_OF)
    for metric in ("won_deals", "lost_deals", "won_value"):
        assert said[metric] == lost[metric], metric
    row = said.row("channels", channel="Showroom")
    assert (row["created"], row["won"], row["lost"], row["activities"]) == (2, 2, 1, 1)


def test_before_is_the_period_before(folder):
    row = channels(folder, "--period", "2026-02").row("trend", channel="Showroom")
    assert (row["now_won"], row["now_closed"], row["before_won"], row["before_closed"]) == (
        2, 3, 1, 1,
    )  # fmt: skip
    assert (row["win_rate"], row["before"]) == (pytest.approx(2 / 3), 1.0)
    assert (row["verdict"], row["low"]) == ("few", None)


def test_where_none_is_compared_no_interval_is_spoken_of(folder):
    table = report(folder, period="2026-02").table("trend_top")
    assert table.note == (
        "Now: closed 2026-02-01 to 2026-02-28; before: 2026-01-01 to 2026-01-31. "
        "Few: fewer than 20 deals in either."
    )


def test_cost_per_sale_is_of_the_days_that_spend_is_known_of(said):
    """20 January to 28 February: showroom 150.50 for 2 sales, worth 300 and unknown."""
    row = said.row("costs", channel="Showroom")
    assert (row["cost"], row["won"], row["won_value"]) == ("150.50", 2, "300.00")
    assert row["cost_per_sale"] == "75.25"
    assert row["won_for_cost"] == pytest.approx(150.5 / 300)
    field = said.row("costs", channel="Field")
    assert (field["cost"], field["won"], field["cost_per_sale"]) == ("10.00", 0, None)
    assert said.row("costs", channel="google ads")["won"] is None
    assert said.row("costs", channel="Online & Co")["note"] == "no spend under this name"
    nameless = said.row("costs", channel="(names no channel)")
    assert (nameless["cost"], nameless["cost_per_sale"]) == ("7.25", None)
    assert sum(float(r["cost"] or 0) for r in said.table("costs")) == pytest.approx(266.75)


def test_spend_in_two_months_says_nothing_of_a_channel_that_costs_more(said):
    assert [one["code"] for one in said.answer["findings"]] == []


def test_by_a_second_name_sums_to_the_same(folder, said):
    rows = channels(folder, "--by", "rep").table("by")
    assert sum(row["won"] for row in rows) == said["won_deals"]
    assert sum(row["lost"] for row in rows) == said["lost_deals"]
    assert [(r["channel"], r["name"], r["won"], r["lost"]) for r in rows] == [
        ("Showroom", "Ann", 2, 1), ("Showroom", "Bob", 1, 0), ("Field", "Bob", 1, 1),
        ("Online & Co", "Ann", 1, 0), ("Unknown", "Unknown", 0, 1),
    ]  # fmt: skip


def test_of_many_by_a_second_name_prose_has_the_first_of_each_channel(tmp_path):
    """Of four reps the first, three as one, and a deal of nobody, which is nobody's still."""
    lines = "deal_id,owner,status,amount,created_at,closed_at,channel\n"
    for n, rep in enumerate(["Ann", "Bob", "Cy", "Di", ""]):
        lines += f"D{n},{rep},won,{9 - n},2026-01-01,2026-01-05,Field\n"
    said = channels(put(tmp_path, deals=lines), "--by", "owner", "--top", "1")
    assert [(r["name"], r["won"], r["won_value"]) for r in said.table("by_top")] == [
        ("Ann", 1, "9.00"), ("other (3)", 3, "21.00"), ("Unknown", 1, "5.00"),
    ]  # fmt: skip
    assert len(said.table("by")) == 5


def test_the_channel_named_first_is_not_said_to_win_most_of_all(tmp_path):
    deals = "deal_id,status,amount,created_at,closed_at,channel\n"
    deals += "D1,won,5,2026-01-01,2026-01-05,Field\nD2,won,9,2026-01-01,2026-01-05,"
    said = report(put(tmp_path, deals=deals)).headline
    assert said.startswith("Of the channels named most is won by Field: 5.00 (35.7 % of all won)")


def test_what_prose_has_no_room_for_beside_the_win_rate_is_a_table_of_its_own(said):
    row = said.row("deals_top", channel="Showroom")
    assert (row["avg_won"], row["cycle_middle"], row["activities_per_won"]) == ("200.00", 20.0, 1.0)


def test_a_change_of_rates_is_in_points(folder):
    table = report(folder, period="2026-02").table("trend_top")
    change = next(column for column in table.columns if column.name == "change")
    assert text(change.of(table.rows[0]), change.unit) == "-33.3 pts"


def test_an_unknown_second_name_names_the_nearest(folder):
    code, _, err = run("channels", "--data", folder, "--as-of", AS_OF, "--by", "teem")
    assert code == 2
    assert "team" in err


def test_notes_say_spellings_and_what_is_about_no_deal(folder):
    notes = " ".join(report(folder).notes)
    assert "'Showroom', 'SHOW ROOM', 'show-room'" in notes
    assert "1 won deal without an amount" in notes
    assert "google ads" in notes


def test_activities_about_no_deal_are_told(folder):
    assert "1 activity of the window is about no deal" in " ".join(report(folder).notes)


def test_without_spend_and_activities_it_says_so(tmp_path):
    folder = store(tmp_path, activities="", spend="")
    found = report(folder)
    notes = " ".join(found.notes)
    assert "No export of activities" in notes
    assert "No export of spend" in notes
    assert not found.table("costs").shown
    assert found.table("channels").rows[0].activities is None


def test_under_where_no_cost_is_told(folder):
    said = channels(folder, "--where", "owner=Ann")
    assert said.table("costs") == []
    assert (said["won_deals"], said["lost_deals"]) == (3, 1)


def test_no_deal_states_a_channel(tmp_path):
    deals = "deal_id,status,amount,created_at,closed_at\nD1,won,5,2026-01-01,2026-01-05"
    found = report(put(tmp_path, deals=deals))
    assert found.headline == "No deal states by which channel it is sold: 1 deal."
    assert [row.channel for row in found.table("channels").rows] == ["Unknown"]


def test_no_deals_at_all(tmp_path):
    found = report(put(tmp_path, deals="deal_id,status,amount,created_at,closed_at,channel"))
    assert found.headline == ("The exports hold no deal that counts: nothing is known of channels.")
    assert found.table("channels").rows == []


def test_a_hostile_name_is_text(tmp_path):
    deals = "deal_id,status,amount,created_at,closed_at,channel\n"
    deals += "D1,won,5,2026-01-01,2026-01-05,=HYPERLINK(1)\nD2,won,5,2026-01-01,2026-01-05,-"
    folder = put(tmp_path, deals=deals)
    said = channels(folder)
    assert set(said.column("channels", "channel")) == {"=HYPERLINK(1)", "-"}


SPRING = """
    day,channel,cost
    2026-01-01,showroom,900.00
    2026-03-09,showroom,1.00
    2026-02-01,field,71.00
"""


def costly(folder):
    return [f.facts for f in report(folder).findings if f.code == "channel-costs-more"]


def test_a_channel_that_costs_more_than_it_wins(tmp_path):
    """Sixty-eight days of spend: field lost 70 and won nothing; a showroom deal has no amount."""
    folder = store(tmp_path, spend=SPRING)
    assert [one["channel"] for one in costly(folder)] == ["Field"]


def test_of_deals_without_an_amount_nobody_says_that_they_lose(tmp_path):
    """Once the fourth deal states 30 the showroom has won 430 for 901."""
    stated = DEALS.replace("D4,Bob,won,,", "D4,Bob,won,30,")
    found = {one["channel"]: one for one in costly(store(tmp_path, spend=SPRING, deals=stated))}
    assert found.keys() == {"Field", "Showroom"}
    assert (found["Showroom"]["cost"], found["Showroom"]["won_value"]) == (901, 430)


def test_prose_has_the_first_and_the_others_as_one(folder, said):
    rows = channels(folder, "--top", "1").table("channels_top")
    assert [row["channel"] for row in rows] == ["Showroom", "other (2)", "Unknown"]
    for column in ("created", "won", "lost", "open_deals", "activities"):
        assert sum(row[column] for row in rows) == sum(r[column] for r in said.table("channels"))
    assert (rows[1]["won_value"], rows[1]["avg_won"], rows[1]["id"]) == ("150.50", "75.25", None)
