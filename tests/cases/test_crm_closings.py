"""Closings of a public CRM export: no amounts, no close dates, no history, half without a start."""

import csv
from collections import Counter
from decimal import Decimal

import pytest

from salesops import commands
from salesops.commands.team import closings

pytestmark = [pytest.mark.shared, pytest.mark.usefixtures("loaded_once")]


@pytest.fixture(scope="module")
def plain(crm):
    return commands.ask(closings, crm)


def test_deals_are_forecast_where_no_amount_is(plain, crm_expected):
    whole = plain.table("deals").rows[-1]
    open_deals = crm_expected["open_pipeline"]["deals"]
    assert plain.value("open_deals") == open_deals
    assert float(whole.open) == pytest.approx(crm_expected["win_rate"] * open_deals, abs=0.01)
    assert plain.value("expected_value") is None
    assert not any(row.open for row in plain.table("periods").rows)
    assert "no open deal has an amount" in plain.headline
    assert any("2,089 open deals without an amount" in note for note in plain.notes)
    assert plain.findings == ()


def test_who_has_no_start_is_in_no_month(plain, crm_expected):
    basis = {row.answer: row.deals for row in plain.table("basis").rows}
    assert basis["nothing says when"] == crm_expected["blank_engage"] == 500
    assert basis["the win rate of all: a guess"] == crm_expected["open_pipeline"]["deals"]
    engaging = basis["how old won deals were"] + basis["nothing: there longer than any won deal"]
    assert engaging == crm_expected["stage_counts"]["Engaging"]


def test_past_months_are_told_in_deals_and_what_came_is_counted(plain, crm_maven):
    won = Counter()
    with (crm_maven / "sales_pipeline.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["deal_stage"] == "Won":
                month, _, year = row["close_date"].split("/")
                won[f"{year}-{int(month):02}"] += 1
    past = plain.table("past").rows
    assert {row.period: row.won for row in past} == {row.period: won[row.period] for row in past}
    assert len(past) == 6
    # Deals of this shop close by quarters, and most at once: nothing here says so but the past.
    assert plain.value("within80") < 0.5
    assert any("times as wide as chance alone" in note for note in plain.notes)


def test_list_prices_stand_for_amounts(crm, crm_expected):
    priced = commands.ask(closings, crm, value="list-price")
    listed = crm_expected["open_pipeline"]["list_price_value"] * crm_expected["win_rate"]
    assert float(priced.table("periods").rows[-1].open) == pytest.approx(listed, rel=1e-5)
    assert any("valued at their product's list price" in note for note in priced.notes)
    assert isinstance(priced.table("past").rows[0].forecast, Decimal)
