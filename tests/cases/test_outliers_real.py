"""Orders that move the average, on data nobody here wrote: named, and none left out."""

import csv
import json

import pytest

import salesops
from salesops.commands.sales.pulse import pulse
from salesops.commands.sales.sales import sales

pytestmark = pytest.mark.shared


def outliers(report):
    return next((f for f in report.findings if f.code == "outlier-orders"), None)


@pytest.fixture(scope="module")
def challenge(shared):
    return shared / "cases" / "shopify_challenge"


@pytest.fixture(scope="module")
def told(challenge):
    """Pulse of all of the challenge; sales finds by the same function."""
    with salesops.open(challenge) as db:
        return pulse(db, None, period="all")


@pytest.fixture(scope="module")
def online_retail(shared):
    with salesops.open(shared / "cases" / "online_retail") as db:
        yield db


def test_the_challenge_names_the_orders_of_704000(challenge, told):
    """One customer bought 2,000 sneakers seventeen times, always at four in the morning."""
    with (challenge / "orders.csv").open(encoding="utf-8-sig", newline="") as lines:
        huge = {row["order_id"] for row in csv.DictReader(lines) if row["order_amount"] == "704000"}
    found = outliers(told)
    first, *others = found.facts["groups"]
    assert first["value"] == 704000
    assert set(first["orders"]) == huge
    assert len(huge) == len(first["orders"]) == 17
    # The other 46 are those of the shop that asks 25,725 for a pair.
    assert {group["value"] % 25725 for group in others} == {0}
    assert sum(len(group["orders"]) for group in others) == 46
    assert "17 orders of 704,000.00 (" in found.message
    assert all(name in found.message for name in huge)


def test_the_challenge_is_told_with_its_median_and_nothing_is_dropped(challenge, told):
    expected = json.loads((challenge / "expected.json").read_text())
    metrics = {metric.name: metric.value for metric in told.metrics}
    facts = outliers(told).facts
    assert metrics["orders"] == expected["rows"]
    assert metrics["gross_sales"] == expected["gross"]
    assert f"{metrics['aov']:.2f}" == f"{facts['aov']:.2f}" == f"{expected['aov_naive']:.2f}"
    assert facts["median"] == expected["median"]
    assert f"{facts['aov_without']:.2f}" == "302.58"


def asked(db, window):
    return sales(db, since=None, period=window)


@pytest.mark.parametrize("window", ["all", "2010-12", "2011-03", "2011-06"])
def test_invoices_with_a_long_tail_are_silent(online_retail, window):
    """Online Retail sells to trade: orders reach 60 times the median, in every month."""
    assert outliers(asked(online_retail, window)) is None


def test_an_order_of_74215_units_moves_its_day(online_retail):
    """Invoice 541431, cancelled within the hour: on its day it is named, and still counted."""
    assert outliers(asked(online_retail, "2011-01-18")).facts["orders"] == ["541431"]
