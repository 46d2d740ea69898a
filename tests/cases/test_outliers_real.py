"""Orders that move the average, on data nobody here wrote: named, and none left out."""

import csv
import io
import json
from contextlib import redirect_stderr, redirect_stdout

import pytest

from salesops.cli import main

pytestmark = pytest.mark.shared


def asked(command, folder, *window):
    """The JSON that a command answers with."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main([command, "--data", str(folder), *window, "--format", "json"])
    out.flush()
    assert code == 0
    return json.loads(out.buffer.getvalue())


def outliers(answer):
    return next((f for f in answer["findings"] if f["code"] == "outlier-orders"), None)


@pytest.fixture(scope="module")
def challenge(shared):
    return shared / "cases" / "shopify_challenge"


@pytest.mark.parametrize("command", ["pulse", "sales"])
def test_the_challenge_names_the_orders_of_704000(challenge, command):
    """One customer bought 2,000 sneakers seventeen times, always at four in the morning."""
    answer = asked(command, challenge, "--period", "all")
    with (challenge / "orders.csv").open(encoding="utf-8-sig", newline="") as lines:
        huge = {row["order_id"] for row in csv.DictReader(lines) if row["order_amount"] == "704000"}
    found = outliers(answer)
    first, *others = found["facts"]["groups"]
    assert first["value"] == "704000.00"
    assert set(first["orders"]) == huge
    assert len(huge) == len(first["orders"]) == 17
    # The other 46 are those of the shop that asks 25,725 for a pair.
    assert {float(group["value"]) % 25725 for group in others} == {0.0}
    assert sum(len(group["orders"]) for group in others) == 46
    assert "17 orders of 704,000.00 (" in found["message"]
    assert all(name in found["message"] for name in huge)


def test_the_challenge_is_told_with_its_median_and_nothing_is_dropped(challenge):
    answer = asked("pulse", challenge, "--period", "all")
    expected = json.loads((challenge / "expected.json").read_text())
    metrics, facts = answer["metrics"], outliers(answer)["facts"]
    assert metrics["orders"] == expected["rows"]
    assert metrics["gross_sales"] == f"{expected['gross']}.00"
    assert metrics["aov"] == facts["aov"] == f"{expected['aov_naive']:.2f}"
    assert facts["median"] == f"{expected['median']:.2f}"
    assert facts["aov_without"] == "302.58"


def test_invoices_with_a_long_tail_are_silent(shared):
    """Online Retail sells to trade: orders reach 60 times the median, in every month."""
    folder = shared / "cases" / "online_retail"
    for window in ("all", "2010-12", "2011-03", "2011-06"):
        assert outliers(asked("sales", folder, "--period", window)) is None


def test_an_order_of_74215_units_moves_its_day(shared):
    """Invoice 541431, cancelled within the hour: on its day it is named, and still counted."""
    answer = asked("sales", shared / "cases" / "online_retail", "--period", "2011-01-18")
    assert outliers(answer)["facts"]["orders"] == ["541431"]
