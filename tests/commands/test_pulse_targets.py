"""Targets of a day, month, quarter or year: each day's share, the gap, and attainment."""

import pytest
from pulse_store import pulse, put

SALES = "order_id,order_date,sku,quantity,amount\n1,2026-03-02,X,1,30\n2,2026-03-05,X,1,70"


def goals(folder, targets: str, *args: str) -> dict[str, tuple]:
    put(folder, lines=SALES, targets=f"period,scope,metric,value\n{targets}")
    said = pulse(folder, *args, as_of="2026-03-06")
    rows = said.column("target", "period", "target", "reached", "gap", "attainment")
    return {row[0]: row[1:] for row in rows}


def test_a_months_target_is_spread_evenly(tmp_path):
    """310 of March are 10 a day: 50 for the first five, of which 100 were reached."""
    found = goals(tmp_path, "2026-03,shop,net_sales,310", "--since", "2026-03-01")
    assert found == {
        "window": ("50.00", "100.00", "-50.00", 2.0),
        "month": ("310.00", "100.00", "210.00", pytest.approx(100 / 310)),
    }


def test_a_days_own_target_wins(tmp_path):
    """The 5th is to bring 200, not 10; the month's own target stays what it is."""
    targets = "2026-03,shop,net_sales,310\n2026-03-05,shop,net_sales,200"
    found = goals(tmp_path, targets, "--period", "2026-03-05")
    assert found["window"] == ("200.00", "70.00", "130.00", 0.35)
    assert found["month"][0] == "310.00"


def test_quarters_and_years(tmp_path):
    """900 of 90 days are 10 a day; a year's 36500 are 100."""
    assert goals(tmp_path, "2026-Q1,shop,net_sales,900", "--period", "2026-03-05")["window"][0] == (
        "10.00"
    )
    assert goals(tmp_path, "2026,shop,net_sales,36500", "--period", "2026-03-05")["window"][0] == (
        "100.00"
    )


def test_the_nearer_target_wins(tmp_path):
    targets = "2026,shop,net_sales,36500\n2026-Q1,shop,net_sales,1800\n2026-03,shop,net_sales,310"
    assert goals(tmp_path, targets, "--period", "2026-03-05")["window"][0] == "10.00"


def test_a_day_without_target_leaves_none(tmp_path):
    """March has one, February none: a window over both cannot be measured."""
    found = goals(tmp_path, "2026-03,shop,net_sales,310", "--since", "2026-02-27")
    assert list(found) == ["month"]


def test_targets_of_others_and_of_other_metrics(tmp_path):
    assert (
        goals(tmp_path, "2026-03,rep,net_sales,310\n2026-03,shop,orders,99", "--since", "mtd") == {}
    )
