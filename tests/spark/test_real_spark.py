"""Commands answer on a real Spark as on DuckDB: bash scripts/spark.sh starts one (see there)."""

import pytest
from asked import COMMANDS, REPORTS, compare

pytestmark = [pytest.mark.slow, pytest.mark.spark]


@pytest.mark.parametrize("command", [*COMMANDS, *REPORTS])
def test_sample(command, spark):
    assert compare(command, "sample", spark) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_edges(command, spark):
    assert compare(command, "edges", spark) == []
