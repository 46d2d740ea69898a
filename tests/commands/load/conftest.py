"""A store is a file of its own, which the engine that other tests share does not read."""

import pytest


@pytest.fixture(autouse=True, scope="module")
def all_of_one_engine():
    """Each question starts its own."""
