"""abandon-carts: when fewer carts come back or more are left, and what it offers to the queue."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from carts_store import AS_OF, carts, store

import salesops
from salesops.commands.customers._abandon_carts.odds import Odds, apart
from salesops.commands.customers.abandon_carts import abandon_carts, opportunities
from salesops.commands.opportunities import Kind, Owner

FIRST, LAST = date(2025, 12, 10), date(2026, 3, 9)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
TODAY = date(2026, 3, 10)
CHANGE = date(2026, 2, 4)
"""From here on carts are those of the last four weeks: 28 days, until 168 hours ago."""


def shop(folder, back, more=0, orders=4):
    """Two carts a day at 10:00, `more` in the last week; `back` says who orders at 11:30."""
    begun = [(day, f"{day}-{n}") for day in DAYS for n in "ab"]
    begun += [(LAST - timedelta(days=n % 7), f"more-{n}") for n in range(more)]
    placed = [f"{day} 09:00:0{n}" for day in [*DAYS, TODAY] for n in range(4)]
    placed += [f"{LAST - timedelta(days=n % 7)} 08:00" for n in range(orders - 4)]
    rows = [f"o{n},{at},,,,20" for n, at in enumerate(placed)]
    rows += [f"b{who},{day} 11:30,{who}@x.test,,,20" for day, who in begun if back(day, who)]
    lines = [f"{who},{day} 10:00,{who}@x.test,,,10,,,,yes" for day, who in begun]
    return store(folder, "\n".join(lines), "\n".join(rows))


def one_in_four(day, who):
    return not who.startswith("more") and (day - FIRST).days % 4 == 0


def test_a_quiet_shop_says_nothing(tmp_path):
    said = carts(shop(tmp_path, one_in_four))
    assert said.answer["findings"] == []
    assert said["recovery_rate"] == 0.25  # 42 of 168 carts that are over


def test_fewer_carts_come_back(tmp_path):
    """28 of 112 before, none of 56 in the last four weeks."""
    said = carts(shop(tmp_path, lambda d, w: d < CHANGE and one_in_four(d, w)))
    found = said.finding("cart-recovery-drop")
    assert found["level"] == "warning"
    assert found["facts"] == {
        "recent_rate": 0.0,
        "recent_carts": 56,
        "before_rate": 0.25,
        "before_carts": 112,
    }


def test_a_fall_that_may_be_chance_is_none(tmp_path):
    """10 of 56 after 28 of 112: a fall of 29 %, and one standard error."""
    kept = [day for day in DAYS if day >= CHANGE and one_in_four(day, "")][:5]
    said = carts(shop(tmp_path, lambda d, w: one_in_four(d, w) and (d < CHANGE or d in kept)))
    assert said.answer["findings"] == []


def test_more_carts_for_each_order(tmp_path):
    """44 carts of 10 beside 28 orders and those that came back; 14 beside as many is usual.

    The seven days to 9 March hold two days of the fourth: four carts came back in them.
    """
    back = sum(one_in_four(day, "") for day in DAYS[-7:]) * 2
    said = carts(shop(tmp_path, one_in_four, more=30))
    found = said.finding("carts-up")
    assert found["level"] == "warning"
    assert (found["facts"]["carts"], found["facts"]["value"]) == (44, "440.00")
    assert found["facts"]["orders"] == 28 + back
    assert found["facts"]["ratio"] == pytest.approx(44 / (28 + back), abs=1e-4)


def test_a_busy_week_has_more_of_both(tmp_path):
    said = carts(shop(tmp_path, one_in_four, more=30, orders=4 + 60))
    assert said.answer["findings"] == []


def test_standard_errors_by_hand():
    """28 of 112 and 0 of 56: pooled 1/6, error sqrt(5/36 x (1/112 + 1/56)) = 0.06099."""
    assert apart(Odds(112, (1.0,) * 28), Odds(56, ())) == pytest.approx(0.25 / 0.0609937, rel=1e-5)
    assert apart(Odds(0, ()), Odds(56, ())) == 0.0
    assert apart(Odds(5, ()), Odds(5, ())) == 0.0


def test_the_odds_of_an_age_by_hand():
    odds = Odds(10, (1.0, 5.0, 5.0, 100.0))
    assert [odds.open_at(age) for age in (0.5, 1, 5, 101)] == [10, 9, 7, 6]
    assert [odds.chance(age) for age in (0.5, 1, 5, 101)] == [0.4, 3 / 9, 1 / 7, 0.0]
    assert Odds(2, (1.0, 2.0)).chance(3) is None


OPEN = """
    a,2026-03-10 10:00,ann@x.test,,,500,,,Ann,yes
    b,2026-03-10 10:00,bob@x.test,,,400,,,Bob,no
    c,2026-03-10 10:00,cat@x.test,,,300,,,Cat
    e,2026-03-10 10:00,eve@x.test,,,100,,,,yes
"""
BEFORE = "O1,2026-01-05,ann@x.test,,,50\nO2,2026-03-10 11:00,zoe@x.test,,,70"


def offered(folder, as_of=AS_OF):
    with salesops.open(folder, as_of=as_of) as db:
        return opportunities(abandon_carts(db))


def test_it_offers_the_carts_and_who_agreed(tmp_path):
    """Bob said no, Cat said nothing: neither is offered by name, and Bob's cart not at all."""
    batch, ann, eve = offered(store(tmp_path, OPEN, BEFORE))
    assert (batch.kind, batch.owner, batch.amount) == (Kind.OPPORTUNITY, Owner.SALES, Decimal(900))
    assert batch.probability == pytest.approx(0.2)
    assert batch.basis == "the operator guide's lower figure; 0 own carts are too few"
    assert batch.what == (
        "3 open carts of 3 people without a refusal of consent; the latest of each: 900.00 "
        "together."
    )
    assert (ann.kind, ann.about, ann.amount) == (Kind.CONTACT, "customer ann@x.test", Decimal(500))
    assert ann.what == "Left a cart worth 500.00, 2.0 hours ago; 1 order before."
    assert ann.action == "Write to Ann by e-mail, with the link."
    assert ann.brief == "Ann by e-mail: left a cart 2.0 hours ago, 1 order before"
    assert batch.brief == (
        "Write to 3 people about their latest open carts, the most promising first"
    )
    assert (eve.about, eve.expected) == ("customer eve@x.test", Decimal(20))


def test_who_left_several_is_offered_once_with_the_latest(tmp_path):
    """Ann's first cart is no money at stake: 100 of hers and 300 of Cat, of three carts."""
    rows = OPEN.replace("10:00,ann@", "09:00,ann@").replace("eve@x.test", "ann@x.test")
    batch, ann = offered(store(tmp_path, rows, BEFORE))
    assert (batch.amount, ann.amount) == (Decimal(400), Decimal(100))
    assert batch.what.startswith("3 open carts of 2 people without")
    assert ann.what.startswith("Left a cart worth 100.00 (the latest of 2), 2.0 hours ago")
    assert ann.brief.endswith(
        " by e-mail: left a cart (the latest of 2) 2.0 hours ago, 1 order before"
    )


def test_its_odds_are_those_of_the_shop(tmp_path):
    """42 of 166 came back, each after 90 minutes: so of today's two, and no older one is offered.

    Open are 2 of each of seven days, less the two days on which all came back: ten carts.
    """
    batch, *people = offered(shop(tmp_path, one_in_four), "2026-03-09 11:00")
    assert batch.basis == "own history, 166 carts by age"
    assert batch.amount == Decimal(100)
    assert batch.probability == pytest.approx(2 * 2.53 / 100)
    assert [p.probability for p in people] == pytest.approx([42 / 166] * 2)


def test_old_data_and_no_carts_offer_nothing(tmp_path):
    store(tmp_path, OPEN, "O1,2026-01-05,ann@x.test,,,50")
    assert offered(tmp_path) == ()
    (tmp_path / "empty").mkdir()
    assert offered(store(tmp_path / "empty", "", BEFORE)) == ()
