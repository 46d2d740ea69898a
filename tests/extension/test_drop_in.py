"""A new analysis and a new source are new files, and not one edit.

Their files are dropped into a copy of the package beside a copy of its folders, and run.
"""

import json
import os
import shutil
import subprocess
import sys
from inspect import cleandoc
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLAT = ("--data", str(ROOT / "docs" / "examples" / "flat"), "--as-of", "data")
"""Four orders: where it does not matter what is asked, this is asked in half the time."""
FOLDERS = ("salesops", "sql", "reports", "definitions", "sample_data")
HELLO_SQL = """
-- How many orders there are of each channel.
-- reads: orders
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) on the store's clock

-- name: channels
SELECT
    coalesce(channel, 'unstated') AS channel,
    count(*) AS orders,
    sum(total) AS total
FROM orders
WHERE created_local >= $start_at AND created_local < $end_at
GROUP BY coalesce(channel, 'unstated')
ORDER BY channel
"""
HELLO_PY = '''
"""Orders by channel, to say hello.

Example: salesops hello --since 7d
"""

from dataclasses import dataclass, field

from salesops.params import Since
from salesops.queries.database import Database
from salesops.result import Finding, Level, Report, Table, because, limits_of
from salesops.units import Count, Money, Text

REPORTS = ("daily", "greetings")


@dataclass(frozen=True)
class Channel:
    """A channel of the window."""

    channel: Text
    orders: Count
    total: Money | None


@dataclass(frozen=True)
class Limits:
    """[hello] in salesops.toml."""

    few: Count = field(default=1, metadata=because("a channel with less is asleep"))


def hello(
    db: Database, since: Since = "yesterday", period: str | None = None, limits: Limits = Limits()
) -> Report:
    """Count them."""
    asked = db.read("sales/hello")
    window = db.window(since, None, period)
    found = asked.all("channels", Channel, start_at=window.start, end_at=window.end)
    asleep = [c for c in found if c.orders <= limits.few]
    return Report(
        command="hello",
        title="Hello",
        headline=f"{len(found)} channels say hello.",
        period=window,
        tables=(Table("channels", "Channels", Channel, found),),
        findings=tuple(
            Finding(Level.INFO, "asleep", f"{c.channel} is asleep.", {"channel": c.channel})
            for c in asleep
        ),
        limits=limits_of("hello", limits),
    )
'''
HELLO_MD = """
{% extends "base.md.j2" %}
"""
TILL_SQL = """
-- Receipts of an Acme till, one row a line.
-- input: receipts (acme)
--   receipt  text     key needed      : Bon
--   sold     instant  needed reject   : Verkauft
--   sku      text     needed          : Artikel
--   pieces   number   needed reject   : Menge
--   amount   money    needed reject   : Summe

-- name: orders
SELECT
    shop_id, receipt AS order_id, min(sold) AS created_at, 'till' AS channel, 'EUR' AS currency,
    source_file, min(source_row) AS source_row
FROM receipts
GROUP BY ALL

-- name: order_lines
SELECT
    shop_id, receipt AS order_id, source_file || '#' || source_row AS line_id, sku, pieces AS qty,
    amount, 'product' AS kind, source_file, source_row
FROM receipts
"""
TILL = """
Bon,Verkauft,Artikel,Menge,Summe
1,2026-03-02 10:00,Tee,2,9.00
1,2026-03-02 10:00,Kuchen,1,3.50
2,2026-03-03 11:00,Tee,1,4.50
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The package and its folders, copied, with the new files dropped in."""
    root = tmp_path_factory.mktemp("copy")
    for name in FOLDERS:
        generator = ["store_*.py"] if name == "sample_data" else []
        ignored = shutil.ignore_patterns("__pycache__", "_assets", *generator)
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    drop(root / "sql" / "sales" / "hello.sql", HELLO_SQL)
    drop(root / "sql" / "sources" / "acme_till.sql", TILL_SQL)
    drop(root / "salesops" / "commands" / "sales" / "hello.py", HELLO_PY)
    drop(root / "reports" / "hello.md.j2", HELLO_MD)
    assert {path: path.read_bytes() for path in before} == before
    return root


def drop(path: Path, text: str) -> Path:
    assert not path.exists()
    path.write_text(text.lstrip(), encoding="utf-8")
    return path


def run(root: Path, cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """`python -m salesops` of the copy, from a folder that has nothing to do with it."""
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("SALESOPS_")},
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "salesops", *args]
    return subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def answer(root: Path, cwd: Path, *args: str) -> dict:
    done = run(root, cwd, *args, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_help_lists_it(copy, tmp_path):
    done = run(copy, tmp_path, "--help")
    assert done.returncode == 0, done.stderr
    assert "Orders by channel, to say hello." in done.stdout


def test_it_answers_in_every_format(copy, tmp_path):
    formats = "terminal,markdown,html,json,csv,parquet"
    done = run(copy, tmp_path, "hello", "--format", formats, "--out", "said")
    assert done.returncode == 0, done.stderr
    found = {path.suffix: path.read_bytes() for path in (tmp_path / "said").iterdir()}
    assert set(found) == {".txt", ".md", ".html", ".json", ".csv", ".parquet"}
    assert all(b"pos" in data for data in found.values())
    said = json.loads(found[".json"])
    assert said["command"] == "hello"
    assert said["columns"]["channels"][2] == {"name": "total", "type": "decimal", "unit": "money"}
    assert sum(row["orders"] for row in said["tables"]["channels"]) == 34


def test_a_report_that_did_not_exist_holds_it(copy, tmp_path):
    said = answer(copy, tmp_path, "report", "greetings", *FLAT)
    assert (said["command"], set(said["tables"])) == ("report-greetings", {"channels"})
    assert said["context"]["as_of"]


def test_its_options_limits_and_sql_are_found(copy, tmp_path):
    assert "--since" in run(copy, tmp_path, "hello", "--help").stdout
    assert "count(*) AS orders" in run(copy, tmp_path, "hello", "--explain", *FLAT).stdout
    drop(tmp_path / "salesops.toml", "[hello]\nfew = 1000\n")
    said = answer(copy, tmp_path, "hello", *FLAT)
    assert {finding["code"] for finding in said["findings"]} == {"asleep"}


def test_it_is_a_member_of_the_report_that_it_names(copy, tmp_path):
    said = answer(copy, tmp_path, "report", "daily", *FLAT)
    assert {"channels", "top_skus"} <= set(said["tables"])


def test_a_source_is_recognised_by_its_header(copy, tmp_path):
    till = drop(tmp_path / "export.csv", TILL)
    said = answer(
        copy, tmp_path, "pulse", "--data", str(till), "--as-of", "2026-03-04", "--period", "all"
    )
    assert said["context"]["sources"] == [{"file": "export.csv", "source": "acme_till", "rows": 3}]
    assert said["metrics"]["net_sales"] == "17.00"
    assert (said["metrics"]["orders"], said["metrics"]["units"]) == (2, 4)


def test_a_users_own_source_beside_the_settings(tmp_path):
    """`./sources/*.sql` beside salesops.toml: no copy of the package is needed at all."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "in").mkdir()
    drop(tmp_path / "sources" / "till.sql", TILL_SQL)
    drop(tmp_path / "in" / "export.csv", TILL)
    drop(tmp_path / "salesops.toml", 'data = "in"\n[time]\nas_of = "2026-03-04"\n')
    said = answer(ROOT, tmp_path, "pulse", "--period", "all")
    assert said["context"]["sources"][0]["source"] == "till"
    assert said["metrics"]["net_sales"] == "17.00"


def test_a_source_is_forced_by_name(tmp_path):
    """Two sources know the header; the settings say which one reads this file."""
    (tmp_path / "sources").mkdir()
    other = TILL_SQL.replace("'till' AS channel", "'fair' AS channel")
    drop(tmp_path / "sources" / "a_till.sql", TILL_SQL)
    drop(tmp_path / "sources" / "b_fair.sql", other)
    drop(tmp_path / "export.csv", TILL)
    for name, channel in (("a_till", "till"), ("b_fair", "fair")):
        text = f"""
            data = "export.csv"
            [sources]
            "export.csv" = "{name}"
            """
        (tmp_path / "salesops.toml").write_text(cleandoc(text))
        said = answer(ROOT, tmp_path, "sql", "SELECT DISTINCT channel FROM orders")
        assert said["tables"]["result"] == [{"channel": channel}]


def test_a_forced_source_that_does_not_fit(tmp_path):
    drop(tmp_path / "export.csv", TILL)
    text = 'data = "export.csv"\n[sources]\n"export.csv" = "shopify_orders"\n'
    drop(tmp_path / "salesops.toml", text)
    done = run(ROOT, tmp_path, "pulse")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is said to be shopify_orders but lacks the columns" in done.stderr
