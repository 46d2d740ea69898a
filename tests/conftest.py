"""What every test stands on: an environment of its own, and the case data where there is some."""

import gc
import os

import loaded
import pytest
import shared_engine
import staged
from hypothesis import Phase, settings
from shared_engine import SHARED

from salesops.queries import duck

# Not `explain`: it traces every line that an example runs, to say more of one that fails.
settings.register_profile("fast", phases=[p for p in Phase if p is not Phase.explain])
settings.load_profile("fast")

# Many tests ask the same: of a question's statements more are kept parsed than one question needs.
duck.PARSED = 1024

BEFORE = gc.get_threshold()


@pytest.fixture(scope="session", autouse=True)
def clean_environment():
    """No SALESOPS_ variable, colour switch or terminal width of this machine reaches a test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("SALESOPS_") or name in ("NO_COLOR", "FORCE_COLOR", "LINES"):
                patch.delenv(name)
        patch.setenv("COLUMNS", "80")
        patch.setenv("SALESOPS_NO_CACHE", "1")  # tests/exports/test_shelf.py asks the shelf
        yield


def pytest_configure():
    """Garbage is looked for seldom: modules and parse trees are many, and live to the end."""
    gc.set_threshold(100_000, *BEFORE[1:])


def pytest_unconfigure():
    gc.set_threshold(*BEFORE)


@pytest.fixture(scope="session", autouse=True)
def asked_once(tmp_path_factory):
    """The workers of one run share what they have asked of the sample: see golden/asking.py."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASKED_ONCE", str(tmp_path_factory.getbasetemp().parent))
        yield


@pytest.fixture(scope="session")
def shared():
    """The folder of case data beside the checkout; pytest counts the skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"no case data at {SHARED}: set SALESOPS_SHARED")
    return SHARED


@pytest.fixture(scope="module")
def loaded_once():
    """For tests of answers, which ask the same little store again: it is loaded once a module.

    Not for tests of loading, nor for those that ask twice to see that the answer is the same.
    """
    with loaded.once():
        yield


@pytest.fixture(scope="module")
def one_engine():
    """For tests of answers about little stores: their questions are asked of one DuckDB.

    Not for tests of what a question may read, of its memory, or of what it leaves behind.
    """
    with shared_engine.shared():
        yield


@pytest.fixture(scope="module")
def staged_once():
    """For tests of answers about copies of one store, each with a file or two of its own."""
    with staged.once():
        yield
