"""What cross-sell computes with: pairs counted against plain loops, bounds held by simulation."""

from itertools import product

import numpy as np
import pytest
from cross_sell_store import counted
from hypothesis import given
from hypothesis import strategies as st

from salesops.models.lift import lift, sure
from salesops.models.together import baskets, pairs

ROWS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 9)), max_size=80)


@given(ROWS, st.integers(1, 4))
def test_pairs_are_those_of_plain_loops(rows, least):
    orders, items = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    found = baskets(orders, items)
    plain = {order: {i for o, i in rows if o == order} for order, _ in rows}
    assert [*found.orders] == sorted(plain)
    assert [*found.sizes] == [len(plain[order]) for order in sorted(plain)]
    counts = counted([*plain.values()])
    said = pairs(found, least)
    assert {(int(a), int(b)): int(n) for a, b, n in zip(said.a, said.b, said.n, strict=True)} == {
        pair: n for pair, (n, _, _) in counts.items() if n >= least
    }
    some = [order for order in sorted(plain) if order % 2]
    assert [*found.of(np.array(some, dtype=np.int64)).items] == [
        item for order in some for item in sorted(plain[order])
    ]
    less = found.without(3)
    assert [*less.orders] == [order for order in sorted(plain) if plain[order] - {3}]
    assert [*less.items] == [i for order in sorted(plain) for i in sorted(plain[order] - {3})]
    assert [*less.sizes] == [len(plain[order] - {3}) for order in less.orders]
    assert sorted(found.with_item(3)) == [o for o in sorted(plain) if 3 in plain[o]]


def test_an_order_of_everything_needs_no_room_for_its_pairs():
    """Of 3,000 items there are 4.5 million pairs: in one order, and none of them in two."""
    orders = np.append(np.zeros(3000, dtype=np.int64), [1, 1])
    said = pairs(baskets(orders, np.append(np.arange(3000), [7, 2500])), 2)
    assert [*zip(said.a, said.b, said.n, strict=True)] == [(7, 2500, 2)]


CASES = [
    (n, pa, pb, times)
    for n, (pa, pb), times in product(
        (5_000, 50_000),
        ((0.3, 0.1), (0.05, 0.02), (0.02, 0.02), (0.005, 0.004)),
        (0.5, 1, 2, 5, 20),
    )
    if 10 <= n * pa * pb * times <= 400 and times * pb < 1
]


def test_each_bound_is_wrong_as_often_as_it_may_be():
    """2.5 of 100 on either side: in each case within half of one, whatever is drawn."""
    rng = np.random.default_rng(11)
    for n, pa, pb, times in CASES:
        both = times * pa * pb
        shares = [both, pa - both, pb - both, 1 - pa - pb + both]
        drawn = rng.multinomial(n, shares, size=40_000).astype(float)
        drawn = drawn[drawn[:, 0] > 0]
        a, b = drawn[:, 0] + drawn[:, 1], drawn[:, 0] + drawn[:, 2]
        said = lift(drawn[:, 0], a, b, np.full(len(drawn), float(n)))
        for wrong in ((said.low > times).mean(), (said.high < times).mean()):
            assert 0.018 < wrong < 0.032, (n, pa, pb, times, wrong)


def test_bounds_of_the_extremes():
    """All with all, a pair that never parts, one that every order holds."""
    n = np.array([10.0, 10.0, 100.0])
    said = lift(
        n,
        np.array([10.0, 10.0, 100.0]),
        np.array([200.0, 10.0, 100.0]),
        np.full(3, 100.0) * [10, 100, 1],
    )
    assert np.isfinite([said.low, said.high]).all()
    assert (said.low < said.value).all()
    assert (said.value <= said.high).all()
    # Ten of ten may be as few as three in four: the bound is well below 5 x.
    assert said.low[0] == pytest.approx(5 * 0.77, rel=0.05)


def test_sure_pairs_are_no_luck():
    """Of 300 searches among 780 independent pairs, less than one in 40 finds a sure one."""
    rng = np.random.default_rng(4)
    fooled = 0
    for _ in range(300):
        held = rng.random((400, 40)) < rng.uniform(0.02, 0.3, 40)
        both = (held.T.astype(np.int64) @ held).astype(float)
        a, b = np.triu_indices(40, 1)
        n, n_a, n_b = both[a, b], both[a, a], both[b, b]
        kept = n > 0
        counts = (n[kept], n_a[kept], n_b[kept], np.full(int(kept.sum()), 400.0))
        fooled += bool(sure(*counts, tried=780).any())
    assert fooled <= 300 // 40


def test_a_pair_is_less_sure_of_more_tries():
    counts = [np.array([x]) for x in (20.0, 60.0, 80.0, 2000.0)]
    assert sure(*counts, tried=1)[0]
    assert not sure(*counts, tried=10**12)[0]
    assert not sure(*(np.array([x]) for x in (2.0, 60.0, 80.0, 2000.0)), tried=1)[0]
