"""vip against the definition written anew in plain Python, and against what scorecard says."""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from pulse_store import answered
from rfm_store import store
from vip_store import vip

pytestmark = pytest.mark.usefixtures("loaded_once")

AS_OF = datetime(2026, 3, 10, 12)  # noqa: DTZ001 - the store's clock has no zone
DAY, YEAR, QUARTER = timedelta(days=1), timedelta(days=365), timedelta(days=90)


def made(seed):
    """Orders and refunds of forty people over two years; some order often, a few for much."""
    dice = random.Random(seed)
    orders, refunds = [], []
    for n in range(600):
        who = f"C{int(dice.paretovariate(0.7)) % 40}" if dice.random() < 0.9 else ""
        price = dice.choice([5, 20, 20, 80, 80, 500, 999, 1000] if dice.random() < 0.1 else [5, 20])
        at = AS_OF - DAY * dice.choice([dice.randrange(1, 720), 90, 365, 455]) * dice.choice(
            [1, 1, 1 - 1e-6]
        )
        orders.append((f"O{n}", at.replace(microsecond=0), who, price))
        if dice.random() < 0.1:
            refunds.append((f"O{n}", min(at + 9 * DAY, AS_OF - DAY).replace(microsecond=0), 3))
    orders.append(("last", AS_OF - DAY / 24, "", 1))
    return orders, refunds


def folder_of(path, orders, refunds):
    head = "refund_id,order_id,refunded_at,subtotal"
    back = [f"R{n},{o},{at},{money}" for n, (o, at, money) in enumerate(refunds)]
    rows = [f"{o},{at},{who},{price}" for o, at, who, price in orders]
    return store(path, "\n".join(rows), refunds="\n".join([head, *back]))


def vips_of(orders, refunds, at):
    """Customer -> net sales of the year before, of those who are of high value then."""
    who_of = {o: who for o, _, who, _ in orders}
    sums, placed, high = defaultdict(Decimal), set(), set()
    for _, when, who, price in orders:
        if who and at - YEAR <= when < at:
            sums[who] += price
            placed.add(who)
            high |= {who} if price >= 1000 else set()
    for order, when, money in refunds:
        if at - YEAR <= when < at:
            sums[who_of[order]] -= money
    best = sorted(placed, key=lambda who: (-sums[who], who))[: int(len(placed) * 0.05)]
    return {who: sums[who] for who in {*best, *high}}


def habits_of(orders, at):
    """Customer -> days since, and gaps between days on which they ordered."""
    days = defaultdict(set)
    for _, when, who, _ in orders:
        if when < at:
            days[who].add(when.date())
    found = {}
    for who, set_ in days.items():
        run = sorted(set_)
        gaps = [(b - a).days for a, b in pairwise(run)]
        found[who] = ((at.date() - run[-1]).days, gaps)
    return found


def bound(gaps):
    """Nine in ten are of so many days or fewer: by linear interpolation, exactly."""
    if len(gaps) < 3:
        return None
    run, at = sorted(gaps), Fraction(9 * (len(gaps) - 1), 10)
    low, part = int(at), at - int(at)
    return run[low] + part * (run[min(low + 1, len(run) - 1)] - run[low])


def late(habit):
    since, gaps = habit
    return None if bound(gaps) is None else since > bound(gaps)


@pytest.mark.parametrize("seed", range(2))
def test_vips_and_who_of_them_is_late(tmp_path, seed):
    orders, refunds = made(seed)
    said = vip(folder_of(tmp_path, orders, refunds), as_of=f"{AS_OF}")
    truth, habits = vips_of(orders, refunds, AS_OF), habits_of(orders, AS_OF)
    assert {r["customer_id"]: Decimal(r["net_sales"]) for r in said.table("customers")} == truth
    for row in said.table("customers"):
        since, gaps = habits[row["customer_id"]]
        assert (row["days_since"], row["gaps"]) == (since, len(gaps))
        assert row["due"] == late((since, gaps))
        after = bound(gaps)
        assert row["late_after"] == (None if after is None else pytest.approx(float(after)))
        assert row["longest_gap"] == max(gaps, default=None)
    *_, whole = said.table("odds")
    assert (whole["times"], whole["came_back"]) == came_back(orders, refunds)
    then = vips_of(orders, refunds, AS_OF - QUARTER)
    back = then.keys() & {who for _, at, who, _ in orders if at >= AS_OF - QUARTER}
    assert said["vip_retention_n"] == len(then)
    assert said["vip_retention"] == pytest.approx(len(back) / len(then))


def came_back(orders, refunds):
    """Of the late VIPs of six earlier dates: how many, and how many ordered in 30 days."""
    times = found = 0
    for look in range(1, 7):
        at = AS_OF - 30 * DAY * look
        known = habits_of(orders, at)
        for who in vips_of(orders, refunds, at):
            if late(known[who]):
                times += 1
                found += any(w == who and at <= t < at + 30 * DAY for _, t, w, _ in orders)
    return times, found


def test_retention_is_what_scorecard_says(tmp_path):
    folder = folder_of(tmp_path, *made(0))
    said = vip(folder, as_of=f"{AS_OF}")
    card = answered("scorecard", folder, "--over", "month", as_of=f"{AS_OF}")
    (row, *_) = (r for r in card.table("goals") if r["metric"] == "vip_retention")
    assert (row["actual"], row["n"]) == (said["vip_retention"], said["vip_retention_n"])
