"""Where each test stands: a folder with `exports` in it, and `state` once something is kept."""

import pytest
from snapshot_store import asking, opened


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """The folder of two exports."""
    monkeypatch.chdir(tmp_path)
    return opened(tmp_path)


@pytest.fixture
def run(shop, capfd):
    """How a snapshot is asked for."""
    return asking(capfd)


@pytest.fixture
def store(shop):
    """The folder of what is kept."""
    return shop.parent / "state" / "snapshots"
