"""churn on the telco list of 7,043 customers, against the answers that came with it."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout

import pytest

from salesops.cli import main

pytestmark = pytest.mark.shared
SIX = 5e-7


def asked(folder, *args):
    """The JSON that churn answers with."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()) as err:
        code = main(["churn", "--data", str(folder), "--as-of", "2026-01-01",
                     "--format", "json", *args])  # fmt: skip
    out.flush()
    assert code == 0, err.getvalue()
    return json.loads(out.buffer.getvalue())


@pytest.fixture(scope="module")
def truth(shared):
    return json.loads((shared / "cases" / "telco_churn" / "expected.json").read_text())


@pytest.fixture(scope="module")
def said(shared):
    return asked(shared / "cases" / "telco_churn")


def test_all_of_them(said, truth):
    metrics = said["metrics"]
    assert (metrics["customers"], metrics["churned"]) == (truth["rows"], truth["churned"])
    assert metrics["churn_rate"] == pytest.approx(truth["churn_rate"], abs=SIX)
    assert metrics["revenue_churn"] == pytest.approx(truth["revenue_churn_rate"], abs=SIX)
    assert float(metrics["recurring"]) == pytest.approx(truth["mrr"], abs=0.005)
    assert float(metrics["recurring_lost"]) == pytest.approx(truth["mrr_lost"], abs=0.005)
    assert float(metrics["total_charged"]) == pytest.approx(truth["sum_total_charges"], abs=0.005)
    assert metrics["blank_totals"] == truth["blank_total_charges"]


@pytest.mark.parametrize(("by", "key"), [("contract", "by_contract"), ("tenure", "by_tenure")])
def test_by_contract_and_by_tenure(said, truth, by, key):
    rows = [row for row in said["tables"]["everything"] if row["dimension"] == by]
    found = {row["value"].removesuffix(" months").replace(" to ", "-"): row for row in rows}
    assert found.keys() == truth[key].keys()
    for name, wanted in truth[key].items():
        assert found[name]["customers"] == wanted["n"]
        assert found[name]["rate"] == pytest.approx(wanted["rate"], abs=SIX)


def test_month_to_month_leaves_most(said):
    (finding,) = said["findings"]
    assert (finding["code"], finding["facts"]["value"]) == ("churn-concentrated", "Month-to-month")
    assert said["tables"]["drivers"][0]["value"] == "Month-to-month"
    assert "no rate a month" in "".join(said["notes"])
