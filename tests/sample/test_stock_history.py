"""The stock of each day follows from the day before, the orders and the receipts, to the unit."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

DAY = timedelta(days=1)
DAYS = 63
BACK_AGAIN = {"FREG-01", "CLNT-02", "BFLD-01", "WASH-02", "WIPE-02", "BELT-01"}


@pytest.fixture(scope="module")
def moved(sample):
    """Units by SKU and day: ordered, put back by a cancellation, sent, received."""
    found = SimpleNamespace(
        **{name: defaultdict(Counter) for name in ("ordered", "back", "sent", "received")}
    )
    for name, head in sample.heads.items():
        if sample.read.is_sale(head):
            for row in sample.by_name[name]:
                note(found, sample, head, row)
    for row in sample.purchases:
        if row["received_date"]:
            day = date.fromisoformat(row["received_date"])
            found.received[row["sku"]][day] += int(row["quantity_received"])
    return found


def note(found, sample, head, row):
    sku, units = row["Lineitem sku"], int(row["Lineitem quantity"])
    day = {
        key: sample.read.moment(head[key]).date()
        for key in ("Created at", "Cancelled at", "Fulfilled at")
        if head[key]
    }
    found.ordered[sku][day["Created at"]] += units
    if "Cancelled at" in day:
        found.back[sku][day["Cancelled at"]] += units
    # Half of one order went ahead of the rest: on the day it was placed.
    ahead = day["Created at"] if row["Lineitem fulfillment status"] == "fulfilled" else None
    if gone := day.get("Fulfilled at") or ahead:
        found.sent[sku][gone] += units


@pytest.fixture(scope="module")
def ends(sample):
    """What can be sold, and what is in the house, at the end of each day by SKU."""
    found = SimpleNamespace(available=defaultdict(Counter), on_hand=defaultdict(Counter))
    for row in sample.stock:
        day = date.fromisoformat(row["date"])
        found.available[row["sku"]][day] += int(row["available"])
        found.on_hand[row["sku"]][day] += int(row["on_hand"])
    return found


@pytest.fixture(scope="module")
def now(sample):
    """The stock of the inventory export."""
    found = SimpleNamespace(available=Counter(), on_hand=Counter())
    for row in sample.inventory:
        found.available[row["SKU"]] += int(row["Available (not editable)"])
        found.on_hand[row["SKU"]] += int(row["On hand (current)"])
    return found


def test_every_day_of_nine_weeks_has_every_sku_of_the_inventory(sample):
    today = sample.as_of.date()
    rows = Counter((row["date"], row["sku"], row["location"]) for row in sample.stock)
    assert set(rows.values()) == {1}
    days = {str(today - n * DAY) for n in range(1, DAYS + 1)}
    places = {(row["SKU"], row["Location"]) for row in sample.inventory}
    assert set(rows) == {(day, *place) for day in days for place in places}


def test_nothing_is_below_zero_and_no_more_can_be_sold_than_is_there(sample):
    assert all(0 <= int(row["available"]) <= int(row["on_hand"]) for row in sample.stock)


def test_each_day_is_the_day_before_plus_receipts_less_what_was_ordered(ends, moved):
    for sku, by_day in ends.available.items():
        for day in sorted(by_day)[1:]:
            change = moved.received[sku][day] - moved.ordered[sku][day] + moved.back[sku][day]
            assert by_day[day] - by_day[day - DAY] == change, (sku, day)


def test_what_is_in_the_house_changes_by_receipts_and_what_is_sent(ends, moved):
    for sku, by_day in ends.on_hand.items():
        for day in sorted(by_day)[1:]:
            change = moved.received[sku][day] - moved.sent[sku][day]
            assert by_day[day] - by_day[day - DAY] == change, (sku, day)


def test_the_last_day_and_today_so_far_are_the_inventory(sample, ends, moved, now):
    today = sample.as_of.date()
    for sku, by_day in ends.available.items():
        change = moved.received[sku][today] - moved.ordered[sku][today] + moved.back[sku][today]
        assert by_day[today - DAY] + change == now.available[sku], sku
        left = moved.received[sku][today] - moved.sent[sku][today]
        assert ends.on_hand[sku][today - DAY] + left == now.on_hand[sku], sku


def test_nothing_is_sold_on_a_day_after_it_ran_out_and_before_more_came(ends, moved):
    empty = 0
    for sku, by_day in ends.available.items():
        for day in sorted(by_day)[1:]:
            if by_day[day] == by_day[day - DAY] == 0 and not moved.received[sku][day]:
                assert moved.ordered[sku][day] == moved.back[sku][day], (sku, day)
                empty += 1
    assert empty > 60


def test_what_is_sold_out_today_ran_out_one_to_eleven_days_ago(sample, ends, moved, now):
    out = {s for s, units in now.available.items() if not units and +moved.ordered[s]}
    assert len(out) == 8
    gone = {}
    for sku in out:
        last = max(day for day, units in moved.ordered[sku].items() if units)
        assert ends.available[sku][last] == 0, sku
        assert ends.available[sku][last - DAY] > 0, sku
        gone[sku] = (sample.as_of.date() - last).days
    assert (min(gone.values()), max(gone.values())) == (1, 11)


def test_six_middle_sellers_were_out_for_a_week_or_two_and_are_back(ends, now):
    long = {s for s, by_day in ends.available.items() if now.available[s] and gap(by_day) >= 5}
    assert long == BACK_AGAIN
    assert {gap(ends.available[sku]) for sku in long} == {8, 9, 11, 13, 14, 16}


def gap(by_day):
    """Days at whose end nothing could be sold."""
    return sum(not units for units in by_day.values())
