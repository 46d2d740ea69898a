"""The files that CONTRIBUTING.md shows are put into a copy of the project, and they run."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from docs_console import ROOT, generate

from salesops.checks import catalogue, domain
from salesops.queries.portable import lint
from salesops.result import Level

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r"<!-- file: (\S+) -->\n+```\w+\n(.*?)```", PAGE, re.DOTALL))
CHECK = re.search(r"<!-- check: (\w+) -->\n+```sql\n(.*?)```", PAGE, re.DOTALL)
FOLDERS = ("salesops", "sql", "reports", "sample_data", "definitions")


@pytest.fixture
def copy(tmp_path):
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in SHOWN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_analysis_shown_is_two_files_and_a_command(copy):
    assert set(SHOWN) == {"sql/sales/order_channels.sql", "salesops/commands/sales/order_channels.py"}
    done = subprocess.run(
        [sys.executable, "-m", "salesops", "order-channels", "--since", "7d", "--format", "json"],
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
    assert lint(SHOWN["sql/sales/order_channels.sql"]) == []


def test_the_check_shown_is_one_sql_file_and_a_line_of_the_catalogue(tmp_path, monkeypatch):
    sql = tmp_path / "sql"
    shutil.copytree(ROOT / "sql" / "checks", sql / "checks")
    (sql / "checks" / f"{CHECK[1]}.sql").write_text(CHECK[2], encoding="utf-8")
    monkeypatch.setattr(domain, "folder", lambda name: tmp_path / name)
    kind = catalogue.Kind("domain", Level.WARNING, "No goods are given away.")
    monkeypatch.setitem(catalogue.CHECKS, "free-goods", kind)
    domain.checks.cache_clear()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "orders.csv").write_text(
        "order_id,order_date,sku,qty,price\nA-1,2026-03-12,MUG,1,12.50\nA-2,2026-03-12,PEN,1,0\n"
    )
    words = ["check", "orders.csv", "--as-of", "data", "--format", "json"]
    code, out, _ = generate.captured(words)
    domain.checks.cache_clear()
    answer = json.loads(out)
    assert code == 0
    assert [finding["code"] for finding in answer["findings"]] == ["free-goods"]
    assert answer["tables"]["rows"] == [
        {
            "check": "free-goods",
            "file": "orders.csv",
            "line": 3,
            "column": "price",
            "value": "PEN at 0.0000",
        }
    ]
