"""Many generated stores are asked a little each."""

import pytest


@pytest.fixture(autouse=True, scope="module")
def all_of_one_engine(one_engine):
    """Nothing here hangs on which engine a question has."""
