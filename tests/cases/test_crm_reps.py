"""The reps of a public CRM export, against the figures that pandas made of it."""

import json
from decimal import Decimal

import pytest

import salesops
from salesops import commands
from salesops.commands.team import reps

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def case(shared):
    return shared / "cases" / "crm_maven"


@pytest.fixture(scope="module")
def expected(case):
    return json.loads((case / "expected.json").read_text())


@pytest.fixture(scope="module")
def db(case):
    with salesops.open(str(case), as_of="data") as found:
        yield found


@pytest.fixture(scope="module")
def whole(db):
    return commands.ask(reps, db, period="all")


def test_what_each_agent_won(whole, expected):
    found = {row.rep: row for row in whole.table("reps").rows}
    for name, agent in expected["per_agent"].items():
        row = found[name]
        assert (row.won, row.closed) == (agent["won"], agent["closed"]), name
        assert row.won_value == Decimal(str(agent["won_revenue"])), name
        assert round(row.win_rate, 6) == agent["win_rate"], name
    assert {*found} == {*expected["per_agent"], "All"}
    assert whole.value("won_value") == Decimal(str(expected["won_revenue"]))
    assert sum(row.open_deals for name, row in found.items() if name != "All") == 2089


def test_who_has_no_deal_is_named_and_what_lacks_is_said(whole, expected):
    said = " ".join(whole.notes)
    for name in expected["agents_without_deals"]:
        assert name in said
    for one in ("No export of activities", "No history of stages", "No quotas"):
        assert one in said
    assert not [f for f in whole.findings if f.code in ("rep-idle", "rep-conversion-low")]


def test_unasked_it_is_the_quarter_that_has_just_ended(db):
    found = commands.ask(reps, db, rep="darcel schlecht")
    assert found.period.name == "last quarter"
    assert found.title == "Rep: Darcel Schlecht"
    assert found.value("won_deals") > 0
    assert "not computable from a snapshot" in found.headline
