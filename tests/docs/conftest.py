"""The blocks of the pages ask the same exports again and again: they are loaded once."""

import pytest


@pytest.fixture(autouse=True, scope="module")
def all_loaded_once(loaded_once):
    """A loading is handed out again to all pages."""
