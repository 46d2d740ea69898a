"""bundles against sets counted in plain Python, on shops of random baskets."""

import random
from collections import Counter
from decimal import Decimal
from itertools import combinations

import numpy as np
import pytest
from bundles_store import bundles, store
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops.models import wilson
from salesops.models.beyond import tail
from salesops.models.itemsets import links

LEAST, ATTACH = 5, 0.05
FAMILIES = ("ABCD", "EFG", "HI")


def baskets(seed, orders=700):
    """Families that are bought together, and anything beside them."""
    dice = random.Random(seed)
    found = []
    for _ in range(orders):
        goods = set(dice.choices("KLMNOPQRST", k=dice.randrange(1, 4)))
        if dice.random() < 0.3:
            family = dice.choice(FAMILIES)
            goods |= {sku for sku in family if dice.random() < 0.75}
        found.append(frozenset(goods))
    return found


def counted(found, least=LEAST, attach=ATTACH):
    """Every set of up to four that stands in enough orders, and in enough of its commonest's."""
    times = Counter(
        frozenset(some) for one in found for k in range(1, 5) for some in combinations(one, k)
    )
    return {
        goods: n
        for goods, n in times.items()
        if n >= least
        and (len(goods) == 1 or n >= attach * max(times[frozenset({sku})] for sku in goods))
    }


@pytest.mark.parametrize("size", [2, 3, 4])
def test_every_set_is_as_plain_python_counts_it(size, tmp_path):
    """Sets, lifts and lower bounds of each size, those listed and those counted."""
    found = baskets(5)
    said = bundles(
        store(tmp_path, ["+".join(sorted(one)) for one in found]),
        "--min-count", str(LEAST), "--size", str(size), "--top", "500",
    )  # fmt: skip
    truth = counted(found)
    whole = len(found)
    assert said["sets"] == sum(len(goods) == size for goods in truth) > 0
    for row in said.table("bundles"):
        goods = frozenset(row["bundle"].split(" + "))
        n = truth[goods]
        assert row["orders"] == n
        expected = whole * np.prod([truth[frozenset({sku})] / whole for sku in goods])
        assert row["lift"] == pytest.approx(n / expected)
        low = min(
            wilson.share(n, truth[goods - {sku}]).low / (truth[frozenset({sku})] / whole)
            for sku in goods
        )
        assert row["lift_low"] == pytest.approx(low)
        assert Decimal(row["price"]) + Decimal(row["saving"]) == Decimal(row["separately"])
    held = {frozenset(name.split(" + ")) for name in said.column("bundles", "bundle")}
    assert all(any(goods <= set(family) for family in FAMILIES) for goods in held)
    lows = said.column("bundles", "lift_low")
    assert lows == sorted(lows, reverse=True)


@pytest.mark.parametrize("seed", [1, 2])
def test_where_each_comes_by_itself_nothing_is_a_set(seed, tmp_path):
    """Twenty SKUs, common and rare, each in or out of an order whatever else it holds."""
    dice = random.Random(seed)
    skus = {f"S{n:02}": 0.6 / (n + 2) for n in range(20)}
    found = ["+".join(s for s, p in skus.items() if dice.random() < p) for _ in range(3000)]
    said = bundles(store(tmp_path, [one for one in found if one]), "--min-count", "5")
    assert said["sets"] > 50
    assert (said["holding"], said.table("bundles")) == (0, [])


def test_a_larger_set_is_never_seen_more_often_than_its_parts():
    """What `links` hands out: of each set, every part was seen as often or more."""

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.frozensets(st.sampled_from(range(1, 8)), min_size=1), min_size=1))
    def holds(found):
        times = counted(found, least=1, attach=0)
        by_size = {k: _columns(times, k) for k in range(1, 5)}
        whole = np.full(len(by_size[1][1]), len(found))
        for size in (2, 3, 4):
            if not len(by_size[size][1]):
                continue
            made = links(size, by_size, whole)
            assert (made.n[:, None] <= made.rest).all()
            assert (made.rest <= made.whole[:, None]).all()
            for i, members in enumerate(made.members.tolist()):
                rests = [times[frozenset(members) - {one}] for one in members]
                assert made.rest[i].tolist() == rests

    holds()


def _columns(times, size):
    rows = sorted((sorted(goods), n) for goods, n in times.items() if len(goods) == size)
    members = np.array([goods for goods, _ in rows], dtype=np.int64).reshape(-1, size)
    return members, np.array([n for _, n in rows], dtype=np.int64)


def test_beyond_chance_is_one_rule_for_one_and_for_many():
    """The vectors of itemsets and the one tail of beyond agree."""
    members = {
        1: (np.array([[1], [2]]), np.array([40, 60])),
        2: (np.array([[1, 2]]), np.array([9])),
    }
    made = links(2, members, np.array([1000, 1000]))
    worst = max(tail(9 / 40, 40, 60 / 1000), tail(9 / 60, 60, 40 / 1000))
    errors = 3.2
    assert made.beyond(errors).tolist() == [worst <= 0.5 * _upper(errors)]
    assert made.beyond(1.0).tolist() == [True]
    assert made.beyond(9.0).tolist() == [False]


def _upper(errors):
    """Both tails of the normal distribution."""
    from math import erfc, sqrt

    return erfc(errors / sqrt(2))
