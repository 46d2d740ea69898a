"""What a killed run left half done among the reports: the next one sees it and mends it."""

from datetime import date

import pytest
from shelf import nav, parsed

from salesops import archive
from salesops.errors import OutputError
from salesops.render import html
from salesops.render.view import View
from salesops.result import Answer, Report

BEFORE = date(2026, 3, 9)


def put(folder, day):
    path = folder / f"mini-2026-03-0{day}.html"
    path.write_bytes(html.render(Answer(Report("mini", "T", "H"), None), View()))
    return path


def test_a_report_in_some_of_its_formats_is_still_missed(tmp_path):
    """Markdown of the 5th was written, its page was not."""
    for name in ("mini-2026-03-04.md", "mini-2026-03-04.html", "mini-2026-03-05.md"):
        (tmp_path / name).touch()
    assert archive.newest(tmp_path, "mini", BEFORE, "html") == date(2026, 3, 4)
    assert archive.newest(tmp_path, "mini", BEFORE, "markdown") == date(2026, 3, 5)


def test_who_asks_for_another_format_from_now_on_has_missed_nothing_by_that(tmp_path):
    (tmp_path / "mini-2026-03-05.md").touch()
    assert archive.newest(tmp_path, "mini", BEFORE, "json") == date(2026, 3, 5)
    assert archive.newest(tmp_path / "none", "mini", BEFORE, "json") is None


def test_a_page_that_was_never_linked_is_linked_by_the_next_run(tmp_path):
    """The run that wrote the page of the 4th was killed before it linked it."""
    archive.shelve(put(tmp_path, 2))
    archive.shelve(put(tmp_path, 3))
    put(tmp_path, 4)
    archive.shelve(put(tmp_path, 5))
    archive.shelve(put(tmp_path, 6))
    assert nav(tmp_path / "mini-2026-03-03.html")["next"] == "mini-2026-03-04.html"
    assert nav(tmp_path / "mini-2026-03-04.html")["prev"] == "mini-2026-03-03.html"
    assert len(parsed(tmp_path / "index.html").links) == 5


def test_a_page_that_the_disk_no_longer_gives_is_told_and_not_unlisted(tmp_path, monkeypatch):
    """Not an index without it, and an end with 0."""
    page = put(tmp_path, 2)
    archive.shelve(page)
    listed = (tmp_path / "index.html").read_bytes()

    def broken(path, *_, **__):
        raise OSError(5, "Input/output error", str(path))

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.open", broken)
        with pytest.raises(OutputError, match="cannot be listed: Input/output error"):
            archive.shelve(page)
    assert (tmp_path / "index.html").read_bytes() == listed
