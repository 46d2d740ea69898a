"""funnel: steps and rates by hand, falls beyond chance, quadrants, items, what may be missing."""

from decimal import Decimal

import pytest
from pulse_store import put, salesops
from traffic_store import AS_OF, LAST, ago, funnel, orders, store

import salesops as notebook
from salesops.commands.traffic._funnel.quadrants import Quadrant, placed
from salesops.commands.traffic._funnel.rows import Each
from salesops.commands.traffic.funnel import funnel as ask
from salesops.commands.traffic.funnel import opportunities
from salesops.models.share_change import errors

pytestmark = pytest.mark.usefixtures("loaded_once")

MONTH = 28


def visits(now, before, page="/a", revenue=100):
    """The same steps on each day: 28 days of `now`, 28 of `before`."""
    return [
        f"{ago(n)},Direct,{page},{','.join(map(str, now if n < MONTH else before))},{revenue}"
        for n in range(2 * MONTH)
    ]


SAME = (200, 20, 10, 5)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quiet")
    return store(folder, visits(SAME, SAME), **orders({ago(n): 6 for n in range(28)}))


def test_steps_by_hand(tmp_path):
    """28 x 200 sessions, 28 x 20 carts, 28 x 10 checkouts, 28 x 5 orders; 30 carts before."""
    rows = visits(SAME, (200, 30, 15, 5))
    rows.append("2026-03-10,Direct,/a,999,99,99,99,0")  # today is not over
    said = funnel(store(tmp_path, rows, **orders({ago(n): 6 for n in range(28)})))
    assert said.column("steps", "step", "number", "rate", "before", "number_before") == [
        ("Sessions", 5600, None, None, 5600),
        ("Carts", 560, 0.1, 0.15, 840),
        ("Checkouts", 280, 0.5, 0.5, 420),
        ("Orders", 140, 0.5, pytest.approx(1 / 3), 140),
    ]
    carts = said.row("steps", step="Carts")
    assert (carts["best"], carts["of_sessions"], carts["lost"]) == (0.15, 0.1, 5040)
    # 280 carts fewer than at .15; of these half begin a checkout and half of them buy.
    assert carts["short"] == 70
    assert carts["low"] < 0.1 < carts["high"]
    assert said["conversion"] == 0.025
    assert (said["web_orders"], said["orders_per_session"]) == (168, 168 / 5600)
    assert said["analytics_coverage"] == pytest.approx(140 / 168)


def test_a_quiet_shop_says_nothing(quiet):
    said = funnel(quiet)
    assert said.answer["findings"] == []
    _, out, _ = salesops("funnel", "--data", quiet, "--as-of", AS_OF)
    words = " ".join(out.split())
    assert "2.5 % of 5,600 sessions end in an order in the 28 days to 2026-03-09" in words
    assert "No step is below the shop's own best." in words


def test_the_checkout_drops_beyond_chance(tmp_path):
    """280 checkouts: 84 end in an order, 140 did. One finding: conversion fell for this."""
    folder = store(tmp_path, visits((200, 20, 10, 3), SAME), **orders({LAST: 5}))
    said = funnel(folder)
    (found,) = said.answer["findings"]
    assert (found["code"], found["level"]) == ("checkout-drop", "warning")
    assert found["facts"] == {
        "rate": 0.3,
        "rate_before": 0.5,
        "checkouts": 280,
        "checkouts_before": 280,
        "orders": 84,
        "step": "purchases",
    }
    with notebook.open(folder, as_of=AS_OF) as db:
        (offer,) = opportunities(ask(db))
    assert offer.about == "checkout"
    assert offer.amount == pytest.approx(Decimal("0.2") * 280 * 20 * 7 / 28)


def test_conversion_drops_where_fewer_fill_a_cart(tmp_path):
    rows = visits((200, 10, 5, 2), (200, 20, 10, 4))
    (found,) = funnel(store(tmp_path, rows, **orders({LAST: 5}))).answer["findings"]
    assert (found["code"], found["facts"]["step"]) == ("conversion-drop", "carts")
    assert found["facts"]["rate_before"] == 0.02


def test_a_drop_that_may_be_chance_is_none(tmp_path):
    """4 of 5 checkouts, 3 of 5 now: 84 of 140 against 112 is past chance, 6 of 10 against 8 not."""
    few = [row for row in visits((40, 6, 5, 3), (40, 6, 5, 4)) if row[:10] >= str(ago(1))]
    few += [row for row in visits((40, 6, 5, 3), (40, 6, 5, 4)) if row[:10] <= str(ago(54))]
    put(tmp_path, salesops="[funnel]\nleast_checkouts = 5\nleast_visits = 5")
    folder = store(tmp_path, few, **orders({LAST: 5}))
    said = funnel(folder, "--since", "2026-03-08", "--config", tmp_path / "salesops.toml")
    assert said.answer["findings"] == []


def test_errors_by_hand():
    """.5 and .3 of 280: pooled .4, sqrt(.24 x 2/280) = .041404."""
    assert errors(84, 280, 140, 280) == pytest.approx(0.2 / 0.0414039, rel=1e-5)
    assert errors(1, 0, 1, 2) == 0.0
    assert errors(0, 5, 0, 5) == 0.0


def each(name, n, bought, checkouts=None, revenue=None):
    return Each(name, None, None, n, checkouts, bought, revenue)


def test_quadrants_by_hand():
    """Median of nine: 1,000 visits, 3 %."""
    rows = [each(f"p{n}", 1000, 30, 60) for n in range(5)]
    rows += [each("low", 2000, 10, 20), each("high", 500, 50, 90)]
    rows += [each("leaves", 2000, 62, 400), each("best", 3000, 300, 500), each("tiny", 50, 9)]
    found = {one.each.name: one for one in placed(rows, 100, 50)}
    assert {name: one.quadrant for name, one in found.items() if not name.startswith("p")} == {
        "low": Quadrant.LOW,
        "high": Quadrant.HIGH,
        "leaves": Quadrant.ABANDONED,
        "best": Quadrant.BEST,
        "tiny": Quadrant.FEW,
    }
    assert {found[f"p{n}"].quadrant for n in range(5)} == {Quadrant.USUAL}
    assert (found["low"].usual, found["low"].middle) == (0.03, 1000)
    assert found["low"].more(Decimal(20)) == pytest.approx(Decimal("0.025") * 2000 * 20)
    assert found["high"].more(Decimal(20)) is None
    assert found["leaves"].abandoned == pytest.approx(338 / 400)


def test_pages_are_compared_with_their_like():
    """An article sells less than products do, and as articles do."""
    rows = [each(f"/products/{n}", 1000, 50) for n in range(5)]
    rows += [each(f"/blogs/{n}", 1000, 5) for n in range(3)]
    assert {one.quadrant for one in placed(rows, 100, 50)} == {Quadrant.USUAL}
    alone = placed([*rows[:5], rows[5]], 100, 50)[-1]
    assert (alone.quadrant, alone.kind) == (Quadrant.LOW, "")


def test_what_varies_more_than_chance_stands_apart_less():
    rows = [each(f"p{n}", 1000, 30) for n in range(5)] + [each("low", 1000, 10)]
    assert placed(rows, 100, 50)[-1].quadrant is Quadrant.LOW
    assert placed(rows, 100, 50, spread=4.0)[-1].quadrant is Quadrant.USUAL


def test_a_page_below_its_like_is_offered(tmp_path):
    """/p/0 to /p/4 sell at 3 %, /p/low at a half: 2.5 % of 28 x 300 visits x 20."""
    rows = []
    for n in range(5):
        rows += visits((100, 10, 6, 3), (100, 10, 6, 3), page=f"/p/{n}", revenue=60)
    rows += visits((300, 10, 6, 1.5), (300, 10, 6, 2), page="/p/low", revenue=30)
    rows = [row.replace(",1.5,30", ",1,20") for row in rows]
    folder = store(tmp_path, rows, **orders({LAST: 5}))
    said = funnel(folder)
    row = said.row("by_page", name="/p/low")
    assert (row["quadrant"], row["compared"], row["usual"]) == (Quadrant.LOW, "/p", 0.03)
    more = (0.03 - 1 / 300) * 28 * 300 * 20
    assert float(row["more"]) == pytest.approx(more, abs=0.01)
    with notebook.open(folder, as_of=AS_OF) as db:
        (offer,) = opportunities(ask(db))
    assert (offer.about, offer.probability) == ("page /p/low", 0.15)
    assert float(offer.amount) == pytest.approx(more / 4, abs=0.01)


ITEMS = "day,item,sku,category,viewed,added,checked_out,purchased,revenue"


def items(folder):
    rows = [
        f"{ago(n)},{sku} name,{sku},{'Low' if sku == 'X' else 'Rest'},50,5,3,{bought},{bought * 9}"
        for n in range(1, 40)
        for sku, bought in (("A", 2), ("B", 2), ("C", 2), ("D", 2), ("X", 0))
    ]
    return put(folder, items="\n".join([ITEMS, *rows]))


def test_items_and_categories(quiet, tmp_path):
    """27 days are known: 1,350 views and 54 bought of each; X sells nothing."""
    folder = items(store(tmp_path, visits(SAME, SAME), **orders({LAST: 5})))
    said = funnel(folder, "--by", "item")
    row = said.row("by_item", name="X")
    assert (row["visits"], row["orders"], row["quadrant"]) == (1350, 0, Quadrant.LOW)
    assert float(row["more"]) == pytest.approx(0.04 * 1350 * 9)
    assert said.row("by_item", name="A")["hundred"] == "36.00"
    assert "Items are known until 2026-03-08." in said.notes
    said = funnel(folder, "--by", "category")
    assert sorted(said.column("by_category", "name", "visits")) == [
        ("Low", 1350),
        ("Rest", 5400),
        ("all", 6750),
    ]
    code, _, err = salesops("funnel", "--by", "item", "--data", quiet, "--as-of", AS_OF)
    assert code == 3
    assert "items_daily" in err


def test_without_purchases_orders_of_the_shop_stand_in(tmp_path):
    put(tmp_path, visits="\n".join(["day,sessions", *(f"{ago(n)},100" for n in range(60))]))
    put(tmp_path, **orders({ago(n): 3 for n in range(28)}))
    said = funnel(tmp_path)
    assert said.column("steps", "step", "number") == [
        ("Sessions", 2800),
        ("Orders of the web shop", 84),
    ]
    assert said["orders_per_session"] == 0.03
    assert "conversion" not in said.answer["metrics"]


def test_a_shop_that_does_not_say_who_bought_is_in_no_rate(tmp_path):
    folder = store(tmp_path, visits(SAME, SAME), **orders({LAST: 5}))
    rows = [f"S,{ago(n)},Direct,10" for n in range(60)]
    put(folder, other="\n".join(["shop_id,day,channel,sessions", *rows]))
    said = funnel(folder)
    assert (said["sessions"], said["conversion"]) == (5880, 0.025)
    assert "280 sessions are of exports that do not say who bought" in said.notes


def test_visits_alone_are_enough(tmp_path):
    said = funnel(store(tmp_path, visits(SAME, SAME)))
    assert said["conversion"] == 0.025
    assert "web_orders" not in said.answer["metrics"]


@pytest.mark.parametrize("rows", [[], visits(SAME, SAME)[10:]], ids=["none", "late"])
def test_nothing_is_concluded_of_what_ends_too_early(tmp_path, rows):
    said = funnel(store(tmp_path, rows, **orders({LAST: 1})))
    assert [f["code"] for f in said.answer["findings"]] == ["visits-stale"]


def test_an_unknown_split_is_refused(quiet):
    code, _, err = salesops("funnel", "--data", quiet, "--as-of", AS_OF, "--by", "pages")
    assert code == 2
    assert "page" in err


def test_orders_per_session_are_of_the_days_that_both_windows_know(tmp_path):
    """Of 7 days one is missing in each window: 5 days of 5 orders by 200 sessions."""
    gone = {ago(2), ago(8)}
    rows = [row for row in visits(SAME, SAME) if row[:10] not in {str(day) for day in gone}]
    said = funnel(store(tmp_path, rows, **orders({ago(n): 5 for n in range(28)})), "--since", "7d")
    assert said["sessions"] == 5 * 200
    assert said["web_orders"] == 25
    assert said["orders_per_session"] == pytest.approx(0.025)
    assert said["analytics_coverage"] == 1


def test_a_page_that_sells_without_a_session_stands_among_the_pages(tmp_path):
    rows = visits(SAME, SAME) + visits((0, 0, 0, 1), (0, 0, 0, 1), page="/mail")
    said = funnel(store(tmp_path, rows))
    *parts, whole = said.table("by_page")
    assert whole["orders"] == 28 * 6 == said.row("steps", step="Orders")["number"]
    assert parts[-1]["name"] == "/mail"
    assert parts[-1]["conversion"] is None


def test_a_fall_names_no_step_that_the_export_does_not_state(tmp_path):
    rows = visits((200, "", "", 2), (200, "", "", 6))
    folder = store(tmp_path, rows)
    assert "checkout" not in funnel(folder).finding("conversion-drop")["message"]
    _, out, _ = salesops("funnel", "--data", folder, "--as-of", AS_OF)
    assert "Fewer visits end in an order" in " ".join(out.split())
