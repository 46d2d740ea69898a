"""Little stores are loaded by one engine, where a test does not look at the engine itself."""

import pytest

OF_ITS_OWN = ("test_leaves_nothing", "test_shelf")
"""Modules that see what an engine may read and what it leaves behind."""


@pytest.fixture(autouse=True, scope="module")
def all_of_one_engine(request):
    if request.module.__name__ not in OF_ITS_OWN:
        request.getfixturevalue("one_engine")
