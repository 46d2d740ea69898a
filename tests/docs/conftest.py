"""The blocks of the pages ask the same exports again and again: they are loaded once.

Each page asks for other tables of the same files, which are staged once.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))


@pytest.fixture(autouse=True, scope="module")
def all_loaded_once(loaded_once, staged_once):
    """A loading is handed out again to all pages."""
