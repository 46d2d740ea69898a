"""How benchmarks/large.py measures: what fails or differs is told, and the rest goes on."""

import json
import sys
from pathlib import Path

import processes
import pytest
from large import Size, show
from large_asked import DUCKDB, FILES, POLARS, STORE, Asked, asked, warming
from processes import cost

HERE = Path()


def telling(figures, question="pulse", way=FILES, **how):
    return Asked(
        question, way, [sys.executable, "-S", "-c", f"print({json.dumps(figures)!r})"], **how
    )


@pytest.fixture
def size(tmp_path):
    return Size(10_000_000, 1, tmp_path)


def test_a_process_that_fails_is_told_once_and_keeps_nothing_from_being_measured(size, capsys):
    broken = Asked("pulse", STORE, [sys.executable, "-c", "raise SystemExit('no such thing')"])
    for one in (broken, telling({"orders": 1}), broken):
        size.run(one)
    assert size.failed == ["pulse, store"]
    assert list(size.costs["pulse"]) == [FILES]
    assert capsys.readouterr().err.count("no such thing") == 2  # the command line, and what it said


def test_figures_that_differ_from_the_first_are_told(size):
    size.run(telling({"orders": 1, "units": 2}))
    size.run(telling({"orders": 1, "units": 3}, way=DUCKDB))
    size.run(telling({"orders": 1, "units": 2}, way=POLARS))
    size.run(telling({"lines": 9}, question="scan", way=POLARS))
    assert size.differ == ["pulse, DuckDB: units: 2 and 3"]


def test_what_only_warms_is_compared_and_not_counted(size):
    size.run(telling({"orders": 1}, counts=False))
    size.run(telling({"orders": 2}, way=DUCKDB))
    assert list(size.costs["pulse"]) == [DUCKDB]
    assert size.differ == ["pulse, DuckDB: orders: 1 and 2"]


def test_the_table_shows_what_was_measured_and_what_is_not_well(size, capsys):
    size.run(telling({"orders": 1}))
    size.run(telling({"orders": 2}, way=DUCKDB))
    found = show(size)
    assert list(found) == ["pulse, files / pulse, DuckDB"]
    said = capsys.readouterr().out
    assert "10,000,000 lines" in said
    assert "1 differ\n  pulse, DuckDB: orders: 1 and 2" in said
    assert said.endswith("0 failed\n")


def test_a_process_that_hangs_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "LIMIT", 0.3)
    hanging = [sys.executable, "-S", "-c", "import time; print(1, flush=True); time.sleep(60)"]
    with pytest.raises(SystemExit, match="ended with -9"):
        cost(hanging, tmp_path, tmp_path / "said")
    assert (tmp_path / "said").read_text() == "1\n"


def test_every_way_is_asked_of_what_it_is_for():
    few, more, many = (
        list(asked(HERE, HERE, lines)) for lines in (1_000_000, 10_000_000, 100_000_000)
    )
    ways = [{one.way for one in every} for every in (few, more, many)]
    assert (ways[0] - ways[1], ways[1] - ways[2]) == ({"again"}, {"1 GB", "pandas"})
    assert len({(one.question, one.way) for one in few}) == len(few) == 5 * 7 + 2 * 3
    assert not any(one.counts for one in warming(few))
    assert sum(one.way == "again" for one in warming(few)) == 5
