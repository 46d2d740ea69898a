"""deals on real CRM exports that state little: what can be told is right, what cannot is said."""

import csv
from datetime import date, datetime
from decimal import Decimal

import pytest

import salesops
from salesops import commands
from salesops.commands.team import deals

pytestmark = pytest.mark.shared


def asked(folder, as_of):
    with salesops.open(str(folder), as_of=as_of, zone="UTC") as db:
        return commands.ask(deals, db)


def closed(folder, first, last):
    """Won and lost of the days from first to last, by their own dates."""
    found = {"Won": [], "Lost": []}
    with (folder / "sales_pipeline.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["deal_stage"] in found and first <= _day(row["close_date"]) <= last:
                found[row["deal_stage"]].append(Decimal(row["close_value"]))
    return found


def _day(text):
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007


def test_maven_has_neither_copies_nor_history(crm_maven):
    said = asked(crm_maven, "2018-01-01")
    found = closed(crm_maven, date(2017, 12, 25), date(2017, 12, 31))
    assert said.value("won_deals") == len(found["Won"]) > 0
    assert said.value("won_value") == sum(found["Won"])
    assert said.value("lost_deals") == len(found["Lost"]) > 0
    assert (said.value("open_deals"), said.value("without_amount")) == (2089, 2089)
    assert said.value("open_change") is None
    assert any("not computable from a snapshot" in note for note in said.notes)
    assert list(deals.opportunities(said)) == []


@pytest.mark.parametrize(("seed", "word"), [("hubspot", "44 deals"), ("salesforce", "no deal")])
def test_seeds_of_vendors_say_what_they_lack(shared, seed, word):
    said = asked(shared / "cases" / "vendor_seeds" / seed, "data")
    assert said.value("open_deals") == 0
    assert word in said.headline
