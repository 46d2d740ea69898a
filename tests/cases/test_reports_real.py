"""Reports on real data: their numbers against those that others computed, and their pictures.

The golden Markdown holds answers, not rows. UPDATE_GOLDEN=1 accepts what is new.
"""

import json
import os
import struct
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from cells import cells
from markdown_it import MarkdownIt

from salesops.cli import main

pytestmark = [pytest.mark.shared, pytest.mark.usefixtures("loaded_once")]
GOLDEN = Path(__file__).parent / "golden" / "daily-online-retail.md"
RETAIL = ("--as-of", "2011-05-18 06:15")
ADVENTURE = ("--as-of", "2014-01-29")
LIMIT = 120
"""Seconds for a subprocess."""


def report(out, name, data, *args):
    """The files of a report, by their endings; the version and the run are no part of an answer."""
    code = main(["report", name, "--data", str(data), *args, "--out", str(out), "--quiet",
                 "--format", "markdown,html,json", "--templates", str(out.parent)])  # fmt: skip
    assert code == 0
    return {path.suffix: path.read_bytes() for path in out.glob(f"{name}-*.*")}


@pytest.fixture(scope="module")
def retail(shared, tmp_path_factory):
    out = tmp_path_factory.mktemp("retail") / "out"
    return out, report(out, "daily", shared / "cases" / "online_retail", *RETAIL)


@pytest.fixture(scope="module")
def adventure(shared, tmp_path_factory):
    out = tmp_path_factory.mktemp("adventure") / "out"
    return out, report(out, "segments", shared / "cases" / "adventureworks" / "raw", *ADVENTURE)


def test_the_daily_report_of_a_day_in_may(shared, retail):
    """Gross sales, orders and units of the day, and of the one a week before, as computed apart."""
    truth = json.loads((shared / "cases" / "online_retail" / "expected.json").read_text())
    said = json.loads(retail[1][".json"])
    day, before = (truth["days_products_only"][d] for d in ("2011-05-17", "2011-05-10"))
    week = {
        row["metric"]: row["base"]
        for row in said["tables"]["comparisons"]
        if row["versus"] == "prev-week"
    }
    for found, wanted in ((said["metrics"], day), (week, before)):
        assert abs(Decimal(found["gross_sales"]) - Decimal(wanted["gross"])) <= Decimal("0.01")
        assert (found["orders"], found["units"]) == (wanted["orders"], wanted["units"])
    # Explain is asked about the same day: the same numbers stand in its section.
    assert said["metrics"]["why.net_sales"] == said["metrics"]["net_sales"]
    assert said["metrics"]["base"] == week["net_sales"]


def test_its_markdown(retail):
    said = json.loads(retail[1][".json"])
    text = retail[1][".md"].decode().replace(said["run_id"], "RUN")
    text = "\n".join("salesops VERSION · run RUN" if line.startswith("salesops ") else line
                     for line in text.split("\n"))  # fmt: skip
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_its_page_is_whole_and_has_the_tables_of_its_markdown(retail):
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    wanted = sorted(cells(parser.render(retail[1][".md"].decode())))
    assert sorted(cells(retail[1][".html"].decode())) == wanted
    assert len(wanted) > 5


def test_sections_without_exports_are_said_and_no_folder_is_named(shared, retail):
    text = retail[1][".md"].decode()
    assert "Without the section 'Stock alerts'" in text
    assert str(shared) not in text + retail[1][".html"].decode()


@pytest.mark.slow
def test_the_same_bytes_in_another_zone(shared, retail, tmp_path):
    line = [sys.executable, "-m", "salesops", "report", "daily", *RETAIL, "--quiet",
            "--data", str(shared / "cases" / "online_retail"), "--out", str(tmp_path / "out"),
            "--format", "markdown,html,json", "--templates", str(tmp_path)]  # fmt: skip
    subprocess.run(line, check=True, timeout=LIMIT, env=os.environ | {"TZ": "Asia/Tokyo"})
    for path in (p for p in retail[0].rglob("*") if p.is_file()):
        assert (tmp_path / "out" / path.relative_to(retail[0])).read_bytes() == path.read_bytes()


def test_the_segment_report_has_its_numbers_in_each_format(adventure):
    for written in (".md", ".html"):
        text = adventure[1][written].decode()
        for number in ("10,009", "15,156", "33,276", "15,180,423", "8,472", "12,500", "27,143"):
            assert number in text, (written, number)
    rows = {r["segment"]: r for r in json.loads(adventure[1][".json"])["tables"]["segments"]}
    assert (rows["M"]["customers"], rows["S"]["orders"]) == (10_009, 12_500)


@pytest.mark.parametrize("name", ["executive_kpis_trend", "business_performance_dashboard"])
def test_the_two_dashboards_are_pictures(adventure, name):
    out, files = adventure
    (png,) = out.rglob(f"{name}.png")
    data = png.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert (width, height) > (800, 600)
    link = f"]({png.parent.name}/{png.name})"
    assert link in files[".md"].decode()
    assert f'<figure id="{name}">' in files[".html"].decode()


def test_its_tables_are_whole(adventure):
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(
        adventure[1][".md"].decode()
    )  # fmt: skip
    assert "|---" not in html.replace(" ", "")
    assert html.count("<table>") > 5
