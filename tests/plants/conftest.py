"""The answers about the sample are shared: they are asked once, in tests/golden/asking.py."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))


@pytest.fixture(autouse=True, scope="module")
def files_staged_once(staged_once):
    """Each case is a copy of the sample, in which a file or two are other ones."""
