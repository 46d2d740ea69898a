"""The same exports, options and as-of are the same bytes, whatever the machine is set to."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shelf import files

ALL = "'SELECT * FROM orders ORDER BY order_id'"
pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
ONE = {
    "PYTHONHASHSEED": "1",
    "TZ": "Pacific/Kiritimati",
    "LANG": "C",
    "LC_ALL": "C",
    "COLUMNS": "80",
}
OTHER = {
    "PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
    "COLUMNS": "200", "HOME": "/nonexistent",
}  # fmt: skip


def written(out, cwd, asked, machine):
    kept = {name: os.environ[name] for name in ("PATH", "SALESOPS_CHROMIUM") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "salesops", *asked, "--out", out, "--quiet"],
        cwd=cwd, env={"HOME": str(out.parent), "PYTHONPATH": str(ROOT)} | kept | machine,
        capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return files(out)


@pytest.mark.parametrize(
    "asked",
    [
        "report daily --format markdown,html,json --lang it",
        "report weekly --format markdown,html,json",
        "report monthly --format html",
        "today --format html,json,csv,terminal,markdown",
        "check --format junit,sarif,github,json --as-of data",
        f"sql {ALL} --format csv,parquet,json",
    ],
)
def test_two_machines(tmp_path, asked):
    words = shlex.split(asked)
    one = written(tmp_path / "one", tmp_path, words, ONE)
    other = written(tmp_path / "other", "/", words, OTHER)
    assert list(one) == list(other)
    assert [name for name, data in one.items() if data != other[name]] == []
    assert len(one) >= 1


def test_two_machines_print_the_same(tmp_path):
    chromium = shutil.which(os.environ.get("SALESOPS_CHROMIUM") or "chromium")
    if not chromium:
        pytest.skip("no chromium: bash scripts/browser.sh")
    asked = ["report", "daily", "--section", "sales", "--format", "pdf"]
    chosen = {"SALESOPS_CHROMIUM": chromium}
    one = written(tmp_path / "one", tmp_path, asked, ONE | chosen)
    assert one == written(tmp_path / "other", "/", asked, OTHER | chosen)
