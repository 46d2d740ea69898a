"""Visits of the sample: two splits of the same ones, beside the web orders they became."""

from collections import Counter, defaultdict
from datetime import date

import pytest
from sample_rows import read

STEPS = ("Sessions", "Add to carts", "Checkouts", "Ecommerce purchases")


@pytest.fixture(scope="module")
def pages():
    return read("ga4_landing_pages.csv")


def summed(rows, *names):
    found = defaultdict(Counter)
    for row in rows:
        found[row["Date"]].update({name: int(row[name]) for name in names})
    return found


def test_pages_and_devices_are_the_same_visits(pages):
    names = (*STEPS, "Engaged sessions")
    assert summed(pages, *names) == summed(read("ga4_devices.csv"), *names)


def test_no_step_is_of_more_visits_than_the_one_before(pages):
    for row in [*pages, *read("ga4_devices.csv"), *read("outlet_ga4_channels.csv")]:
        counts = [int(row[name]) for name in STEPS]
        assert counts == sorted(counts, reverse=True)
        assert counts[3] <= int(row["Engaged sessions"]) <= counts[0]


def test_analytics_misses_a_few_of_the_web_orders_of_each_day(sample, pages):
    """Five to six of a hundred; on no day more than there were."""
    web = Counter(
        f"{sample.read.moment(head['Created at']):%Y%m%d}"
        for head in sample.heads.values()
        if head["Source"] == "web"
        and head["Payment Method"] != "Bogus Gateway"
        and head["Tags"] != "test"
    )
    seen = {day: row["Ecommerce purchases"] for day, row in summed(pages, *STEPS).items()}
    assert all(count <= web[day] for day, count in seen.items())
    assert 0.93 < sum(seen.values()) / sum(web[day] for day in seen) < 0.96


def test_about_one_in_forty_buys(pages):
    whole = sum(summed(pages, *STEPS).values(), Counter())
    assert 0.024 < whole["Ecommerce purchases"] / whole["Sessions"] < 0.028
    assert (whole["Sessions"], whole["Ecommerce purchases"]) == (55186, 1420)


def test_what_is_searched_has_not_arrived_for_the_last_days():
    days = {date.fromisoformat(row["Date"]) for row in read("search_console.csv")}
    assert (min(days), max(days), len(days)) == (date(2026, 6, 13), date(2026, 9, 15), 95)


def test_clicks_are_what_the_ctr_says():
    for row in read("search_console.csv"):
        share = float(row["CTR"].rstrip("%")) / 100
        assert int(row["Clicks"]) == pytest.approx(share * int(row["Impressions"]), abs=0.05)
        assert float(row["Position"]) >= 1
