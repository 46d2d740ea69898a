"""Stage conversion of new and tenured reps, against a slow count of histories drawn by chance."""

import random
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from pulse_store import put
from quota_store import DEALS, REPS, ramp

pytestmark = pytest.mark.usefixtures("loaded_once")

STAGES = ["Qualified", "Demo", "Proposal", "Negotiation"]
_STATED = {"Old": "2024-03-01", "New": "2026-01-15", "Mid": "2025-06-01"}
STARTS = {rep: datetime.fromisoformat(day) for rep, day in _STATED.items()}
FIRST = datetime.fromisoformat("2026-01-05 09:00")
AS_OF = "2026-08-01"


def drawn(dice):
    """A deal's path: mostly forward, now and then a stage skipped or one back, then an end."""
    moment = FIRST + timedelta(days=dice.randrange(150))
    place, path = dice.choice([0, 0, 0, 1]), []
    while 0 <= place < len(STAGES) and len(path) < 7:
        path.append((moment, STAGES[place]))
        moment += timedelta(days=dice.randint(1, 9))
        if dice.random() < 0.18:
            return path + ([(moment, "Lost")] if dice.random() < 0.7 else [])
        place += dice.choice([1, 1, 1, 1, 2, -1])
    return [*path, (moment, "Won")] if place >= len(STAGES) and dice.random() < 0.9 else path


def months(start, moment):
    return (moment.year - start.year) * 12 + moment.month - start.month


def counted(deals):
    """By stage and kind of rep: entered, went on, still open."""
    entered, went_on, still = Counter(), Counter(), Counter()
    for rep, path in deals.values():
        seen = set()
        for n, (moment, stage) in enumerate(path):
            since = months(STARTS[rep], moment)
            kind = "new" if 0 <= since < 6 else "tenured" if since >= 12 else None
            if stage not in STAGES or stage in seen:
                continue
            seen.add(stage)
            if kind is None or moment < STARTS[rep]:
                continue
            later = {s for _, s in path[n + 1 :]}
            further = "Won" in later or any(
                STAGES.index(s) > STAGES.index(stage) for s in later if s in STAGES
            )
            entered[stage, kind] += 1
            went_on[stage, kind] += further
            still[stage, kind] += not further and path[-1][1] != "Lost"
    return {key: (n, went_on[key], still[key]) for key, n in entered.items()}


@pytest.fixture(scope="module")
def deals():
    dice = random.Random(17)
    found = {f"D{n}": (dice.choice(list(STARTS)), drawn(dice)) for n in range(150)}
    assert any(
        a != b and STAGES.index(a) > STAGES.index(b)
        for _, path in found.values()
        for (_, a), (_, b) in pairwise(path)
        if a in STAGES and b in STAGES
    ), "no deal falls back"
    return found


@pytest.fixture(scope="module")
def said(deals, tmp_path_factory):
    rows, history = [DEALS + ",stage_order"], ["deal_id,entered_at,stage"]
    places = {stage: n for n, stage in enumerate([*STAGES, "Won", "Lost"], 1)}
    for name, (rep, path) in deals.items():
        end, stage = path[-1]
        closed = end if stage in ("Won", "Lost") else ""
        rows.append(f"{name},{rep},{stage},100,{path[0][0]},{closed},{places[stage]}")
        history += [f"{name},{moment},{stage}" for moment, stage in path]
    reps = [REPS, *(f"{rep},Mo,East,North,{start:%Y-%m-%d},," for rep, start in STARTS.items())]
    folder = put(
        tmp_path_factory.mktemp("oracle"),
        deals="\n".join(rows),
        deal_stage_history="\n".join(history),
        reps="\n".join(reps),
    )
    return ramp(folder, as_of=AS_OF)


def test_every_step_is_as_counted_one_by_one(said, deals):
    found = {
        (row["stage"], row["reps"]): (row["n"], row["went_on"], row["still_open"])
        for row in said.table("stages")
    }
    assert found == counted(deals)
    assert len(found) == 8


def test_rates_lie_within_their_intervals_and_steps_follow(said):
    for row in said.table("stages"):
        assert 0 <= row["low"] <= row["rate"] <= row["high"] <= 1
        assert row["rate"] == row["went_on"] / row["n"]
    assert dict(said.column("stages", "stage", "to")) == dict(pairwise([*STAGES, "won"]))
    assert "as the CRM numbers them" in said.notes
