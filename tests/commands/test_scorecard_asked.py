"""What a card asks of the exports: no more than its goals name, and the same sums as the ledger."""

import random
from datetime import datetime, timedelta

import pytest
from pulse_store import put
from scorecard_store import AS_OF, STOCK, TARGETS, TRAFFIC, goal, on, store

import salesops
from salesops.commands.ledger import Ledger
from salesops.commands.sales._scorecard.buyers import Vips
from salesops.commands.sales._scorecard.goals import Base
from salesops.commands.sales._scorecard.periods import UNITS, bases, last_complete, under_way
from salesops.commands.sales._scorecard.sums import Days
from salesops.result import Period

pytestmark = pytest.mark.usefixtures("loaded_once")

FIRST = datetime.fromisoformat("2025-11-03T00:00")


@pytest.fixture
def db(tmp_path):
    folder = store(tmp_path, targets=TARGETS, visits=TRAFFIC, stock=STOCK)
    with salesops.open(folder, as_of=AS_OF) as found:
        yield found


def asked(db):
    return {one.name for one in db.asked}


def test_a_metric_that_no_goal_names_is_not_asked(db):
    """Its shared views are not even made: over many orders these cost most."""
    on(db, goals=goal("net_sales", "month", "at_least = 1"))
    assert {"days", "customers", "targets"} <= asked(db)
    others = {"vips", "customer_refunds", "lost_sales", "stockouts", "line_sales", "profit"}
    assert asked(db).isdisjoint({*others, "sessions"})


@pytest.mark.parametrize(
    ("metric", "bound", "name"),
    [
        ("lost_sales_share", 'at_most = "2 %"', "stockouts"),
        ("vip_retention", 'at_least = "2 %"', "customer_refunds"),
        ("conversion", 'at_least = "2 %"', "sessions"),
        ("margin", 'at_least = "2 %"', "line_returns"),
    ],
)
def test_one_that_a_goal_names_is(db, metric, bound, name):
    on(db, goals=goal(metric, "month", bound))
    assert name in asked(db)


def test_lines_are_made_once_for_stock_and_profit(db):
    """None stands where the columns kept first were too few, and all were kept after."""
    goals = [goal("lost_sales_share", "month", 'at_most = "2 %"'),
             goal("margin", "month", 'at_least = "2 %"')]  # fmt: skip
    on(db, goals="".join(goals))
    assert db.kept["line_sales"] is not None
    assert "cost" in db.kept["line_sales"]


def stores(dice, folder):
    """Orders and refunds at any minute; amounts and customers of which many are alike."""
    orders, refunds = [], []
    for n in range(400):
        at = FIRST + timedelta(minutes=dice.randrange(200 * 1440))
        amount = dice.choice([10, 20, 20, 30, 500, 1000]) + dice.randrange(3)
        orders.append((n, at, dice.choice(["", *(f"c{i}" for i in range(60))]), amount))
        if dice.random() < 0.2:
            later = at + timedelta(minutes=dice.randrange(90 * 1440))
            refunds.append((n, later, dice.randint(1, amount)))
    put(
        folder,
        orders="order_id,created_at,customer_id,currency\n"
        + "\n".join(f"{n},{at:%Y-%m-%d %H:%M},{who},EUR" for n, at, who, _ in orders),
        order_lines="order_id,line_id,sku,qty,unit_price\n"
        + "\n".join(f"{n},{n}-1,X,1,{amount}" for n, _, _, amount in orders),
        refunds="refund_id,line_id,order_id,refunded_at,sku,qty,subtotal\n"
        + "\n".join(f"R{n},1,{n},{at:%Y-%m-%d %H:%M},X,1,{back}" for n, at, back in refunds),
    )
    return orders, refunds


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sums_are_the_ledgers(tmp_path, seed):
    """Of each period of a card and of what it meets, also where the month before is shorter."""
    dice = random.Random(seed)
    stores(dice, tmp_path)
    now = datetime.fromisoformat(f"{dice.choice(['2026-03-31', '2026-04-07'])} 15:10")
    with salesops.open(tmp_path, as_of=f"{now:%Y-%m-%d %H:%M}") as db:
        days, ledger = Days(db), Ledger(db, db.window("today"), "prev", undated=False)
        slots = [f(now, unit, 1) for unit in UNITS for f in (under_way, last_complete)]
        met = [b for slot in slots for b in bases(slot, Base(count=3), 1)]
        for slot in [*slots, *met]:
            found, wanted = days.sums(slot), ledger.totals(Period(slot.start, slot.end, "", False))
            for name in (*vars(found), "order_value", "aov"):
                assert getattr(found, name) == getattr(wanted, name), (slot, name)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_high_value_by_plain_python(tmp_path, seed):
    """Those of a large order, and the best by what they kept; of equal ones the first by name."""
    dice = random.Random(seed)
    orders, refunds = stores(dice, tmp_path)
    start, end = FIRST + timedelta(days=20), FIRST + timedelta(days=120)
    until = end + timedelta(days=30)
    buyer = {n: who for n, _, who, _ in orders}
    net, large = {}, set()
    for _, at, who, amount in orders:
        if who and start <= at < end:
            net[who] = net.get(who, 0) + amount
            large |= {who} if amount >= 1001 else set()
    for n, at, back in refunds:
        if buyer[n] in net and start <= at < end:
            net[buyer[n]] -= back
    best = sorted(net, key=lambda who: (-net[who], who))
    since = {who for _, at, who, _ in orders if end <= at < until}
    with salesops.open(tmp_path, as_of="2026-06-30") as db:
        vips = db.read("sales/scorecard/vips")
        for share in (0.0, 0.02, 0.05, 0.1, 0.25, 0.5, 0.99, 1.0):
            wanted = {*best[: int(len(best) * share)], *large}
            found = vips.one("vips", Vips, vip_from=start, vip_to=end, until=until,
                             vip_order=1001, vip_share=share)  # fmt: skip
            assert found == Vips(len(wanted), len(wanted & since)), share
