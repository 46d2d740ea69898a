"""activities and channels against plain Python over the rows of the sample."""

import csv
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

import asking
import pytest

from salesops.assets import folder

pytestmark = pytest.mark.slow

AS_OF = datetime.fromisoformat("2026-09-18 15:10")
QUARTER = datetime.fromisoformat("2026-07-01")
YEAR = AS_OF.replace(hour=0, minute=0) - timedelta(days=365)
EARLY = 14


def rows(name):
    with (folder("sample_data") / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def local(text):
    """The store's clock is what each stamp states."""
    return datetime.fromisoformat(text[:19]) if text else None


@pytest.fixture(scope="module")
def deals():
    return {row["deal_id"]: row for row in rows("deals.csv")}


@pytest.fixture(scope="module")
def done():
    """Stamps and kinds of what took place, by deal."""
    found = defaultdict(list)
    for row in rows("activities.csv"):
        if row["done"] == "yes":
            found[row["deal_id"]].append((local(row["due_date"]), row["type"], row["owner"]))
    return {deal: sorted(acts) for deal, acts in found.items()}


@pytest.fixture(scope="module")
def told():
    return [asking.asked(command).answer.report for command in ("activities", "channels")]


def test_follow_ups_deals_worked_and_gaps(told, deals, done):
    inside = [(deal, at, acts[0][0]) for deal, acts in done.items() for at, _, _ in acts]
    inside = [one for one in inside if QUARTER <= one[1] < AS_OF]
    report = told[0]
    assert report.value("activities") == len(inside)
    assert report.value("deals_worked") == len({deal for deal, _, _ in inside})
    assert report.value("follow_ups") == sum(at > first for _, at, first in inside)
    gaps = [
        (after[0] - before[0]).total_seconds() / 86400
        for deal, acts in done.items()
        if not deals[deal]["closed_at"]
        for before, after in pairwise(acts)
    ]
    assert report.value("gap_days") == pytest.approx(median(gaps))


def test_what_precedes_wins(told, deals, done):
    won, closed = Counter(), Counter()
    for key, row in deals.items():
        end, start = local(row["closed_at"]), local(row["created_at"])
        if end is None or not YEAR <= end < AS_OF or (end.date() - start.date()).days < EARLY:
            continue
        ages = [((at.date() - start.date()).days, kind) for at, kind, _ in done.get(key, [])]
        early = [(age, kind) for age, kind in ages if 0 <= age < EARLY]
        bands = ("no activity", "1 or 2 activities", "3 to 5 activities", "6 activities or more")
        names = {bands[0 if not early else 1 if len(early) < 3 else 2 if len(early) < 6 else 3]}
        words = {"call": "a call", "email": "an e-mail"}
        names |= {words.get(kind, f"a {kind}") for _, kind in early}
        if any(age <= 1 for age, _ in early):
            names.add("first activity by the day after")
        for name in names:
            closed[name] += 1
            won[name] += row["is_won"] == "true"
    found = {one.early: (one.won, one.closed) for one in told[0].table("early").rows}
    assert found == {name: (won[name], closed[name]) for name in found}
    assert sum(closed[name] for name in found if "activit" in name and "first" not in name) > 300


def test_channels_by_hand(told, deals):
    for one in told[1].table("channels").rows:
        mine = [row for row in deals.values() if row["channel"] == one.channel]
        won = [row for row in mine if row["is_won"] == "true"]
        assert (one.created, one.won) == (len(mine), len(won))
        assert one.closed == sum(bool(row["closed_at"]) for row in mine)
        assert one.won_value == sum(Decimal(row["amount"] or 0) for row in won)
        days = [
            (local(row["closed_at"]).date() - local(row["created_at"]).date()).days for row in won
        ]
        assert one.cycle_middle == median(days)
        still = [Decimal(row["amount"] or 0) for row in mine if not row["closed_at"]]
        assert (one.open_deals, one.open_value) == (len(still), sum(still))
