"""A report as it lies on the disk, and what it says first."""

from pathlib import Path

import pytest
from delivery_given import HTML, MARKDOWN, STEM, png, write

from salesops.delivery.outline import Outline
from salesops.delivery.written import Written, read
from salesops.errors import InputError

SAID = Outline(
    "Daily report",
    "Net sales were 1,234.00 USD, 5 % up.",
    (
        "Error: 2 rows were rejected <b>. (rejected-rows)",
        "Warning: 3 orders are late. (late-orders)",
    ),
)


@pytest.mark.parametrize(("html", "markdown"), [(HTML, None), (None, MARKDOWN), (HTML, MARKDOWN)])
def test_page_and_markdown_have_one_outline(html, markdown):
    report = Written(Path(f"{STEM}.md"), html, markdown)
    assert report.outline == SAID
    assert report.title == "Daily report 2026-09-17"


def test_a_report_without_a_day_in_its_name():
    assert Written(Path("pulse.html"), HTML, None).title == "Daily report"


def test_a_page_that_says_nothing():
    assert Written(Path("x.html"), "<p>Plain.</p>", None).outline == Outline("", "", ())


def test_an_empty_file_is_no_report(tmp_path):
    (tmp_path / "x.md").write_text(" \n")
    with pytest.raises(InputError, match=r"x\.md is empty: write it again"):
        read(tmp_path / "x.md")


def test_all_that_lies_beside_it_is_used(report):
    (report.parent / STEM / "not a chart.png").write_bytes(b"")
    (report.parent / STEM / "notes.txt").write_bytes(b"")
    found = read(report)
    assert (found.where, found.html, found.markdown) == (report, HTML, MARKDOWN)
    assert found.pictures == {"net_sales_days": png(), "of_another_run": png(2)}


def test_the_bytes_of_each_text_count(tmp_path):
    ways = [
        (HTML, MARKDOWN),
        (HTML, None),
        (None, MARKDOWN),
        (HTML, MARKDOWN + "x"),
        (MARKDOWN, HTML),
    ]
    found = [read(write(tmp_path / str(n), *way).with_suffix("")) for n, way in enumerate(ways)]
    assert len({report.identity for report in found}) == len(ways)


@pytest.mark.parametrize("name", ["n" * 300, "n" * 300 + ".md", "none", ".", "a\0b.html"])
def test_no_report(tmp_path, name):
    with pytest.raises(InputError, match="no report at"):
        read(tmp_path / name)


def test_a_page_in_another_encoding(tmp_path):
    (tmp_path / "x.html").write_bytes(b"\xff\xfe<h1>")
    with pytest.raises(InputError, match="cannot be read: it is not UTF-8"):
        read(tmp_path / "x.html")
