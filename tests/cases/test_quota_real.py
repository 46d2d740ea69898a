"""quota and ramp on a public CRM export, which states no quotas and no start dates."""

import csv
import io
import json
from collections import defaultdict
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from decimal import Decimal

import pytest

from salesops.cli import main

pytestmark = pytest.mark.shared
QUOTA = 100_000
"""Of each rep and month, made up."""


def salesops(*args):
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()) as err:
        code = main([str(arg) for arg in args])
    out.flush()
    return code, out.buffer.getvalue().decode(), err.getvalue()


def asked(command, *args):
    code, out, err = salesops(command, *args, "--as-of", "data", "--format", "json")
    assert code == 0, err
    return json.loads(out)


def day(text):
    month, of_month, year = map(int, text.split("/"))
    return date(year, month, of_month)


@pytest.fixture(scope="module")
def won(crm_maven):
    """What each rep won in the last quarter of 2017, added up line by line."""
    found = defaultdict(Decimal)
    with (crm_maven / "sales_pipeline.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["deal_stage"] == "Won" and day(row["close_date"]) >= date(2017, 10, 1):
                found[row["sales_agent"]] += Decimal(row["close_value"])
    return found


def test_made_up_quotas_are_held_against_what_each_rep_won(crm_maven, won, tmp_path):
    months = ("2017-10", "2017-11", "2017-12")
    lines = [f"{rep},{month},{QUOTA}" for rep in won for month in months]
    quotas = tmp_path / "quotas.csv"
    quotas.write_text("\n".join(["rep,period,quota", *lines, ""]))
    answer = asked("quota", "--data", crm_maven, "--data", quotas, "--period", "2017-Q4")
    rows = {row["rep"]: row for row in answer["tables"]["reps"]}
    rows.pop("All")
    assert {rep: Decimal(row["won"]) for rep, row in rows.items()} == won
    assert all(row["quota"] == f"{3 * QUOTA}.00" for row in rows.values())
    metrics, total = answer["metrics"], sum(won.values())
    reached = sum(value >= 3 * QUOTA for value in won.values())
    assert metrics["reps_at_quota"] == reached
    assert metrics["attainment_rate"] == reached / len(won)
    assert metrics["team_percent"] == pytest.approx(float(total / (3 * QUOTA * len(won))))
    assert Decimal(metrics["won_value"]) == total
    sides = asked("win-loss", "--data", crm_maven, "--period", "2017-Q4")
    assert sides["metrics"]["won_value"] == metrics["won_value"]


def test_without_quotas_it_names_the_file(crm_maven):
    code, out, err = salesops("quota", "--data", crm_maven, "--as-of", "data")
    assert (code, out) == (3, "")
    assert "quotas.csv" in err


def test_without_start_dates_every_rep_is_counted(crm_maven):
    answer = asked("ramp", "--data", crm_maven)
    assert answer["metrics"]["start_unknown"] == 35
    assert any("start_date" in note for note in answer["notes"])
    assert answer["findings"] == []
