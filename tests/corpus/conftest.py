"""The command line is run as tests/golden/asking.py runs it; each test in folders of its own."""

import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))


@pytest.fixture
def rooms(tmp_path, monkeypatch):
    """A folder for inputs, and one to work in that must stay empty, as the one of temporary files.

    What is written outside of --out and --state is found here, and so is what is left behind.
    """
    inputs, here, scratch = (tmp_path / name for name in ("inputs", "here", "scratch"))
    for folder in (inputs, here, scratch):
        folder.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield inputs
    assert list(here.iterdir()) == []
    assert list(scratch.iterdir()) == []
