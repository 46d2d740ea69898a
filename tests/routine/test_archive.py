"""The folder of reports: its index, the links between runs, and what is none of ours."""

import os
import shutil

import pytest
from shelf import files, nav, parsed, report, shop, write

MORNINGS = ("2026-03-04 06:15", "2026-03-08 06:15", "2026-03-05 06:15")
"""Of 3, 7 and 4 March, not in that order, and with a gap of two days."""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    store = shop(tmp_path_factory.mktemp("written") / "shop")
    write(store, *MORNINGS)
    return store


@pytest.fixture
def store(tmp_path):
    return shop(tmp_path / "shop")


@pytest.fixture
def out(store, written):
    return shutil.copytree(written / "out", store / "out")


def page(day, name="mini"):
    return f"{name}-2026-03-{day:02}.html"


def test_the_index_lists_the_runs_newest_first(out):
    index = parsed(out / "index.html")
    pages = [(to, text) for to, text in index.links if to.endswith("html")]
    assert pages == [(page(day), f"2026-03-0{day}") for day in (7, 4, 3)]
    assert [row[:10] for row in index.rows[1:]] == ["2026-03-07", "2026-03-04", "2026-03-03"]
    assert ["70.00" in index.rows[1], "40.00" in index.rows[2], "30.00" in index.rows[3]] == [
        True
    ] * 3
    assert index.headings == ["mini report"]


def test_each_run_links_those_around_it_and_the_index(out):
    assert nav(out / page(3)) == {"index": "index.html", "next": page(4)}
    assert nav(out / page(4)) == {"prev": page(3), "index": "index.html", "next": page(7)}
    assert nav(out / page(7)) == {"prev": page(4), "index": "index.html"}
    words = [text for _, _, text in parsed(out / page(4)).nav]
    assert words == ["Previous", "All reports", "Next"]


def test_every_link_leads_to_a_file(out):
    linked = [to for name in ("index.html", page(3), page(4), page(7))
              for to in [*dict(parsed(out / name).links), *nav(out / name).values()]]  # fmt: skip
    assert len(linked) == 6 + 7
    assert all((out / to).is_file() for to in linked)


def test_a_run_between_two_is_linked_by_both(store, out):
    write(store, "2026-03-06 06:15")
    assert nav(out / page(4))["next"] == nav(out / page(7))["prev"] == page(5)
    assert nav(out / page(5)) == {"prev": page(4), "index": "index.html", "next": page(7)}


def test_the_same_run_again_gives_the_same_bytes(store, out):
    before = files(out)
    stamps = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    write(store, *MORNINGS[:1])
    assert files(out) == before
    same = {path.name for path in out.iterdir() if path.stat().st_mtime_ns == stamps[path]}
    assert {page(4), page(7), "index.html"} <= same  # written only where it differs


def test_the_order_of_runs_does_not_matter(tmp_path, out):
    other = write(shop(tmp_path / "other"), *sorted(MORNINGS))
    assert files(other) == files(out)


def test_other_formats_of_a_run_are_linked_beside_it(store, out):
    assert report(store, MORNINGS[0], "--format", "html,json,markdown")[0] == 0
    row = [to for to, _ in parsed(out / "index.html").links if "-03-03" in to]
    assert row == [page(3), "mini-2026-03-03.md", "mini-2026-03-03.json"]


def test_reports_of_other_names_have_a_list_and_links_of_their_own(store, out):
    shop(store, week="last-week")
    write(store, "2026-03-09 06:15", name="week")
    assert nav(out / page(8, "week")) == {"index": "index.html"}
    assert "next" not in nav(out / page(7))
    assert parsed(out / "index.html").headings == ["mini report", "week report"]


def test_findings_are_told_by_level(store, out):
    """Stale data: the report is written, its row begins with what is wrong, and it exits 1."""
    assert report(store, "2026-03-20 06:15")[0] == 1
    first = parsed(out / "index.html").rows[1]
    assert first.startswith("2026-03-19 1 error. The data ends 2026-03-08 10:00")
    assert not any("error" in row for row in parsed(out / "index.html").rows[2:])


def test_files_of_others_are_neither_listed_nor_touched(store, tmp_path):
    out = tmp_path / "shop" / "out"
    out.mkdir()
    (tmp_path / "elsewhere.html").write_text('<nav class="runs"></nav>')
    for name in (
        "mini-2026-03-03.html",
        "mini-2026-03-06.html",
        "notes.html",
        "mini-2026-03-02.md",
    ):
        (out / name).write_text('<html><nav class="runs">mine</nav></html>')
    (out / "mini-2026-03-01.html").symlink_to(tmp_path / "elsewhere.html")
    (out / "mini-2026-03-05.html").mkdir()
    os.mkfifo(out / "mini-2026-02-28.html")
    before = files(out)
    write(store, "2026-03-05 06:15")
    after = files(out)
    assert {name: after[name] for name in before} == before
    assert (tmp_path / "elsewhere.html").read_text() == '<nav class="runs"></nav>'
    index = parsed(out / "index.html")
    assert [to for to, _ in index.links] == [page(4), "mini-2026-03-04.md"]
    assert nav(out / page(4)) == {"index": "index.html"}


def test_an_index_of_somebody_else_stays_and_that_is_said(store):
    (store / "out").mkdir()
    (store / "out" / "index.html").write_text("<title>My shop</title>")
    code, _, err = report(store, MORNINGS[0])
    assert code == 0
    assert "is not an index that salesops wrote" in err
    assert (store / "out" / "index.html").read_text() == "<title>My shop</title>"
    assert (store / "out" / page(3)).is_file()


def test_an_index_that_cannot_be_written_leaves_the_report_and_exits_4(store):
    (store / "out" / "index.html").mkdir(parents=True)
    code, _, err = report(store, MORNINGS[0], "--quiet")
    assert code == 4
    assert "index.html is not a regular file" in err
    assert (store / "out" / page(3)).is_file()


def test_a_page_of_an_older_version_is_listed_and_stays_as_it_is(store, out):
    """Without a place for the links and without a headline in its head."""
    new = (out / page(3)).read_text(encoding="utf-8")
    head, _, rest = new.partition('<meta name="description"')
    old = head + rest.partition(">\n")[2]
    nav_open = old.index('<nav class="runs"')
    old = old[:nav_open] + old[old.index("</nav>", nav_open) + len("</nav>") :]
    (out / page(2)).write_text(old, encoding="utf-8")
    write(store, MORNINGS[0])
    assert (out / page(2)).read_text(encoding="utf-8") == old
    assert parsed(out / "index.html").rows[-1] == "2026-03-02"
    assert nav(out / page(3))["prev"] == page(2)


def test_no_index_where_no_page_is_among_the_formats(store):
    report(store, MORNINGS[0], "--format", "markdown")
    assert [path.name for path in (store / "out").iterdir()] == ["mini-2026-03-03.md"]


def test_no_index_beside_one_file(store, tmp_path):
    """The folder of a file that is named may be anything, such as a home."""
    (tmp_path / "home").mkdir()
    report(store, MORNINGS[0], "--out", str(tmp_path / "home" / "today.html"))
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["today.html"]
