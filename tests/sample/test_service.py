"""Tickets and surveys: of real orders and their buyers, in an order that can have happened."""

import csv
from collections import Counter
from datetime import timedelta

import pytest

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MOMENTS = (
    "created_at", "first_agent_reply_at", "last_agent_reply_at", "last_customer_message_at",
    "solved_at", "rated_at",
)  # fmt: skip


def read(sample, name):
    with (sample.folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tickets(sample):
    return read(sample, "tickets.csv")


@pytest.fixture(scope="module")
def surveys(sample):
    return read(sample, "survey_responses.csv")


def moments(sample, row):
    return {name: sample.read.moment(row[name]) for name in MOMENTS if row[name]}


def test_a_ticket_about_an_order_is_of_its_buyer_and_after_it(sample, tickets):
    about = [row for row in tickets if row["order_number"]]
    assert len(about) == 274
    for row in about:
        head = sample.heads[row["order_number"]]
        assert row["requester_email"] == head["Email"].lower()
        assert sample.read.moment(row["created_at"]) > sample.read.moment(head["Created at"])


def test_what_happens_to_a_ticket_happens_in_order(sample, tickets):
    for row in tickets:
        at = moments(sample, row)
        assert all(at["created_at"] <= moment < sample.as_of for moment in at.values())
        first, last = at.get("first_agent_reply_at"), at.get("last_agent_reply_at")
        assert first is None or first <= last
        assert "solved_at" not in at or last is None or at["solved_at"] == last
        assert bool(row["csat"]) == bool(row["rated_at"])
        assert not row["rated_at"] or at["rated_at"] > at["solved_at"]


def test_twelve_are_open(sample, tickets):
    rows = [row for row in tickets if not row["solved_at"]]
    assert Counter(row["status"] for row in rows) == {
        "pending": 4,
        "open": 4,
        "new": 3,
        "on-hold": 1,
    }
    unanswered = [row for row in rows if not row["first_agent_reply_at"]]
    ages = sorted(sample.as_of - sample.read.moment(row["created_at"]) for row in unanswered)
    assert [age < 60 * MINUTE for age in ages] == [True] * 4 + [False] * 2


def test_every_day_has_a_ticket_and_an_answer(sample, tickets, surveys):
    for rows, column, days in ((tickets, "created_at", 121), (surveys, "answered_at", 115)):
        found = {row[column][:10] for row in rows if row[column]}
        assert len(found) == days


def test_surveys_follow_the_parcels(sample, surveys):
    came = {row["order_number"]: row["delivered_at"] for row in sample.parcels}
    assert len({row["order_number"] for row in surveys}) == len(surveys) == 1717
    for row in surveys:
        sent = sample.read.moment(row["sent_at"])
        assert sent.date() - sample.read.moment(came[row["order_number"]]).date() == 3 * DAY
        assert bool(row["nps"]) == bool(row["answered_at"])
    answers = [int(row["nps"]) for row in surveys if row["nps"]]
    assert (len(answers), sum(n > 8 for n in answers), sum(n < 7 for n in answers)) == (
        286,
        147,
        52,
    )
