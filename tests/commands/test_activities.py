"""activities: who did what by hand and as reps has it, deals untouched, what precedes wins."""

import pytest
from pulse_store import answered, put
from pulse_store import salesops as run
from reps_store import ACTIVITIES, AS_OF, store

import salesops
from salesops.commands.team.activities import Limits
from salesops.commands.team.activities import activities as ask

pytestmark = pytest.mark.usefixtures("loaded_once")

KINDS = ("calls", "meetings", "emails", "demos", "proposals", "activities")
EARLY_DEALS = """
    deal_id,owner,status,amount,created_at,closed_at
    E1,Ann,won,10,2025-06-01 15:00,2025-07-01
    E2,Ann,lost,10,2025-06-01,2025-07-01
    E3,Ann,lost,10,2025-06-01,2025-06-10
    E4,Ann,won,10,2025-01-01,2025-08-01
    E5,Ann,won,10,2025-06-02,2025-06-16
    E6,Ann,lost,10,2025-06-05,2025-08-05
    E7,Ann,open,10,2025-06-05,
    E8,Ann,lost,10,2023-01-01,2023-06-01
"""
EARLY = """
    activity_id,type,owner,deal_id,due_date,done
    A1,call,Ann,E1,2025-06-01,yes
    A2,call,Ann,E1,2025-06-04,yes
    A3,meeting,Ann,E2,2025-06-20,yes
    A4,email,Ann,E5,2025-06-15,yes
    A5,demo,Ann,E5,2025-06-16,yes
    A6,call,Ann,E6,2025-06-07,yes
    A7,call,Ann,E6,2025-06-08,yes
    A8,call,Ann,E6,2025-06-09,no
    A9,task,Ann,E2,2025-06-02,yes
"""
LIVED = "\n".join(f"    L{n},call,Ann,E1,2025-06-{n},yes" for n in range(16, 30))
"""Fourteen calls in the later life of the deal that was won."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("team"))


@pytest.fixture(scope="module")
def said(folder):
    return answered("activities", folder, as_of=AS_OF)


def report(folder, as_of=AS_OF, limits=None, **asked):
    with salesops.open(folder, as_of=as_of) as db:
        return ask(db, limits=limits or Limits(), **asked)


def early(folder, activities=EARLY, as_of="2026-03-10"):
    """The rows of what precedes wins, by name; a single deal is enough."""
    put(folder, deals=EARLY_DEALS, activities=activities)
    found = report(folder, as_of, Limits(few_early=1), period="all")
    return {row.early: row for row in found.table("early").rows}, found


def test_who_did_what_by_hand(said):
    """Ann: two calls about D1, a meeting and a proposal about D2: two are follow-ups."""
    row = said.row("reps", rep="Ann")
    assert tuple(row[name] for name in KINDS) == (2, 1, 0, 0, 1, 4)
    told = ("follow_ups", "deals", "won", "activities_per_won", "other", "ahead")
    assert tuple(row[name] for name in told) == (2, 2, 2, 2.0, 1, 1)
    assert row["a_week"] == pytest.approx(4 / (68 / 7), abs=1e-4)
    assert said.row("reps", rep="nobody")["emails"] == 1
    whole = said.row("reps", rep="All")
    assert (whole["activities"], whole["follow_ups"], whole["deals"]) == (6, 2, 4)
    assert (said["activities"], said["deals_worked"], said["follow_ups"]) == (6, 4, 2)


def test_reps_tells_the_same(folder, said):
    reps = answered("reps", folder, as_of=AS_OF)
    columns = ("rep", *KINDS, "a_week", "won", "activities_per_won", "other")
    mine = {row[0]: row for row in said.column("reps", *columns)}
    theirs = reps.column("activities", *columns)
    assert theirs
    for row in theirs:
        assert mine.get(row[0], row) == row
    assert all(not any(row[1:7]) for row in theirs if row[0] not in mine)
    assert (said["activities"], said["won_deals"], said["activities_per_won"]) == (
        reps["activities"], reps["won_deals"], reps["activities_per_won"],
    )  # fmt: skip


@pytest.mark.parametrize("window", [("--period", "2026-02"), ("--period", "all")])
def test_reps_tells_the_same_of_any_window(folder, window):
    said = answered("activities", folder, *window, as_of=AS_OF)
    reps = answered("reps", folder, *window, as_of=AS_OF)
    for metric in ("activities", "won_deals", "activities_per_won"):
        assert said[metric] == reps[metric], metric


def test_teams_and_kinds_sum_to_the_whole(said):
    teams = said.table("teams")
    assert sum(row["activities"] for row in teams) == said["activities"]
    assert [(row["team"], row["activities"]) for row in teams] == [
        ("North", 5), ("South", 0), ("Unknown", 1),
    ]  # fmt: skip
    kinds = said.column("kinds", "kind", "done", "missed", "ahead")
    assert kinds == [
        ("call", 2, 0, 1), ("meeting", 1, 0, 0), ("e-mail", 1, 0, 0), ("demo", 1, 0, 0),
        ("proposal", 1, 0, 0), ("other (tasks)", 1, 0, 0),
    ]  # fmt: skip


def test_planned_and_not_done(tmp_path):
    late = ACTIVITIES + "    A10,meeting,Ann,D7,2026-03-05 10:00,no\n"
    said = answered("activities", store(tmp_path, activities=late), as_of=AS_OF)
    row = said.row("kinds", kind="meeting")
    assert (row["done"], row["missed"], row["done_share"]) == (1, 1, 0.5)
    assert said["done_share"] == pytest.approx(6 / 7)
    assert said.row("reps", rep="Ann")["missed"] == 1


def test_open_deals_by_when_they_were_touched(said):
    """As of 10 March: D9 was written to, D8 is of 20 February, D7 and D12 were never touched."""
    ann = said.row("open", rep="Ann")
    places = ("deals", "lately", "quiet", "never", "fresh", "untouched_value")
    assert tuple(ann[name] for name in places) == (2, 0, 0, 2, 0, "1400.00")
    assert said.row("open", rep="Bob")["fresh"] == 1
    assert said.row("open", rep="nobody")["lately"] == 1
    whole = said.row("open", rep="All")
    assert tuple(whole[name] for name in places) == (4, 1, 0, 2, 1, "1400.00")
    assert (said["untouched_deals"], said["untouched_share"]) == (2, 0.5)


def test_quiet_is_touched_long_ago_and_gaps_are_medians(tmp_path):
    more = ACTIVITIES + (
        "    B1,call,Ann,D7,2026-02-03 12:00,yes\n    B2,call,Ann,D7,2026-02-05 12:00,yes\n"
        "    B3,call,Ann,D7,2026-02-08 00:00,yes\n"
    )
    said = answered("activities", store(tmp_path, activities=more), as_of=AS_OF)
    ann = said.row("open", rep="Ann")
    assert (ann["quiet"], ann["never"], ann["gaps"]) == (1, 1, 2)
    assert ann["gap"] == 2.25  # of 2 and 2.5 days
    assert said["gap_days"] == 2.25


def test_weeks_that_are_over(said):
    weeks = {row["week"]: row for row in said.table("weeks")}
    assert "2026-03-09" not in weeks  # not over
    assert weeks["2026-02-16"] == {
        "week": "2026-02-16", "calls": 0, "meetings": 0, "emails": 1, "demos": 1,
        "proposals": 1, "activities": 3, "deals": 3,
    }  # fmt: skip
    assert weeks["2026-03-02"]["activities"] == 0


def test_early_by_hand(tmp_path):
    """E1, E2, E5 and E6 were open after 14 days; E3 closed sooner, E4 began before the first."""
    rows, found = early(tmp_path)
    assert {name: (row.won, row.closed) for name, row in rows.items()} == {
        "no activity": (0, 1),
        "1 or 2 activities": (2, 3),
        "3 to 5 activities": (0, 0),
        "6 activities or more": (0, 0),
        "first activity by the day after": (1, 1),
        "a call": (1, 2),
        "a meeting": (0, 0),
        "an e-mail": (1, 1),
        "a demo": (0, 0),
        "a proposal": (0, 0),
    }
    call = rows["a call"]
    assert (call.win_rate, call.others, call.others_closed) == (0.5, 0.5, 2)
    assert "ASSOCIATION, not cause" in found.table("early").note
    assert any("1 closed within 14 days, 1 created before" in note for note in found.notes)


def test_a_longer_life_is_no_early_activity(tmp_path):
    """Immortal time: fourteen later calls of the won deal are in its life alone."""
    rows, short = early(tmp_path)
    again, long = early(tmp_path, EARLY.rstrip() + "\n" + LIVED + "\n")
    assert again == rows
    lives = [{row.outcome: row for row in one.table("lives").rows} for one in (short, long)]
    assert (lives[0]["won"].calls, lives[1]["won"].calls) == (1, 8)  # of two deals
    assert lives[0]["lost"] == lives[1]["lost"]


def test_outcomes_are_told_where_an_export_has_them(tmp_path):
    acts = """
        activity_id,type,owner,deal_id,due_date,done,outcome
        A1,call,Ann,D1,2026-02-01,yes,Reached
        A2,call,Ann,D1,2026-02-02,yes,reached
        A3,call,Ann,D1,2026-02-03,yes,No answer
        A4,call,Ann,D1,2026-02-04,yes,
    """
    said = answered("activities", store(tmp_path, activities=acts), as_of=AS_OF)
    rows = said.column("outcomes", "kind", "outcome", "activities", "share")
    assert rows == [
        ("call", "Reached", 2, 0.5), ("call", "No answer", 1, 0.25),
        ("call", "not stated", 1, 0.25),
    ]  # fmt: skip


def test_under_where_only_deals_are_told(folder):
    found = report(folder)
    assert found.table("reps_top").shown
    said = answered("activities", folder, "--where", "owner=Ann", as_of=AS_OF)  # not "ann "
    assert said.table("reps") == []
    assert said.row("open", rep="All")["deals"] == 2
    assert (said["activities"], said["deals_worked"], said["won_deals"]) == (None, None, 1)


def test_without_activities_it_names_the_export(tmp_path):
    code, _, err = run("activities", "--data", store(tmp_path, activities=""), "--as-of", AS_OF)
    assert code
    assert "activities" in err


def test_no_rows_at_all(tmp_path):
    head = "activity_id,type,owner,deal_id,due_date,done"
    found = report(store(tmp_path, activities=head))
    assert found.headline.startswith("No call, meeting")
    assert found.table("early").rows == []
    assert found.findings == ()


def week_of(rep, first, last):
    """A call about D7 on each day of February or March, as rows."""
    return "".join(
        f"    {rep}{n},call,{rep},D7,{day},yes\n"
        for n in range(first, last)
        for day in [f"2026-02-{n:02}" if n <= 28 else f"2026-03-{n - 28:02}"]
    )


def test_silence_is_told_only_while_others_log(tmp_path):
    """Bob called 22 times to 22 February: 3.7 in 14 days were usual, Ann's calls go on."""
    limits = Limits(few_usual=3)
    both = ACTIVITIES + week_of("Ann", 1, 38) + week_of("Bob", 1, 23)
    (found,) = report(store(tmp_path, activities=both), limits=limits).findings
    assert (found.code, found.facts["rep"], found.facts["activities"]) == (
        "rep-activity-stopped", "Bob", 0,
    )  # fmt: skip
    assert "no activity in the last 14 days, against 3.8" in found.message
    ended = ACTIVITIES + week_of("Ann", 1, 23) + week_of("Bob", 1, 23)
    silent = report(store(tmp_path, activities=ended), limits=limits)
    assert silent.findings == ()
    assert any("The last activity is of 2026-02-22" in note for note in silent.notes)


def test_where_most_fell_silent_no_single_rep_is_named(tmp_path):
    """Ann and Bob stopped together, and somebody logs on: a holiday, or the export."""
    rows = ACTIVITIES + week_of("Ann", 1, 23) + week_of("Bob", 1, 23)
    rows += "    Z,call,,D7,2026-03-09 12:00,yes\n"
    found = report(store(tmp_path, activities=rows), limits=Limits(few_usual=3))
    assert found.findings == ()
    assert any(note.startswith("2 of 2 reps did far less than usual") for note in found.notes)


def test_prose_has_the_first_and_the_others_as_one(folder):
    said = answered("activities", folder, "--top", "1", as_of=AS_OF)
    assert said.column("reps_top", "rep") == ["Ann", "other (2)", "nobody", "All"]
    for table, columns in (("reps", KINDS), ("open", ("deals", "quiet", "never", "fresh"))):
        *parts, whole = said.table(f"{table}_top")
        assert whole == said.row(table, rep="All")
        for column in columns:
            assert sum(row[column] for row in parts) == whole[column], column
