"""escalations and csat against plain Python, minute by minute, on a random store."""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil, floor
from statistics import median

import pytest
from service_store import csat, escalations, store

AS_OF = datetime(2026, 3, 10, 12)  # noqa: DTZ001 - the store's clock
MINUTE = timedelta(minutes=1)
AGENTS = ("Mia", "Theo", "Nadia", "")


def stamp(moment):
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def made(dice):
    """Orders of thirty people in fourteen months, and two hundred tickets of forty."""
    orders, tickets = [], []
    for n in range(160):
        at = AS_OF - dice.randrange(420 * 24 * 60) * MINUTE - MINUTE
        orders.append((f"O{n}", at, f"p{dice.randrange(30)}@x.test", dice.choice((10, 40, 1000))))
    orders.append(("Z", AS_OF - 5 * MINUTE, "z@x.test", 1))
    for n in range(200):
        at = AS_OF - dice.randrange(1, 60 * 24 * 60) * MINUTE
        reply = at + dice.choice((5, 30, 61, 300, 1500)) * MINUTE if dice.random() < 0.8 else None
        wrote = at + dice.choice((0, 20, 400)) * MINUTE
        solved = (reply or at) + 500 * MINUTE if dice.random() < 0.8 else None
        score = dice.randrange(1, 6) if dice.random() < 0.5 else None
        who = f"p{dice.randrange(40)}@x.test"
        tickets.append((f"T{n}", at, reply, wrote, solved, who, dice.choice(AGENTS), score))
    return orders, tickets


def worked(start, end):
    """Whole minutes of Monday to Friday, 9 to 17, counted one by one."""
    count = 0
    while start < end:
        count += start.weekday() < 5 and 9 <= start.hour < 17
        start += MINUTE
    return count


def past(moment):
    return moment if moment and moment < AS_OF else None


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    orders, tickets = made(random.Random(11))
    folder = store(
        tmp_path_factory.mktemp("random"),
        "\n".join(f"{name},{stamp(at)},{who},{total},fulfilled" for name, at, who, total in orders),
        tickets="\n".join(
            f"{name},{stamp(at)},{stamp(reply)},{stamp(reply)},{stamp(wrote)},{stamp(solved)},"
            f"{'solved' if solved else 'open'},{who},,{agent},email,{score or ''}"
            for name, at, reply, wrote, solved, who, agent, score in tickets
        ),
    )
    return folder, orders, tickets


def high_value(orders):
    """Who ordered for 1,000 at once in the year, or is among the best twentieth of its buyers."""
    spent = defaultdict(int)
    for _, at, who, total in orders:
        if at >= AS_OF - timedelta(days=365):
            spent[who] += total
    best = sorted(spent, key=lambda who: (-spent[who], who))[: floor(len(spent) * 0.05)]
    large = {w for _, at, w, t in orders if t >= 1000 and at >= AS_OF - timedelta(days=365)}
    return {*best, *large}, spent


def test_open_tickets_are_as_plain_python_says(world):
    folder, orders, tickets = world
    said = escalations(folder, "--top", "500", as_of=stamp(AS_OF))
    best, spent = high_value(orders)
    known = {who for _, _, who, _ in orders}
    rows = {row["ticket"]: row for row in said.table("open")}
    wanted = {t[0]: t for t in tickets if not past(t[4])}
    assert set(rows) == set(wanted)
    for name, at, first, last, _, who, agent, _ in wanted.values():
        row, reply, wrote = rows[name], past(first), past(last)
        since = at if not reply else wrote if wrote and wrote > reply else None
        assert row["waiting_hours"] == (since and pytest.approx(worked(since, AS_OF) / 60)), name
        late = since is not None and worked(since, AS_OF) > 60
        assert row["sla"] == (None if since is None else "past" if late else "within")
        assert row["high_value"] == (who in best)
        assert row["year_sales"] == (f"{spent[who]:.2f}" if who in known else None)
        assert row["assignee"] == (agent or None)


def test_first_answers_are_as_plain_python_says(world):
    folder, _, tickets = world
    said = escalations(folder, as_of=stamp(AS_OF))
    start = datetime(2026, 2, 10)  # noqa: DTZ001 - 28 days before today
    recent = [t for t in tickets if t[1] >= start]
    for agent in AGENTS:
        mine = [t for t in recent if t[6] == agent]
        waits = [worked(t[1], past(t[2])) for t in mine if past(t[2])]
        open_late = [t for t in mine if not past(t[2]) and not past(t[4])]
        open_late = [t for t in open_late if worked(t[1], AS_OF) > 60]
        row = said.row("first_answers", by="agent", name=agent or "(nobody)")
        late = sum(w > 60 for w in waits) + len(open_late)
        assert (row["tickets"], row["judged"]) == (len(mine), len(waits) + len(open_late))
        assert (row["late"], row["median"]) == (late, round(median(waits)))
        place, ordered = 0.9 * (len(waits) - 1), sorted(waits)
        p90 = ordered[floor(place)] + (place % 1) * (ordered[ceil(place)] - ordered[floor(place)])
        assert row["p90"] == round(p90)


def test_ratings_are_as_plain_python_says(world):
    folder, orders, tickets = world
    said = csat(folder, "--top", "50", as_of=stamp(AS_OF))
    rated = [t for t in tickets if t[7] and (past(t[4]) or not t[4])]
    assert said["csat_answers"] == len(rated)
    assert said["csat"] == pytest.approx(sum(t[7] >= 4 for t in rated) / len(rated))
    for agent in AGENTS:
        scores = [t[7] for t in rated if t[6] == agent]
        row = said.row("groups", by="agent", name=agent or "(none stated)")
        assert (row["rated"], row["satisfied"]) == (len(scores), sum(s >= 4 for s in scores))
    best, spent = high_value(orders)
    two_weeks = AS_OF - timedelta(days=14)
    bad = {t[5] for t in rated if t[7] <= 2 and (t[4] or t[1]) >= two_weeks and t[5] in spent}
    found = {row["customer"]: row for row in said.table("unhappy")}
    assert set(found) == bad
    assert {who for who, row in found.items() if row["high_value"]} == bad & best
    assert sum(Decimal(r["year_sales"]) for r in found.values()) == sum(spent[who] for who in bad)
