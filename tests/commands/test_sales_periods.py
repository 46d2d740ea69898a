"""A row for each day, week, month ..: which are whole, what lies between, what has no date."""

import pytest
from pulse_store import put
from sales_store import SHOP, sales, shop

pytestmark = pytest.mark.usefixtures("loaded_once")

HEAD = "order_id,order_date,sku,quantity,amount"


def lines(folder, *rows, **files):
    """A store of flat lines, an order a row: `2026-03-02,A,1,10`."""
    return put(
        folder, lines="\n".join([HEAD, *(f"{n},{r}" for n, r in enumerate(rows, 1))]), **files
    )


def periods(said, *names):
    return said.column("sales", "period", *names)


def test_each_day_and_its_gaps(tmp_path):
    said = sales(shop(tmp_path), "--freq", "day", "--since", "2026-03-02", "--until", "2026-03-05")
    assert periods(said, "net_sales", "orders", "units") == [
        ("2026-03-02", "50.00", 1, 3),
        ("2026-03-03", "10.00", 1, 1),
        ("2026-03-04", "0.00", 0, 0),
        ("2026-03-05", "0.00", 0, 0),
    ]


def test_days_before_the_first_sale_of_the_window_are_rows_too(tmp_path):
    said = sales(shop(tmp_path), "--freq", "day", "--since", "2026-03-07")
    assert periods(said, "net_sales") == [
        ("2026-03-07", "0.00"),
        ("2026-03-08", "0.00"),
        ("2026-03-09", "85.00"),
    ]


def test_of_days_before_the_data_nothing_is_said(tmp_path):
    said = sales(shop(tmp_path), "--freq", "day", "--since", "2026-02-20", "--until", "2026-03-03")
    assert periods(said) == ["2026-03-02", "2026-03-03"]


def test_of_days_after_stale_data_nothing_is_said(tmp_path):
    said = sales(shop(tmp_path), "--freq", "day", "--since", "2026-03-08", as_of="2026-03-20")
    assert periods(said) == ["2026-03-08", "2026-03-09"]
    assert said.finding("stale-data")


@pytest.mark.parametrize(
    ("freq", "expected"),
    [
        ("week", ["2026-W10", "2026-W11"]),
        ("month", ["2026-03"]),
        ("quarter", ["2026-Q1"]),
        ("year", ["2026"]),
    ],
)
def test_names_of_periods(tmp_path, freq, expected):
    said = sales(shop(tmp_path), "--freq", freq, "--period", "all")
    assert periods(said) == expected


def test_a_week_is_named_by_its_iso_year(tmp_path):
    """1 January 2027 is a Friday of the last week of 2026."""
    lines(tmp_path, "2027-01-01,A,1,10")
    said = sales(tmp_path, "--freq", "week", "--period", "all", as_of="2027-01-02")
    assert periods(said) == ["2026-W53"]


def test_weeks_that_start_on_sunday(tmp_path):
    """Saturday the 7th ends the first week, Sunday the 8th begins the second."""
    days = [f"2026-03-{day:02},A,1,{day}" for day in (1, 7, 8, 14)]
    lines(tmp_path, *days, salesops='[time]\nweek_start = "sunday"')
    config = ("--config", str(tmp_path / "salesops.toml"))
    said = sales(tmp_path, "--freq", "week", "--period", "all", *config, as_of="2026-03-20")
    assert periods(said, "net_sales", "complete") == [
        ("week of 2026-03-01", "8.00", True),
        ("week of 2026-03-08", "22.00", True),
    ]


# Whole or in part


def test_a_period_that_the_window_cuts_is_not_complete(tmp_path):
    """From a Wednesday to a Tuesday of three weeks: only the middle week is whole."""
    rows = [f"2026-03-{day:02},A,1,1" for day in range(1, 25)]
    lines(tmp_path, *rows)
    window = ("--since", "2026-03-04", "--until", "2026-03-17")
    said = sales(tmp_path, "--freq", "week", *window, as_of="2026-03-25")
    assert periods(said, "complete", "net_sales") == [
        ("2026-W10", False, "5.00"),
        ("2026-W11", True, "7.00"),
        ("2026-W12", False, "2.00"),
    ]


def test_today_so_far_is_not_complete(tmp_path):
    lines(tmp_path, "2026-03-08 10:00,A,1,1", "2026-03-09 10:00,A,1,2")
    said = sales(tmp_path, "--freq", "day", "--since", "2026-03-08", as_of="2026-03-09 15:00")
    assert periods(said, "complete") == [("2026-03-08", True), ("2026-03-09", False)]


def test_today_without_a_sale_yet_is_a_row(tmp_path):
    lines(tmp_path, "2026-03-08 10:00,A,1,1")
    said = sales(tmp_path, "--freq", "day", "--since", "2026-03-08", as_of="2026-03-09 08:00")
    assert periods(said, "complete", "net_sales") == [
        ("2026-03-08", True, "1.00"),
        ("2026-03-09", False, "0.00"),
    ]


def test_a_month_that_the_data_begin_in_is_not_complete(tmp_path):
    """Asked from January on, of data that begin on 10 February."""
    lines(tmp_path, "2026-02-10,A,1,1", "2026-03-05,A,1,2")
    window = ("--since", "2026-01-01", "--until", "2026-03-31")
    said = sales(tmp_path, "--freq", "month", *window, as_of="2026-04-01" )  # fmt: skip
    assert periods(said, "complete")[0] == ("2026-02", False)


def test_the_month_that_stale_data_end_in_is_not_complete(tmp_path):
    lines(tmp_path, "2026-02-01,A,1,1", "2026-03-05,A,1,2")
    window = ("--since", "2026-02-01", "--until", "2026-03-31")
    said = sales(tmp_path, "--freq", "month", *window, as_of="2026-04-01")
    assert periods(said, "complete") == [("2026-02", True), ("2026-03", False)]


def test_the_last_day_of_stale_data_is_complete_where_only_days_are_known(tmp_path):
    lines(tmp_path, "2026-03-08,A,1,1", "2026-03-09,A,1,2")
    said = sales(tmp_path, "--freq", "day", "--since", "2026-03-08", as_of="2026-03-20")
    assert periods(said, "complete") == [("2026-03-08", True), ("2026-03-09", True)]


def test_the_last_day_of_stale_data_is_not_complete_where_clocks_are_known(tmp_path):
    lines(tmp_path, "2026-03-08 10:00,A,1,1", "2026-03-09 10:00,A,1,2")
    said = sales(tmp_path, "--freq", "day", "--since", "2026-03-08", as_of="2026-03-20")
    assert periods(said, "complete") == [("2026-03-08", True), ("2026-03-09", False)]


# Change


def test_a_day_against_the_day_before(tmp_path):
    lines(tmp_path, "2026-03-02,A,1,50", "2026-03-03,A,1,10", "2026-03-05,A,1,7")
    said = sales(tmp_path, "--freq", "day", "--period", "all")
    assert periods(said, "base", "change", "change_pct", "reason") == [
        ("2026-03-02", None, None, None, "no history"),
        ("2026-03-03", "50.00", "-40.00", -0.8, None),
        ("2026-03-04", "10.00", "-10.00", -1.0, None),
        ("2026-03-05", "0.00", "7.00", None, "new"),
    ]


def test_before_the_first_day_of_data_there_is_no_zero(tmp_path):
    """The window begins two days before the data do."""
    lines(tmp_path, "2026-03-03,A,1,10")
    said = sales(tmp_path, "--freq", "day", "--since", "2026-03-01", "--until", "2026-03-03")
    assert said.column("sales", "base", "reason") == [(None, "no history")]


def test_a_part_is_not_compared_with_a_whole(tmp_path):
    lines(tmp_path, "2026-03-08 10:00,A,1,9", "2026-03-09 10:00,A,1,2")
    said = sales(tmp_path, "--freq", "day", "--since", "2026-03-08", as_of="2026-03-09 15:00")
    today = said.row("sales", period="2026-03-09")
    assert (today["change"], today["change_pct"], today["reason"]) == (None, None, "n/a")


def test_a_whole_is_not_compared_with_a_part(tmp_path):
    """The window begins on a Wednesday: the second week has no whole week before it."""
    lines(tmp_path, *(f"2026-03-{day:02},A,1,1" for day in range(1, 16)))
    window = ("--since", "2026-03-04", "--until", "2026-03-15")
    said = sales(tmp_path, "--freq", "week", *window, as_of="2026-03-16")
    second = said.row("sales", period="2026-W11")
    assert second["complete"]
    assert (second["base"], second["change"], second["reason"]) == (None, None, "n/a")


# With groups


def test_each_group_in_each_period(tmp_path):
    said = sales(shop(tmp_path), "--freq", "week", "--by", "channel", "--period", "all")
    assert said.column("sales", "channel", "period", "net_sales", "orders") == [
        ("web", "2026-W10", "50.00", 1),
        ("pos", "2026-W10", "10.00", 1),
        ("web", "2026-W11", "95.00", 2),
        ("pos", "2026-W11", "-10.00", 0),
    ]


def test_the_top_is_of_the_whole_window(tmp_path):
    """B sells most in all, though A sells more in the first week; the rest is one group a week."""
    lines(
        tmp_path,
        *["2026-03-02,A,1,30", "2026-03-03,B,1,20", "2026-03-03,C,1,4"],
        *["2026-03-09,B,1,60", "2026-03-09,A,1,1"],
    )
    said = sales(tmp_path, "--freq", "week", "--by", "sku", "--top", "1", "--period", "all")
    assert said.column("sales", "sku", "period", "net_sales") == [
        ("B", "2026-W10", "20.00"),
        ("other", "2026-W10", "34.00"),
        ("B", "2026-W11", "60.00"),
        ("other", "2026-W11", "1.00"),
    ]


def test_a_sku_named_other_keeps_its_own_change(tmp_path):
    lines(
        tmp_path,
        *["2026-03-02,other,1,90", "2026-03-02,X,1,1", "2026-03-02,Y,1,2"],
        *["2026-03-03,other,1,45", "2026-03-03,X,1,1", "2026-03-03,Y,1,2"],
    )
    said = sales(tmp_path, "--freq", "day", "--by", "sku", "--top", "1", "--period", "all")
    second = [row for row in said.table("sales") if row["period"] == "2026-03-03"]
    assert [(row["net_sales"], row["change_pct"]) for row in second] == [
        ("45.00", -0.5),
        ("3.00", 0.0),
    ]


# Without a date


UNDATED = """
    sls_ord_num,sls_prd_key,sls_cust_id,sls_order_dt,sls_sales,sls_quantity,sls_price
    SO1,A,1,20260302,10,1,10
    SO1,A,1,0,5,1,5
    SO2,B,2,0,7,1,7
    """
"""Order 1 has a line of 10 with a date and one of 5 without; order 2 of 7 has no date at all."""


def test_what_has_no_date_is_a_period_of_its_own(tmp_path):
    said = sales(put(tmp_path, sales_details=UNDATED), "--freq", "month", "--period", "all")
    assert periods(said, "complete", "net_sales", "orders", "reason") == [
        ("2026-03", False, "10.00", 1, "no history"),
        ("undated", False, "12.00", 1, "n/a"),
    ]
    assert said["net_sales"] == "22.00"
    assert "2 order lines, among them all of 1 order, have no date: they are in" in said.notes


def test_what_has_no_date_is_in_no_bounded_window(tmp_path):
    said = sales(put(tmp_path, sales_details=UNDATED), "--freq", "month", "--period", "2026-03")
    assert periods(said, "net_sales") == [("2026-03", "10.00")]
    assert "counted in --period all only" in said.notes


def test_an_order_with_and_without_dates_is_one_order(tmp_path):
    said = sales(put(tmp_path, sales_details=UNDATED), "--by", "sku", "--period", "all")
    assert said.column("sales", "sku", "net_sales", "orders") == [
        ("A", "15.00", 1),
        ("B", "7.00", 1),
    ]


def test_only_undated_orders(tmp_path):
    files = {
        "orders": "order_id,created_at,currency\n2,,EUR",
        "order_lines": "order_id,line_id,sku,qty,unit_price\n2,3,B,1,7",
    }
    said = sales(put(tmp_path, **files), "--freq", "day", "--period", "all")
    assert periods(said, "net_sales") == [("undated", "7.00")]


def test_nothing_in_the_window(tmp_path):
    said = sales(shop(tmp_path), "--freq", "day", "--period", "2026-02-01")
    assert said.table("sales") == []


def test_a_refund_of_an_older_order_is_in_the_period_it_came_back(tmp_path):
    said = sales(put(tmp_path, **SHOP), "--freq", "week", "--by", "sku", "--period", "all")
    second = said.row("sales", period="2026-W11", sku="A")
    assert (second["net_sales"], second["orders"]) == ("20.00", 1)
