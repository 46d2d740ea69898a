"""next-buy against its definition in plain Python, and where nothing follows on anything."""

import random
from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import median

import pytest
from next_buy_store import next_buy, store

from salesops.models import wilson
from salesops.models.beyond import stand, tail

TODAY, WITHIN = date(2026, 3, 10), 30
SKUS = [f"S{n:02}" for n in range(24)]


def made(seed, customers=260, linked=False):
    """Trips of customers who differ in how often and how much they buy, and in nothing else.

    `linked`: four in ten who buy S03 buy S05 nine days later.
    """
    dice = random.Random(seed)
    weights = [1 / (n + 2) for n in range(len(SKUS))]
    found = []
    for n in range(customers):
        trips, size = 1 + int(dice.expovariate(0.2)), 1 + int(dice.expovariate(0.6))
        for _ in range(trips):
            day = TODAY - timedelta(days=1 + dice.randrange(150))
            goods = set(dice.choices(SKUS, weights, k=size))
            found.append((f"c{n}", day, frozenset(goods)))
            if linked and "S03" in goods and dice.random() < 0.4:
                found.append((f"c{n}", day + timedelta(days=9), frozenset({"S05"})))
    return [trip for trip in found if trip[1] < TODAY]


def written(folder, trips):
    return store(folder, "\n".join(f"{c},{d} 10:00,{'+'.join(sorted(g))}" for c, d, g in trips))


def watched(trips):
    """Each trip that is seen to its end: customer, goods, and days until each later item."""
    merged = defaultdict(set)
    for customer, day, goods in trips:
        merged[customer, day] |= goods
    known_to = max(day for _, day in merged)  # orders come at 10:00: the last day is not over
    by = defaultdict(list)
    for (customer, day), goods in merged.items():
        by[customer].append((day, goods))
    for customer, own in by.items():
        for day, goods in own:
            if day + timedelta(days=WITHIN + 1) <= known_to:
                later = [(d - day, g) for d, g in own if timedelta(0) < d - day]
                gaps = [(gap.days, b) for gap, g in later if gap.days <= WITHIN for b in g]
                yield customer, goods, {b: gap for gap, b in sorted(gaps, reverse=True)}


def expected(trips, least):
    """Every rule: n_a, n, customers, base rate, median and the lower bound of its lift."""
    n_a, hits = defaultdict(int), defaultdict(list)
    weights, after = defaultdict(int), defaultdict(int)
    for customer, goods, gaps in watched(trips):
        for b in set(SKUS) - goods:
            weights[b] += len(goods)
            after[b] += len(goods) * (b in gaps)
            for a in goods:
                n_a[a, b] += 1
                hits[a, b] += [(customer, gaps[b])] if b in gaps else []
    rates = {b: after[b] / weights[b] for b in weights}
    told = {pair: rule(own, n_a[pair], rates[pair[1]]) for pair, own in hits.items() if own}
    return {pair: row for pair, row in told.items() if row[2] >= least}


def rule(own, n_a, base):
    """Of those who bought B after A."""
    times = Counter(customer for customer, _ in own)
    alike = sum(t * t for t in times.values()) / len(own)
    low = wilson.share(len(own) / alike, n_a / alike).low / base
    return n_a, len(own), len(times), base, median(gap for _, gap in own), low


def test_every_rule_is_as_plain_python_counts_it(tmp_path):
    trips = made(7)
    said = next_buy(written(tmp_path, trips), "--min-count", "4", "--top", "1000")
    truth = expected(trips, least=4)
    assert len(truth) > 100
    names = ("n_a", "n", "customers", "base_rate", "median_days", "lift_low")
    found = {(r["a"], r["b"]): tuple(r[name] for name in names) for r in said.table("rules")}
    assert found.keys() == truth.keys()
    for pair, row in truth.items():
        assert found[pair] == pytest.approx(row, rel=1e-9), pair
    lows = said.column("rules", "lift_low")
    assert lows == sorted(lows, reverse=True)


@pytest.mark.parametrize("seed", [1, 2])
def test_where_nothing_follows_on_anything_lift_is_about_one(seed, tmp_path):
    """Customers who buy much buy all alike: no pair stands, and as few seem to as chance makes.

    A lower bound passes 1 by chance in 2.5 % of the pairs; Wilson's in a few more, where cases
    are few, and pairs of one shop are not independent of each other.
    """
    said = next_buy(written(tmp_path, made(seed, 700)), "--min-count", "10", "--top", "1000")
    rows = said.table("rules")
    assert len(rows) > 200
    assert said["rules_standing"] == 0
    above = sum(row["lift_low"] > 1 for row in rows) / len(rows)
    assert above < 0.06
    whole = sum(row["n_a"] for row in rows)
    assert sum(row["lift"] * row["n_a"] for row in rows) / whole == pytest.approx(1, abs=0.06)


def test_what_does_follow_is_found(tmp_path):
    said = next_buy(written(tmp_path, made(3, 500, linked=True)), "--top", "3")
    first = said.table("rules")[0]
    assert (first["a"], first["b"], first["beyond_chance"]) == ("S03", "S05", True)
    assert first["median_days"] == 9


def test_one_customer_is_no_crowd(tmp_path):
    """One who buys A and then B every month for years makes no rule."""
    days = [date(2023, 1, 1) + timedelta(days=31 * n) for n in range(30)]
    rows = [f"one,{day} 10:00,A\none,{day + timedelta(days=5)} 10:00,B" for day in days]
    said = next_buy(store(tmp_path, "\n".join([*rows, "x,2026-03-09 10:00,C"])))
    assert said.table("rules") == []


def test_tails_are_near_the_binomial():
    """Against the exact sum, from the middle far out: rather too likely than not enough."""
    for part, whole, usual in [(10, 100, 0.05), (12, 400, 0.01), (30, 60, 0.3), (25, 1000, 0.005)]:
        exact = wilson.by_chance(part, whole, usual)
        assert 0.9 * exact < tail(part / whole, whole, usual) < 1.5 * exact
    assert tail(0.1, 50, 0.2) == 1.0


def test_as_many_stand_as_the_false_share_allows():
    """Benjamini and Hochberg's own example (1995): fifteen tests, four stand at 5 %."""
    tails = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    assert stand(tails, 15, 0.05) == [True] * 4 + [False] * 11
    assert not any(stand(tails, 1000, 0.05))
