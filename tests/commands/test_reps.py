"""reps: the ranking by hand, one rep's page, who counts, what is lacking."""

from decimal import Decimal

import pytest
from pulse_store import put
from pulse_store import salesops as run
from reps_store import ACTIVITIES, AS_OF, DEALS, REPS, reps, store

import salesops
from salesops.commands.team.reps import reps as ask

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("team"))


@pytest.fixture(scope="module")
def said(folder):
    return reps(folder)


@pytest.fixture(scope="module")
def ann(folder):
    return reps(folder, "--rep", "ANN")


def notes(folder, **asked):
    with salesops.open(folder, as_of=AS_OF) as db:
        found = ask(db, **asked)
        return found.headline, " ".join(found.notes)


def test_the_ranking_by_hand(said):
    """Ann won 600 and 300 of three; against 450 in as many days of the quarter before."""
    row = said.row("reps", rep="Ann")
    assert (row["won_value"], row["base_value"], row["change"]) == ("900.00", "450.00", 1.0)
    assert (row["won"], row["lost"], row["closed"]) == (2, 1, 3)
    assert row["win_rate"] == pytest.approx(2 / 3)
    assert row["low"] < 2 / 3 < row["high"]
    assert (row["avg_won"], row["cycle_mean"]) == ("450.00", pytest.approx((20 + 36) / 2))
    assert (row["open_deals"], row["open_value"]) == (2, "1400.00")
    assert row["weighted_value"] == "380.00"  # 500 x 0.4 + 900 x 0.2
    assert (row["team"], row["manager"], row["marked"]) == ("North", "Mo", None)
    assert [r["rep"] for r in said.table("reps")] == ["Ann", "Cy", "Bob", "nobody", "All"]


def test_all_of_them_and_those_of_nobody(said):
    assert (said["won_value"], said["won_deals"], said["lost_deals"]) == ("1400.00", 4, 2)
    assert (said["open_deals"], said["open_value"]) == (4, "1470.00")
    assert said["weighted_value"] == "387.00"
    assert said["reps"] == 3  # Di does nothing, Ed has left long ago
    assert said["won_per_rep"] == "466.67"  # 1,400 of Ann, Bob and Cy
    row = said.row("reps", rep="nobody")
    assert (row["won"], row["lost"], row["open_value"], row["activities"]) == (0, 1, "70.00", 1)


def test_quotas_are_ramped_as_quota_does(said):
    """Bob: 27 days of February at 25 %, 31 of March at 50 %, of 90 days."""
    assert said.row("reps", rep="Ann")["attainment"] == pytest.approx(0.9)
    row = said.row("reps", rep="Bob")
    assert row["quota"] == "222.50"
    assert row["attainment"] == pytest.approx(100 / 222.5)
    assert row["marked"] == "in ramp"
    assert said["attainment"] == pytest.approx(1000 / 1222.5)


def test_activities_that_took_place(said):
    """Not the task, nor the planned call, nor the one of December."""
    row = said.row("activities", rep="Ann")
    assert [row[k] for k in ("calls", "meetings", "emails", "demos", "proposals")] == [
        2,
        1,
        0,
        0,
        1,
    ]
    assert (row["activities"], row["other"], row["activities_per_won"]) == (4, 1, 2.0)
    assert row["a_week"] == pytest.approx(4 / 68 * 7, abs=0.001)
    bob = said.row("activities", rep="Bob")  # there for 36 of the 68 days
    assert bob["a_week"] == pytest.approx(1 / 36 * 7, abs=0.001)
    assert said.row("activities", rep="All")["activities"] == said["activities"] == 6


def test_one_page(ann):
    assert (ann["won_value"], ann["won_deals"], ann["lost_deals"]) == ("900.00", 2, 1)
    assert [r["deal_id"] for r in ann.table("largest")] == ["D12", "D7"]
    assert ann.table("largest")[1]["next_step"] == "Call"
    assert {r["stage"]: r["value"] for r in ann.table("open")} == {
        "Offer": "500.00",
        "Demo": "900.00",
    }
    (reason,) = ann.table("lost_reasons")
    assert (reason["lost_reason"], reason["lost"], reason["share"], reason["others"]) == (
        "Price", 1, 1.0, 0.5,
    )  # fmt: skip
    trend = {r["period"]: (r["won_value"], r["won"], r["lost"]) for r in ann.table("trend")}
    assert trend == {
        "2025-Q3": ("0.00", 0, 0),
        "2025-Q4": ("450.00", 1, 0),
        "2026-Q1": ("900.00", 2, 1),
    }
    calls = ann.row("activities", kind="call")
    assert calls["activities"] == 2
    assert calls["median"] == pytest.approx(2 / 68 * 7 / 2, abs=0.001)


def test_months_that_are_over(said, ann, folder):
    """The exports begin on 1 September; March is not over. Bob came in February."""
    ours = {r["month"]: (r["won_value"], r["won"], r["lost"]) for r in ann.table("months")}
    assert ours == {
        "2025-09": ("0.00", 0, 0),
        "2025-10": ("0.00", 0, 0),
        "2025-11": ("450.00", 1, 0),
        "2025-12": ("0.00", 0, 0),
        "2026-01": ("600.00", 1, 0),
        "2026-02": ("0.00", 0, 1),
    }
    assert said.row("reps", rep="Ann")["by_month"] == "▁▁▆▁█▁"
    assert said.row("reps", rep="Bob")["by_month"] is None  # nothing won in February
    assert said.row("reps", rep="nobody")["by_month"] is None
    # Cy: 400 in January, then gone; all: 450 in November, 1,000 in January
    assert said.row("reps", rep="Cy")["by_month"] == "▁▁▁▁█·"
    assert said.row("reps", rep="All")["by_month"] == "▁▁▄▁█▁"
    rows = [r for r in said.table("months") if r["won_value"] is not None]
    assert sum(Decimal(r["won_value"]) for r in rows) == 450 + 600 + 400
    assert [r["lost"] for r in said.table("months") if r["rep"] == "nobody"] == [0] * 5 + [1]
    march = reps(folder, "--until", "2026-03-31", "--rep", "bob", as_of="2026-04-02")
    told = [(r["month"], r["won_value"]) for r in march.table("months")][-3:]
    assert told == [("2026-01", None), ("2026-02", "0.00"), ("2026-03", "100.00")]  # now it is over
    rest = reps(folder, "--top", "1").row("reps_top", rep="other (2)")
    assert rest["by_month"] == "▁▁▁▁█▁"  # Bob and Cy


def test_a_year_of_months_at_most(tmp_path):
    """Thirteen are over; no course is drawn of one alone."""
    old = DEALS + "    D0,Ann,Won,won,10,2025-02-01,2025-02-20,,,,\n"
    months = reps(store(tmp_path, deals=old)).table("months")
    ours = [r["month"] for r in months if r["rep"] == "Ann"]
    assert (ours[0], len(ours)) == ("2025-03", 12)
    new = reps(tmp_path, "--until", "2025-03-31", as_of="2025-04-01")
    assert new.row("reps", rep="Ann")["by_month"] == "█▁"
    first = reps(tmp_path, "--until", "2025-03-10", as_of="2025-03-11")
    assert (first.table("months"), first.row("reps", rep="Ann")["by_month"]) == ([], None)


def test_the_page_says_who_it_is_and_what_few_can_tell(folder):
    headline, said = notes(folder, rep="Bob")
    assert headline.startswith("Bob (in ramp): 100.00 won in 1 deal")
    assert "few" in headline
    assert "Bob: team North, manager Mo, there since 2026-02-02 (0.1 years)" in said
    assert "No history of stages" in said
    assert "1 open deal without an amount" in said
    headline, _ = notes(folder, rep="Cy")
    assert headline.startswith("Cy (left 2026-01-31)")


def test_open_deals_of_who_has_left_are_told(tmp_path):
    deals = DEALS.replace("D8,Bob", "D8,Cy")
    assert "1 open deal of who has left: Cy." in notes(store(tmp_path, deals=deals))[1]


def test_an_unknown_name_meets_the_nearest(folder):
    def tried(name):
        return run("reps", "--data", str(folder), "--as-of", AS_OF, "--rep", name)

    code, out, err = tried("anne")
    assert (code, out) == (2, "")
    assert "--rep anne: did you mean Ann?" in err
    assert "did you mean Bob?" in tried("bo")[2]
    assert "there are Ann, Bob, Cy, Di, Ed" in tried("xyzzy")[2]


def test_windows_and_what_they_are_held_against(folder):
    march = reps(folder, "--period", "this-month")
    assert (march["won_value"], march["won_deals"]) == ("400.00", 2)
    whole = reps(folder, "--period", "all")
    assert (whole["won_value"], whole["won_deals"], whole["lost_deals"]) == ("1850.00", 5, 3)
    assert whole.row("reps", rep="Ann")["base_value"] is None
    year = reps(folder, "--since", "2026-01-01", "--versus", "prev-year")
    assert year.row("reps", rep="Ann")["change"] is None  # the exports begin in September
    assert year.row("reps", rep="Ann")["attainment"] > 0.9  # the quota of 69 of 90 days


def test_who_has_nothing_is_named_and_past_top_summed(folder):
    _, said = notes(folder)
    assert "Nothing in the window and nothing open: Di." in said
    assert "Left, with nothing in the window and nothing open: Ed." in said
    rows = reps(folder, "--top", "1").table("reps_top")
    assert [r["rep"] for r in rows] == ["Ann", "other (2)", "nobody", "All"]


def test_without_lists_quotas_or_activities(tmp_path):
    alike = DEALS.replace("ann ", "Ann")  # with no list nobody knows that these are one
    bare = store(tmp_path, deals=alike, reps="", quotas="", activities="")
    said = reps(bare)
    assert [r["rep"] for r in said.table("reps")] == ["Ann", "Cy", "Bob", "nobody", "All"]
    assert said.row("reps", rep="Ann")["won_value"] == "900.00"
    assert (said["activities"], said["attainment"]) == (None, None)
    assert said.table("activities") == []
    _, lacking = notes(bare)
    for one in ("No export of activities", "No quotas", "No list of reps", "No history of stages"):
        assert one in lacking


def test_where_tells_no_activities_and_no_quotas(folder):
    said = reps(folder, "--where", "owner=Ann")
    assert said["won_value"] in ("600.00", "900.00")
    assert (said["activities"], said["attainment"]) == (None, None)


def test_no_deals_at_all(tmp_path):
    empty = store(tmp_path, deals=DEALS.strip().split("\n")[0], reps="", quotas="", activities="")
    assert reps(empty).table("reps") == []
    assert "name no rep" in notes(empty)[0]
    code, _, err = run("reps", "--data", str(empty), "--as-of", AS_OF, "--rep", "Ann")
    assert (code, "no export names a rep" in err) == (2, True)


def test_two_shops_with_one_name(tmp_path):
    """Each Ann is her own; a bare name asks which."""
    for shop in ("north", "south"):
        (tmp_path / shop).mkdir()
        put(tmp_path / shop, deals=DEALS, reps=REPS, activities=ACTIVITIES)
    config = tmp_path / "salesops.toml"
    config.write_text('[shops]\nnorth = "North"\nsouth = "South"\n')
    said = reps(tmp_path, "--config", str(config))
    assert [said.row("reps", rep=f"Ann ({shop})")["won_value"] for shop in ("North", "South")] == [
        "900.00", "900.00",
    ]  # fmt: skip
    assert said["won_value"] == "2800.00"
    page = reps(tmp_path, "--config", str(config), "--rep", "ann (south)")
    assert (page["won_value"], page["activities"]) == ("900.00", 4)
    asked = ("--data", str(tmp_path), "--config", str(config), "--as-of", AS_OF)
    assert (
        "there are Ann (North), Ann (South): write which" in run("reps", *asked, "--rep", "Ann")[2]
    )


def test_hostile_names(tmp_path):
    wild = DEALS.replace("Bob", '"<b>=1+1|`"')
    said = reps(store(tmp_path, deals=wild, reps="", quotas="", activities=""))
    assert said.row("reps", rep="<b>=1+1|`")["won_value"] == "100.00"
    page = reps(tmp_path, "--rep", "<b>=1+1|`")
    assert page["won_value"] == "100.00"


def stepped(rep, won, lost):
    """Deals of a rep that all came to a demo; some were won there, the others lost."""
    deals, history = [], []
    for n in range(won + lost):
        key, end = f"{rep}-{n}", "won" if n < won else "lost"
        deals.append(f"{key},{rep},{end.title()},{end},100,2026-01-05,2026-03-09,,,,")
        history.append(f"{key},2026-01-05,Demo\n{key},2026-03-09,{end.title()}")
    return deals, history


WON = {
    "Bo": (75, 25),
    "Cat": (75, 25),
    "Zoe": (8, 22),
    "Yan": (8, 22),
    "Xi": (8, 22),
    "Wu": (16, 14),
}
"""Others of Zoe's: 182 of 290, 62.8 %; of Wu's 174 of 290, 60 %."""


@pytest.fixture(scope="module")
def low(tmp_path_factory):
    """Zoe is tenured, Yan in ramp, Xi has left, and Wu's 53 % are not beyond chance."""
    parts = [stepped(rep, *won) for rep, won in WON.items()]
    header = DEALS.strip().split("\n")[0]
    return store(
        tmp_path_factory.mktemp("low"),
        deals="\n".join([header, *(row for deals, _ in parts for row in deals)]),
        deal_history="\n".join(["deal_id,entered_at,stage", *(r for _, h in parts for r in h)]),
        reps="""rep,start_date,end_date,ramp_plan
            Zoe,2020-01-06,,25/50/75
            Yan,2026-01-05,,25/50/75
            Xi,2020-01-06,2026-03-09,
            Wu,2020-01-06,,
            Bo,,,
            Cat,,,""",
        quotas="",
        activities="",
    )


def test_a_step_below_the_others(low):
    """A warning for who is tenured, a remark for who is in ramp, nothing of who has left."""
    found = [f for f in reps(low).answer["findings"] if f["code"] == "rep-conversion-low"]
    assert [(f["facts"]["rep"], f["level"]) for f in found] == [("Zoe", "warning"), ("Yan", "info")]
    facts = found[0]["facts"]
    assert (facts["stage"], facts["decided"], facts["others_decided"]) == ("Demo", 30, 290)
    assert (facts["conversion"], facts["others"]) == (
        pytest.approx(8 / 30), pytest.approx(182 / 290),
    )  # fmt: skip


def test_a_step_within_chance(low):
    said = reps(low, "--rep", "wu")
    assert said.answer["findings"] == []
    (step,) = said.table("weakest")
    assert (step["decided"], step["verdict"]) == (30, "not beyond chance")
    assert step["difference"] == pytest.approx(16 / 30 - 0.6)
