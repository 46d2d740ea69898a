"""traffic and funnel on the sample, told again with csv alone."""

import csv
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pulse_store import answered

from salesops.assets import folder

SAMPLE = folder("sample_data")
LAST = date(2026, 9, 17)
STEPS = ("Sessions", "Add to carts", "Checkouts", "Ecommerce purchases")


def rows(name):
    with (SAMPLE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def summed(first, last, by=None):
    """The visits of both stores from a day to another, by channel or as a whole."""
    found = {}
    for row in [*rows("ga4_landing_pages.csv"), *rows("outlet_ga4_channels.csv")]:
        if f"{first:%Y%m%d}" <= row["Date"] <= f"{last:%Y%m%d}":
            of = found.setdefault(row[by] if by else "", Counter())
            of.update({name: int(row[name]) for name in STEPS})
            of["revenue"] += Decimal(row["Total revenue"])
    return found


@pytest.fixture(scope="module")
def said():
    return {
        command: answered(command, SAMPLE, as_of="2026-09-18 15:10")
        for command in ("traffic", "funnel")
    }


@pytest.mark.slow
def test_channels_of_both_weeks(said):
    week, day = timedelta(days=7), timedelta(days=1)
    by = "Session default channel group"
    now, before = (
        summed(LAST - week + day, LAST, by),
        summed(LAST - 2 * week + day, LAST - week, by),
    )
    table = said["traffic"].table("channels")
    assert {row["name"] for row in table} == {*now, "all visits"}
    for row in table[:-1]:
        of, was = now[row["name"]], before[row["name"]]
        assert (row["sessions"], row["before"]) == (of["Sessions"], was["Sessions"])
        assert row["change"] == pytest.approx(of["Sessions"] / was["Sessions"] - 1)
        assert Decimal(row["revenue"]) == of["revenue"]
        assert row["purchases"] == of["Ecommerce purchases"]


def test_positions_are_weighted_by_impressions(said):
    """Known until the 15th: the 11th to the 15th against the 4th to the 8th."""
    for first, last, name in (("11", "15", "position"), ("04", "08", "position_before")):
        found = [
            (float(row["Position"]), int(row["Impressions"]))
            for row in rows("search_console.csv")
            if f"2026-09-{first}" <= row["Date"] <= f"2026-09-{last}" and row["Query"] == "battery"
        ]
        mean = sum(p * n for p, n in found) / sum(n for _, n in found)
        row = said["traffic"].row("searches", name="battery")
        assert row[name] == pytest.approx(mean)


def test_steps_of_four_weeks(said):
    days = timedelta(days=28)
    now = summed(LAST - days + timedelta(days=1), LAST)[""]
    before = summed(LAST - 2 * days + timedelta(days=1), LAST - days)[""]
    found = said["funnel"].column("steps", "number", "number_before")
    assert found == [(now[step], before[step]) for step in STEPS]
    assert said["funnel"]["conversion"] == now["Ecommerce purchases"] / now["Sessions"]


def test_web_orders_are_those_of_the_web_channel(said):
    heads = {}
    for name in ("orders_export.csv", "outlet_orders_1.csv", "outlet_orders_2.csv"):
        for row in rows(name):
            heads.setdefault((name[:6], row["Name"]), []).append(row)
    count = 0
    for lines in heads.values():
        head = lines[0]
        test = head["Payment Method"] == "Bogus Gateway" or head["Tags"] == "test"
        goods = any(not line["Lineitem sku"].startswith("GIFT") for line in lines)
        web = head["Source"] == "web" and head["Financial Status"] != "voided"
        if "2026-08-21" <= head["Created at"] < "2026-09-18" and web and goods and not test:
            count += 1
    assert said["funnel"]["web_orders"] == count
