"""escalations: every state of the clock by hand, who is of high value, the order in question."""

import json

import pytest
from pulse_store import put, salesops
from service_store import AS_OF, escalations, store

pytestmark = pytest.mark.usefixtures("loaded_once")

ORDER = """
    A1,2026-01-31,ann@x.test,1200,fulfilled,2026-02-01
    A2,2026-02-10,ann@x.test,50,fulfilled,2026-02-11
    A3,2026-02-20,ann@x.test,60,fulfilled,2026-02-21
    B1,2026-01-01,bob@x.test,20,fulfilled,2026-01-02
    B2,2026-01-06,bob@x.test,20,fulfilled,2026-01-07
    B3,2026-01-11,bob@x.test,20,fulfilled,2026-01-12
    C1,2026-03-05,cy@x.test,80,unfulfilled,,paid
    C2,2026-03-10 09:00,cy@x.test,90,unfulfilled,,paid
    D1,2026-03-06,dee@x.test,70,fulfilled,2026-03-07,paid
    D2,2026-02-20,dee@x.test,71,fulfilled,2026-02-21,paid
    D3,2026-02-20,dee@x.test,72,fulfilled,2026-02-21,paid
    E1,2026-03-01,eve@x.test,30,unfulfilled,,paid,2026-03-02
    F1,2026-03-01,fay@x.test,33,fulfilled,2026-03-02,refunded
    Z1,2026-03-10 11:00,zoe@x.test,10,fulfilled,2026-03-10 11:30,paid
"""
PARCELS = """
    fulfillment_id,order_id,shipped_at,delivered_at,status
    P1,D1,2026-03-07 12:00,,
    P2,D2,2026-02-21 12:00,,
    P3,D3,2026-02-21 12:00,2026-02-24 10:00,delivered
    P4,B3,2026-01-12 12:00,,failed
"""
TICKET = """
    past,2026-03-10 10:30,,,,,open,ann@x.test,A3,Mia,email
    edge,2026-03-10 11:00,,,2026-03-10 11:00,,new,bob@x.test,B3,,chat
    weekend,2026-03-06 16:30,,,,,open,cy@x.test,C1,Mia,email
    night,2026-03-10 07:00,,,,,open,cy@x.test,C2,Mia,email
    again,2026-03-09 09:00,2026-03-09 09:10,2026-03-09 09:10,2026-03-10 11:30,,open,dee@x.test,D1
    nag,2026-03-10 09:00,,,2026-03-10 11:50,,open,dee@x.test,D2
    ours,2026-03-09 10:00,2026-03-09 11:30,2026-03-09 11:30,2026-03-09 11:00,,open,dee@x.test,D3
    pending,2026-03-09 10:00,2026-03-09 10:20,,2026-03-09 11:00,,pending,eve@x.test,E1
    unsaid,2026-03-09 10:00,2026-03-09 10:30,,,,open,fay@x.test,F1
    spam,2026-03-09 10:00,,,,,open,,,,,,"spam"
    outbound,2026-03-09 10:00,,,,,open,ann@x.test,,Mia,email,,,yes
    merged,2026-03-09 10:00,,,,,open,ann@x.test,,,,,closed_by_merge
    odd,2026-03-10 11:40,,,,,zzz,who@x.test
    by-order,2026-03-10 11:45,,,,,open,other@x.test,A1
    solved,2026-03-09 15:00,2026-03-09 16:30,,,2026-03-10 09:00,solved,ann@x.test,,Mia,email
    quick,2026-03-09 15:00,2026-03-09 15:10,,,2026-03-09 16:00,solved,,,Theo,email
    silent,2026-03-09 15:00,,,,2026-03-09 16:00,closed,,,Theo,phone
    future,2026-03-10 12:00,,,,,open,ann@x.test
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("desk")
    return store(where, ORDER, tickets=TICKET, fulfillments=PARCELS)


@pytest.fixture(scope="module")
def said(folder):
    return escalations(folder, "--top", "50")


def test_whose_turn_it_is_and_for_how_long(said):
    """By hand: Friday 16:30 to Tuesday 12:00 is half an hour, eight and three."""
    found = {row["ticket"]: row for row in said.table("open")}
    waits = {name: row["waiting_hours"] for name, row in found.items() if row["sla"]}
    assert waits == {
        "past": 1.5,
        "edge": 1.0,
        "weekend": 11.5,
        "night": 3.0,
        "again": 0.5,
        "nag": 3.0,  # a second message does not set the clock back
        "odd": pytest.approx(1 / 3),
        "by-order": 0.25,
    }
    past = {name for name, row in found.items() if row["sla"] == "past"}
    assert past == {"past", "weekend", "night", "nag"}  # 60 minutes to the second are kept
    assert {name: row["state"] for name, row in found.items() if not row["sla"]} == {
        "ours": "answered: the customer's turn",
        "pending": "answered: the customer's turn",
        "unsaid": "answered: who wrote last is not known",
        "spam": "out of the SLA",
        "outbound": "out of the SLA",
        "merged": "out of the SLA",
    }


def test_high_value_comes_first_then_the_longest_waiting(said):
    """Ann by her order of 1,200; who writes about it from elsewhere is taken for her."""
    rows = said.table("open")
    assert [row["ticket"] for row in rows[:4]] == ["past", "by-order", "weekend", "night"]
    assert {row["ticket"] for row in rows if row["high_value"]} == {
        *("past", "by-order", "outbound", "merged")
    }
    ann = said.row("open", ticket="by-order")
    assert (ann["year_sales"], ann["lifetime"], ann["orders"]) == ("1310.00", "1310.00", 3)
    assert said["high_value_open"] == 2
    nobody = said.row("open", ticket="odd")
    assert (nobody["year_sales"], nobody["customer"]) == (None, "who@x.test")
    assert said["unknown_open"] == 2  # and the spam


def test_the_order_in_question(said):
    found = {row["ticket"]: row for row in said.table("orders")}
    states = {name: row["state"] for name, row in found.items()}
    assert states["weekend"] == "not sent for 5.5 days, late"
    assert states["night"] == "not sent for 0.1 days"
    assert states["again"] == "on its way for 3.0 days"
    assert states["nag"] == "on its way for 17.0 days"
    assert states["ours"] == "arrived 2026-02-24"
    assert states["pending"] == "cancelled"
    assert states["unsaid"] == "refunded"
    assert states["edge"] == "parcel failed"
    assert states["past"] == "sent 2026-02-21"
    steps = dict(said.column("open", "ticket", "next_step"))
    assert steps["weekend"] == "Say when C1 leaves"
    assert steps["nag"] == "Assign; ask the carrier for D2"
    assert steps["again"] == "Assign; send the tracking of D1"
    assert steps["edge"] == "Assign; send B3 again"
    assert (found["weekend"]["value"], found["weekend"]["bought"]) == ("80.00", "1 x Blue cup")
    assert found["outbound"]["order"] == "A3?"
    assert found["outbound"]["order_is"] == "a guess: the customer's last one"


def test_churn_risk_is_by_habit(said):
    """Ann every 10 days, 18 ago; Bob every 5, 58 ago; Dee and Cy have no habit."""
    risks = dict(said.column("orders", "ticket", "risk"))
    assert risks["past"] == "low: 18 days since the last order, usual 10.0"
    assert risks["edge"] == "high: 58 days since the last order, usual 5.0"
    assert risks["weekend"] == "no habit yet: 0 days since the last order"


def test_first_answers_by_hand(said):
    """Answered after 10, 10, 20, 30, 90 and 90 minutes; four unanswered are past the hour.

    Out are spam, merged and outbound; edge, odd and by-order may still be in time; silent was
    closed without an answer.
    """
    row = said.row("first_answers", by="all")
    assert (row["tickets"], row["judged"], row["late"]) == (14, 10, 6)
    assert (row["median"], row["p90"]) == (25, 90)
    assert said["breach_rate"] == pytest.approx(0.6)
    mia = said.row("first_answers", by="agent", name="Mia")
    assert (mia["tickets"], mia["judged"], mia["late"], mia["median"]) == (4, 4, 4, 90)
    week = said.row("weeks", week="2026-03-09")
    assert (week["tickets"], week["late"], week["complete"]) == (13, 5, False)


def test_what_is_said_beside(said):
    assert "3 tickets of 28 days are out of the SLA" in said.notes
    assert "1 ticket of 28 days, closed without an answer on record" in said.notes
    assert "1 ticket of a status that is not known here (as zzz)" in said.notes
    assert "1 open ticket without a word on who wrote last" in said.notes


def test_the_headline_is_true(folder):
    _, out, _ = salesops("escalations", "--data", folder, "--as-of", AS_OF)
    assert (
        "14 tickets are open: 8 wait for us, 4 of them past the SLA (60 business minutes), 2 from "
        "VIPs; in 28 days 60.0 % of 10 first answers came past it, half of them "
        "within 25 business minutes." in " ".join(out.split())
    )


def test_as_of_an_earlier_moment(folder):
    """On Monday at 15:30: solved was open and past nothing, quick was answered, again waited."""
    said = escalations(folder, "--top", "50", as_of="2026-03-09 15:30")
    found = dict(said.column("open", "ticket", "state"))
    assert found["solved"] == "waits, within the SLA"
    assert found["quick"].startswith("answered")
    assert found["weekend"] == "waits, past the SLA"
    assert "past" not in found


def test_the_desks_hours_are_a_setting(folder):
    """Every hour of every day: Friday 16:30 to Tuesday noon is 91.5 hours."""
    put(folder.parent, salesops='[escalations]\nbusiness_days = ""\nhours = ""\nsla_minutes = 30')
    said = escalations(folder, "--config", folder.parent / "salesops.toml")
    assert said.row("open", ticket="weekend")["waiting_hours"] == 91.5
    assert said["breached_open"] == 5  # edge too; 20 and 30 minutes are kept, and 15


def test_under_where_nobodys_worth_is_told(folder):
    said = escalations(folder, "--where", "financial_status=paid")
    assert said["high_value_open"] is None
    assert {row["high_value"] for row in said.table("open")} == {None}
    assert said["open_tickets"] == 14
    assert "what customers are worth is not told" in said.notes


def test_the_list_is_cut_and_sums(folder):
    said = escalations(folder, "--top", "2", "--min-ltv", "100")
    assert said.column("open", "ticket", "tickets") == [("past", 1), ("by-order", 1), ("other", 12)]
    agents = said.column("first_answers", "by", "name", "tickets")[1:4]
    assert agents == [("agent", "(nobody)", 8), ("agent", "Mia", 4), ("agent", "other", 2)]


def test_without_customers_messages_the_clock_runs_from_the_beginning(tmp_path):
    tickets = """
        first,2026-03-10 10:00,,,,,open,ann@x.test
        told,2026-03-10 10:00,2026-03-10 10:10,,,,Open,ann@x.test
        untimed,2026-03-10 09:00,,2026-03-10 11:00,,,open,ann@x.test
    """
    said = escalations(store(tmp_path, ORDER, tickets=tickets))
    waits = dict(said.column("open", "ticket", "waiting_hours"))
    assert waits == {"first": 2.0, "told": None, "untimed": None}
    assert "the clock runs from the beginning" in said.notes
    row = said.row("first_answers", by="all")  # when untimed was first answered nobody says
    assert (row["tickets"], row["judged"], row["late"], row["median"]) == (3, 2, 1, 10)
    assert "1 ticket of 28 days, answered by a person without a word on when first" in said.notes


def test_what_a_desk_may_write_otherwise(tmp_path):
    """Ids of its own, a status alone, a beginning that is blank, an answer before the beginning."""
    put(
        tmp_path,
        orders="""
            order_id,created_at,customer_id,email,total,fulfillment_status
            A1,2026-03-01,0042,ann@x.test,100,unfulfilled
            B1,2026-03-02,43,bob@x.test,50,
            Z1,2026-03-10 11:00,99,zoe@x.test,5,fulfilled
        """,
        order_lines="""
            order_id,line_id,sku,qty,unit_price
            A1,1,CUP,1,100
            B1,1,CUP,1,50
            Z1,1,CUP,1,5
        """,
        refunds="""
            refund_id,order_id,refunded_at,sku,qty,subtotal
            R1,B1,2026-03-05,CUP,1,60
        """,
        tickets="""
            ticket_id,created_at,status,customer_id,email,first_human_reply_at
            007,2026-03-10 10:00,open,7,ann@x.test,
            008,2026-03-10 10:00,open,0042,,
            bob,2026-03-10 10:00,open,,bob@x.test,
            pending,2026-03-10 10:00,Pending,,,
            never,,open,,ann@x.test,
            early,2026-03-10 10:00,open,,,2026-03-09 10:00
        """,
    )
    said = escalations(tmp_path)
    found = {row["ticket"]: row for row in said.table("open")}
    assert set(found) == {"007", "008", "bob", "pending", "early"}  # all: nobody asked for a least
    assert (found["007"]["customer_id"], found["007"]["year_sales"]) == ("0042", "100.00")
    assert found["008"]["year_sales"] == "100.00"
    assert (found["bob"]["lifetime"], found["bob"]["order_state"]) == (
        "-10.00",
        "no word on sending",
    )
    assert found["007"]["next_step"] == "Assign; say when A1? leaves"
    assert found["pending"]["state"] == "answered: the customer's turn"
    whole = said.row("first_answers", by="all")  # of pending nobody says when it was answered
    assert (whole["tickets"], whole["judged"], whole["late"]) == (5, 4, 3)
    past = said.row("standing", state="waits, past the SLA")
    assert (past["tickets"], past["orders"], past["at_stake"]) == (3, 1, "100.00")


def test_as_of_before_the_answer_a_pending_ticket_waits(tmp_path):
    tickets = "t,2026-03-10 09:00,2026-03-10 11:00,2026-03-10 11:00,,,pending,ann@x.test"
    folder = store(tmp_path, ORDER, tickets=tickets)
    states = [
        escalations(folder, as_of=at).row("open", ticket="t")["state"]
        for at in ("2026-03-10 10:30", "2026-03-10 11:30")
    ]
    assert states == ["waits, past the SLA", "answered: the customer's turn"]


def test_where_nothing_tells_of_answers_none_is_called_late(tmp_path):
    tickets = """
        old,2026-03-02 10:00,,,,2026-03-02 12:00,solved,ann@x.test
        new,2026-03-10 10:00,,,,,open,ann@x.test
    """
    said = escalations(store(tmp_path, ORDER, tickets=tickets))
    assert said.row("open", ticket="new")["waiting_hours"] == 2.0
    assert (said["breached_open"], said["breach_rate"]) == (1, None)
    row = said.row("first_answers", by="all")
    assert (row["tickets"], row["judged"], row["late"]) == (2, 0, 0)
    assert "how fast is not known, and an open ticket waits since its beginning" in said.notes


def test_no_ticket_is_an_answer_and_no_export_is_none(tmp_path):
    said = escalations(store(tmp_path, ORDER, tickets=""))
    assert said["open_tickets"] == 0
    (tmp_path / "tickets.csv").unlink()
    code, out, err = salesops("escalations", "--data", tmp_path, "--as-of", AS_OF)
    assert (code, out) == (3, "")
    assert "zendesk_tickets" in err


def test_two_shops_and_hostile_words(tmp_path):
    """A ticket of no shop finds its customer by the order; its words are words."""
    put(
        tmp_path,
        orders="""
            shop_id,order_id,order_no,created_at,email,total
            north,1,#1,2026-03-01,ann@x.test,5
            south,1,#2,2026-03-10 11:00,ann@x.test,2000
        """,
        order_lines="""
            shop_id,order_id,line_id,sku,qty,unit_price
            north,1,a,CUP,1,5
            south,1,b,CUP,1,2000
        """,
        tickets="""
            ticket_id,created_at,status,email,order_no,subject,assignee
            =1+1,2026-03-10 10:00,open,ann@x.test,#2,[bold]<script>alert(1)</script>,|pipe|
            t2,2026-03-10 10:00,open,ann@x.test,,,
        """,
    )
    code, out, err = salesops(
        "escalations", "--data", tmp_path, "--as-of", AS_OF, "--format", "json"
    )
    assert code == 0, err
    rows = json.loads(out)["tables"]["open"]
    found = {row["ticket"]: (row["shop"], row["high_value"]) for row in rows}
    assert found == {"=1+1": ("south", True), "t2": (None, False)}  # t2: the first shop's Ann
    assert rows[0]["subject"] == "[bold]<script>alert(1)</script>"
