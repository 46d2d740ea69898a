"""When SKUs run out, in heatmap and reorder: sellers of one a day, whose days can be counted."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pulse_store import put, salesops
from reorder_store import INVENTORY, PURCHASES, TODAY, ago, store, table

import salesops as package
from salesops import commands
from salesops.commands.stock import heatmap, reorder
from salesops.commands.stock._stockout import told
from salesops.commands.stock._stockout.asked import Stockout
from salesops.result import Report

pytestmark = pytest.mark.slow

DAYS = 60
DATES = ("out_early", "out_middle", "out_late")
UNKNOWN = (None, None, None)
LEADS = {"SOON": 5, "SIX": 6, "MONTH": 28, "PAST": 29, "LONG": 40}
STOCK = dict.fromkeys("FIVE DUE COUNTED LATE NEW SOON SIX MONTH PAST".split(), 5) | {
    "EMPTY": 0,
    "RARE": 3,
    "AGAIN": 3,
    "LONG": 30,
    "TWO|FIVE": 5,
}
"""What is left of each. All sell one a day, but for NEW and RARE, and TWO|FIVE, which sells two."""


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def daily(sku: str, days: int = DAYS, units: float = 1) -> list[tuple[str, date, float]]:
    """So many a day until yesterday; today is a Tuesday."""
    return [(sku, ago(n), units) for n in range(1, days + 1)]


def stock(**left: float) -> str:
    return table(INVENTORY, *(f"{sku},{units},0,{units},0" for sku, units in left.items()))


def asked(module, folder: Path, as_of: object = TODAY, **given) -> Report:
    with package.open(folder, as_of=str(as_of)) as db:
        return commands.ask(module, db, **given)


def rows(report: Report) -> dict:
    """By SKU what the report says of when it runs out."""
    name = {"heatmap": "low_cover", "reorder": "stockouts"}[report.command]
    return {row.sku: row for row in report.table(name).rows}


def dates(row) -> tuple[date | None, ...]:
    return tuple(getattr(row, name) for name in DATES)


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict:
    """reorder's rows of one store, which has an SKU for each thing that may be the case."""
    sold = [one for sku in STOCK if sku not in ("NEW", "RARE", "AGAIN") for one in daily(sku)]
    sold += [*daily("NEW", 13), *daily("AGAIN")[10:], *daily("TWO|FIVE")]
    sold += [("RARE", ago(6 * n + 1), 3) for n in range(9)]
    inventory = [
        f"{sku},{left},0,{left},{2 if sku == 'COUNTED' else 0}" for sku, left in STOCK.items()
    ]
    bought = [
        f"P1,DUE,X,{ago(9)},{ahead(5)},,3,,",
        f"P2,DUE,X,{ago(30)},{ago(2)},,3,,",
        f"P3,DUE,X,{ago(9)},,,3,,",
        f"P4,COUNTED,X,{ago(9)},{ahead(3)},,9,,",
        f"P5,LATE,X,{ago(9)},{ahead(6)},,9,,",
    ]
    shelf = [f"{ago(n)},AGAIN,{0 if n <= 10 else 5}" for n in range(1, DAYS + 1)]
    folder = store(
        tmp_path_factory.mktemp("store"),
        sold,
        inventory_levels=table(INVENTORY, *inventory),
        purchase_orders=table(PURCHASES, *bought),
        supply=table("sku,supplier,lead_days", *(f"{s},X,{n}" for s, n in LEADS.items())),
        stock_history=table("day,sku,on_hand", *shelf),
    )
    return rows(asked(reorder, folder))


@pytest.mark.parametrize(
    ("sku", "day"),
    [
        ("FIVE", 5),  # one a day: five days, today the first of them, and out on the sixth
        ("DUE", 8),  # three more on the sixth day; what is overdue or undated nobody counts on
        ("COUNTED", 7),  # of nine that are due the inventory counts two as on their way
        ("LATE", 5),  # nine, a day too late
        ("EMPTY", 0),
        ("AGAIN", 3),  # out of stock for ten days: nobody could buy, and one a day is still wanted
        ("TWO|FIVE", 2),  # whatever its name
    ],
)
def test_day_by_day(found, sku, day):
    assert dates(found[sku]) == (ahead(day),) * 3


@pytest.mark.parametrize(
    ("sku", "chance"), [("SOON", 0.0), ("SIX", 1.0), ("MONTH", 1.0), ("PAST", None), ("EMPTY", 1.0)]
)
def test_whether_an_order_of_today_comes_too_late(found, sku, chance):
    """Out on the sixth day: what is here in five days comes in time for it."""
    assert found[sku].delivered == ahead(LEADS.get(sku, 14))
    assert found[sku].chance == chance
    assert found[sku].reason == ("over 28 days" if chance is None else "")


def test_what_lasts_longer_than_is_told_of(found):
    """A lead time of forty days orders what still lasts thirty."""
    assert dates(found["LONG"]) == UNKNOWN
    assert found["LONG"].reason == "over 28 days"


def test_of_too_little_history_no_date_is_made_up(found):
    """Thirteen days; and nine days with a sale in fifty."""
    for sku in ("NEW", "RARE"):
        assert dates(found[sku]) == UNKNOWN
        assert (found[sku].chance, found[sku].reason) == (None, "too little history")


def test_what_is_due_is_told_beside(found):
    due = {sku: row.due for sku, row in found.items() if row.due}
    assert due == {"DUE": 3, "COUNTED": 2, "LATE": 9}


def test_the_plain_pace_says_the_same_of_what_sells_evenly(tmp_path):
    row = rows(asked(heatmap, store(tmp_path, daily("A"), inventory_levels=stock(A=5))))["A"]
    assert dates(row) == (row.lasts_to,) * 3 == (ahead(5),) * 3
    assert row.likely_out == f"{ahead(5)}"


def test_closed_days_ask_for_nothing(tmp_path):
    """Of five, sold on all days but Sundays: Tuesday to Saturday, and out on Monday, the 16th."""
    sold = [one for one in daily("A") if one[1].weekday() != 6]
    folder = store(tmp_path, sold, inventory_levels=stock(A=5))
    assert dates(rows(asked(heatmap, folder))["A"]) == (date(2026, 3, 16),) * 3


def test_days_since_the_data_ended_are_not_of_the_future(tmp_path):
    """A day late the stock is of today, and lasts five days from today; a week late it is old."""
    folder = store(tmp_path, daily("A"), inventory_levels=stock(A=5))
    assert dates(rows(asked(reorder, folder, ahead(1)))["A"]) == (ahead(6),) * 3
    row = rows(asked(reorder, folder, ahead(7)))["A"]
    assert (dates(row), row.reason) == (UNKNOWN, "the data is old")


@pytest.mark.parametrize(("clock", "day"), [("12:00", 3), ("08:00", 2)])
def test_of_today_what_usually_still_comes_counts(tmp_path, clock, day):
    """Ten a day at nine and ten at six: at noon half of today's twenty is to come, at eight all.

    Of fifty go ten today, then twenty a day: the fourth day is the first without. With all of
    today to come it is the third.
    """
    stamps = [f"{ago(n)} {at}" for n in range(1, DAYS + 1) for at in ("09:00", "18:00")]
    stamps += [f"{TODAY} {at}" for at in ("07:00", "09:00") if at < clock]
    lines = [f"O{n},O{n}-1,A,{0 if '07:00' in at else 10},10" for n, at in enumerate(stamps)]
    folder = put(
        tmp_path,
        orders=table("order_id,created_at", *(f"O{n},{at}" for n, at in enumerate(stamps))),
        order_lines=table("order_id,line_id,sku,qty,unit_price", *lines),
        inventory_levels=stock(A=50),
    )
    assert dates(rows(asked(heatmap, folder, f"{TODAY} {clock}"))["A"]) == (ahead(day),) * 3


def test_other_skus_change_nothing(tmp_path):
    """B sells in bursts, and the same with others beside it in a list or alone."""
    sold = [("B", ago(n), 4 if n % 3 == 0 else 1) for n in range(1, 100)] + daily("A")
    for name in ("one", "both"):
        (tmp_path / name).mkdir()
    alone = store(tmp_path / "one", sold, inventory_levels=stock(B=4))
    beside = store(tmp_path / "both", sold, inventory_levels=stock(A=4, B=4))
    one, both = rows(asked(reorder, alone)), rows(asked(reorder, beside))
    assert dates(both["B"]) == dates(one["B"])
    assert both["B"].out_early < both["B"].out_late
    assert dates(both["A"]) == (ahead(4),) * 3


def test_shops_are_told_apart(tmp_path):
    """The same SKU sells one a day in one shop, and two in the other."""
    sold = [(shop, n, qty) for shop, qty in (("N", 1), ("S", 2)) for n in range(1, DAYS + 1)]
    orders = [f"{shop}{n},{ago(n)},{shop}" for shop, n, _ in sold]
    lines = [f"{shop}{n},{shop}{n}-1,A,{qty},10.00,{shop}" for shop, n, qty in sold]
    folder = put(
        tmp_path,
        orders=table("order_id,created_at,shop_id", *orders),
        order_lines=table("order_id,line_id,sku,qty,unit_price,shop_id", *lines),
        inventory_levels=table("sku,on_hand,shop_id", "A,6,N", "A,6,S"),
    )
    table_ = asked(reorder, folder).table("stockouts")
    assert {row.shop: row.out_middle for row in table_.rows} == {"N": ahead(6), "S": ahead(3)}


def test_of_one_location_no_date_is_told(tmp_path):
    inventory = table("sku,location,on_hand", "A,Store,3", "A,Back,4")
    folder = store(tmp_path, daily("A"), inventory_levels=inventory)
    row = rows(asked(heatmap, folder, location="store"))["A"]
    assert (dates(row), row.likely_out) == (UNKNOWN, None)


def test_where_nothing_is_listed_nothing_is_forecast(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("forecast")

    monkeypatch.setattr(told, "told", refuse)
    folder = store(tmp_path, daily("A"), inventory_levels=stock(A=500))
    assert rows(asked(heatmap, folder)) == rows(asked(reorder, folder)) == {}


def test_in_prose_and_in_csv(tmp_path):
    folder = store(tmp_path, daily("A"), inventory_levels=stock(A=5))
    given = ("--data", str(folder), "--as-of", str(TODAY))
    code, prose, _ = salesops("reorder", *given)
    assert code == 0
    assert "When it runs out" in prose
    assert "stockout_date " in prose
    code, csv, _ = salesops("heatmap", *given, "--format", "csv", "--table", "low_cover")
    assert csv.splitlines()[0].split(",")[6:11] == ["lasts_to", "likely_out", *DATES]
    code, sql, _ = salesops("heatmap", *given, "--explain")
    assert "-- wanted\n-- $end_day = 2026-03-10\n-- $skus = |A|\n" in sql


def test_a_range_in_few_words():
    """The year again only where it is another one."""
    early, late = date(2026, 12, 20), date(2026, 12, 30)
    said = {
        "2026-12-20 to 12-30": Stockout(early, early, late),
        "2026-12-20 to 2027-01-02": Stockout(early, late, late + timedelta(days=3)),
        "2026-12-20 or later": Stockout(early, None, None),
        "not in 28 days": Stockout(None, None, None),
        "2026-12-20": Stockout(early, early, early),
        "too little history": Stockout(None, None, None, reason="too little history"),
    }
    assert [one.said for one in said.values()] == list(said)


@pytest.mark.slow
def test_both_tell_the_same_dates_of_the_sample():
    """Of what both list, whatever else each lists beside it."""
    with package.open("sample_data", config="sample_data/salesops.toml") as db:
        commands.expect(db, [heatmap, reorder])
        low = rows(commands.ask(heatmap, db, top=20))
        due = rows(commands.ask(reorder, db, top=80))
    shared = low.keys() & due.keys()
    assert len(shared) >= 3
    assert [dates(low[sku]) for sku in shared] == [dates(due[sku]) for sku in shared]
