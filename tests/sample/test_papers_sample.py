"""Quotes and contracts of the sample tie to its deals."""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest


def read(sample, name):
    with (sample.folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def deals(sample):
    return {row["deal_id"]: row for row in read(sample, "deals.csv")}


@pytest.fixture(scope="module")
def latest(sample):
    rows = sorted(read(sample, "quotes.csv"), key=lambda row: int(row["version"]))
    return {row["quote_id"]: row for row in rows}


@pytest.fixture(scope="module")
def contracts(sample):
    return {row["contract_id"]: row for row in read(sample, "contracts.csv")}


def test_a_quote_is_accepted_when_its_deal_was_won(deals, latest):
    for row in latest.values():
        deal = deals[row["deal_id"]]
        assert (row["status"] == "accepted") == (deal["is_won"] == "true")
        assert row["accepted_at"] in ("", deal["closed_at"])
        assert row["account"] == deal["account"]
        assert deal["created_at"] <= row["sent_at"] < (deal["closed_at"] or "9")


def test_every_won_deal_has_one_and_amounts_are_near(deals, latest):
    won = {key for key, deal in deals.items() if deal["is_won"] == "true"}
    quoted = Counter(row["deal_id"] for row in latest.values())
    assert won <= quoted.keys()
    assert set(quoted.values()) == {1}
    for row in latest.values():
        amount = deals[row["deal_id"]]["amount"]
        if amount:
            assert abs(Decimal(row["amount"]) - Decimal(amount)) <= 10


def test_a_discount_is_what_was_taken_off(sample):
    for row in read(sample, "quotes.csv"):
        off = Decimal(row["list_amount"]) * (1 - Decimal(row["discount"]))
        assert abs(off - Decimal(row["amount"])) < Decimal("0.01")


def test_contracts_follow_the_deal_or_the_contract_before(deals, contracts):
    for row in contracts.values():
        starts = date.fromisoformat(row["start_date"])
        if before := contracts.get(row["renewal_of"]):
            assert before["account"] == row["account"]
            assert (starts - date.fromisoformat(before["end_date"])).days == 1
            assert before["auto_renews"] == "false"
        else:
            deal = deals[row["deal_id"]]
            assert deal["is_won"] == "true"
            assert deal["closed_at"][:10] < row["start_date"]
            assert deal["amount"] == row["annual_value"]
