"""A cause that is planted stands first; where everything falls alike, no value is blamed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from explain_plants import (
    BASE,
    CAUSES,
    NOW,
    PRICES,
    alike,
    by_chance,
    store,
    without_sku,
)
from pulse_store import AS_OF, put

import salesops
from salesops.commands.opportunities import Kind, Owner
from salesops.commands.sales.explain import Limits, explain, opportunities
from salesops.result import Level

pytestmark = pytest.mark.slow


def asked(folder, **options):
    with salesops.open(folder, as_of=AS_OF) as db:
        return explain(db, **options)


def first(report):
    cause = report.table("causes").rows[0]
    return cause.kind, cause.name


def evenly(orders, kind):
    """The plant where chance plays no part: whole blocks stay or go."""
    if kind == "channel":
        return [o for n, o in enumerate(orders) if o.channel != "web" or n // 10 % 5 < 2]
    if kind == "traffic":
        return [o for n, o in enumerate(orders) if n // 10 % 5 < 3]
    return CAUSES[kind][0](orders, Random(0))


@pytest.mark.parametrize("kind", CAUSES)
def test_a_planted_cause_stands_first(tmp_path, kind):
    """Of 200 orders: with 100 chance might take as many from a channel."""
    now = evenly(alike(NOW, 20), kind)
    sessions = (2000, 1200 if kind == "traffic" else 2000)
    report = asked(store(tmp_path, [*alike(BASE, 20), *now], sessions))
    assert first(report) == CAUSES[kind][1]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", CAUSES)
def test_a_planted_cause_stands_first_in_noise(tmp_path, kind, seed):
    """Both days are drawn by chance; on the second one the cause is at work."""
    dice = Random(seed)
    plant, cause = CAUSES[kind]
    before, now = by_chance(BASE, dice), plant(by_chance(NOW, dice), dice)
    sessions = (6000, 3600 if kind == "traffic" else 6000)
    assert first(asked(store(tmp_path, [*before, *now], sessions))) == cause


@pytest.mark.parametrize("seed", range(3))
def test_no_value_is_blamed_when_everything_falls_alike(tmp_path, seed):
    dice = Random(seed)
    orders = [*by_chance(BASE, dice), *by_chance(NOW, dice, 200)]
    report = asked(store(tmp_path, orders))
    assert first(report) == ("effect", "orders")
    assert {cause.kind for cause in report.table("causes").rows} == {"effect"}


def test_nothing_that_fell_alike_has_an_excess(tmp_path):
    report = asked(store(tmp_path, [*alike(BASE), *alike(NOW, 5)]))
    assert {row.excess for row in report.table("carriers").rows} == {Decimal("0.00")}
    (cause,) = report.table("causes").rows
    assert (cause.cause, cause.what) == ("Fewer orders", "100 orders to 50")


def test_a_sku_out_of_stock_is_said_to_be(tmp_path):
    """Two orders of ten fewer could be chance; that there was none to sell could not."""
    other = replace(alike(NOW, 1)[1], price=1.0)
    orders = [*alike(BASE, 1), *without_sku(alike(NOW, 1), Random(0)), other]
    folder = store(tmp_path, orders)
    assert first(asked(folder))[0] == "effect"  # three orders to none, and another one more
    put(folder, stock_history=f"day,sku,on_hand\n{NOW},S0,0\n{NOW},S1,4")
    report = asked(folder)
    assert first(report) == ("sku", "S0")
    cause = report.table("causes").rows[0]
    assert cause.what == "3 orders to 0; all others +0.6 %; out of stock 1 of 1 day"
    assert cause.action == "Reorder it; offer a pre-order or what replaces it."
    assert cause.amount == -3 * Decimal(PRICES["S0"])


# The finding, and what it offers to the day


@pytest.fixture(scope="module")
def fallen(tmp_path_factory):
    """Of 100 orders of the 2nd 40 come again on the 9th: 2,900 to 1,160. The 1st sold nothing."""
    nothing = replace(alike("2026-03-01", 1)[0], price=0.0)
    folder = store(tmp_path_factory.mktemp("fallen"), [nothing, *alike(BASE), *alike(NOW, 4)])
    with salesops.open(folder, as_of=AS_OF) as db:
        yield db


def test_a_fall_past_the_limits_is_explained(fallen):
    (found,) = explain(fallen).findings
    assert (found.level, found.code) == (Level.WARNING, "sales-drop-explained")
    assert found.message == (
        "Net sales fell 1,740.00 (-60.0 %) to 1,160.00 against Monday 2026-03-02, first through "
        "Fewer orders (100 orders to 40): -1,740.00. Increase marketing and promotions."
    )
    assert found.facts["orders"] == [100, 40]


@pytest.mark.parametrize(
    "limits", [Limits(drop=-0.61), Limits(drop_amount=1741), Limits(drop_orders=101)]
)
def test_within_a_limit_it_is_not(fallen, limits):
    report = explain(fallen, limits=limits)
    assert not report.findings
    assert not opportunities(report)


def test_it_is_offered_to_the_day(fallen):
    """1,740 a day, for seven days, at the default odds."""
    (offer,) = opportunities(explain(fallen))
    assert (offer.kind, offer.owner, offer.about) == (Kind.BLOCKER, Owner.MARKETING, "net sales")
    assert (offer.amount, offer.probability) == (Decimal(12180), 0.5)
    assert offer.basis == "a guess, explain.goes_on"
    assert offer.action == "Increase marketing and promotions."
    assert offer.more == "explain --period 2026-03-09"
    assert offer.brief == "Increase marketing and promotions: net sales fell 1,740.00"


def test_a_fall_of_two_days_is_half_a_day_each(fallen):
    (offer,) = opportunities(explain(fallen, since="2026-03-08", until="2026-03-09"))
    assert offer.amount == Decimal(12180) / 2
    assert offer.more == "explain --since '2026-03-08 00:00' --until '2026-03-10 00:00'"


# The band of the same weekdays


def weeks(folder, amounts, extra=()):
    """One order each Monday: the last is that of 9 March."""
    last = date(2026, 3, 9)
    days = [last - timedelta(weeks=n) for n in reversed(range(len(amounts)))]
    rows = [f"{n},{day},A,1,{a}" for n, (day, a) in enumerate(zip(days, amounts, strict=True))]
    return put(folder, lines="\n".join(["order_id,order_date,sku,quantity,amount", *rows, *extra]))


USUAL = [10, 20, 30, 40, 50, 60, 70, 80]


def season(report):
    return {row.what: row.net_sales for row in report.table("season").rows}


def test_the_band(tmp_path):
    """Eight Mondays: the 10th percentile lies at .7 x (8-1) steps: 10 + .7 x 10; the 90th at 73."""
    report = asked(weeks(tmp_path, [*USUAL, 16]))
    assert season(report) == {
        "This period": 16,
        "Compared with": 80,
        "Usual: low end": 17,
        "Usual: median": 45,
        "Usual: high end": 73,
    }
    assert "A usual Monday brings 17.00 to 73.00: this one is below that." in report.headline
    assert [row.net_sales for row in report.table("usual").rows] == USUAL[::-1]
    assert "The data does not reach back a year" in " ".join(report.notes)


def test_the_other_one_was_unusual(tmp_path):
    report = asked(weeks(tmp_path, [*USUAL, 17]))
    assert "this one is usual, the other period was the one that brought more." in report.headline


def test_both_are_usual(tmp_path):
    report = asked(weeks(tmp_path, [10, 80, 20, 30, 40, 60, 70, 50, 73]))
    assert "brings 17.00 to 73.00: both periods are usual." in report.headline


def test_above(tmp_path):
    assert "this one is above that." in asked(weeks(tmp_path, [*USUAL, 74])).headline


def test_three_mondays_make_no_band(tmp_path):
    report = asked(weeks(tmp_path, [10, 20, 30, 5]))
    assert "usual" not in report.headline
    assert "the data holds 3 periods of the same weekdays before" in report.table("season").note


def test_a_year_ago(tmp_path):
    """364 days before 9 March 2026 is Monday 10 March 2025."""
    report = asked(weeks(tmp_path, [*USUAL, 16], ["99,2025-03-10,A,1,33"]))
    assert season(report)["A year ago"] == 33


def test_weeks_do_not_overlap(tmp_path):
    """Seven days against the seven before, and those of eight weeks: each Monday in one."""
    report = asked(weeks(tmp_path, [*USUAL, 16]), since="2026-03-03", until="2026-03-09")
    assert [row.net_sales for row in report.table("usual").rows] == USUAL[::-1][:7]
    assert "A usual week brings" in report.headline


def test_so_far_is_held_against_the_same_hours(tmp_path):
    rows = ["98,2026-03-02 09:00,A,1,5", "99,2026-03-09 09:00,A,1,4"]
    head = "order_id,order_date,sku,quantity,amount"
    older = [f"{n},2026-02-{d:02d} 09:00,A,1,{n}" for n, d in enumerate((2, 9, 16, 23), 1)]
    late = ["50,2026-03-02 20:00,A,1,1000"]
    folder = put(tmp_path, lines="\n".join([head, *older, *late, *rows]))
    with salesops.open(folder, as_of="2026-03-09 15:00") as db:
        report = explain(db, since="today")
    assert season(report)["Compared with"] == 5
    assert "A usual Monday until then brings" in report.headline


def test_a_usual_fall_is_a_remark(tmp_path):
    """30 orders of 100 on the 2nd and 20 on the 9th, which is what other Mondays bring."""
    rows, n = ["order_id,order_date,sku,quantity,amount"], 0
    for week, orders in enumerate([20, 21, 18, 19, 22, 20, 21, 40, 20]):
        for _ in range(orders):
            n += 1
            rows.append(f"{n},{date(2026, 1, 12) + timedelta(weeks=week)},A,1,100")
    report = asked(put(tmp_path, lines="\n".join(rows)))
    (found,) = report.findings
    assert found.level is Level.INFO
    assert found.message.endswith("As usual for the season: plan for it.")
    assert not opportunities(report)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", CAUSES)
def test_how_often_a_planted_cause_stands_first(tmp_path, kind):
    """What the page says of 300 orders a day, within what 40 stores can tell."""
    plant, cause = CAUSES[kind]
    right = 0
    for seed in range(40):
        dice = Random(seed)
        before, now = by_chance(BASE, dice), plant(by_chance(NOW, dice), dice)
        sessions = (6000, 3600 if kind == "traffic" else 6000)
        right += first(asked(store(tmp_path, [*before, *now], sessions))) == cause
    assert right >= 33
