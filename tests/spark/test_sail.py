"""Commands answer on Spark as on DuckDB, over Spark Connect; the server is Sail."""

import pytest
from asked import COMMANDS, QUICK, QUICK_EDGES, REPORTS, compare


@pytest.mark.parametrize("command", QUICK)
def test_sample(command, sail):
    assert compare(command, "sample", sail) == []


@pytest.mark.parametrize("command", QUICK_EDGES)
def test_edges(command, sail):
    assert compare(command, "edges", sail) == []


@pytest.mark.slow
@pytest.mark.parametrize("command", [*COMMANDS, *REPORTS])
def test_every_command_about_the_sample(command, sail):
    assert compare(command, "sample", sail) == []


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_about_the_edges(command, sail):
    assert compare(command, "edges", sail) == []
