"""The reps of a public CRM export, against the figures that pandas made of it."""

from decimal import Decimal

import pytest

from salesops import commands
from salesops.commands.team import reps

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def whole(crm):
    return commands.ask(reps, crm, period="all")


def test_what_each_agent_won(whole, crm_expected):
    found = {row.rep: row for row in whole.table("reps").rows}
    for name, agent in crm_expected["per_agent"].items():
        row = found[name]
        assert (row.won, row.closed) == (agent["won"], agent["closed"]), name
        assert row.won_value == Decimal(str(agent["won_revenue"])), name
        assert round(row.win_rate, 6) == agent["win_rate"], name
    assert {*found} == {*crm_expected["per_agent"], "All"}
    assert whole.value("won_value") == Decimal(str(crm_expected["won_revenue"]))
    assert sum(row.open_deals for name, row in found.items() if name != "All") == 2089


def test_who_has_no_deal_is_named_and_what_lacks_is_said(whole, crm_expected):
    said = " ".join(whole.notes)
    for name in crm_expected["agents_without_deals"]:
        assert name in said
    for one in ("No export of activities", "No history of stages", "No quotas"):
        assert one in said
    assert not [f for f in whole.findings if f.code in ("rep-idle", "rep-conversion-low")]


def test_unasked_it_is_the_quarter_that_has_just_ended(crm):
    found = commands.ask(reps, crm, rep="darcel schlecht")
    assert found.period.name == "last quarter"
    assert found.title == "Rep: Darcel Schlecht"
    assert found.value("won_deals") > 0
    assert "not computable from a snapshot" in found.headline
