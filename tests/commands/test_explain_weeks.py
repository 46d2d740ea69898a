"""In small shops, week against week, the planted cause stands first and is in the headline."""

from dataclasses import replace
from random import Random

import pytest
from explain_plants import BASE, NOW, alike, by_chance, channel_down, store
from explain_weeks import PLANTS, Sale, shop, visits, week

import salesops
from salesops.commands.sales.explain import explain
from salesops.models.likelier import alone, errors

pytestmark = pytest.mark.slow


def weeks(folder):
    with salesops.open(folder, as_of="2026-03-16 09:00") as db:
        return explain(db, since="2026-03-09", until="2026-03-15")


def first(report):
    return report.table("causes").rows[0]


@pytest.mark.parametrize("kind", PLANTS)
def test_a_planted_cause_stands_first(tmp_path, kind):
    plant, cause = PLANTS[kind]
    sessions = visits(500, 300) if kind == "traffic" else visits(500, 500)
    report = weeks(shop(tmp_path, week(10), plant(week(10)), traffic_daily=sessions))
    found = first(report)
    assert (found.kind, found.name) == cause
    assert found.cause.lower() in report.headline.lower()
    assert found.sure
    assert "may be chance" not in report.headline


GIANT = Sale(2, "web", "IT", "S3", 100, 31, "c1")


def test_one_giant_order_stands_first(tmp_path):
    """3,100 in the week before; all else is alike. The next largest: two of S7, 59 each."""
    report = weeks(shop(tmp_path, [*week(10), GIANT], week(10)))
    found = first(report)
    assert (found.kind, found.amount) == ("order", -3100)
    assert found.what == "3,100.00 in the other period; the next largest of both is 118.00"
    assert f"one order, {found.name} (-3,100.00)" in report.headline


def test_a_giant_order_the_other_way_is_no_cause(tmp_path):
    """It came this week, which all the same sold less: half of all prices."""
    dear = [replace(s, price=1000.0) for s in week(10)]
    report = weeks(shop(tmp_path, dear, [*week(10), GIANT]))
    assert "order" not in {cause.kind for cause in report.table("causes").rows}


def test_who_is_new_is_no_cause_where_the_data_has_just_begun(tmp_path):
    """Without a month before both weeks everybody is new in the first one."""
    folder = shop(tmp_path, week(10), PLANTS["prices"][0](week(10)))
    for name in ("orders", "order_lines"):
        lines = (folder / f"{name}.csv").read_text(encoding="utf-8").split("\n")
        (folder / f"{name}.csv").write_text("\n".join([lines[0], *lines[16:]]), encoding="utf-8")
    assert (first(weeks(folder)).kind, first(weeks(folder)).name) == ("effect", "price")


def test_the_likelier_story_stands_first_and_is_said_to_be_doubtful(tmp_path):
    """Of 69 orders of the web 29 came, of 43 others 39: it is no proof, and the better story."""
    dice = Random(0)
    orders = [*by_chance(BASE, dice, 100), *channel_down(by_chance(NOW, dice, 100), dice)]
    with salesops.open(store(tmp_path, orders), as_of="2026-03-10") as db:
        report = explain(db)
    assert (first(report).kind, first(report).name, first(report).sure) == ("channel", "web", False)
    assert first(report).what == "69 orders to 29; all others -7.7 %; may be chance"
    assert "most of it in channel web (-1,740.00), which may be chance" in report.headline


def test_an_effect_within_chance_comes_after_one_that_is_not(tmp_path):
    """Fourteen orders more of a hundred may be chance, a twentieth on every price is not."""
    now = [replace(order, price=order.price * 1.05) for order in alike(NOW, 10)]
    orders = [*alike(BASE, 10), *now, *now[:14]]
    with salesops.open(store(tmp_path, orders), as_of="2026-03-10") as db:
        report = explain(db)
    rows = report.table("causes").rows
    assert "most surely" in report.headline
    assert [(row.name, row.sure) for row in rows[:2]] == [("price", True), ("orders", False)]
    assert rows[1].amount > rows[0].amount
    assert rows[1].what == "100 orders to 114; may be chance"


def test_a_small_certain_effect_does_not_come_first(tmp_path):
    """One discount of a euro is certain, and is not why 280 are missing."""
    sales = week(10)
    now = [*sales[:60], replace(sales[60], off=0.01)]
    report = weeks(shop(tmp_path, sales, now))
    assert first(report).name != "discount"


# The two stories


def test_alone_or_alike():
    """Web 70 to 28, others 30 to 30: alike misses both, alone neither."""
    assert alone([(70, 28), (30, 30)], 0) == pytest.approx(7.29, abs=0.01)
    assert alone([(70, 42), (30, 18)], 0) == pytest.approx(-3.04, abs=0.01)
    assert alone([(0, 0), (0, 9)], 1) == float("-inf")


def test_counts_in_standard_errors():
    assert errors(100, 64) == pytest.approx(36 / 164**0.5)
    assert errors(0, 0) == 0
