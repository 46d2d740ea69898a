"""leads: conversion, response, cost and assignment by hand; what is missing or odd."""

from decimal import Decimal

import pytest
from leads_store import leads, money, store
from pulse_store import put
from pulse_store import salesops as run

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("leads"))


@pytest.fixture(scope="module")
def said(folder):
    return leads(folder)


def test_conversion_by_hand(said):
    """Of 8 leads 3 became a deal, one of them was won; 4 are undecided, and one deal."""
    assert (said["leads"], said["lead_to_opportunity"]) == (8, 3 / 8)
    assert said["lead_to_opportunity_decided"] == 3 / 4
    assert said["lead_to_sale"] == 1 / 8
    assert said["lead_to_sale_decided"] == pytest.approx(1 / 3)
    assert (said["undecided"], said["open_deals"]) == (5, 1)
    assert said["qualified_rate"] == 4 / 8
    assert said["avg_won"] == "100.10"


def test_names_of_a_source_that_differ_in_case_and_signs_are_one(said):
    names = ("name", "leads", "deals", "won", "undecided")
    assert said.column("by_source", *names) == [
        ("Web", 4, 2, 1, 1),
        ("Trade fair", 3, 0, 0, 3),
        ("Unknown", 1, 1, 0, 1),
    ]
    web = said.row("by_source", name="Web")
    assert (web["to_deal"], web["to_deal_decided"]) == (0.5, pytest.approx(2 / 3))
    assert (web["to_sale"], web["to_sale_decided"]) == (0.25, pytest.approx(1 / 3))
    assert web["to_deal_low"] < 0.5 < web["to_deal_high"]
    assert money(said.table("by_source"), "won_value") == Decimal("100.10")
    assert said.column("by_owner", "name", "leads") == [("Bob", 4), ("Ann", 3), ("Unknown", 1)]


def test_who_has_no_answer_is_censored_and_not_left_out(said):
    """Waits: .25, .5, 2 and 48 hours; .5 and 148 without an answer; two cannot be timed."""
    whole = said.row("response_by_source", name="all")
    assert (whole["leads"], whole["unanswered"], whole["untimed"]) == (6, 2, 2)
    assert whole["median_hours"] == said["response_hours"] == 2
    assert whole["within_hour"] == pytest.approx(1 - 5 / 6 * 4 / 5)
    assert whole["within_day"] == pytest.approx(1 - 5 / 6 * 4 / 5 * 2 / 3)
    bob = said.row("response_by_owner", name="Bob")
    assert (bob["leads"], bob["unanswered"], bob["untimed"]) == (2, 1, 2)
    assert "1 lead with a trace of work and no first answer, and 1 lead" in said.notes


def test_who_waits_too_long_is_named_with_owner_and_age(said):
    names = ("lead", "owner", "waited_hours", "too_long")
    assert said.column("waiting_all", *names) == [
        ("L4", "Bob", 148.0, "yes"),
        ("L7", "Unknown", 0.5, ""),
    ]
    assert said.column("waiting", "lead") == ["L4"]
    assert said["waiting_leads"] == 1


def test_cost_only_of_days_with_spend_and_sources_of_its_name(said):
    names = ("source", "spend", "leads", "per_lead", "won", "per_won", "matched")
    assert said.column("costs", *names) == [
        ("Trade fair", "40.00", 2, "20.00", 0, None, "by name"),
        ("Web", None, 4, None, 1, None, "no spend of that name"),
        ("google ads", "7.50", 0, None, 0, None, "no source of that name"),
    ]
    assert (said["cost_per_lead"], said["cost_per_won"]) == ("20.00", None)
    assert "of the 2 leads by sources whose spend is told; of 4 more" in said.notes


def test_cost_of_a_won_sale(tmp_path):
    spend = "day,channel,cost\n2026-03-01,web,40\n2026-03-04,WEB,20.20"
    said = leads(store(tmp_path, spend=spend))
    assert (said["cost_per_lead"], said["cost_per_won"]) == ("15.05", "60.20")


def test_new_and_open_leads_of_each_rep(said):
    names = ("rep", "recent", "open_leads", "untouched")
    assert said.column("assignment", *names) == [
        ("Bob", 4, 3, 1),
        ("Ann", 3, 0, 0),
        ("Unknown", 1, 1, 1),
    ]
    assert said.row("assignment", rep="Bob")["to_mean"] == pytest.approx(4 / 3.5)


def test_only_working_hours_count_where_they_are_set(tmp_path):
    """Sunday is nothing; of 8 to 10 on Monday an hour counts; L4 waits 35 from Wednesday on."""
    setting = '[leads]\nbusiness_days = "mon-fri"\nhours = "09:00-17:00"'
    said = leads(store(tmp_path, salesops=setting))
    assert said["response_hours"] == 1
    assert said.column("waiting_all", "waited_hours") == [35.0, 0.5]
    assert "mon, tue, wed, thu, fri" in said.notes


def test_the_first_activity_with_a_lead_is_an_answer_too(tmp_path):
    """Not a call that came in, not one that is planned, and not later than the touch stated."""
    activities = """
        activity_id,type,lead_id,happened_at,done,direction
        A1,call,L4,2026-03-05 08:00,yes,outbound
        A2,call,L4,2026-03-04 09:00,yes,inbound
        A3,call,L7,2026-03-12 09:00,no,outbound
        A4,mail,L3,2026-03-03 09:00,yes,
        A5,mail,L1,2026-03-01 09:00,yes,
    """
    said = leads(store(tmp_path, activities=activities))
    assert said.column("waiting_all", "lead") == ["L7"]
    web = said.row("response_by_source", name="Web")
    assert (web["leads"], web["unanswered"]) == (4, 0)
    assert web["median_hours"] == 1  # .5, 1, 2, 24: the half of four is reached at the second


def test_what_came_before_the_lead_is_no_answer_where_something_came_after(tmp_path):
    """A mailing to L4 and L7 from before; L8's stated touch, too, and a call two hours after."""
    activities = """
        activity_id,type,lead_id,happened_at,done,direction
        A1,mail,L4,2026-02-01 08:00,yes,outbound
        A2,call,L4,2026-03-04 09:00,yes,outbound
        A3,mail,L7,2026-02-01 08:00,yes,outbound
        A4,call,L8,2026-03-07 10:00,yes,outbound
    """
    said = leads(store(tmp_path, activities=activities))
    bob = said.row("response_by_owner", name="Bob")  # L5 .25, L4 1, L8 2; nobody times L6
    assert (bob["leads"], bob["untimed"], bob["median_hours"]) == (3, 1, 1.0)
    assert "1 lead answered before they came in" in said.notes


def test_the_money_of_a_deal_that_two_leads_became_counts_once(tmp_path):
    """Of the first of them, wherever the other came from."""
    lines = """
        lead_id,created_at,lead_source,status,deal_id
        1,2026-03-02,Web,converted,D1
        2,2026-03-01,Fair,converted,D1
    """
    said = leads(store(tmp_path, leads=lines))
    assert said.column("sales_by_source", "name", "won", "won_value") == [
        ("Fair", 1, "100.10"), ("Web", 1, "0.00"),
    ]  # fmt: skip
    assert (said["won_leads"], said["avg_won"]) == (2, "100.10")


GIVEN_UP = (
    "Disqualified", "Not Qualified", "NOT_QUALIFIED", "unqualified", "Closed - Not Converted",
    "BAD_TIMING", "Junk Lead", "No longer interested", "Not interested", "dead", "Lost Lead",
)  # fmt: skip
STILL_OPEN = ("Open - Not Contacted", "Badge scanned", "Qualified", "Deadline set", "")


def test_words_by_which_systems_say_that_a_lead_is_given_up(tmp_path):
    states = [*GIVEN_UP, *STILL_OPEN]
    lines = [f"{n},2026-03-01,{state},no" for n, state in enumerate(states)]
    table = "\n".join(["lead_id,created_at,status,is_converted", *lines])
    said = leads(put(tmp_path, leads=table), "--by", "status")
    is_open = {row["name"] for row in said.table("by_status") if row["open_leads"]}
    assert is_open == {state or "Unknown" for state in STILL_OPEN}
    assert said["qualified_rate"] == pytest.approx(1 / len(states))


def test_a_deal_of_which_nobody_says_how_it_stands_is_told(tmp_path):
    said = leads(store(tmp_path, deals="deal_id,owner,amount,created_at\nD1,Ann,5,2026-03-03"))
    assert "1 lead became a deal of which nobody says" in said.notes


def test_prose_has_the_first_and_the_others_as_one(folder):
    said = leads(folder, "--by", "status", "--top", "1")
    names = [row["name"] for row in said.table("by_status_top")]
    assert names == ["converted", "other (4)"] == said.column("sales_by_status", "name")
    assert sum(row["leads"] for row in said.table("sales_by_status")) == 8


def test_who_states_none_is_the_last_row_and_never_among_the_others(tmp_path):
    lines = ["lead_id,created_at,lead_source,first_touch_at"]
    sources = ["", "", "", "Web", "Web", "Fair", "Mail"]
    lines += [f"{n},2026-03-01,{one},2026-03-02" for n, one in enumerate(sources)]
    said = leads(put(tmp_path, leads="\n".join(lines)), "--top", "1")
    rows = said.column("response_by_source", "name", "leads")
    assert rows == [("Web", 2), ("other (2)", 2), ("Unknown", 3), ("all", 7)]


def test_a_window_and_another_group(folder):
    said = leads(folder, "--since", "2026-03-05", "--by", "month")
    assert said.column("by_month", "name", "leads") == [("2026-03", 4)]
    assert "by_source" not in said.answer["tables"]
    assert "not timed" not in leads(folder, "--period", "2026-02").notes
    code, _, err = run("leads", "--data", folder, "--by", "colour")
    assert (code, "--by colour" in err) == (2, True)


def test_filtered_deals_tell_no_sales(folder):
    said = leads(folder, "--where", "owner=Bob")
    assert (said["lead_to_opportunity"], said["lead_to_sale"]) == (3 / 8, None)
    assert said["undecided"] == 4
    assert "--where leaves out deals" in said.notes


def test_leads_alone_that_say_nothing_of_answers(tmp_path):
    bare = "lead_id,lead_source,status\n1,Web,new\n2,<b>|x</b>,lost\n3,,new"
    said = leads(put(tmp_path, leads=bare))
    assert (said["leads"], said["lead_to_opportunity"], said["response_hours"]) == (3, None, None)
    for word in (
        "3 leads state no day", "do not say which of them became a deal", "No deals are loaded",
        "No export says when leads were answered", "No spend is loaded", "No score",
    ):  # fmt: skip
        assert word in said.notes, word


def test_leads_that_state_a_day_and_no_hour_are_timed_by_the_day(tmp_path):
    """Answered after 0, 0 and 2 days: nothing is said of an hour, though two waits are 0 hours."""
    lines = """
        lead_id,created_at,lead_source,status,first_touch_at
        1,2026-03-05,Web,open,2026-03-05
        2,2026-03-05,Web,open,2026-03-05
        3,2026-03-06,Web,open,2026-03-08
    """
    said = leads(put(tmp_path, leads=lines))
    assert (said["answered_1h"], said["answered_24h"]) == (None, pytest.approx(2 / 3))
    assert said.column("response_by_source", "within_hour") == [None, None]
    assert "timed by the day" in said.notes


def test_no_leads_at_all(tmp_path):
    said = leads(put(tmp_path, leads="lead_id,lead_source,status,created_at"))
    assert (said["leads"], said.answer["findings"]) == (0, [])
    assert "No leads are loaded." in said.notes


def test_stale_data_concludes_nothing_and_ends_the_waits(folder):
    """Asked a month later nobody knows that L4 still waits: its wait ends where the data does."""
    said = leads(folder, as_of="2026-04-10 12:00")
    assert [one["code"] for one in said.answer["findings"]] == ["stale-data"]
    assert said.column("waiting_all", "lead", "waited_hours")[0] == ("L4", 147.5)
