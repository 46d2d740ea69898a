"""Accounts of a real CRM: 85 companies, of which no list says whose they are."""

import csv
from collections import defaultdict
from decimal import Decimal

import pytest
from pulse_store import answered

pytestmark = pytest.mark.shared


def test_won_value_by_territory_ties_and_no_owner_is_made_up(crm_maven):
    said = answered("accounts", crm_maven, as_of="data")
    with (crm_maven / "sales_pipeline.csv").open(encoding="utf-8-sig", newline="") as lines:
        deals = list(csv.DictReader(lines))
    won = sum(Decimal(d["close_value"]) for d in deals if d["deal_stage"] == "Won")
    assert Decimal(said["won_value"]) == won
    accounts = defaultdict(int)
    for deal in deals:
        accounts[deal["account"]] += deal["deal_stage"] in ("Engaging", "Prospecting")
    assert said["accounts"] == len(accounts) - 1 == 85
    loose = said.row("reps", rep="deals without an account")
    assert loose["open_deals"] == accounts[""]
    assert (said["imbalance"], said.table("moves"), said.answer["findings"]) == (None, [], [])
    assert "states no owner" in said.notes
