"""The answers about the sample are shared: they are asked once, in tests/golden/asking.py."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))


@pytest.fixture(autouse=True, scope="module")
def all_of_one_engine(one_engine):
    """Nothing here hangs on which engine a question has."""
