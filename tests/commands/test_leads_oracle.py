"""leads against slow plain Python: waits by Kaplan and Meier, the points and their trial."""

import csv
import random
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import product
from math import ceil, exp, log

import pytest
from leads_store import leads

pytestmark = pytest.mark.usefixtures("loaded_once")

AS_OF = datetime.fromisoformat("2026-03-10 12:00")
HEADER = (
    "lead_id created_at lead_source status owner company score first_touch_at converted_at".split()
)
CHANCES = {"Web": 0.15, "Fair": 0.55, "Mail": 0.3, "": 0.2, "Rare": 0.5}


def made(count=900, seed=11):
    """Leads of a year; a source tells, a company tells a little, the CRM's score nothing."""
    dice = random.Random(seed)
    for n in range(count):
        came = AS_OF - timedelta(minutes=dice.randrange(1, 365 * 1440))
        source = dice.choices(list(CHANCES), [40, 25, 25, 9, 1])[0]
        company = dice.choice(["", "Acme"])
        became = dice.random() < CHANCES[source] + (0.1 if company else 0)
        touch = came + timedelta(minutes=round(dice.expovariate(1 / 900)) + 1)
        deal = came + timedelta(minutes=dice.randrange(1500, 20000))
        yield {
            "lead_id": f"L{n:04}",
            "created_at": came,
            "lead_source": source,
            "status": "x",
            "owner": dice.choice(["Ann", "Bob"]),
            "company": company,
            "score": dice.randrange(100),
            "first_touch_at": touch if touch < AS_OF and dice.random() < 0.85 else None,
            "converted_at": deal if became and deal < AS_OF else None,
        }


@pytest.fixture(scope="module")
def rows():
    return list(made())


@pytest.fixture(scope="module")
def said(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("oracle")
    with (folder / "leads.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(rows)
    return leads(folder, as_of=str(AS_OF))


def kaplan_meier(waits, hours):
    """The share answered by then, and the median: each event time against all who still wait."""
    left, median, by = 1.0, None, 0.0
    for when in sorted({wait for wait, answered in waits if answered}):
        waiting = sum(wait >= when for wait, _ in waits)
        left *= 1 - sum(wait == when and answered for wait, answered in waits) / waiting
        if when <= hours:
            by = 1 - left
        if median is None and left <= 0.5 + 1e-9:
            median = when
    return by, median


def test_waits(said, rows):
    for name in ("Ann", "Bob"):
        waits = []
        for row in rows:
            touch = row["first_touch_at"]
            # Who became a deal without a touch has been worked on, and nobody knows when.
            if row["owner"] != name or (touch is None and row["converted_at"]):
                continue
            end = touch or AS_OF
            waits.append(((end - row["created_at"]).total_seconds() / 3600, touch is not None))
        told = said.row("response_by_owner", name=name)
        assert told["leads"] == len(waits)
        by, median = kaplan_meier(waits, 24)
        assert told["within_day"] == pytest.approx(by)
        assert told["median_hours"] == pytest.approx(median)
        assert told["within_hour"] == pytest.approx(kaplan_meier(waits, 1)[0])
        assert told["median_low"] <= median <= told["median_high"]


def ripe(rows, end):
    """Those whose days were over, and whether they became a deal in time."""
    took = sorted(
        (row["converted_at"] - row["created_at"]).total_seconds() / 86400
        for row in rows
        if row["converted_at"]
    )
    days = timedelta(days=ceil(took[ceil(0.9 * (len(took) - 1))]))
    return [
        (row, bool(row["converted_at"] and row["converted_at"] <= row["created_at"] + days))
        for row in rows
        if row["created_at"] + days <= end
    ]


def levels_of(row):
    hour = row["created_at"].hour // 6 * 6
    weekend = row["created_at"].weekday() >= 5
    return {
        "source": row["lead_source"] or "not stated",
        "company": "named" if row["company"] else "none",
        "hour": f"{hour} to {hour + 6} h",
        "day": "weekend" if weekend else "weekday",
    }


def points_of(known, few=20):
    """For each attribute and level its points: log odds drawn towards their mean."""
    found = {}
    for name in levels_of(known[0][0]):
        counts = defaultdict(lambda: [0, 0])
        for row, came in known:
            counts[levels_of(row)[name]][0] += came
            counts[levels_of(row)[name]][1] += 1
        pooled = defaultdict(lambda: [0, 0])
        for level, (came, n) in counts.items():
            one = pooled[level if n >= few else "other"]
            one[0] += came
            one[1] += n
        odds = {key: log((k + 0.5) / (n - k + 0.5)) for key, (k, n) in pooled.items()}
        errors = {key: 1 / (k + 0.5) + 1 / (n - k + 0.5) for key, (k, n) in pooled.items()}
        weight = sum(1 / v for v in errors.values())
        mean = sum(odds[key] / errors[key] for key in odds) / weight
        q = sum((odds[key] - mean) ** 2 / errors[key] for key in odds)
        spread = max(0, q - len(odds) + 1) / (
            weight - sum(1 / v**2 for v in errors.values()) / weight
        )
        found[name] = {
            key: round(10 / log(2) * spread / (spread + errors[key]) * (odds[key] - mean))
            for key in odds
        }
    return found


def total(card, row):
    return sum(
        card[name].get(level, card[name].get("other", 0)) for name, level in levels_of(row).items()
    )


def auc(pairs):
    """Of each who came and each who did not, how often the first has more."""
    came, not_came = ([score for score, up in pairs if up is which] for which in (True, False))
    wins = sum((a > b) + (a == b) / 2 for a, b in product(came, not_came))
    return wins / len(came) / len(not_came)


def test_points(said, rows):
    known = ripe(rows, AS_OF)
    card = points_of(known)
    told = {(row["attribute"], row["level"]): row["points"] for row in said.table("points")}
    for name, levels in card.items():
        if any(levels.values()):
            assert {(name, key): value for key, value in levels.items()}.items() <= told.items()
        else:
            assert [row["points"] for row in said.table("points") if row["attribute"] == name] == [
                0
            ]
    assert told["source", "Fair"] > told["source", "Mail"] > told["source", "Web"]
    assert told["source", "other"] > 0, "a source of few leads is other"
    base = (sum(came for _, came in known) + 0.5) / (
        len(known) - sum(came for _, came in known) + 0.5
    )
    by_id = {row["lead_id"]: row for row in rows}
    assert said.table("open")
    for row in said.table("open"):
        points = total(card, by_id[row["lead"]])
        assert row["points"] == points
        assert row["chance"] == pytest.approx(1 / (1 + exp(-log(base) - points * log(2) / 10)))


def test_trial_on_months_it_has_not_seen(said, rows):
    known = ripe(rows, AS_OF)
    months = sorted({(row["created_at"].year, row["created_at"].month) for row, _ in known})
    for year, month in reversed(months):
        start = datetime.fromisoformat(f"{year}-{month:02}-01")
        later = [one for one in known if one[0]["created_at"] >= start]
        if len(later) >= len(known) / 4:
            break
    before = [one for one in ripe(rows, start) if one[0]["created_at"] < start]
    card = points_of(before)
    ours, theirs = said.table("tested")
    assert (ours["first_day"], ours["leads"]) == (f"{start:%Y-%m-%d}", len(later))
    assert ours["auc"] == pytest.approx(auc([(total(card, row), came) for row, came in later]))
    assert theirs["auc"] == pytest.approx(auc([(row["score"], came) for row, came in later]))
    assert ours["low"] < ours["auc"] < ours["high"]
    assert (said["beats_crm"], said["crm_tells_more"]) == (True, False)
    lifts = [row for row in said.table("lift") if row["score"] == "points"]
    assert sum(row["leads"] for row in lifts) == len(later)
    assert sum(row["deals"] for row in lifts) == sum(came for _, came in later)
    assert lifts[0]["lift"] > 1 > lifts[-1]["lift"]
