"""Forecast where there is little to tell from, and where it must refuse."""

import json
import math
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from forecast_store import AS_OF, HEAD, asked, rows, shop, sold, weekly
from pulse_store import put, salesops

pytestmark = pytest.mark.usefixtures("loaded_once")


def numbers(said):
    """Every number of an answer."""
    tables = said.answer["tables"].values()
    cells = [v for rows in tables for row in rows for v in row.values()]
    cells += said.answer["metrics"].values()
    return [float(v) for v in cells if isinstance(v, int | float) and not isinstance(v, bool)]


def bare(row):
    """What is forecast of a date, without its names."""
    return [v for name, v in row.items() if name not in ("unique_id", "ds")]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["1,2026-03-07 10:00,MUG,Mugs,web,1,10"], id="one order"),
        pytest.param(["1,2026-02-20 10:00,MUG,Mugs,web,1,10"], id="one order, long ago"),
        pytest.param(["1,2026-03-01 10:00,MUG,Mugs,web,1,0"], id="worth nothing"),
        pytest.param(
            [f"{n},2026-03-{n:02} 10:00,MUG,Mugs,web,1,0" for n in range(1, 8)], id="all zero"
        ),
        pytest.param(
            [f"{n},2026-03-{n:02} 10:00,MUG,Mugs,web,1,10" for n in range(1, 8)], id="constant"
        ),
        pytest.param(
            ["1,2026-01-01 10:00,MUG,Mugs,web,1,10", "2,2026-03-07 10:00,CUP,Cups,web,3,30"],
            id="a gap of weeks",
        ),
    ],
)
@pytest.mark.parametrize("by", ["total", "sku"])
def test_little_history_is_a_guess_and_no_crash(lines, by, tmp_path):
    folder = shop(tmp_path, lines, salesops='[freshness]\nmax_age = "60d"')
    for measure in ("revenue", "units"):
        said = asked(folder, "--measure", measure, "--by", by)
        assert all(map(math.isfinite, numbers(said)))
        ahead = [float(v) for row in said.answer["tables"]["forecast"] for v in bare(row)]
        assert min(ahead) >= 0 or measure == "revenue"
        assert said.finding("short-history") or "CUP" in lines[-1]


def test_exports_without_a_sale(tmp_path):
    folder = put(tmp_path, lines=HEAD)
    said = asked(folder)
    assert (said.answer["metrics"], said.table("forecast")) == ({}, [])
    assert rows(folder) == []
    _, out, _ = salesops("forecast", "--data", str(folder), "--as-of", AS_OF)
    assert "nothing can be forecast" in out


def test_units_are_never_negative_and_money_may_be(tmp_path):
    """A shop that for a week only takes back."""
    lines = [f"{n},2026-03-{n:02} 10:00,MUG,Mugs,web,1,1" for n in range(1, 8)]
    folder = shop(tmp_path, lines)
    for row in rows(folder, "--measure", "units"):
        assert all(Decimal(row[name]) >= 0 for name in ("yhat", "lo80", "lo95"))


def refused(folder, *args):
    code, out, err = salesops("forecast", "--data", str(folder), "--as-of", AS_OF, *args)
    assert out == ""
    return code, err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--horizon", "731"], "at most 730 days"),
        (["--horizon", "25", "--freq", "month"], "at most 24 months"),
        (["--horizon", "0"], "not in the range"),
        (["--horizon", "200"], "the history has 125 whole days"),
        (["--levels", "0"], "whole percents from 1 to 99"),
        (["--levels", "100"], "whole percents from 1 to 99"),
        (["--levels", "50.5"], "whole percents from 1 to 99"),
        (["--levels", "²"], "whole percents from 1 to 99"),
        (["--levels", ","], "whole percents from 1 to 99"),
        (["--levels", "10,20,30,40,50"], "up to 4"),
        (["--by", "categroy"], "did you mean category?"),
        (["--measure", "unit"], "did you mean units?"),
        (["--freq", "year"], "there are day, week, month"),
        (["--method", "autoetz"], "did you mean autoets?"),
        (["--save", "--accuracy", "--state", "kept"], "ask one of them"),
        (["--save"], "--state FOLDER"),
    ],
)
def test_what_cannot_be_meant_is_refused(args, said, tmp_path):
    folder = shop(tmp_path, sold(weekly))
    code, err = refused(folder, *args)
    assert code == 2
    assert said in err


def test_a_default_horizon_is_told_of_whatever_history(tmp_path):
    """Nobody asked for more days than there were."""
    folder = shop(tmp_path, ["1,2026-03-07 10:00,MUG,Mugs,web,1,10"])
    assert len(rows(folder)) == 28


def test_under_where_it_is_of_those_orders_alone(tmp_path):
    lines = [
        *sold(weekly),
        *(line.replace("web", "pos").replace("MUG-", "X-") for line in sold(weekly)),
    ]
    folder = shop(tmp_path, lines)
    whole = asked(folder)
    web = asked(folder, "--where", "channel=web")
    assert Decimal(web["last"]) * 2 == Decimal(whole["last"]) == 2 * 4 * 210


def test_old_data_is_said_first_and_hides_no_other_doubt(tmp_path):
    folder = shop(tmp_path, sold(weekly, first=date(2026, 3, 2)))
    code, out, _ = salesops(
        "forecast", "--data", str(folder), "--as-of", "2026-03-20", "--format", "json"
    )
    assert code == 0
    found = [finding["code"] for finding in json.loads(out)["findings"]]
    assert found == ["stale-data", "short-history", "low-confidence"]


def test_help_needs_no_numpy():
    """Importing it takes longer than printing the options."""
    probe = (
        "import sys; from salesops.cli import main; main(['forecast', '-h']); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60
    )
    assert "--horizon" in done.stdout
    assert "numpy" not in done.stdout.split()
