"""vip: fewer VIPs stay, a large one is silent, sales hang on one; and what it offers to today."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from rfm_store import store
from vip_store import AS_OF, small, vip

import salesops
from salesops.commands.customers._vip.odds import Odds
from salesops.commands.customers.vip import Limits, opportunities
from salesops.commands.customers.vip import vip as asked
from salesops.commands.opportunities import GUESS, Kind
from salesops.result import Level

pytestmark = pytest.mark.usefixtures("loaded_once")
END = date(2026, 3, 6)
"""The day before as-of, on which all data of these stores ends."""


def back(count):
    """The day so many before END."""
    return END - timedelta(days=count)


def shop(folder, stay, people=40):
    """Forty VIPs of a year and a half; of each quarter so many order again in its end.

    Half a year before as-of they all order; then each quarter `stay(quarter)` of them do.
    """
    rows = [f"first,{back(600)},Z,1"]
    rows += [f"a{n},{back(200)},V{n},1000" for n in range(people)]
    rows += [f"b{n},{back(120)},V{n},5" for n in range(stay("before"))]
    rows += [f"c{n},{back(20)},V{n},5" for n in range(stay("now"))]
    return store(folder, "\n".join([*rows, f"last,{END} 20:00,,1"]))


def codes(said):
    return [f["code"] for f in said.answer["findings"]]


def test_as_many_stay_as_before(tmp_path):
    """A quarter ago 20 of 40 had come back, now 18 of 40: below the goal, and no news."""
    said = vip(shop(tmp_path, {"before": 20, "now": 18}.get))
    assert (said["vip_retention"], said["vip_retention_n"]) == (18 / 40, 40)
    assert codes(said) == []
    assert "90 days earlier, 50.0 % of the VIPs of then had come back (20 of 40)." in said.notes


def test_fewer_stay(tmp_path):
    """6 of 40 after 20 of 40; whose goal is lower has reached it."""
    folder = shop(tmp_path, {"before": 20, "now": 6}.get)
    with salesops.open(folder, as_of=AS_OF) as db:
        said, modest = asked(db), asked(db, limits=Limits(retention_goal=0.1))
    (found,) = said.findings
    assert (found.level, found.code) == (Level.WARNING, "vip-retention-low")
    assert found.facts == {
        "retention": 0.15,
        "vips": 40,
        "before": 0.5,
        "before_vips": 40,
        "goal": 0.9,
    }
    assert modest.findings == ()


def weekly(folder, **silent):
    """Some who ordered each week and stopped; thirty others bring 100,000 in all."""
    rows = [
        f"{who}{n},{back(days + 7 * n)},{who},{each}"
        for who, (orders, each, days) in silent.items()
        for n in range(orders)
    ]
    rows += [f"o{n},{back(n)},P{n},3334" for n in range(30)]
    return store(folder, "\n".join([*rows, f"last,{END} 20:00,,1"]))


def test_one_who_brings_much_is_silent(tmp_path):
    """Ten orders, nine gaps of 7 days, and now 29: 5,000 of 105,021."""
    said = vip(weekly(tmp_path, W=(10, 500, 28)))
    found = said.finding("vip-lapsing")
    assert found["facts"] == {
        "customer": "W",
        "net_sales": "5000.00",
        "share": pytest.approx(5000 / 105021),
        "days_since": 29,
        "longest_gap": 7,
        "gaps": 9,
    }
    assert codes(said) == ["vip-lapsing"]


def test_other_silence_is_none(tmp_path):
    """Nine orders tell too little, 1,500 is not much, and 7 days are no longer than ever."""
    folder = weekly(tmp_path, A=(9, 600, 28), B=(10, 150, 28), C=(10, 500, 6), D=(4, 2500, 3))
    assert codes(vip(folder)) == []


def test_sales_hang_on_one(tmp_path):
    """11,200 of 111,221."""
    found = vip(weekly(tmp_path, W=(4, 2800, 3))).finding("vip-concentration")
    assert found["facts"]["customer"] == "W"
    assert found["facts"]["share"] == pytest.approx(11200 / 111221)


def offered(folder):
    with salesops.open(folder, as_of=AS_OF) as db:
        return opportunities(asked(db))


def test_late_vips_and_large_orders_are_offered(tmp_path):
    """Ann is late; Bo, who placed the VIP order, refuses to be written to."""
    (ann,) = offered(small(tmp_path))
    assert (ann.kind, ann.about) == (Kind.CONTACT, "customer c1@x.test")
    assert (ann.amount, ann.probability) == (Decimal("600.00"), 0.2)
    assert ann.basis.startswith(f"{GUESS}, vip.back: only 0 late VIPs")
    assert ann.brief == "Ann by e-mail: a VIP silent for 35 days"


def test_a_vip_order_is_thanked_for(tmp_path):
    folder = store(
        tmp_path,
        "B1,2026-03-05,B,1200\nB2,2026-03-05,B,600\nC1,2026-03-04,C,1000\nD1,2026-03-06,D,5000",
        customers="customer_id,email,name,accepts_email\nB,b@x.test,Bo,true\nC,c@x.test,Cy,true\n"
        "D,d@x.test,Di,true",
        refunds="refund_id,order_id,refunded_at,subtotal\nR1,D1,2026-03-06,100",
    )
    bo, cy = offered(folder)
    assert bo.action == "Thank Bo by e-mail; offer help with it."
    assert bo.what == "Ordered for 1,200.00, the first order (B1)."
    assert (bo.amount, bo.probability, bo.basis) == (Decimal(1200), 0.2, f"{GUESS}, vip.back")
    assert cy.brief == "Thank Cy by e-mail for C1, the first order"


def test_stale_data_concludes_and_offers_nothing(tmp_path):
    with salesops.open(small(tmp_path), as_of="2026-04-01") as db:
        said = asked(db)
    assert [f.code for f in said.findings] == ["stale-data"]
    assert opportunities(said) == ()


def test_who_was_as_late_before_tells_the_chance():
    """Of 25 late VIPs those silent for less time came back; the 20 nearest tell, or a fifth."""
    odds = Odds([(n, n < 10) for n in range(25)], 1)
    near = odds.near(0, 20)
    assert (near.times, near.came_back, near.share) == (20, 10, 0.5)
    far = odds.near(24, 20)
    assert (far.times, far.came_back) == (20, 5)
    many = Odds([(n, n < 10) for n in range(200)], 1)
    assert (many.near(0, 20).times, many.near(0, 20).came_back) == (40, 10)
    assert odds.of(5, 12).times == 7
    assert odds.of(5, None).came_back == 5
    assert Odds([], 0).near(3, 20).share is None
