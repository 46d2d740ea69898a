"""A report is written while calls of the system fail, or the process is killed at one of them.

After each: no half report, no half line, what stood there is old or new and whole; and the next
run leaves exactly what a run leaves that nothing ever disturbed.
"""

import json
import random
import subprocess
import sys
from pathlib import Path

import faulty
import pytest
from shelf import files, shop

from salesops.render import html
from salesops.render.view import View
from salesops.result import Answer, Report

ALERTS = """
[[alerts]]
name = "up"
percent = 0.01
size = 1
n = 1
report = "mini"
versus = "prev"
cooldown = "1h"
"""
MORNING = "2026-03-07 06:15"
SAID = Path("alerts.jsonl")
FULL = ("ENOSPC", "EIO", "EROFS", "EACCES")
ENDS = {"KILL": (-9,), "SIGKILL": (-9, 0), "SIGINT": (130, 0), "SIGTERM": (143, 0)}
"""What a run may end with; one that was done before the signal came, with 0."""


def faulted(folder, signals=None, seed=1, **faults):
    """The reports of 5 and 6 March, after that of the 4th: of each fault what became of it."""
    start = folder / "start"
    start.mkdir(parents=True)
    shop(start / "shop", settings=ALERTS)
    (start / "out").mkdir()
    old = Answer(Report("report-mini", "mini report", "Before."), None)
    (start / "out" / "mini-2026-03-04.html").write_bytes(html.render(old, View()))
    (start / "out" / "mini-2026-03-04.md").write_bytes(b"# mini report\n")
    plan = {"start": str(start), "as_of": MORNING, "faults": faults}
    plan |= {"signals": signals or {}, "seed": seed}
    (folder / "plan.json").write_text(json.dumps(plan))
    done = subprocess.run(
        [sys.executable, faulty.__file__, folder / "plan.json"],
        capture_output=True, text=True, check=False, timeout=1800,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def holds(folder, ended):
    """What every fault must leave behind, and the run after it."""
    wanted = {part: files(folder / "undisturbed" / part) for part in ("out", "state")}
    seen = set(json.loads((folder / "counted" / "calls.json").read_text())["seen"])
    lines = wanted["state"][SAID].splitlines(keepends=True)
    for name, (call, code, after, *_) in ended.items():
        fault, left, why = name.partition("-")[2], folder / f"{name}-after", (name, call)
        err = (left / "err").read_text()
        assert code in ENDS.get(fault, (0, 4)), (*why, code, err)
        assert "Traceback" not in err, (*why, err)
        assert "a bug in" not in err, (*why, err)
        assert (code == 4) == ("salesops: " in err), (*why, err)
        assert faulty.contents(left / "out") <= seen, why
        index = left / "out" / "index.html"
        assert not index.exists() or index.read_text().endswith("</html>\n"), why
        kept = said(left)
        assert set(whole(kept)) <= set(lines), why
        assert fault not in FULL or not torn(kept), why
        assert after == 0, why
        assert files(folder / name / "out") == wanted["out"], why
        told = files(folder / name / "state")
        assert list(told) == [SAID], why
        # What could not be kept of a missed report stands after what was kept of the one asked for.
        assert sorted(told[SAID].splitlines(keepends=True)) == sorted(lines), why
        if code == 0 and fault == "EACCES":  # what may not be read is taken for somebody else's
            assert faulty.contents(left / "out") == faulty.contents(folder / "undisturbed" / "out")
        elif code == 0:
            for part, found in wanted.items():
                assert_same(files(left / part), found)


def said(folder):
    """The history as it lies there, if any has been begun."""
    path = folder / "state" / SAID
    return path.read_bytes() if path.exists() else b""


def whole(kept):
    """The lines that have an end."""
    return [line for line in kept.splitlines(keepends=True) if not torn(line)]


def torn(kept):
    return bool(kept) and not kept.endswith(b"\n")


def assert_same(found, wanted):
    """A fault that nobody was told of has changed nothing, but for what the next run takes away."""
    assert {path: data for path, data in found.items() if path.name[0] != "."} == wanted


def test_some_calls(tmp_path):
    """Two days and their alerts are written, of which one had been missed."""
    strikes = {"SIGTERM": 1}
    ended = faulted(tmp_path, strikes, KILL=20, ENOSPC=2, EIO=2, EROFS=1, EACCES=1)
    names = {path.name for path in files(tmp_path / "undisturbed" / "out")}
    assert {f"mini-2026-03-0{day}.html" for day in (4, 5, 6)} <= names
    assert len((tmp_path / "undisturbed/state/alerts.jsonl").read_text().splitlines()) == 2
    holds(tmp_path, ended)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("error", ["KILL", *FULL])
def test_every_call(tmp_path, error):
    ended = faulted(tmp_path, **{error: None})
    assert len(ended) > 60
    holds(tmp_path, ended)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("name", "count"), [("SIGKILL", 200), ("SIGINT", 50), ("SIGTERM", 50)])
def test_any_moment(tmp_path, name, count):
    ended = faulted(tmp_path, {name: count}, seed=random.randrange(1 << 32))
    holds(tmp_path, ended)
    struck = [took for _, code, _, took in ended.values() if code]
    assert len(struck) > count / 2
    assert max(struck) < 1, sorted(struck)[-5:]
