"""The history of a real wholesaler, each day of which others have counted without DuckDB."""

import json
from datetime import date

import numpy as np
import pytest

import salesops
from salesops.commands.series import history
from salesops.models.forecast.panel import Freq

pytestmark = pytest.mark.shared
CHRISTMAS = [date(2010, 12, day) for day in (24, 26, 27, 28, 29, 30, 31)]
BANK_HOLIDAYS = [(4, 22), (4, 25), (4, 29), (5, 2), (5, 30)]


@pytest.fixture(scope="module")
def wholesaler(shared):
    with salesops.open(shared / "cases" / "online_retail", as_of="data") as db:
        yield db


@pytest.mark.parametrize("measure", ["orders", "units"])
def test_each_day_is_what_others_counted(wholesaler, shared, measure):
    text = (shared / "cases" / "online_retail" / "expected.json").read_text(encoding="utf-8")
    theirs = {
        day: float(said[measure])
        for day, said in json.loads(text)["days_products_only"].items()
        if day < "2011-06-26"  # begun: the export ends on that Sunday at 10:59
    }
    found = history(wholesaler, measure, "total", Freq.DAY, 7)
    ours = dict(zip(found.total.dates.astype(str), found.raw_total[0].tolist(), strict=False))
    assert {day: count for day, count in ours.items() if count} == theirs


def test_its_saturdays_and_holidays_are_not_learnt_from(wholesaler):
    found = history(wholesaler, "revenue", "total", Freq.DAY, 7)
    assert (found.end, found.partial) == (date(2011, 6, 26), date(2011, 6, 26))
    assert found.closed == {5}
    assert {*CHRISTMAS, *(date(2011, *day) for day in BANK_HOLIDAYS)} <= {*found.off}
    assert np.isnan(found.total.y[0, found.raw_total[0] == 0]).all()
    ahead = found.total.ahead[found.total.closed[0, -7:]]
    assert ahead.tolist() == [date(2011, 7, 2)]


@pytest.mark.slow
def test_its_last_month_is_not_over(wholesaler):
    found = history(wholesaler, "orders", "country", Freq.MONTH, 3)
    assert (found.total.first, found.end) == (date(2010, 12, 1), date(2011, 6, 1))
    assert found.partial == date(2011, 6, 1)
    assert found.raw.sum(axis=0).tolist() == found.raw_total[0].tolist()
