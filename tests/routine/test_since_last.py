"""report --since-last: the reports that were missed are written as their mornings would have."""

import json
import re

import pytest
from shelf import files, nav, parsed, report, shop, write

from salesops import missed

ONLY_LATE = re.compile(r"^- Written later, .*\n|run [0-9a-f]{12}", re.MULTILINE)


@pytest.fixture
def store(tmp_path):
    return shop(tmp_path / "shop")


def pages(store, name="mini"):
    return sorted(path.stem for path in (store / "out").glob(f"{name}-*.html"))


def net_sales(store, day, name="mini"):
    text = (store / "out" / f"{name}-{day}.md").read_text(encoding="utf-8")
    return re.search(r"^\| Net sales +\| +([\d.,-]+)", text, re.MULTILINE)[1]


def test_the_days_between_the_last_report_and_this_one(store):
    write(store, "2026-03-03 06:15")
    code, said, err = report(store, "2026-03-08 07:30", "--since-last")
    assert (code, said) == (0, ""), err
    assert pages(store) == [f"mini-2026-03-0{day}" for day in (2, 3, 4, 5, 6, 7)]
    assert [net_sales(store, f"2026-03-0{day}") for day in (3, 4, 5, 6, 7)] == [
        "30.00", "40.00", "50.00", "60.00", "70.00",
    ]  # fmt: skip
    assert nav(store / "out" / "mini-2026-03-05.html") == {
        "prev": "mini-2026-03-04.html", "index": "index.html", "next": "mini-2026-03-06.html",
    }  # fmt: skip
    assert len(parsed(store / "out" / "index.html").rows) == 7


@pytest.mark.slow
def test_each_is_what_its_own_morning_would_have_said_and_says_that_it_is_late(store, tmp_path):
    write(store, "2026-03-03 06:15")
    report(store, "2026-03-06 06:15", "--since-last")
    on_time = write(shop(tmp_path / "other"), *(f"2026-03-0{day} 06:15" for day in (3, 4, 5, 6)))
    made, wanted = files(store / "out"), files(on_time)
    for day, late in ((2, False), (3, True), (4, True), (5, False)):
        name = next(name for name in made if name.name == f"mini-2026-03-0{day}.md")
        texts = [found[name].decode() for found in (made, wanted)]
        assert ("Written later, from the exports as of 2026-03-06 06:15: " in texts[0]) is late
        assert (texts[0] != texts[1]) is late
        assert texts[1].count("run ") >= 1
        plain = [
            re.sub(r"\n\n## Notes\n\n(?=\n|\Z)", "", ONLY_LATE.sub("", text)) for text in texts
        ]
        assert plain[0].split() == plain[1].split()


@pytest.mark.slow
def test_a_late_report_is_another_run(store, tmp_path):
    """Two reports with one run id are one report, byte for byte."""
    write(store, "2026-03-03 06:15")
    report(store, "2026-03-05 06:15", "--since-last", "--format", "html,json")
    report(shop(tmp_path / "other"), "2026-03-04 06:15", "--format", "html,json")
    ids = [
        json.loads((folder / "out" / "mini-2026-03-03.json").read_text())["run_id"]
        for folder in (store, tmp_path / "other")
    ]
    assert ids[0] != ids[1]


def test_nothing_was_missed(store):
    write(store, "2026-03-03 06:15")
    report(store, "2026-03-04 06:15", "--since-last")
    assert pages(store) == ["mini-2026-03-02", "mini-2026-03-03"]
    before = files(store / "out")
    report(store, "2026-03-04 06:15", "--since-last")
    assert files(store / "out") == before


@pytest.mark.slow
def test_the_first_run_of_all_is_just_the_one(store):
    report(store, "2026-03-08 06:15", "--since-last")
    assert pages(store) == ["mini-2026-03-07"]


@pytest.mark.slow
def test_a_later_report_and_those_of_other_names_do_not_count(store):
    write(shop(store, other="yesterday"), "2026-03-03 06:15", name="other")
    write(store, "2026-03-08 06:15")
    report(store, "2026-03-06 06:15", "--since-last")
    assert pages(store) == ["mini-2026-03-05", "mini-2026-03-07"]


@pytest.mark.slow
def test_a_limit_is_told_when_it_is_reached(store, monkeypatch):
    """31 of them; test_missed.py counts those."""
    monkeypatch.setattr(missed, "MOST", 2)
    write(store, "2026-03-03 06:15")
    code, _, err = report(store, "2026-03-08 06:15", "--since-last")
    assert code == 0
    assert "more than 2 were missed: the latest 2; --as-of asks for others" in err
    assert pages(store) == [f"mini-2026-03-0{day}" for day in (2, 5, 6, 7)]


@pytest.mark.slow
def test_over_the_night_that_an_hour_was_skipped(tmp_path):
    """At 01:00 UTC on 29 March clocks in Rome go from 02:00 to 03:00: that day has 23 hours."""
    lines = """
        order_id,order_date,sku,quantity,amount
        1,2026-03-28T22:59:00Z,X,1,1
        2,2026-03-28T23:01:00Z,X,1,10
        3,2026-03-29T01:30:00Z,X,1,100
        4,2026-03-29T21:59:00Z,X,1,1000
        5,2026-03-29T22:01:00Z,X,1,20
        6,2026-03-31T10:00:00Z,X,1,30
        """
    store = shop(tmp_path / "shop", lines=lines, settings='[time]\nzone = "Europe/Rome"')
    write(store, "2026-03-28 02:30")
    code, _, err = report(store, "2026-03-31 02:30", "--since-last")
    assert code == 0, err
    assert pages(store) == [f"mini-2026-03-{day}" for day in (27, 28, 29, 30)]
    assert [net_sales(store, f"2026-03-{day}") for day in (28, 29, 30)] == [
        "1.00", "1,110.00", "20.00",
    ]  # fmt: skip


@pytest.mark.slow
def test_weeks_that_begin_on_sunday_over_the_end_of_a_year(tmp_path):
    """20 December 2025 is a Saturday."""
    lines = """
        order_id,order_date,sku,quantity,amount
        1,2025-12-20 10:00,X,1,1
        2,2025-12-21 10:00,X,1,10
        3,2025-12-27 23:59,X,1,20
        4,2025-12-28 00:00,X,1,100
        5,2026-01-03 23:59,X,1,200
        6,2026-01-04 00:00,X,1,1000
        7,2026-01-10 23:00,X,1,2000
        """
    sunday = '[time]\nweek_start = "sunday"'
    store = shop(tmp_path / "shop", lines=lines, settings=sunday, week="last-week")
    write(store, "2025-12-21 06:15", name="week")
    code, _, err = report(store, "2026-01-11 06:15", "--since-last", name="week")
    assert code == 0, err
    days = ["2025-12-20", "2025-12-27", "2026-01-03", "2026-01-10"]
    assert pages(store, "week") == [f"week-{day}" for day in days]
    assert [net_sales(store, day, "week") for day in days[1:]] == ["30.00", "300.00", "3,000.00"]


@pytest.mark.slow
def test_a_missed_one_that_fails_does_not_lose_the_others(store):
    write(store, "2026-03-03 06:15")
    (store / "out" / "mini-2026-03-04.md").mkdir()
    code, _, err = report(store, "2026-03-07 06:15", "--since-last", "--quiet")
    assert code == 4
    assert pages(store) == [f"mini-2026-03-0{day}" for day in (2, 3, 5, 6)]
    assert "a missed report was not written (--as-of '2026-03-05 06:15:00'): " in err
    assert len(err.splitlines()) == 1


@pytest.mark.slow
def test_the_exit_code_is_the_gravest(tmp_path):
    """The data ended on 2 March, so of the days up to now all but the first are stale."""
    lines = """
        order_id,order_date,sku,quantity,amount
        1,2026-03-01 10:00,X,1,20
        2,2026-03-02 23:00,X,1,20
        3,2026-03-06 23:00,X,1,20
        """
    store = shop(tmp_path / "shop", lines=lines)
    write(store, "2026-03-03 06:15")
    assert report(store, "2026-03-07 06:15")[0] == 0
    (store / "out" / "mini-2026-03-06.html").unlink()
    (store / "out" / "mini-2026-03-06.md").unlink()
    assert report(store, "2026-03-07 06:15", "--since-last")[0] == 1
    (store / "out" / "index.html").unlink()
    (store / "out" / "index.html").mkdir()
    code, _, err = report(store, "2026-03-08 06:15", "--since-last", "--fail-on", "never")
    assert code == 4
    assert "index.html is not a regular file" in err


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("--period", "2026-03-03"), "leave --period out"),
        (("--only-if", "warning"), "looks like one that was missed"),
        (("--format", "html", "--out", "page.html"), "needs a folder: page.html names one file"),
    ],
)
@pytest.mark.slow
def test_what_cannot_go_with_it(store, args, why, monkeypatch):
    monkeypatch.chdir(store)
    code, said, err = report(store, "2026-03-04 06:15", "--since-last", *args)
    assert (code, said) == (2, "")
    assert why in err
    assert not (store / "out").exists()
    assert not (store / "page.html").exists()


@pytest.mark.slow
def test_it_needs_a_folder_and_a_window_that_closes(store, monkeypatch):
    shop(store, month="this-month")
    code, _, err = report(store, "2026-03-04 06:15", "--since-last", name="month")
    assert code == 2
    assert "a report of this month has none before it that could be missed" in err
    assert not (store / "out").exists()
