"""The index of pages whose names and words come from exports, and of runs that write at once."""

import subprocess
import sys
import time
from datetime import datetime
from itertools import pairwise

import pytest
from shelf import nav, parsed

from salesops import archive
from salesops.errors import LockedError, OutputError
from salesops.held import held
from salesops.render import html
from salesops.render.view import View
from salesops.result import Answer, Finding, Level, Report

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '</title></nav><blockquote class="error">',
    "{{ 7 * 7 }} {% raw %}",
    "a &lt;b&gt; \u202e\x1b[31m",
)


def put(folder, name, title="T", headline="H", findings=()):
    """A page as a report of that title and headline leaves it."""
    folder.mkdir(exist_ok=True)
    answer = Answer(Report("mini", title, headline, findings=findings), None)
    path = folder / f"{name}.html"
    path.write_bytes(html.render(answer, View()))
    return path


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_page_says_is_text(tmp_path, text):
    archive.shelve(put(tmp_path, "a-2026-03-02", title=text, headline=text))
    index = parsed(tmp_path / "index.html")
    assert index.tags.isdisjoint({"script", "img", "blockquote"})
    shown = text.replace("\u202e\x1b", r"\u202e\x1b")
    assert index.headings == [shown]
    assert index.rows[1] == f"2026-03-02 {shown}"


@pytest.mark.parametrize("name", ['a"><b>', "javascript:x", "a?b#c", "a%2e b", "é'&"])
def test_a_file_is_linked_whatever_it_is_called(tmp_path, name):
    pages = [put(tmp_path, f"{name}-2026-03-0{day}") for day in (2, 3)]
    for page in pages:
        archive.shelve(page)
    assert nav(pages[0]) == {"index": "index.html", "next": pages[1].name}
    assert [to for to, _ in parsed(tmp_path / "index.html").links] == [p.name for p in pages[::-1]]
    raw = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert f'href="{name}' not in raw


def test_levels_are_counted_gravest_first(tmp_path):
    said = [Level.WARNING, Level.ERROR, Level.INFO, Level.WARNING]
    found = tuple(Finding(level, "code", f"{level} {n}") for n, level in enumerate(said))
    archive.shelve(put(tmp_path, "a-2026-03-02", findings=found))
    assert parsed(tmp_path / "index.html").rows[1] == "2026-03-02 1 error, 2 warnings, 1 info. H"


def test_a_day_that_does_not_exist_is_part_of_the_name(tmp_path):
    archive.shelve(put(tmp_path, "a-2026-02-30"))
    index = parsed(tmp_path / "index.html")
    assert index.links == [("a-2026-02-30.html", "latest")]
    assert nav(tmp_path / "a-2026-02-30.html") == {"index": "index.html"}


def test_a_year_of_pages_takes_a_moment(tmp_path):
    """Each run reads them all; none of them is parsed as a whole."""
    first = put(tmp_path, "a-2026-01-01")
    data = first.read_bytes() + b"<!-- " + b"x" * 200_000 + b" -->\n"
    for n in range(365):
        day = datetime.fromordinal(datetime(2025, 1, 1).toordinal() + n)  # noqa: DTZ001
        (tmp_path / f"a-{day:%Y-%m-%d}.html").write_bytes(data)
    began = time.process_time()
    archive.shelve(first)
    assert time.process_time() - began < 2
    assert len(parsed(tmp_path / "index.html").links) == 366


WRITE = """
import sys
from pathlib import Path
from salesops import archive
from salesops.held import held
folder, data = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
for n in range(10):
    with held(folder):
        page = folder / f"a-2026-{sys.argv[3]}-{n + 10}.html"
        page.write_bytes(data)
        archive.shelve(page)
"""


def test_runs_at_once_lose_no_entry_and_no_link(tmp_path):
    data, out = put(tmp_path, "page"), tmp_path / "out"
    running = [
        subprocess.Popen([sys.executable, "-c", WRITE, out, data, month]) for month in ("01", "02")
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    days = [f"a-2026-{month}-{n + 10}.html" for month in ("01", "02") for n in range(10)]
    assert [to for to, _ in parsed(out / "index.html").links] == days[::-1]
    for before, after in pairwise(days):
        assert (nav(out / before)["next"], nav(out / after)["prev"]) == (after, before)
    assert {path.name for path in out.iterdir()} == {"index.html", *days}  # no lock is left


HOLD = """
import sys, time
from pathlib import Path
from salesops.held import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds tmp_path."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_folder_that_another_run_holds_is_for_later(tmp_path, holder):
    with pytest.raises(LockedError, match=rf"\(PID {holder.pid}\) writes into") as caught:
        held(tmp_path, wait=0.2).__enter__()
    assert caught.value.exit == 75
    holder.kill()
    holder.wait()
    with held(tmp_path, wait=0):
        pass


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(OutputError, match="cannot be written"):
            held(path).__enter__()


def test_a_share_without_locks_is_written_all_the_same(tmp_path, monkeypatch):
    import fcntl

    def flock(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    with held(tmp_path, wait=0):
        archive.shelve(put(tmp_path, "a-2026-03-02"))
    assert len(parsed(tmp_path / "index.html").links) == 1
