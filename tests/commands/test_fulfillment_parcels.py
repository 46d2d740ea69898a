"""Parcels: what they say of sending and of arriving; numbers by hand."""

import pytest
from fulfillment_store import fulfillment, store

HEAD = (
    "fulfillment_id,order_id,created_at,shipped_at,delivered_at,promised_at,status,carrier,tracking"
)
ORDERS = """
    1,#1,2026-03-01 10:00,2026-03-01 10:00,2026-03-02 10:00,,paid,fulfilled,a@x.test,web,
    2,#2,2026-02-01 10:00,2026-02-01 10:00,2026-02-01 12:00,,paid,fulfilled,b@x.test,web,
    3,#3,2026-03-01 10:00,2026-03-01 10:00,2026-03-01 12:00,,paid,fulfilled,c@x.test,web,
    4,#4,2026-03-01 10:00,2026-03-01 10:00,2026-03-01 12:00,,paid,fulfilled,d@x.test,web,
    5,#5,2026-03-08 10:00,2026-03-08 10:00,,,paid,unfulfilled,e@x.test,web,
    6,#6,2026-03-09 20:00,2026-03-09 20:00,,,paid,unfulfilled,f@x.test,web,
    7,#7,2026-03-01 10:00,2026-03-01 10:00,2026-03-01 12:00,,refunded,fulfilled,g@x.test,web,
    8,#8,2026-03-10 10:00,2026-03-10 10:00,,,paid,unfulfilled,h@x.test,web,
"""
PARCELS = f"""{HEAD}
    P1,1,2026-03-02 10:00,2026-03-02 10:00,2026-03-04 10:00,2026-03-02 09:00,delivered,Fast,T1
    P2,2,2026-02-01 12:00,2026-02-01 12:00,2026-02-04 12:00,,delivered,Fast,T2
    P3,3,2026-02-27 11:59,2026-02-27 11:59,,,in_transit,Fast,T3
    P4,4,2026-03-01 12:00,2026-03-01 12:00,,,failure,Slow,T4
    P5,5,2026-03-08 11:00,,,2026-03-11 00:00,pending,Fast,T5
    P6,6,2026-03-09 21:00,,,2026-03-10 08:00,pending,Fast,T6
    P7,7,2026-02-20 12:00,2026-02-20 12:00,,,in_transit,Fast,T7
    P8,3,2026-03-01 12:00,2026-03-01 12:00,2026-03-05 12:00,,delivered,Fast,T8
    P9,2,2025-12-01 12:00,2025-12-01 12:00,,,in_transit,Fast,T9
    PA,1,2026-02-20 12:00,2026-02-20 12:00,,,in_transit,Silent,TA
    PB,99,2026-02-20 12:00,2026-02-20 12:00,,,in_transit,Fast,TB
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    path = tmp_path_factory.mktemp("shop")
    return fulfillment(store(path, ORDERS, fulfillments=PARCELS))


def test_a_promise_of_a_parcel_wins(said):
    """#5 waits for 50 hours and was promised for tomorrow; #6 for 16, promised for 8 o'clock."""
    assert said.column("contacts", "order", "waiting_hours", "late_hours") == [("#6", 16.0, 4.0)]


def test_on_time_is_by_the_promise(said):
    """#1 left after 24 hours, in time but for its promise of an hour before; #3 and #7 in time."""
    fast = said.row("places", name="Fast")
    assert (said["sent_orders"], said["on_time_rate"]) == (4, pytest.approx(3 / 4))
    assert (fast["sent"], fast["on_time"]) == (3, pytest.approx(2 / 3))


def test_days_until_they_arrived(said):
    """Since 10 February: P1 after 2 days, P8 after 4; P2 left before."""
    fast = said.row("carriers", carrier="Fast")
    assert (fast["parcels"], fast["delivered"], fast["median_days"]) == (4, 2, 3.0)
    assert said.row("carriers", carrier="all")["failed"] == 1
    assert said["delivery_days"] == 3.0


def test_parcels_in_trouble(said):
    """P3 left more than ten days ago, P4 failed.

    Not P7 (refunded), P9 (over 60 days), PA (Silent reports no arrival), PB (no order of ours).
    """
    rows = said.column("parcels", "order", "problem", "tracking", "value", "email")
    assert rows == [
        ("#3", "not arrived", "T3", "10.00", "c@x.test"),
        ("#4", "failed", "T4", "10.00", "d@x.test"),
    ]
    assert said["troubled_parcels"] == 2
    assert said.finding("stuck-in-transit")["facts"] == {"parcels": 1, "orders": ["#3"]}
    assert said.finding("failed-parcels")["facts"] == {"parcels": 1, "orders": ["#4"]}
    assert "1 parcel of orders that are not in the exports" in said.notes


def test_orders_that_do_not_state_what_was_sent(tmp_path):
    """A parcel that left tells that its order was sent, and one that waits that it was not."""
    orders = """
        1,#1,2026-03-08 10:00,2026-03-08 10:00,,,paid,,,web,
        2,#2,2026-03-08 10:00,2026-03-08 10:00,,,paid,,,web,
        3,#3,2026-03-10 09:00,2026-03-10 09:00,,,paid,,,web,
    """
    parcels = f"""{HEAD}
        P1,1,2026-03-08 11:00,2026-03-09 16:00,,,success,,
        P2,2,2026-03-08 11:00,,,,pending,,
    """
    said = fulfillment(store(tmp_path, orders, fulfillments=parcels))
    assert said.column("contacts", "order") == ["#2"]
    assert (said["sent_orders"], said["median_hours"]) == (1, 30.0)
    assert "3 orders without a word" in said.notes
    assert "No parcel states its arrival" in said.notes


def test_parcels_complete_what_an_order_leaves_unsaid(tmp_path):
    """#1 was sent, says nobody when: with its last parcel. #2 is dated, but in part: its other
    parcel waits, promised for tomorrow. #3 says it all, and its parcel left in time."""
    orders = """
        1,#1,2026-03-08 10:00,2026-03-08 10:00,,,paid,fulfilled,,web,
        2,#2,2026-03-08 10:00,2026-03-08 10:00,2026-03-08 12:00,,paid,partial,,web,
        3,#3,2026-03-07 10:00,2026-03-07 10:00,2026-03-09 10:00,,paid,fulfilled,,web,
    """
    parcels = f"""{HEAD}
        P1,1,2026-03-08 11:00,2026-03-08 11:00,,,success,Slow,
        P2,1,2026-03-08 11:00,2026-03-09 16:00,,,success,Fast,
        P3,2,2026-03-08 11:00,2026-03-08 12:00,,,success,Fast,
        P4,2,2026-03-08 11:00,,,2026-03-11 12:00,pending,Fast,
        P5,3,2026-03-09 10:00,2026-03-09 10:00,,2026-03-09 12:00,success,Fast,
    """
    said = fulfillment(store(tmp_path, orders, fulfillments=parcels))
    assert (said["sent_orders"], said["on_time_rate"], said["median_hours"]) == (2, 0.5, 39.0)
    assert said.column("places", "name", "sent") == [("Fast", 2)]
    assert (said["open_orders"], said["late_orders"]) == (1, 0)
    assert said.row("open", state="all")["partly_sent"] == 1
