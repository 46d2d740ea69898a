"""stages on exports that hold no history of their deals: an answer, and exit 0."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "commands"))

from pulse_store import answered

pytestmark = pytest.mark.shared


def stages(folder):
    said = answered("stages", folder, as_of="data")
    assert said.table("steps") == []
    assert said["close_ratio"] is None
    assert "Not computable from a snapshot" in said.notes
    return said


def test_a_snapshot_of_8800_deals(crm_maven):
    said = stages(crm_maven)
    assert said.column("deals_by_stage", "stage", "open", "won", "lost") == [
        ("Prospecting", 500, 0, 0),
        ("Engaging", 1589, 0, 0),
        ("Won", 0, 4238, 0),
        ("Lost", 0, 0, 2473),
    ]
    assert "500 deals state no day of creation: counted." in said.notes


def test_hubspot_has_history_of_deals_that_its_file_does_not_hold(shared):
    said = stages(shared / "cases" / "vendor_seeds" / "hubspot")
    assert (said["deals"], said["with_history"]) == (44, 0)
    assert "14 stays of 14 deals that are not among the deals" in said.notes


@pytest.mark.slow
def test_every_opportunity_of_salesforce_is_deleted(shared):
    said = stages(shared / "cases" / "vendor_seeds" / "salesforce")
    assert said["deals"] == 0
    assert said.row("ratios", ratio="Lead to opportunity")["n"] == 1
    assert "all 10 opportunities are deleted" in said.notes
