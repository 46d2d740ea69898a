"""stages: steps, days, ratios and what cannot be told, by hand."""

from datetime import date, timedelta

import pytest
from pulse_store import put, salesops
from stages_store import AS_OF, DEALS, LITTLE, STEPS, little, stages

pytestmark = pytest.mark.usefixtures("loaded_once")
NAMES = ("stage", "next_stage", "entered", "went_on", "still_open", "lost")


@pytest.fixture
def crm(tmp_path):
    return little(tmp_path)


def test_the_steps_by_hand(crm):
    said = stages(crm)
    assert said.column("steps", *NAMES) == [
        ("Qualified", "Demo", 6, 5, 0, 1),
        ("Demo", "Proposal", 4, 2, 1, 1),
        ("Proposal", "Talks", 3, 3, 0, 0),
        ("Talks", "Won", 2, 1, 1, 0),
    ]
    demo = said.row("steps", stage="Demo")
    assert (demo["conversion"], demo["of_decided"]) == (0.5, pytest.approx(2 / 3))
    assert demo["small"] == "few"
    assert (said["deals"], said["with_history"]) == (7, 6)
    assert (said["skips"], said["regresses"]) == (2, 1)  # C past the demo, D won from the first


def test_skips_count_and_going_back_undoes_nothing(crm):
    said = stages(crm)
    rows = {(r["stage"], r["later_stage"]): r["came"] for r in said.table("conversions")}
    # A, B, C, D (won after it went back), E came to the demo or past it after Qualified
    assert rows["Qualified", "Demo"] == 5
    assert rows["Qualified", "Proposal"] == 3
    assert rows["Qualified", "Talks"] == 3
    assert rows["Qualified", "Won"] == rows["Demo", "Won"] == 2
    assert rows["Proposal", "Talks"] == 3
    assert rows["Proposal", "Won"] == 2
    square = said.row("matrix", stage="Demo")
    assert (square["to_2"], square["to_3"], square["to_5"]) == (None, 0.5, 0.5)


def test_days_in_each_stage(crm):
    said = stages(crm)
    names = ("whose", "stays", "median_days", "p75_days")
    rows = [tuple(r[n] for n in names) for r in said.table("time_in_stage") if r["stage"] == "Demo"]
    assert rows == [
        ("all that ended", 3, 4.0, 11.0),  # A 4, B 18, D 2
        ("of won deals", 2, 3.0, 3.5),
        ("of lost deals", 1, 18.0, 18.0),
    ]
    assert said.column("there_now", "stage", "deals", "median_days") == [
        ("Demo", 1, 5.0),
        ("Talks", 1, 9.0),
    ]


def test_the_ratios_of_leads_and_proposals(crm):
    said = stages(crm)
    names = ("ratio", "n", "became", "rate", "undecided", "of_decided")
    assert said.column("ratios", *names) == [
        ("Lead to opportunity", 5, 3, 0.6, 1, 0.75),
        ("Close ratio", 3, 2, pytest.approx(2 / 3), 1, 1.0),
        ("Lead to sale", 5, 1, 0.2, 2, pytest.approx(1 / 3)),
    ]
    assert said["close_ratio_low"] < said["close_ratio"] < said["close_ratio_high"]
    assert "counts as proposal: Proposal." in said.notes


def test_what_is_in_no_number_is_counted(crm):
    notes = stages(crm).notes
    assert "also holds 2 stays of 1 deal that are not among the deals" in notes
    assert "1 deal of the window has no history" in notes
    assert "Order: Qualified, Demo, Proposal, Talks; by --stages." in notes


def test_the_window_is_of_the_days_deals_were_created_on(crm):
    said = stages(crm, "--since", "2026-01-01")
    assert said["deals"] == 6
    assert said.row("steps", stage="Qualified")["lost"] == 0
    assert stages(crm, "--period", "2025")["deals"] == 1


def test_parts_sum_to_the_whole_and_what_states_none_is_unknown(crm):
    said = stages(crm, "--by", "owner")
    assert said.column("by", "part", "stage", "entered")[:2] == [
        ("Ann", "Qualified", 3),
        ("Ann", "Demo", 2),
    ]
    whole = {row["stage"]: row["entered"] for row in said.table("steps")}
    for args in (("--by", "owner"), ("--by", "source", "--top", "1"), ("--by", "team")):
        rows = stages(crm, *args).table("by")
        for stage, entered in whole.items():
            assert sum(r["entered"] for r in rows if r["stage"] == stage) == entered
    assert "Unknown" in said.column("by", "part")
    assert "other (2)" in stages(crm, "--by", "source", "--top", "1").column("by", "part")


def test_unknown_words_are_refused(crm):
    code, _, err = salesops("stages", "--data", crm, "--as-of", AS_OF, "--by", "colour")
    assert code == 2
    assert "--by colour" in err


def test_where_leaves_out_deals_and_their_history(crm):
    said = stages(crm, "--where", "owner=Ann")
    assert (said["deals"], said["with_history"]) == (3, 3)
    assert "not among the deals" not in said.notes
    assert said["lead_to_sale"] is None  # leads are of all, their deals no longer
    assert "--where leaves out deals, and leads are of all" in said.notes


def test_a_snapshot_has_no_steps_and_says_so(tmp_path):
    said = stages(put(tmp_path, deals=LITTLE), plan=False)
    assert said["close_ratio"] is None
    assert said.table("steps") == said.table("time_in_stage") == []
    assert "Not computable from a snapshot" in said.notes
    assert "Opportunity History" in said.notes
    assert said.row("deals_by_stage", stage="Won")["won"] == 3


def test_history_of_other_deals_only_is_as_none(tmp_path):
    other = "deal_id,entered_at,stage\nX,2026-01-01,Demo\nY,2026-01-02,Demo"
    said = stages(little(tmp_path, deal_stage_history=other), plan=False)
    assert said.table("steps") == []
    assert "2 stays of 2 deals that are not among the deals" in said.notes


def test_the_order_is_by_the_file_where_nothing_else_tells_of_every_stage(crm):
    names = ("Handover", "Qualified", "Talks")
    (crm / "stages.toml").write_text("\n".join(f"[[stages]]\nname='{n}'" for n in names))
    said = stages(crm)  # the handover was never entered, so the history does not place it
    assert said.column("steps", "stage", "entered", "went_on") == [
        ("Handover", 0, 0),
        ("Qualified", 6, 3),  # A and D were won, C came to the talks
        ("Talks", 2, 1),
    ]
    assert "Not in --stages, so without a place and in no step: Demo, Proposal" in said.notes
    assert "no stage is a proposal: say which in --stages" in said.notes
    assert said.row("ratios", ratio="Close ratio")["reason"] == "no proposal"


def test_a_file_of_other_stages_is_no_snapshot(crm):
    (crm / "stages.toml").write_text("[[stages]]\nname='Prospecting'")
    said = stages(crm)
    assert said.column("steps", "stage") == []
    assert "snapshot" not in said.notes
    assert "in no step: Demo, Proposal, Qualified, Talks." in said.notes


def test_a_stage_counts_as_proposal_where_the_file_says_so(crm):
    with (crm / "stages.toml").open("a") as plan:
        plan.write("\nproposal = true")  # of the talks
    said = stages(crm)
    assert "counts as proposal: Proposal, Talks." in said.notes


def test_pipelines_have_steps_of_their_own(tmp_path):
    deals = """
        deal_id,pipeline,deal_stage,stage_order,created_at
        A,Retail,Demo,2,2026-01-01
        B,Fleet,Visit,2,2026-01-01
        C,Fleet,Qualified,1,2026-01-01
        D,Retail,Qualified,1,2026-01-01
    """
    steps = """
        deal_id,entered_at,stage
        A,2026-01-01,Qualified
        A,2026-01-03,Demo
        B,2026-01-01,Qualified
        B,2026-01-05,Visit
        C,2026-01-01,Qualified
        D,2026-01-02,Qualified
    """
    said = stages(put(tmp_path, deals=deals, deal_stage_history=steps), plan=False)
    assert said.column("steps", "pipeline", "stage", "next_stage", "entered", "went_on") == [
        ("Fleet", "Fleet: Qualified", "Visit", 2, 1),
        ("Fleet", "Fleet: Visit", "Won", 1, 0),
        ("Retail", "Retail: Qualified", "Demo", 2, 1),
        ("Retail", "Retail: Demo", "Won", 1, 0),
    ]
    assert "Order of Fleet: Qualified, Visit; as the CRM numbers them." in said.notes


def test_a_last_stay_ends_on_the_day_that_closed_the_deal(tmp_path):
    deals = f"{DEALS}\nA,Won,2026-01-01,2026-01-09,,,\nB,Lost,2026-01-01,2026-01-02,,,"
    steps = "deal_id,entered_at,stage\nA,2026-01-01,Qualified\nB,2026-01-05,Qualified"
    said = stages(little(tmp_path, deals=deals, deal_stage_history=steps))
    row = said.table("time_in_stage")[0]
    assert (row["stays"], row["median_days"], row["untimed"]) == (1, 8.0, 1)
    assert "1 stay without an end, or with one too early" in said.notes


def test_nothing_at_all(tmp_path):
    empty = put(tmp_path, deals=DEALS, deal_stage_history="deal_id,entered_at,stage")
    said = stages(empty, plan=False)
    assert said["deals"] == 0
    assert said.table("steps") == said.table("deals_by_stage") == []
    code, out, _ = salesops("stages", "--data", empty, "--as-of", AS_OF, "--format", "markdown")
    assert code == 0
    assert "No deal was created in the window." in out


def test_deals_that_state_no_day_are_only_in_all_of_them(tmp_path):
    deals = LITTLE.replace("E,Demo,2026-02-01", "E,Demo,")
    crm = little(tmp_path, deals=deals, deal_stage_history=STEPS)
    assert stages(crm)["deals"] == 7
    assert "1 deal states no day of creation: counted." in stages(crm).notes
    assert stages(crm, "--since", "2025-01-01")["deals"] == 6


def test_an_open_deal_that_is_elsewhere_than_its_history_is_counted(crm):
    """E went on into the proposal, and the history was exported before that."""
    put(crm, deals=LITTLE.replace("E,Demo,", "E,Proposal,"))
    assert "1 open deal in another stage than the history ends in" in stages(crm).notes


def test_quick_losses_and_slow_wins_are_no_fall(tmp_path):
    """Every second deal is lost after a day, the others go on after 60, and it was always so.

    Of the last 90 days' entries most that are decided are lost: so they were at the time before.
    """
    deals, steps = [DEALS], ["deal_id,entered_at,stage"]
    for n in range(600):
        day = date.fromisoformat("2024-07-01") + timedelta(days=n)
        after = day + timedelta(days=60 if n % 2 else 1)
        ends = ("Demo", "") if n % 2 else ("Lost", after)
        deals.append(f"{n},{ends[0]},{day},{ends[1]},,,")
        steps += [f"{n},{day},Qualified", f"{n},{after},{ends[0]}"]
    crm = little(tmp_path, deals="\n".join(deals), deal_stage_history="\n".join(steps))
    assert stages(crm, as_of="2026-02-20").answer["findings"] == []
