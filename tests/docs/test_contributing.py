"""The files that CONTRIBUTING.md shows are put into a copy of the project, and they run."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from docs_console import ROOT

from salesops.queries.portable import lint

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r"<!-- file: (\S+) -->\n+```\w+\n(.*?)```", PAGE, re.DOTALL))
FOLDERS = ("salesops", "sql", "reports", "sample_data", "definitions")


@pytest.fixture
def copy(tmp_path):
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in SHOWN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_analysis_shown_is_two_files_and_a_command(copy):
    assert set(SHOWN) == {"sql/sales/channels.sql", "salesops/commands/sales/channels.py"}
    done = subprocess.run(
        [sys.executable, "-m", "salesops", "channels", "--since", "7d", "--format", "json"],
        cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)},
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert answer["tables"]["channels"][0]["channel"] == "web"
    assert answer["columns"]["channels"][2] == {
        "name": "net_sales",
        "type": "decimal",
        "unit": "money",
    }


def test_its_sql_is_portable():
    assert lint(SHOWN["sql/sales/channels.sql"]) == []
