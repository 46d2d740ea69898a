"""report: the members of a report over the closed period before as-of, written for cron."""

import json

import pytest
from pulse_store import put, salesops

LINES = """
    order_id,order_date,sku,quantity,amount
    1,2026-03-02 10:00,X,1,30
    2,2026-03-03 10:00,X,1,70
    3,2026-03-04 08:00,X,1,500
    """


def report(folder, *args: str, as_of: str = "2026-03-04 09:00"):
    return salesops("report", "daily", "--data", str(folder), "--as-of", as_of, *args)


def test_the_closed_day_before_as_of(tmp_path):
    code, out, _ = report(put(tmp_path, lines=LINES), "--format", "json")
    said = json.loads(out)
    assert code == 0
    assert said["command"] == "report-daily"
    assert said["context"]["from"] == "2026-03-03T00:00:00"
    assert said["context"]["to"] == "2026-03-04T00:00:00"
    assert said["context"]["so_far"] is False
    assert said["metrics"]["net_sales"] == "70.00"


def test_markdown_and_html_into_a_folder(tmp_path):
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    code, said, err = report(put(data, lines=LINES), "--out", str(out))
    assert (code, said) == (0, "")
    assert sorted(path.name for path in out.iterdir()) == [
        "daily-2026-03-03",
        "daily-2026-03-03.html",
        "daily-2026-03-03.md",
        "index.html",
    ]
    assert "daily-2026-03-03.md" in err
    text = (out / "daily-2026-03-03.md").read_text()
    assert text.startswith("# Daily report") or "Daily report" in text.split("\n", 1)[0]
    assert "70.00" in text


def test_old_data_fail_and_are_the_headline(tmp_path):
    """Exits 1 by itself: cron sees it; the report is written all the same."""
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    code, _, _ = report(put(data, lines=LINES), "--out", str(out), as_of="2026-03-09 06:00")
    assert code == 1
    text = (out / "daily-2026-03-08.md").read_text()
    assert "The data ends 2026-03-04 08:00" in text
    assert report(data, "--fail-on", "never", as_of="2026-03-09 06:00")[0] == 0


def test_exports_without_a_row_are_said_to_be_empty(tmp_path):
    """A folder of headers alone is an export that failed; "no sales" would be wrong."""
    folder = put(tmp_path, lines=LINES.split("\n")[1].strip())
    code, out, _ = report(folder, "--format", "markdown")
    assert code == 0
    assert "\n**The exports hold no row: the zeros are theirs, not the shop's.**\n" in out
    (found,) = json.loads(report(folder, "--format", "json")[1])["findings"]
    assert (found["code"], found["level"]) == ("no-rows", "warning")


def test_a_period_that_no_section_has_is_refused(tmp_path):
    """A page of stock as it is now would be called after that month."""
    put(tmp_path, lines=LINES)
    code, _, err = report(tmp_path, "--section", "stock", "--period", "2026-02")
    assert code == 2
    assert "--period 2026-02: nothing in the daily report asked for has a period" in err


def test_no_heading_names_a_period_that_may_be_another(tmp_path):
    out = report(put(tmp_path, lines=LINES), "--period", "2026-03", "--format", "markdown")[1]
    assert "## Sales\n" in out
    assert "Yesterday" not in out


@pytest.mark.slow
def test_the_same_day_twice_is_the_same_file(tmp_path):
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    put(data, lines=LINES)
    report(data, "--out", str(out))
    first = (out / "daily-2026-03-03.html").read_bytes()
    report(data, "--out", str(out))
    assert (out / "daily-2026-03-03.html").read_bytes() == first


def test_an_unknown_report(tmp_path):
    code, out, err = salesops("report", "hourly", "--data", str(put(tmp_path, lines=LINES)))
    assert (code, out) == (2, "")
    assert "there are daily" in err
