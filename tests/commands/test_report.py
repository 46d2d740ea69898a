"""report: the members of a report over the closed period before as-of, written for cron."""

import json

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
