"""deals over random lives of deals: parts sum to the whole, and copies and history say the same."""

from collections import Counter

import pytest
from deals_store import NOW, START, adds_up, deals, kept, lives, written

pytestmark = pytest.mark.usefixtures("loaded_once", "one_engine")
COUNT = 300


@pytest.fixture(scope="module", params=[1, pytest.param(2, marks=pytest.mark.slow)])
def told(request):
    return lives(COUNT, request.param)


@pytest.fixture(scope="module")
def by_history(told, tmp_path_factory):
    return deals(written(tmp_path_factory.mktemp("now"), told, history=True), "--top", "1000")


@pytest.fixture(scope="module")
def by_copies(told, tmp_path_factory):
    folder = written(tmp_path_factory.mktemp("now"), told, history=False)
    store = kept(tmp_path_factory.mktemp("store"), told, START.date(), START)
    return deals(folder, "--top", "1000", data=store)


def open_at(told, moment):
    return [deal for life in told if (deal := life.at(moment)) and deal.is_open]


@pytest.mark.parametrize("basis", ["by_history", "by_copies"])
def test_both_ends_are_what_was_and_is_open(told, basis, request):
    said = request.getfixturevalue(basis)
    adds_up(said)
    for step, moment in (("Open then", START), ("Open now", NOW)):
        found = open_at(told, moment)
        row = said.row("waterfall", step=step)
        assert row["deals"] == row["change"] == len(found)
        assert row["value"] == f"{sum(d.amount or 0 for d in found):.2f}"
        assert row["without_amount"] == sum(d.amount is None for d in found)
        due = [d for d in found if d.close and "2026-01-01" <= str(d.close) <= "2026-03-31"]
        row = said.row("due", step=step)
        assert row["deals"] == len(due)
        assert row["value"] == f"{sum(d.amount or 0 for d in due):.2f}"


def test_copies_and_history_of_the_same_moment_say_the_same(by_history, by_copies):
    for table in ("waterfall", "due"):
        assert by_history.table(table) == by_copies.table(table)
    told = ("deal", "what", "state_then", "state_now", "amount_then", "amount_now", "close_now")
    assert by_history.column("every_change", *told) == by_copies.column("every_change", *told)


def test_each_deal_is_where_its_life_says(told, by_copies):
    """An oracle that looks at each deal's two states, and knows nothing of the SQL."""
    steps = Counter()
    for life in told:
        was, now = life.at(START), life.at(NOW)
        before = "none" if was is None else was.stage if was.closed else "open"
        after = "open" if now.is_open else now.stage
        if before == "none":
            steps["New"] += 1
        elif before in ("Won", "Lost") and after != before:
            steps["Reopened"] += 1
        if after in ("Won", "Lost") and before != after:
            steps[after] += 1
        if before == "open" and after in ("open", "Won") and None not in (was.amount, now.amount):
            steps["Grew"] += now.amount > was.amount
            steps["Shrank"] += now.amount < was.amount
    rows = {row["step"]: row["deals"] for row in by_copies.table("waterfall")}
    assert {step: rows[step] for step in steps} == steps
    assert min(steps.values()) > 0, "the lives are too dull"
