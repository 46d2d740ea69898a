"""Windows against windows: which days each comparison means, change, percent, and why none."""

import pytest
from pulse_store import AS_OF, pulse, put, refused, salesops

pytestmark = pytest.mark.usefixtures("loaded_once")

HEAD = "order_id,order_date,sku,quantity,amount"


def sold(**by_day: int) -> str:
    """A flat file of one order a day, named as in d03_02="100"."""
    days = [(day.replace("_", "-").removeprefix("d"), amount) for day, amount in by_day.items()]
    return "\n".join(
        [HEAD, *(f"{n},2026-{day} 10:00,X,1,{amount}" for n, (day, amount) in enumerate(days))]
    )


def against(said, versus: str, metric: str = "net_sales") -> dict:
    return said.row("comparisons", metric=metric, versus=versus)


def headline(folder, *args: str) -> str:
    """What pulse says first."""
    out = salesops("pulse", "--data", folder, "--as-of", AS_OF, "--format", "markdown", *args)[1]
    return next(line for line in out.split("\n") if line.startswith("**"))


def test_each_kind_of_comparison(tmp_path):
    """Monday 9 March 2026, 150: against the day, week, month and year before."""
    text = sold(d01_05=1, d02_09=60, d03_02=100, d03_08=200, d03_09=150)
    extra = "\n101,2025-03-10 10:00,X,1,75\n102,2025-03-09 10:00,X,1,50\n103,2025-01-01,X,1,1"
    put(tmp_path, lines=text + extra)
    said = pulse(
        tmp_path, "--period", "2026-03-09",
        "--versus", "prev,prev-week,prev-month,prev-year,prev-year-dow",
    )  # fmt: skip
    found = {
        c["versus"]: (c["from"][:10], c["base"], c["change"], c["change_pct"])
        for c in said.table("comparisons")
        if c["metric"] == "net_sales"
    }
    assert found == {
        "prev": ("2026-03-08", "200.00", "-50.00", -0.25),
        "prev-week": ("2026-03-02", "100.00", "50.00", 0.5),
        "prev-month": ("2026-02-09", "60.00", "90.00", 1.5),
        "prev-year": ("2025-03-09", "50.00", "100.00", 2.0),
        "prev-year-dow": ("2025-03-10", "75.00", "75.00", 1.0),
    }
    assert all(c["reason"] is None for c in said.table("comparisons") if c["metric"] == "net_sales")


def test_from_zero_is_new(tmp_path):
    put(tmp_path, lines=sold(d03_01=5, d03_09=150))
    said = pulse(tmp_path, "--period", "2026-03-09", "--versus", "prev-week,prev")
    c = against(said, "prev")
    assert (c["base"], c["change"], c["change_pct"], c["reason"]) == ("0.00", "150.00", None, "new")
    c = against(said, "prev", "orders")
    assert (c["base"], c["change"], c["change_pct"], c["reason"]) == (0, 1, None, "new")
    c = against(said, "prev", "aov")  # no orders, no average to compare with
    assert (c["base"], c["change"], c["reason"]) == (None, None, "n/a")
    c = against(said, "prev", "discounts")  # zero from zero
    assert (c["change"], c["change_pct"], c["reason"]) == ("0.00", None, "n/a")


def test_from_a_negative_base_only_the_difference(tmp_path):
    """The week before, 30 came back: from -30 to 150 is 180, and no percent."""
    text = sold(d03_01=30, d03_02=0, d03_09=150) + "\n0,2026-03-02,X,-1,-30"
    put(tmp_path, lines=text)
    c = against(pulse(tmp_path, "--period", "2026-03-09"), "prev-week")
    assert (c["base"], c["change"], c["change_pct"], c["reason"]) == (
        "-30.00",
        "180.00",
        None,
        "n/a",
    )


def test_before_the_data_there_is_no_history(tmp_path):
    """Not zero: the shop may have sold, the export does not say."""
    put(tmp_path, lines=sold(d03_05=10, d03_09=150))
    said = pulse(tmp_path, "--period", "2026-03-09", "--versus", "prev-week")
    c = against(said, "prev-week")
    assert (c["base"], c["change"], c["change_pct"], c["reason"]) == (
        None,
        None,
        None,
        "no history",
    )
    code, err = refused(tmp_path, "--versus", "last-week")
    assert code == 2
    assert "prev-week" in err


def test_until_the_same_clock_time(tmp_path):
    """At 15:00 today's 40 meets the 10 of the same hours a week ago, not its whole 110."""
    put(
        tmp_path,
        lines=f"""
            {HEAD}
            0,2026-03-01 09:00,X,1,1
            1,2026-03-02 14:59,X,1,10
            2,2026-03-02 15:00,X,1,100
            3,2026-03-09 12:00,X,1,40
            4,2026-03-09 15:00,X,1,1000
            """,
    )
    said = pulse(tmp_path, "--since", "today", as_of="2026-03-09 15:00")
    assert said["net_sales"] == "40.00"  # what is stamped at as-of is out
    assert against(said, "prev-week")["base"] == "10.00"
    assert said.answer["context"]["so_far"] is True
    assert said.answer["context"]["excluded_reasons"] == {"stamped at or after as-of": 1}


def test_more_than_a_week_is_compared_with_the_period_before(tmp_path):
    """February, 300, against January, 200: a week earlier most of it is February again."""
    put(tmp_path, lines=sold(d01_01=80, d01_30=120, d02_02=300, d03_09=150))
    said = pulse(tmp_path, "--period", "2026-02")
    assert "+50.0 % against the period before (200.00)" in headline(tmp_path, "--period", "2026-02")
    assert {c["versus"] for c in said.table("comparisons")} == {
        "prev", "prev-year", "prev-year-dow",
    }  # fmt: skip
    assert said.row("top_skus", sku="X")["change_pct"] == 0.5
    named = headline(tmp_path, "--period", "2026-02", "--versus", "prev-month,prev-week")
    assert "+50.0 % against the same dates a month earlier (200.00)" in named


def test_what_is_so_far_of_more_than_a_week_has_no_week_before(tmp_path):
    put(tmp_path, lines=sold(d02_01=80, d02_24=5, d03_02=10, d03_09=150))
    said = pulse(tmp_path, "--since", "2026-03-01", as_of="2026-03-09 15:00")
    assert said.column("parts", "week_before", "reason") == [(None, "overlaps")] * 2
    week = pulse(tmp_path, "--since", "7d", as_of="2026-03-09 15:00")
    assert [row["reason"] for row in week.table("parts")] == [None, None]


def test_complete_days_and_so_far_apart(tmp_path):
    """Since Saturday: 7th and 8th whole (30 against 10), 9th until 15:00 (40 against 20)."""
    put(
        tmp_path,
        lines=f"""
            {HEAD}
            0,2026-02-20,X,1,1
            1,2026-02-28 10:00,X,1,10
            2,2026-03-02 10:00,X,1,20
            3,2026-03-02 18:00,X,1,500
            4,2026-03-07 10:00,X,1,30
            5,2026-03-09 10:00,X,1,40
            """,
    )
    said = pulse(tmp_path, "--since", "2026-03-07", as_of="2026-03-09 15:00")
    assert said.column("parts", "net_sales", "week_before", "change_pct") == [
        ("30.00", "10.00", 2.0),
        ("40.00", "20.00", 1.0),
    ]
    assert said.column("parts", "part") == [
        "2026-03-07 to 2026-03-08, complete",
        "2026-03-09 until 15:00",
    ]
    assert said.column("days", "day", "complete", "net_sales") == [
        ("2026-03-07", True, "30.00"),
        ("2026-03-08", True, "0.00"),
        ("2026-03-09", False, "40.00"),
    ]


@pytest.mark.parametrize("window", [("--since", "today"), ("--period", "yesterday")])
def test_one_kind_of_day_has_no_parts(tmp_path, window):
    put(tmp_path, lines=sold(d03_08=10, d03_09=10))
    assert pulse(tmp_path, *window, as_of="2026-03-09 15:00").table("parts") == []


def test_days_before_the_data_are_left_out(tmp_path):
    """Data from the 4th: nothing is known of the 1st to the 3rd; the 5th had no sales, a zero."""
    put(tmp_path, lines=sold(d03_04=10, d03_06=30, d03_09=5))
    said = pulse(tmp_path)
    assert said.column("days", "day", "net_sales") == [
        ("2026-03-04", "10.00"),
        ("2026-03-05", "0.00"),
        ("2026-03-06", "30.00"),
        ("2026-03-07", "0.00"),
        ("2026-03-08", "0.00"),
        ("2026-03-09", "5.00"),
    ]
    trend = said.column("trend", "day", "net_sales")
    assert len(trend) == 28
    assert trend[-7:-4] == [("2026-03-03", None), ("2026-03-04", "10.00"), ("2026-03-05", "0.00")]


def test_undated_lines_are_in_all_and_nowhere_else(tmp_path):
    put(
        tmp_path,
        orders="order_id,created_at,total\nA,2026-03-02 10:00,10.00\nB,,70.00",
        order_lines="order_id,line_id,sku,qty,unit_price\nA,1,X,1,10.00\nB,2,X,1,70.00",
    )
    assert pulse(tmp_path)["net_sales"] == "10.00"
    whole = pulse(tmp_path, "--period", "all")
    assert (whole["net_sales"], whole["orders"]) == ("80.00", 2)
    assert whole.row("top_skus", sku="X")["net_sales"] == "80.00"


def test_month_quarter_and_year_to_date(tmp_path):
    """To 5 March (5 days; 64 of the quarter and year): against as many days of those before."""
    text = sold(d01_10=1000, d02_05=40, d02_06=7000, d03_01=20, d03_05=60, d03_06=9000)
    before = {"01-01": 1, "03-03": 50, "03-06": 8000, "10-20": 500}
    rows = [f"{9000 + i},2025-{d},X,1,{a}" for i, (d, a) in enumerate(before.items())]
    put(tmp_path, lines="\n".join([text, *rows]))
    said = pulse(tmp_path, "--period", "2026-03-05", as_of="2026-03-06")
    found = said.column("to_date", "period", "versus", "net_sales", "base", "change_pct")
    assert found[:2] == [
        ("MTD", "prev-month", "80.00", "40.00", 1.0),  # 1 to 5 February
        ("MTD", "prev-year", "80.00", "50.00", 0.6),  # 1 to 5 March 2025
    ]
    assert found[2][:4] == ("QTD", "prev-quarter", "8120.00", "500.00")  # 1 October and 64 days
    assert found[3][:4] == ("QTD", "prev-year", "8120.00", "51.00")  # 1 January to 5 March 2025
    assert found[4][:4] == ("YTD", "prev-year", "8120.00", "51.00")
    assert len(found) == 5


def test_order_exactly_at_an_edge(tmp_path):
    """Half open: midnight belongs to the day that begins."""
    put(tmp_path, lines=f"{HEAD}\n1,2026-03-04 23:59:59,X,1,1\n2,2026-03-05 00:00:00,X,1,10")
    assert pulse(tmp_path, "--period", "2026-03-05")["net_sales"] == "10.00"
    assert pulse(tmp_path, "--period", "2026-03-04")["net_sales"] == "1.00"


def test_a_bare_date_in_until_includes_its_day(tmp_path):
    put(tmp_path, lines=sold(d03_02=1, d03_03=10, d03_04=100))
    said = pulse(tmp_path, "--since", "2026-03-02", "--until", "2026-03-03")
    assert said["net_sales"] == "11.00"
    assert said.answer["context"]["to"] == "2026-03-04T00:00:00"


def test_the_day_of_a_named_zone(tmp_path):
    """23:30 in New York is the next day in UTC: the store's zone decides."""
    put(tmp_path, lines=f"{HEAD}\n1,2026-03-04T23:30:00-05:00,X,1,10")
    assert pulse(tmp_path, "--period", "2026-03-04")["net_sales"] == "10.00"
    said = pulse(tmp_path, "--period", "2026-03-05", "--tz", "UTC")
    assert said["net_sales"] == "10.00"
    assert said.answer["context"]["timezone"] == "UTC"
