"""Lost sales: one estimate, which heatmap and scorecard both tell."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from pulse_store import put

import salesops
from salesops.commands.sales._scorecard.daily import Daily
from salesops.commands.sales._scorecard.periods import Slot
from salesops.commands.stock.heatmap import heatmap

NOON = "2026-03-30 12:00"
"""The 28 full days are 2 to 29 March."""


def shelf(first: str, last: str, **out: str) -> str:
    """A stock history: 5 at each day's end, 0 on the days of `out`, absent on those marked ?."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    rows = ["day,sku,on_hand"]
    for sku, spans in out.items():
        gone, unknown = (set(_days(part)) for part in spans.split("?"))
        span = ((start + timedelta(days=n)) for n in range((end - start).days + 1))
        rows += [f"{d},{sku},{0 if d in gone else 5}" for d in span if d not in unknown]
    return "\n".join(rows)


def _days(spans: str):
    for span in spans.split():
        first, _, last = span.partition("..")
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
        yield from (start + timedelta(days=n) for n in range((end - start).days + 1))


def store(path, history, sold, stock="X,0", products=None):
    """`sold` is day,sku,quantity,amount; every store has an old sale of something else."""
    lines = [f"{n},{line}" for n, line in enumerate(["2025-06-01,OLD,1,1", *sold.split()])]
    files = {
        "lines": "\n".join(["order_id,order_date,sku,quantity,amount", *lines]),
        "stock_history": history,
        "inventory": "sku,on_hand\n" + "\n".join(stock.split()),
        "products": products,
    }
    return put(path, **{name: text for name, text in files.items() if text})


def told(path):
    """Lost in the 28 days by heatmap, its rows, and the share by heatmap and by scorecard."""
    with salesops.open(path, as_of=NOON) as db:
        report = heatmap(db, top=1000)
        period = report.period
        daily = Daily(db)
        share = daily.lost_share(Slot("month", period.start, period.end))
    said = {metric.name: metric.value for metric in report.metrics}
    return said, {row.sku: row for row in report.table("out_of_stock").rows}, share


def test_each_time_has_the_pace_before_it(tmp_path):
    """X brought 10 a day until 4 March, was out for 5 days, then 30 a day until 19 March.

    Before the first time: 1 February to 4 March are 32 days, of the last 28 (5 February on) 280
    came. Before the second: 10 to 19 March and 18 days before 5 March: 10 x 30 + 18 x 10 = 480.
    """
    sold = " ".join(
        f"{d},X,1,{10 if d < date(2026, 3, 5) else 30}"
        for d in _days("2026-02-01..2026-03-04 2026-03-10..2026-03-19")
    )
    history = shelf("2026-02-01", "2026-03-29", X="2026-03-05..2026-03-09 2026-03-20..2026-03-29?")
    said, rows, share = told(store(tmp_path, history, sold))
    lost = Fraction(280, 28) * 5 + Fraction(480, 28) * 10
    assert said["lost_sales"] == pytest.approx(Decimal(float(lost)))
    assert rows["X"].lost_a_day == pytest.approx(Decimal(480) / 28)
    assert rows["X"].velocity == pytest.approx(1.0)
    assert (rows["X"].days_out, rows["X"].last_day) == (15, date(2026, 3, 19))
    # 2, 3 and 4 March at 10, and ten days at 30.
    assert float(share.value) == pytest.approx(float(lost / (lost + 330)))
    assert said["lost_sales_share"] == pytest.approx(float(share.value))


def test_after_a_season_nothing_more_is_lost(tmp_path):
    """All were last in stock on 9 December: 9 March is the 90th day after, and the last.

    X and W brought 28 in the one day known, W's history ends there; Z has none: 28 in 28 days.
    """
    history = shelf("2025-12-09", "2026-03-29", X="2025-12-10..2026-03-29?") + "\n2025-12-09,W,5"
    sold = "2025-12-09,X,2,28 2025-12-09,W,2,28 2025-12-09,Z,2,28 2026-03-02,Y,1,76"
    said, rows, share = told(store(tmp_path, history, sold, stock="X,0 W,0 Z,0"))
    lost = 8 * (28 + 28 + 1)  # 2 to 9 March
    assert said["lost_sales"] == pytest.approx(Decimal(lost))
    assert share.value == pytest.approx(Fraction(lost, lost + 76))
    assert said["lost_sales_share"] == pytest.approx(lost / (lost + 76))
    assert rows == {}  # their last sale is too long ago


def test_days_that_no_history_holds_are_not_counted(tmp_path):
    """Of 10 to 19 March three days are not known: seven are lost, at 1 a day."""
    gone = "2026-03-10..2026-03-19?2026-03-12..2026-03-14"
    history = shelf("2026-03-02", "2026-03-29", X=gone, Y="?")
    sold = " ".join(f"2026-03-0{n},X,1,1" for n in range(2, 10)) + " 2026-03-02,Y,1,92"
    said, _, share = told(store(tmp_path, history, sold, stock="X,5"))
    assert said["lost_sales"] == pytest.approx(Decimal(7))
    assert share.value == pytest.approx(Fraction(7, 107))
    assert said["lost_sales_share"] == pytest.approx(7 / 107)


def test_what_is_out_now_stays_out_after_the_history(tmp_path):
    """X is known until the 20th, sold once more on the 22nd, and is out now: 7 days at 2."""
    history = shelf("2026-03-01", "2026-03-20", X="?") + "\n2026-03-29,Y,5"
    sold = "2026-03-05,X,4,40 2026-03-22,X,1,10"
    said, rows, _ = told(store(tmp_path, history, sold))
    assert said["lost_sales"] == pytest.approx(Decimal(2 * 7))
    assert (rows["X"].days_out, rows["X"].lost_a_day) == (7, 2)


def test_what_ran_out_today_has_lost_nothing_yet(tmp_path):
    """In stock on the 29th, out now: 28 days with 56."""
    history = shelf("2026-03-02", "2026-03-29", X="?")
    said, rows, _ = told(store(tmp_path, history, "2026-03-05,X,4,56"))
    assert (said["lost_sales"], said["lost_a_day"]) == (0, 2)
    assert rows["X"].days_out == 0


def test_never_seen_in_stock_has_no_pace(tmp_path):
    """Of what the history only knows as out nothing is told, and the row says why."""
    history = shelf("2026-03-02", "2026-03-29", X="2026-03-02..2026-03-29?")
    said, rows, _ = told(store(tmp_path, history, "2026-02-20,X,4,56"))
    assert (said["lost_sales"], rows["X"].lost_a_day) == (0, None)
    assert rows["X"].reason == "not known to be in stock lately"


def test_what_cannot_be_out_loses_nothing(tmp_path):
    """A is sold on without stock, B a draft, C digital; D alone loses: 56 in 18 days, for 10."""
    gone = dict.fromkeys("ABCD", "2026-03-20..2026-03-29?")
    sold = " ".join(f"2026-03-05,{sku},4,56" for sku in gone)
    products = """sku,oversell,status,requires_shipping
        A,true,active,true
        B,false,draft,true
        C,false,active,false
        D,false,active,true"""
    made = store(tmp_path, shelf("2026-03-02", "2026-03-29", **gone), sold, products=products)
    said, _, share = told(made)
    lost = Fraction(56, 18) * 10
    assert said["lost_sales"] == pytest.approx(Decimal(float(lost)))
    assert float(share.value) == pytest.approx(float(lost / (lost + 4 * 56)))


def test_a_silent_history_asks_the_last_sale(tmp_path):
    """Z has no history, its last sale was on 20 March: 9 days at 56 / 28, in both commands."""
    history = shelf("2026-03-02", "2026-03-29", X="?")
    made = store(tmp_path, history, "2026-03-20,Z,4,56", stock="X,5 Z,0")
    said, rows, share = told(made)
    assert (said["lost_sales"], rows["Z"].basis) == (18, "last sale")
    assert said["lost_sales_share"] == pytest.approx(float(share.value)) == pytest.approx(18 / 74)
