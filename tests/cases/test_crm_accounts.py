"""Accounts of a real CRM: 85 companies, of which no list says whose they are."""

import csv
from collections import defaultdict
from decimal import Decimal

import pytest

from salesops import commands
from salesops.commands.team import accounts

pytestmark = pytest.mark.shared


def test_won_value_by_territory_ties_and_no_owner_is_made_up(crm, crm_maven):
    said = commands.ask(accounts, crm)
    with (crm_maven / "sales_pipeline.csv").open(encoding="utf-8-sig", newline="") as lines:
        deals = list(csv.DictReader(lines))
    won = sum(Decimal(d["close_value"]) for d in deals if d["deal_stage"] == "Won")
    assert said.value("won_value") == won
    still = defaultdict(int)
    for deal in deals:
        still[deal["account"]] += deal["deal_stage"] in ("Engaging", "Prospecting")
    assert said.value("accounts") == len(still) - 1 == 85
    (loose,) = (r for r in said.table("reps").rows if r.rep == "deals without an account")
    assert loose.open_deals == still[""]
    assert said.value("imbalance") is None
    assert not said.table("moves").rows
    assert not said.findings
    assert any("states no owner" in note for note in said.notes)
