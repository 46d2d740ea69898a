"""reps on the sample: it says of each rep what win-loss, stages, pipeline and quota say."""

from pathlib import Path

import pytest

import salesops
from salesops import commands
from salesops.commands.team import pipeline, quota, reps, stages, win_loss

pytestmark = pytest.mark.usefixtures("loaded_once")
AS_OF = "2026-09-18 15:10"
SAMPLE = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(scope="module")
def db():
    with salesops.open(SAMPLE, as_of=AS_OF) as found:
        yield found


@pytest.fixture(scope="module")
def found(db):
    return commands.ask(reps, db)


def by_name(report, table, name):
    return {getattr(row, name): row for row in report.table(table).rows}


def test_won_and_lost_as_win_loss(db, found):
    other = commands.ask(win_loss, db, by="owner", period="this-quarter")
    rows = by_name(found, "reps", "rep")
    groups = by_name(other, "by_owner", "name")
    assert {*groups} == {name for name, row in rows.items() if row.closed} - {"All"}
    for name, group in groups.items():
        row = rows[name]
        assert (row.won, row.lost, row.won_value) == (group.won, group.lost, group.won_value)
        assert (row.win_rate, row.low, row.high) == (group.win_rate, group.low, group.high)
        assert (row.avg_won, row.cycle_mean) == (group.avg_won, pytest.approx(group.cycle_mean))
    for one in ("won_value", "won_deals", "lost_deals", "win_rate", "avg_won"):
        assert found.value(one) == other.value(one)
    assert found.value("cycle_days_mean") == pytest.approx(other.value("cycle_days_mean"))


def test_steps_as_stages(db, found):
    other = commands.ask(stages, db, by="owner", since="2025-09-18", top=1000)
    parts = {(row.part, row.stage): row for row in other.table("by").rows}
    steps = {(row.rep, row.stage): row for row in found.table("steps").rows}
    there = {key for key, row in parts.items() if row.entered and key[0] != "Lena Ortiz"}
    assert {*steps} == there  # who has left is not in this quarter
    for key, step in steps.items():
        part = parts[key]
        assert (step.entered, step.went_on) == (part.entered, part.went_on), key
        assert (step.conversion, step.of_decided) == (part.conversion, part.of_decided), key
        assert (step.lost, step.next_stage) == (part.lost, part.next_stage)
    whole = {row.stage: row for row in other.table("steps").rows}
    for (_, stage), step in steps.items():
        decided = whole[stage].went_on + whole[stage].lost
        assert step.decided + step.others_decided == decided


def test_open_as_pipeline(db, found):
    other = commands.ask(pipeline, db)
    rows = by_name(found, "reps", "rep")
    assert found.value("open_deals") == other.value("open_deals")
    assert found.value("open_value") == other.value("open_value")
    assert found.value("weighted_value") == other.value("weighted_value")
    assert rows["All"].weighted_value == other.value("weighted_value")


def test_attainment_as_quota(db, found):
    other = commands.ask(quota, db, period="this-quarter")
    rows = by_name(found, "reps", "rep")
    for row in other.table("reps").rows[:-1]:
        assert rows[row.rep].attainment == row.attainment, row.rep
    assert found.value("attainment") == other.value("team_percent")


def test_the_weakest_step_is_the_farthest_below_the_others(db, found):
    steps = [s for s in found.table("steps").rows if min(s.decided, s.others_decided) >= 20]
    for row in found.table("reps").rows:
        mine = [s for s in steps if s.rep == row.rep]
        worst = min(mine, key=lambda s: s.difference, default=None)
        low = worst is not None and worst.difference < 0
        assert row.weakest == (worst.stage if low else None), row.rep
    page = commands.ask(reps, db, rep="gavin shaw")
    two = page.table("weakest").rows
    assert [s.difference for s in two] == sorted(
        s.difference for s in steps if s.rep == "Gavin Shaw"
    )[:2]
    assert two[0].stage in page.headline
    assert {s.verdict for s in two} <= {"not beyond chance", "few"}
