"""Little stores are put as in the tests of the routine, and asked as those of all commands."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

for _folder in ("commands", "routine", "golden", "delivery"):
    sys.path.insert(0, str(Path(__file__).parents[1] / _folder))


@pytest.fixture
def disk(tmp_path):
    """A disk of 30 MB that is this test's own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "none", str(folder), "-o", "size=30m"]
    if not shutil.which("mount") or subprocess.run(mount, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
