"""Parcels: one for each order of the last months that was sent, when the order says it was."""

from datetime import timedelta

import pytest

DAY = timedelta(days=1)
DAYS = 120


@pytest.fixture(scope="module")
def parcels(sample):
    return {row["order_number"]: row for row in sample.parcels}


def sent(sample, name):
    """An order that needs a parcel and has left, whole or in part."""
    head, rows = sample.heads[name], sample.by_name[name]
    goods = [row for row in rows if row["Lineitem requires shipping"] == "true"]
    gone = head["Fulfilled at"] or any(
        row["Lineitem fulfillment status"] == "fulfilled" for row in goods
    )
    return gone and goods and head["Source"] != "pos" and sample.read.is_sale(head)


def test_each_order_that_was_sent_has_one_parcel(sample, parcels):
    since = sample.as_of.replace(hour=0, minute=0) - DAYS * DAY
    wanted = {
        name
        for name, head in sample.heads.items()
        if sent(sample, name)
        and sample.read.moment(head["Fulfilled at"] or head["Created at"]) >= since
    }
    assert len(parcels) == len(sample.parcels)
    assert set(parcels) == wanted
    assert len({row["fulfillment_id"] for row in sample.parcels}) == len(parcels)
    assert len({row["tracking_number"] for row in sample.parcels}) == len(parcels)


def test_it_left_when_its_order_was_fulfilled_and_after_it_was_packed(sample, parcels):
    partly = []
    for name, row in parcels.items():
        head = sample.heads[name]
        moments = [head["Created at"], row["created_at"], row["shipped_at"]]
        placed, packed, left = map(sample.read.moment, moments)
        assert placed <= packed < left < sample.as_of
        if head["Fulfilled at"]:
            assert row["shipped_at"] == head["Fulfilled at"]
        else:
            partly.append(head["Fulfillment Status"])
    assert partly == ["partial"]


def test_it_arrives_within_a_week_and_before_it_comes_back(sample, parcels):
    back = {r["Order"]: r["Processed at"] for r in sample.transactions if r["Kind"] == "refund"}
    days = []
    for name, row in parcels.items():
        if row["delivered_at"]:
            left, came = map(sample.read.moment, (row["shipped_at"], row["delivered_at"]))
            days.append((came.date() - left.date()).days)
            assert came.weekday() < 6
            assert name not in back or came < sample.read.moment(back[name])
    assert set(days) <= {1, 2, 3, 4, 5, 6}


def test_what_is_on_its_way_left_lately(sample, parcels):
    under_way = [row for row in parcels.values() if not row["delivered_at"]]
    assert 20 < len(under_way) < 80
    assert {row["status"] for row in under_way} == {"in_transit"}
    oldest = min(sample.read.moment(row["shipped_at"]) for row in under_way)
    assert sample.as_of - oldest < 7 * DAY
