"""What pulse finds: both a percent and an amount, over enough orders; and when it says nothing."""

import pytest
from pulse_store import pulse, put, refused, salesops

HEAD = "order_id,order_date,sku,quantity,amount"


def two_mondays(before: list[int], now: list[int]) -> str:
    """Orders of Monday 2 March and of Monday 9 March, by amount; one older line gives history."""
    days = [("2026-03-02", before), ("2026-03-09", now)]
    rows = [f"{day} 10:00,X,1,{amount}" for day, amounts in days for amount in amounts]
    return "\n".join([HEAD, "0,2026-02-01,X,1,1", *(f"{n},{r}" for n, r in enumerate(rows, 1))])


def drop(folder, before: list[int], now: list[int], **files: str):
    said = pulse(put(folder, lines=two_mondays(before, now), **files), "--period", "2026-03-09")
    return said.finding("sales-drop")


def test_a_drop_says_what_fell(tmp_path):
    """20 orders of 100 to 10 of 120: -800. Orders: -10 x 110 = -1100; value: 20 x 15 = +300."""
    found = drop(tmp_path, [100] * 20, [120] * 10)
    assert found["level"] == "warning"
    assert found["facts"] == {
        "change": "-800.00",
        "change_pct": pytest.approx(-0.4),
        "from_orders": "-1100.00",
        "from_order_value": "300.00",
        "from_returns": "0.00",
    }
    assert "40.0 %" in found["message"]
    assert "800.00" in found["message"]
    assert "mostly through orders" in found["message"]
    assert "(20 orders to 10)" in found["message"]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([100] * 20, [81] * 20),  # -19 %: 380, and not past the percent
        ([100] * 20, [80] * 20),  # exactly -20 % is not past it
        ([24] * 20, [1] * 20),  # -96 %, but only 460
        ([200] * 19, [1] * 19),  # -99 % and 3781, but over 19 orders
        ([], [100]),  # from nothing
    ],
)
def test_no_drop(tmp_path, before, now):
    assert drop(tmp_path, before, now) is None


def test_limits_of_a_drop_in_settings(tmp_path):
    config = "[pulse]\ndrop = -0.05\ndrop_amount = 1\ndrop_orders = 1"
    assert drop(tmp_path, [100], [90], salesops=config) is not None


def test_a_drop_through_returns(tmp_path):
    """Orders and their value stand still; 1500 came back."""
    text = two_mondays([100] * 20, [100] * 20) + "\n1,2026-03-09 12:00,X,-15,-1500"
    said = pulse(put(tmp_path, lines=text), "--period", "2026-03-09")
    found = said.finding("sales-drop")
    assert "mostly through returns" in found["message"]
    assert (found["facts"]["from_orders"], found["facts"]["from_returns"]) == ("0.00", "-1500.00")


def stale(folder, as_of: str, *args: str):
    put(folder, lines=f"{HEAD}\n1,2026-03-08 10:00,X,1,5\n2,2026-03-09 10:00,X,1,10")
    return pulse(folder, *args, as_of=as_of)


@pytest.mark.parametrize(
    ("as_of", "is_stale"), [("2026-03-10 12:00", False), ("2026-03-10 12:01", True)]
)
def test_stale_past_26_hours(tmp_path, as_of, is_stale):
    said = stale(tmp_path, as_of, "--since", "yesterday")
    found = said.finding("stale-data")
    assert (found is not None) == is_stale
    assert said["net_sales"] == "10.00"  # the numbers stay
    if found:
        assert found["level"] == "error"
        assert found["facts"] == {"data_through": "2026-03-09T10:00:00", "hours": 26.0}


def test_a_window_that_ends_before_the_data_is_never_stale(tmp_path):
    said = stale(tmp_path, "2026-06-01", "--period", "2026-03-08")
    assert said.finding("stale-data") is None
    assert said["net_sales"] == "5.00"


def test_stale_data_are_the_headline_and_fail(tmp_path):
    put(tmp_path, lines=f"{HEAD}\n1,2026-03-01 10:00,X,1,10")
    args = ("--data", str(tmp_path), "--as-of", "2026-03-09 10:00")
    code, out, _ = salesops("pulse", *args, "--fail-on", "error")
    assert code == 1
    assert "The data ends 2026-03-01 10:00, 8 days before the period asked for does" in (
        " ".join(out.split())
    )
    assert salesops("pulse", *args)[0] == 0  # --fail-on is never unless said


def test_another_age_in_settings(tmp_path):
    put(tmp_path, salesops='[freshness]\nmax_age = "3d"')
    assert stale(tmp_path, "2026-03-12 09:00", "--since", "7d").finding("stale-data") is None


def test_rejected_rows_are_an_error(tmp_path):
    put(tmp_path, lines=f"{HEAD}\n1,2026-03-02,X,1,10\n2,2026-03-02,X,1,ten\n3,someday,X,1,10")
    said = pulse(tmp_path)
    found = said.finding("rejected-rows")
    assert (found["level"], found["facts"]["rows"], found["facts"]["line"]) == ("error", 2, 3)
    assert said.answer["context"]["rows"] == {"in": 3, "used": 1, "excluded": 0, "rejected": 2}


def test_rejects_are_written_with_their_lines(tmp_path):
    data, kept = tmp_path / "data", tmp_path / "rejects.csv"
    data.mkdir()
    put(data, lines=f"{HEAD}\n1,2026-03-02,X,1,10\n2,2026-03-02,X,1,ten")
    pulse(data, "--rejects", str(kept))
    assert kept.read_text() == (
        "file,line,column,value,reason\nlines.csv,3,amount,ten,is not a money\n"
    )


def test_of_stale_data_nothing_else_is_concluded(tmp_path):
    """Yesterday is missing: that sales fell to nothing is no finding, it is not known."""
    text = two_mondays([100] * 20, [])
    said = pulse(put(tmp_path, lines=text), "--since", "2026-03-09")
    assert {f["code"] for f in said.answer["findings"]} == {"stale-data"}


def late(folder, count: int, sent: int) -> dict | None:
    """So many orders late among so many sent, all of the last 28 days."""
    rows = [f"L{n},2026-03-08 23:00,2026-03-08 23:00,paid,unfulfilled" for n in range(count)]
    rows += [f"S{n},2026-03-08 23:00,2026-03-08 23:00,paid,fulfilled" for n in range(sent)]
    names = [row.split(",")[0] for row in rows]
    put(
        folder,
        orders="\n".join(
            ["order_id,created_at,paid_at,financial_status,fulfillment_status", *rows]
        ),
        order_lines="\n".join(
            ["order_id,line_id,sku,qty,unit_price", *(f"{name},{name},X,1,25" for name in names)]
        ),
    )
    return pulse(folder).finding("late-fulfillment")


def test_late_orders_past_a_tenth(tmp_path):
    """2 of 10 are late: 20 % past the 10 %, worth 50."""
    found = late(tmp_path, 2, 8)
    assert found["level"] == "warning"
    assert found["facts"] == {"orders": 2, "value": "50.00", "share": 0.2}
    assert "2 orders are paid and waiting longer than 24 hours, worth 50.00" in found["message"]


def test_late_orders_up_to_a_tenth_are_no_finding(tmp_path):
    assert late(tmp_path, 1, 9) is None


def running_out(folder, on_hand: int) -> dict | None:
    """28 sold in 28 days, one a day, of the best seller."""
    put(
        folder,
        lines=f"{HEAD}\n1,2026-03-02,A,28,100\n2,2026-03-09,B,1,5",
        inventory_levels=f"sku,location,on_hand,committed\nA,S,{on_hand},0",
    )
    return pulse(folder).finding("stockout-top-seller")


def test_a_best_seller_with_less_than_two_days(tmp_path):
    found = running_out(tmp_path, 1)
    assert found["facts"] == {"sku": "A", "available": 1, "days_of_cover": 1.0}
    assert "1 left, 1.0 days at 1.0 a day" in found["message"]


@pytest.mark.parametrize("on_hand", [2, 300])
def test_two_days_are_enough(tmp_path, on_hand):
    assert running_out(tmp_path, on_hand) is None


def test_none_left(tmp_path):
    assert "none left" in running_out(tmp_path, 0)["message"]


def test_an_unknown_comparison_or_window_is_refused(tmp_path):
    put(tmp_path, lines=f"{HEAD}\n1,2026-03-02,X,1,10")
    assert refused(tmp_path, "--since", "someday")[0] == 2
    assert refused(tmp_path, "--since", "2026-03-09", "--until", "2026-03-02")[0] == 2


def test_since_and_period_exclude_each_other(tmp_path):
    put(tmp_path, lines=f"{HEAD}\n1,2026-03-02,X,1,10")
    code, err = refused(tmp_path, "--since", "2026-03-01", "--period", "yesterday")
    assert code == 2
    assert "--period" in err
