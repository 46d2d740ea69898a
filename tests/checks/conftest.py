"""A check is asked as the corpus asks it: tests/corpus/corpus_ask.py and tests/golden/asking.py."""

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("golden", "corpus")]


@pytest.fixture(autouse=True, scope="module")
def all_of_one_engine(one_engine):
    """Nothing here hangs on which engine a question has."""
