"""cohorts against the definition written anew in plain Python, on stores full of edges."""

import random
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from pulse_store import answered
from rfm_store import store

FIRST, AS_OF = datetime(2025, 1, 1), datetime(2026, 3, 10, 12)  # noqa: DTZ001 - the store's clock
EDGES = ("01-31 23:59:59", "02-01 00:00:00", "02-28 23:59:59", "03-01 00:00:00", "12-31 23:59:59")


def made(seed):
    """Orders and refunds of few people, many of them at the ends of months."""
    dice = random.Random(seed)

    def stamp():
        if dice.random() < 0.2:
            return datetime.fromisoformat(f"2025-{dice.choice(EDGES)}")
        return FIRST + timedelta(minutes=dice.randrange(int((AS_OF - FIRST).total_seconds() / 60)))

    people = [*(f"C{n}" for n in range(12)), "", "m@x.test"]
    orders = [(f"O{n}", stamp(), dice.choice(people), dice.randrange(1, 90)) for n in range(90)]
    orders.append(("last", AS_OF - timedelta(hours=1), "", 1))  # the data reaches to as-of
    refunds = [(dice.choice(orders[:-1]), stamp(), dice.randrange(1, 20)) for _ in range(15)]
    payees = [(dice.choice(["C1", "C2", "C77"]), stamp(), dice.randrange(1, 9)) for _ in range(4)]
    return orders, refunds, payees


def months(first, last):
    """The first days of the months from one to the other."""
    while first <= last:
        yield first
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)


def recomputed(orders, refunds, payees):
    """(cohort, month) -> customers, size, orders, net sales, complete."""
    firsts = {}
    for _, at, who, _ in orders:
        if who:
            firsts[who] = min(at, firsts.get(who, at))
    cohort = {who: at.date().replace(day=1) for who, at in firsts.items()}
    sums, counts, people = defaultdict(Decimal), defaultdict(int), defaultdict(set)
    for _, at, who, price in orders:
        if who:
            key = (cohort[who], at.date().replace(day=1))
            sums[key] += price
            counts[key] += 1
            people[key].add(who)
    back = [(order[2], at, money) for order, at, money in refunds] + payees
    for who, at, money in back:
        if who in cohort:
            sums[cohort[who], at.date().replace(day=1)] -= money
    now = AS_OF.date().replace(day=1)
    found = {}
    for first in sorted(set(cohort.values())):
        size = sum(c == first for c in cohort.values())
        for month in months(first, now):
            key = (first, month)
            found[key] = (len(people[key]), size, counts[key], sums[key], month < now)
    return found


def returns(orders):
    """Cohort -> customers, those with a second order, those with one in the next three months."""
    ages = defaultdict(list)
    for _, at, who, _ in orders:
        if who:
            ages[who].append(at.year * 12 + at.month - 1)
    found = defaultdict(lambda: (0, 0, 0))
    for at in ages.values():
        first = date(min(at) // 12, min(at) % 12 + 1, 1)
        n, again, early = found[first]
        soon = any(0 < one - min(at) <= 3 for one in at)
        found[first] = (n + 1, again + (len(at) > 1), early + soon)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_every_cell(tmp_path, seed):
    orders, refunds, payees = made(seed)
    rows = [f"R{n},{o[0]},{at},{money}," for n, (o, at, money) in enumerate(refunds)]
    rows += [f"P{n},,{at},{money},{who}" for n, (who, at, money) in enumerate(payees)]
    head = "refund_id,order_id,refunded_at,subtotal,customer_id"
    store(
        tmp_path,
        "\n".join(f"{o},{at},{who},{price}" for o, at, who, price in orders),
        refunds="\n".join([head, *rows]),
    )
    said = answered("cohorts", tmp_path, as_of=f"{AS_OF}")
    found = {
        (date.fromisoformat(c["cohort"]), date.fromisoformat(c["month"])): (
            c["customers"],
            c["size"],
            c["orders"],
            Decimal(c["net_sales"]),
            c["complete"],
        )
        for c in said.table("cells")
    }
    assert found == recomputed(orders, refunds, payees)
    rows = {date.fromisoformat(r["cohort"]): r for r in said.table("cohorts")}
    for first, (people, again, early) in returns(orders).items():
        row = rows[first]
        assert (row["customers"], row["repeaters"]) == (people, again)
        over = first < date(2025, 12, 1)  # its third month is
        assert row["early"] == (early if over else None)
