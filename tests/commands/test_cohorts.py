"""cohorts: a few customers by hand, what is not known yet, and what of sales is in no cohort."""

import csv
import io
import json
from decimal import Decimal

import pytest
from pulse_store import answered, pulse, put, salesops
from rfm_store import store

pytestmark = pytest.mark.usefixtures("loaded_once")

AS_OF = "2026-03-10"
SMALL = """
    A1,2026-01-05,A,100
    A2,2026-02-10,A,50
    A3,2026-03-05,A,30
    B1,2026-01-31,B,40
    B2,2026-03-01,B,10
    B3,2026-03-01,B,5
    C1,2026-02-15,C,70
    D1,2026-03-09,D,20
    G1,2026-02-01,,5
"""
BACK = "refund_id,order_id,refunded_at,subtotal,customer_id\nR1,B1,2026-02-03,15,"
"""B gives back in February, a month in which B orders nothing."""
JAN, FEB, MAR = "2026-01-01", "2026-02-01", "2026-03-01"


def cohorts(folder, *args, as_of=AS_OF):
    """What cohorts answers; its cells and parts sum to all net sales."""
    said = answered("cohorts", folder, *args, as_of=as_of)
    *parts, whole = said.table("to_net_sales")
    assert total(parts) == Decimal(whole["net_sales"])
    assert sum(p["orders"] for p in parts) == whole["orders"]
    assert total(said.table("cells")) == Decimal(parts[0]["net_sales"])
    assert sum(c["orders"] for c in said.table("cells")) == parts[0]["orders"]
    return said


def total(rows):
    return sum((Decimal(row["net_sales"]) for row in rows), Decimal(0))


@pytest.fixture
def small(tmp_path):
    return store(tmp_path, SMALL, refunds=BACK)


def test_every_cell_by_hand(small):
    said = cohorts(small)
    names = ("cohort", "month", "age", "customers", "size", "retention", "orders", "net_sales")
    assert said.column("cells", *names, "complete") == [
        (JAN, JAN, 0, 2, 2, 1.0, 2, "140.00", True),
        (JAN, FEB, 1, 1, 2, 0.5, 1, "35.00", True),
        (JAN, MAR, 2, 2, 2, 1.0, 3, "45.00", False),
        (FEB, FEB, 0, 1, 1, 1.0, 1, "70.00", True),
        (FEB, MAR, 1, 0, 1, 0.0, 0, "0.00", False),
        (MAR, MAR, 0, 1, 1, 1.0, 1, "20.00", False),
    ]
    assert said.column("cells", "net_sales_per_customer") == [
        *("70.00", "87.50", "110.00", "70.00", "70.00", "20.00")
    ]


def test_the_triangle_is_blank_past_the_end_and_never_zero(small):
    said = cohorts(small)
    assert said.column("retention", "cohort", "customers", "m0", "m1", "m2", "m3") == [
        ("2026-01", 2, 1.0, 0.5, 1.0, None),
        ("2026-02", 1, 1.0, 0.0, None, None),
        ("2026-03", 1, 1.0, None, None, None),
        ("all", 4, 1.0, 0.5, None, None),  # of January alone: March is not over
    ]
    assert (said["retention_1"], said["retention_1_n"]) == (0.5, 2)
    assert (said["customers"], said["cohorts"], said["repeat_rate"]) == (4, 3, 0.5)
    assert said["later_share"] == pytest.approx(80 / 310)
    assert said.column("cohorts", "customers", "repeaters", "early", "complete") == [
        (2, 2, None, True),
        (1, 0, None, True),
        (1, 0, None, False),
    ]


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ("revenue", [("140.00", "35.00", "45.00"), ("70.00", "0.00", None)]),
        ("orders", [(2, 1, 3), (1, 0, None)]),
        ("per-customer", [("70.00", "87.50", "110.00"), ("70.00", "70.00", None)]),
    ],
)
def test_what_else_the_triangle_shows(small, value, rows):
    said = cohorts(small, "--value", value)
    table = value.replace("-", "_")
    assert said.column(table, "m0", "m1", "m2")[:2] == rows
    whole = said.column(table, "m0", "m1", "m2")[-1]
    sums = {"revenue": ("230.00", "35.00", "45.00"), "orders": (4, 1, 3)}
    assert whole == sums.get(value, ("70.00", "87.50", None))


def test_what_is_in_no_cohort(small):
    said = cohorts(small)
    assert said.column("to_net_sales", "part", "customers", "orders", "net_sales") == [
        ("Cohorts", 4, 8, "310.00"),
        ("Unknown customers", None, 1, "5.00"),
        ("Net sales", None, 9, "315.00"),
    ]
    assert pulse(small, "--period", "all")["net_sales"] == "315.00"
    assert "1 order of unknown customers (1.6 % of net sales): in none." in said.notes
    assert "The data begins 2026-01-05" in said.notes
    assert "Less than twelve months of data" in said.notes


@pytest.mark.parametrize("month", ["2026-01", "2026-02", "2026-03"])
def test_a_month_of_all_cohorts_is_that_of_pulse(small, month):
    cells = [c for c in cohorts(small).table("cells") if c["month"].startswith(month)]
    guests = 5 if month == "2026-02" else 0
    assert total(cells) + guests == Decimal(pulse(small, "--period", month)["net_sales"])


def test_a_refund_without_its_order_is_its_customers(tmp_path):
    """C gives back 7 before a first order that is known, and E, who has none, 3."""
    more = "\nR2,,2026-01-20,7,C\nR3,,2026-02-20,3,E\nR4,,2026-02-21,4,A"
    said = cohorts(store(tmp_path, SMALL, refunds=BACK + more))
    before = said.row("to_net_sales", part="No dated first order, or before it")
    assert (before["orders"], before["net_sales"]) == (0, "-10.00")
    (cell,) = (c for c in said.table("cells") if (c["cohort"], c["month"]) == (JAN, FEB))
    assert cell["net_sales"] == "31.00"


def test_orders_without_a_date_are_in_no_month(tmp_path):
    said = cohorts(store(tmp_path, f"{SMALL}    A9,,A,11\n    E1,,E,13\n"))
    before = said.row("to_net_sales", part="No dated first order, or before it")
    assert (before["orders"], before["net_sales"]) == (2, "24.00")
    assert said["customers"] == 4
    assert "all of 2 orders, have no date" in said.notes


def test_months_after_the_data_are_not_known(small):
    """Asked in June of data that ends on 9 March: nothing after March, and March is not over."""
    said = cohorts(small, as_of="2026-06-10")
    assert {c["month"] for c in said.table("cells")} == {JAN, FEB, MAR}
    assert [c["complete"] for c in said.table("cells")] == [True, True, False, True, False, False]


def test_a_month_is_over_at_its_end(tmp_path):
    """At the first instant of March February is over, and nothing is known of March."""
    small = store(tmp_path, f"{SMALL}    G2,2026-02-28 20:00,,1\n", refunds=BACK)
    said = cohorts(small, as_of="2026-03-01")
    assert [c["month"] for c in said.table("cells")] == [JAN, FEB, FEB]
    assert all(c["complete"] for c in said.table("cells"))
    before = cohorts(small, as_of="2026-02-28 23:59:59")
    assert [c["complete"] for c in before.table("cells")] == [True, False, False]


def test_which_cohorts(small):
    said = cohorts(small, "--since", "2026-02-20")
    assert said.column("cohorts", "cohort") == [FEB, MAR]
    other = said.row("to_net_sales", part="Other cohorts")
    assert (other["customers"], other["orders"], other["net_sales"]) == (2, 6, "220.00")
    assert said["customers"] == 2
    one = cohorts(small, "--period", "2026-01")
    assert one.column("cohorts", "cohort") == [JAN]
    none = cohorts(small, "--period", "2025-01")
    assert (none.table("cells"), none["repeat_rate"], none.table("retention")) == ([], None, [])


def test_weeks_begin_on_the_day_of_the_settings(tmp_path):
    store(tmp_path, SMALL, refunds=BACK)
    said = cohorts(tmp_path, "--freq", "week")
    assert said.column("cohorts", "cohort") == [
        *("2026-01-05", "2026-01-26", "2026-02-09", "2026-03-09")
    ]
    a = [c for c in said.table("cells") if c["cohort"] == "2026-01-05"]
    assert [c["age"] for c in a if c["customers"]] == [0, 5, 8]
    assert said.row("retention", cohort="2026-01-05")["w5"] == 1.0
    put(tmp_path, salesops='[time]\nweek_start = "sunday"')
    config = ("--config", str(tmp_path / "salesops.toml"))
    sunday = cohorts(tmp_path, "--freq", "week", *config)
    assert sunday.column("cohorts", "cohort") == [
        *("2026-01-04", "2026-01-25", "2026-02-15", "2026-03-08")
    ]


def test_where_is_said(small):
    said = cohorts(small, "--where", "customer_id=A")
    assert "--where leaves out orders" in said.notes


@pytest.mark.parametrize("args", [("--value", "retenton"), ("--freq", "day")])
def test_a_wrong_word_names_the_nearest(small, args):
    code, out, err = salesops("cohorts", "--data", small, "--as-of", AS_OF, *args)
    assert (code, out) == (2, "")
    assert args[0] in err


def test_the_long_table_as_csv(small):
    args = ("--format", "csv", "--table", "cells")
    _, out, _ = salesops("cohorts", "--data", small, "--as-of", AS_OF, *args)
    first, *_ = csv.DictReader(io.StringIO(out))
    assert (first["cohort"], first["retention"], first["complete"]) == (JAN, "1.0", "true")


def test_on_a_screen_nothing_unknown_is_a_number(small, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = salesops("cohorts", "--data", small, "--as-of", AS_OF)
    assert "4 customers in 3 cohorts: 50.0 % ordered again; in month 1 50.0 % had" in out
    (row,) = (line for line in out.splitlines() if line.startswith("2026-02 "))
    assert row.split() == ["2026-02", "1", "0.0", "%", "–"]
    assert json.dumps("m12") not in out
    assert "n/a" not in out.split("Retention: ")[1].split("From cohorts")[0]
