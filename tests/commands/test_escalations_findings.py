"""escalations: each finding at its edge, what it offers, and its clock against plain Python."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from service_store import escalations, store

import salesops
from salesops.commands.customers.escalations import escalations as ask
from salesops.commands.customers.escalations import opportunities
from salesops.commands.opportunities import Kind, Owner
from salesops.models.business_hours import ALWAYS, calendar
from salesops.models.desk_clock import waits

pytestmark = pytest.mark.usefixtures("loaded_once")

AS_OF = "2026-09-18 15:00"
ORDER = """
    A1,2026-09-01,ann@x.test,1200,unfulfilled,,paid
    B1,2026-09-02,bob@x.test,20,unfulfilled,,paid
    Z1,2026-09-18 14:00,zoe@x.test,20,fulfilled,2026-09-18 14:30,paid
"""
FRIDAY = datetime.fromisoformat(AS_OF)
OPEN = "{name},{at},,,,,open,{who},{order}"


def solved(days: range, late_every: int, each: int = 2) -> list[str]:
    """So many tickets on each of those days ago, solved in an hour; every so-manieth late."""
    rows = []
    for ago in days:
        at = datetime.combine((FRIDAY - timedelta(days=ago)).date(), datetime.min.time())
        for n in range(each):
            began = at + timedelta(hours=10, minutes=n)
            wait = 90 if late_every and (ago * each + n) % late_every == 0 else 10
            reply = began + timedelta(minutes=wait)
            rows.append(f"s{ago}-{n},{began},{reply},{reply},{began},{reply},solved,x{n}@x.test")
    return rows


def waiting(count: int, minutes: int, who: str = "", order: str = "") -> list[str]:
    at = FRIDAY - timedelta(minutes=minutes)
    return [
        OPEN.format(
            name=f"w{minutes}-{who or n}-{n}", at=at, who=who or f"w{n}@x.test", order=order
        )
        for n in range(count)
    ]


def said(folder, rows):
    return escalations(store(folder, ORDER, tickets="\n".join(rows)), as_of=AS_OF)


def codes(answer):
    return {finding["code"] for finding in answer.answer["findings"]}


def test_just_short_of_each_finding(tmp_path):
    """Four past the SLA beside 84 tickets, a VIP at the hour's end, a rate that chance explains."""
    past = solved(range(1, 29), 9, each=3) + solved(range(30, 60), 9, each=3)
    assert (
        codes(said(tmp_path, past + waiting(4, 61) + waiting(1, 60, "ann@x.test", "A1"))) == set()
    )


def test_five_past_the_sla_of_a_large_desk(tmp_path):
    """84 tickets of 28 days and five: of 89 it is less than five."""
    rows = solved(range(1, 29), 0, each=3) + waiting(5, 61)
    assert codes(said(tmp_path, rows)) == {"sla-breach"}


def test_three_past_the_sla_of_a_small_desk(tmp_path):
    found = said(tmp_path, waiting(3, 61) + waiting(9, 59)).finding("sla-breach")
    assert found["level"] == "warning"
    assert (found["facts"]["tickets"], found["facts"]["recent"]) == (3, 12)


def test_one_of_high_value_past_the_sla_is_a_finding(tmp_path):
    answer = said(tmp_path, waiting(1, 61, "ann@x.test", "A1") + waiting(1, 61))
    assert codes(answer) == {"high-value-waiting"}  # two past the SLA are no breach yet
    found = answer.finding("high-value-waiting")
    assert found["facts"]["year_sales"] == "1200.00"
    assert "1 ticket waits past the SLA from VIPs" in found["message"]


def test_a_rate_that_rose_by_more_than_chance(tmp_path):
    """One in three now against none before."""
    before = solved(range(30, 113), 0)
    found = said(tmp_path, before + solved(range(1, 29), 3)).finding("breach-rate-up")
    assert found["facts"]["before_rate"] == 0.0
    assert found["facts"]["rate"] == pytest.approx(0.3, abs=0.06)


def test_a_desk_that_fills_up(tmp_path):
    """24 wait for their customers where 3 did at this hour of every week."""

    def pending(count, days):
        at, answered = FRIDAY - timedelta(days=days), FRIDAY - timedelta(days=days, hours=-1)
        rows = (
            f"{days}-{n},{at},{answered},{answered},,,pending,n{n}@x.test" for n in range(count)
        )
        return list(rows)

    found = said(tmp_path, pending(3, 100) + pending(21, 2)).finding("ticket-backlog-up")
    assert (found["facts"]["open"], found["facts"]["usual"], found["facts"]["weeks"]) == (24, 3, 8)


def test_what_it_offers(tmp_path):
    """Ann of high value first, with what she buys in a year; then all that is past the SLA."""
    rows = waiting(1, 30, "ann@x.test", "A1") + waiting(3, 90, "bob@x.test", "B1")
    folder = store(tmp_path, ORDER, tickets="\n".join(rows))
    with salesops.open(folder, as_of=AS_OF) as db:
        ann, late = opportunities(ask(db))
    assert (ann.kind, ann.owner, ann.amount) == (Kind.CONTACT, Owner.SUPPORT, Decimal(1200))
    assert (ann.about, ann.probability) == ("order A1", 0.02)
    assert ann.what == (
        "ann@x.test, a VIP (1,200.00 in a year), waits 0.5 business hours for "
        "an answer to w30-ann@x.test-0; A1: not sent for 17.6 days, late."
    )
    assert ann.basis.startswith("a guess, escalations.lost_share")
    assert (late.kind, late.amount) == (Kind.BLOCKER, Decimal(20))  # B1 once, of three tickets
    assert late.what == ("3 tickets wait past the SLA, from customers who still wait for 1 order.")


def test_old_orders_offer_and_find_nothing(tmp_path):
    folder = store(tmp_path, ORDER, tickets="\n".join(waiting(9, 600, "ann@x.test", "A1")))
    with salesops.open(folder, as_of="2026-10-18 15:00") as db:
        report = ask(db)
    assert [finding.code for finding in report.findings] == ["stale-data"]
    assert opportunities(report) == ()


@pytest.mark.parametrize(
    "worked",
    [
        calendar("mon-fri", "09:00-17:00", "2026-09-07", ""),
        calendar("", "", "2026-09-07", ""),
        ALWAYS,
    ],
)
def test_many_waits_are_each_as_one(worked):
    """Of very many at once, the arithmetic of arrays; of one, the calendar's own."""
    dice = random.Random(5)
    starts = [FRIDAY - timedelta(minutes=dice.randrange(40_000)) for _ in range(300)]
    ends = [start + timedelta(seconds=dice.randrange(-9, 900_000)) for start in starts]
    arrays = (np.array(found, dtype="datetime64[us]") for found in (starts, ends))
    own = [worked.elapsed(*pair) * 3600 for pair in zip(starts, ends, strict=True)]
    assert waits(worked, *arrays) == pytest.approx(own)


def test_no_wait_is_counted_over_ages():
    long_ago, now = (np.array([text], dtype="datetime64[us]") for text in ("1970-01-01", AS_OF))
    (seconds,) = waits(ALWAYS, long_ago, now)
    assert seconds == timedelta(days=3660).total_seconds()
    assert len(waits(ALWAYS, long_ago[:0], now[:0])) == 0
