"""report segments: its sections, and that Markdown, HTML and JSON say the same."""

import html
import json
import re

import pytest
from cells import unspanned
from pulse_store import salesops
from segments_store import AS_OF, asked, crowd, store

pytestmark = pytest.mark.usefixtures("loaded_once")
SECTIONS = [
    "Metrics", "Segments", "Key insights", "Actions", "Success metrics", "Risks",
    "Scope and data quality", "Notes", "Definitions and limits",
]  # fmt: skip
TABLES = ("data_quality", "insights", "actions", "success_metrics", "risks")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    lines = [*crowd("M", 40, "A,Cup,2,10"), *crowd("S", 45, "A,Cup,1,10", "B,Pot,1,100")]
    return store(tmp_path_factory.mktemp("store"), *lines)


def report(folder, format_, *args):
    code, out, err = salesops(
        "report", "segments", "--data", str(folder), "--as-of", AS_OF, "--format", format_, *args
    )
    assert code == 0, err
    return out


def sections(text):
    """Each section of a Markdown report with its lines."""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def plain(text):
    """Markdown without its escapes."""
    return re.sub(r"\\(.)", r"\1", text)


def test_the_sections_in_order_and_none_empty(folder):
    found = sections(report(folder, "markdown"))
    assert list(found) == SECTIONS
    for name, text in found.items():
        assert text.strip(), name
        assert "none" not in text.splitlines(), name


def test_the_run_is_named(folder):
    run = json.loads(report(folder, "json"))["run_id"]
    assert report(folder, "markdown", "--quiet").rstrip().endswith(f"· run {run}")


def test_markdown_and_html_say_what_json_says(folder):
    tables = json.loads(report(folder, "json"))["tables"]
    markdown = plain(report(folder, "markdown"))
    page = unspanned(html.unescape(report(folder, "html")))
    shown = {"what", "remark", "topic", "statement", "when", "action", "evidence", "metric", "now",
             "how_to_read", "risk"}  # fmt: skip
    for table in TABLES:
        for row in tables[table]:
            for name in shown & set(row):
                assert row[name] in markdown, (table, name)
                assert row[name] in page, (table, name)


def test_the_command_has_the_same_tables_and_shows_fewer(folder):
    own, joined = asked(folder), asked(folder, command=("report", "segments"))
    for table in TABLES:
        assert own.table(table) == joined.table(table)
    code, out, _ = salesops("segments", "--data", str(folder), "--as-of", AS_OF)
    assert code == 0
    assert "Key insights" in out
    assert "Success metrics" not in out


def test_labels_come_from_the_settings(folder, tmp_path):
    config = tmp_path / "salesops.toml"
    config.write_text('[segments]\nlabels = "M=Married,S=Single"\n')
    text = report(folder, "markdown", "--config", str(config))
    assert "segment Single" in text
    assert "Ask who keeps" not in text
    assert "## Codes" in text


def test_without_rows_no_section_is_empty(tmp_path):
    """A header and no line: the report says so everywhere."""
    found = sections(report(store(tmp_path), "markdown"))
    assert "No sales" in found["Key insights"]
    assert "Check period and exports." in found["Actions"]
    for name in ("Scope and data quality", "Success metrics", "Risks"):
        assert found[name].count("\n|") > 2, name
