"""The list of segments tells a true story: shops, enthusiasts and beginners order differently."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise
from statistics import mean, median

import pytest

UNKNOWN = "unknown"
BUILDING = {3, 4, 5, 9, 10, 11}


@pytest.fixture(scope="module")
def segment(sample):
    return {row["Email"].lower(): row["Segment"] for row in sample.segments}


@pytest.fixture(scope="module")
def orders(sample, segment):
    """By segment and customer the moments of the orders, and their units."""
    found = defaultdict(lambda: defaultdict(list))
    for rows in sample.by_name.values():
        email = rows[0]["Email"]
        if email:
            units = sum(int(row["Lineitem quantity"]) for row in rows)
            moment = sample.read.moment(rows[0]["Created at"])
            found[segment.get(email, UNKNOWN)][email].append((moment, units))
    return found


def test_each_customer_stands_there_once_and_some_in_capitals(sample, segment):
    assert len(segment) == len(sample.segments) == 2866
    assert Counter(segment.values()) == {"DIY": 1748, "enthusiast": 999, "shop": 119}
    assert sum(row["Email"] != row["Email"].lower() for row in sample.segments) == 72
    assert set(segment) < {row["Email"] for row in sample.customers}


def test_more_than_a_quarter_of_the_customers_is_not_listed(sample, segment):
    missing = [row for row in sample.customers if row["Email"] not in segment]
    assert 0.25 < len(missing) / len(sample.customers) < 0.30


def test_the_list_agrees_with_the_tags(sample, segment):
    for row in sample.customers:
        assert row["Tags"].split(", ")[0] == segment.get(row["Email"], "").lower()


def per_customer(orders, name):
    return mean(len(made) for made in orders[name].values())


def per_order(orders, name):
    return mean(units for made in orders[name].values() for _, units in made)


def test_shops_are_few_order_often_and_buy_in_bulk(orders):
    assert len(orders["shop"]) < 0.05 * sum(len(found) for found in orders.values())
    for other in ("enthusiast", "DIY", UNKNOWN):
        assert per_customer(orders, "shop") > 5 * per_customer(orders, other)
        assert per_order(orders, "shop") > 3 * per_order(orders, other)


def test_beginners_come_once_rarely_twice_and_buy_little(orders):
    counts = Counter(len(made) for made in orders["DIY"].values())
    assert set(counts) <= {1, 2, 3}
    assert counts[3] < 0.01 * len(orders["DIY"])
    assert 0.10 < counts[2] / len(orders["DIY"]) < 0.25
    assert per_order(orders, "DIY") < per_order(orders, "enthusiast")


def test_enthusiasts_order_in_bursts(orders):
    made = [sorted(moment for moment, _ in found) for found in orders["enthusiast"].values()]
    gaps = [later - sooner for moments in made for sooner, later in pairwise(moments)]
    assert median(gaps) < timedelta(days=14)
    long = sum(gap > timedelta(days=75) for gap in gaps)
    between = sum(timedelta(days=43) < gap <= timedelta(days=75) for gap in gaps)
    assert long > 300
    assert between < long / 5


def test_enthusiasts_build_in_spring_and_autumn(orders):
    share = {}
    for season in (True, False):
        by_segment = {
            name: sum(
                (moment.month in BUILDING) == season
                for made in found.values()
                for moment, _ in made
            )
            for name, found in orders.items()
        }
        share[season] = by_segment["enthusiast"] / sum(by_segment.values())
    assert share[True] > 1.5 * share[False]
