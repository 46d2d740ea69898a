"""What a report costs beside its analyses, and what its pictures cost.

In one process, after a first run that pays for imports: the daily report written as Markdown and
HTML without pictures; each of its analyses as a command of its own, written likewise; and the same
analyses asked over one loading, with nothing written, which is less than any report could cost.
Then, each in a process of its own since the first picture pays for starting Vega: a page with no
picture, with one, and with all. CPU seconds of all threads; the ratios of one run count.
A benchmark, not a test: a goal that is missed is printed and ends with 0 all the same.
"""

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import salesops
from salesops import commands
from salesops.assets import folder
from salesops.cli import main as salesops_main
from salesops.commands.reports._report import plan

RATIO, FIRST, FURTHER = 1.3, 1.2, 0.2
"""Goals: of the report beside its analyses; CPU seconds of the first picture and of each other."""
LIMIT = 300
"""Seconds for a subprocess."""


def cpu(act: Callable[[], Any]) -> float:
    """CPU seconds that something takes in this process, over all threads."""
    began = time.process_time()
    act()
    return time.process_time() - began


def run(*args: str) -> None:
    """A command line in this process; its output is not looked at."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        salesops_main([*args, "--fail-on", "never"])


def least(act: Callable[[], Any], runs: int) -> float:
    """The least of several runs: what it costs when nothing is in the way."""
    return min(cpu(act) for _ in range(runs))


def written(at: Path, data: list[str], *command: str) -> Callable[[], None]:
    """A command, its answer written as a report is."""
    return lambda: run(*command, *data, "--format", "markdown,html", "--out", str(at))


def without_pictures(at: Path, name: str) -> Path:
    """A copy of the report that names no charts."""
    text = (folder(plan.FOLDER) / f"{name}.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("charts")]
    (at / f"{name}.toml").write_text("\n".join(lines), encoding="utf-8")
    return at


def sections(name: str) -> list[tuple[str, dict[str, Any]]]:
    """The different questions that a report asks."""
    found = plan.find(name, ())
    asked = {(s.analysis, repr(sorted(s.options.items()))): s for s in found.sections}
    return [(s.analysis, dict(s.options)) for s in asked.values()]


def beside_its_analyses(at: Path, name: str, data: list[str], runs: int) -> None:
    """The report against the sum of its parts."""
    whole = written(at, data, "report", name, "--templates", str(without_pictures(at, name)))
    whole()  # imports
    parts = {
        analysis: least(written(at, data, analysis, *_options(options)), runs)
        for analysis, options in sections(name)
    }
    for analysis, took in parts.items():
        print(f"  {analysis:14} {took:6.2f}")
    took, bare = least(whole, runs), least(lambda: _asked(name, data), runs)
    each = sum(parts.values())
    print(f"{name} without pictures {took:.2f}, its analyses {each:.2f}: {took / each:.2f} of them")
    print(f"(goal {RATIO}); all asked over one loading, nothing written: {bare:.2f}")


def _options(options: dict[str, Any]) -> list[str]:
    return [part for key, value in options.items() for part in (f"--{key}", str(value))]


def _asked(name: str, data: list[str]) -> None:
    files = {n: path for found in commands.found().values() for n, path in found.items()}
    with salesops.open(data[-1] if data else str(folder("sample_data"))) as db:
        asked = [(commands.load(files[analysis]), options) for analysis, options in sections(name)]
        commands.expect(db, [module for module, _ in asked])
        for module, options in asked:
            commands.ask(module, db, **options)


def pictures(at: Path, name: str, data: list[str], runs: int) -> None:
    """Pages of the report with no picture, one, and all, each in a new process."""
    text = (folder(plan.FOLDER) / f"{name}.toml").read_text(encoding="utf-8")
    charts = [line for line in text.splitlines() if line.startswith("charts")]
    none, one, every = (
        _process(at, [name, *data], text, without, runs) for without in (charts, charts[1:], [])
    )
    more = (every - one) / max(len(charts) - 1, 1)
    print(f"{len(charts)} pictures: the first {one - none:.2f} (goal {FIRST}), ", end="")
    print(f"each further {more:.2f} (goal {FURTHER})")


def _process(at: Path, asked: list[str], text: str, without: list[str], runs: int) -> float:
    """The median of several runs of the report whose lines `without` are left out."""
    kept = [line for line in text.splitlines() if line not in without]
    (at / f"{asked[0]}.toml").write_text("\n".join(kept), encoding="utf-8")
    line = [sys.executable, "-m", "salesops", "report", *asked, "--templates", str(at)]
    line += ["--format", "markdown,html", "--out", str(at / "out"), "--fail-on", "never"]
    return statistics.median(_of_children(line) for _ in range(runs))


def _of_children(line: list[str]) -> float:
    before = os.times()
    subprocess.run(line, check=True, capture_output=True, timeout=LIMIT)
    after = os.times()
    spent = after.children_user + after.children_system
    return spent - before.children_user - before.children_system


def main() -> None:
    """Both comparisons, of one report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", default="daily")
    parser.add_argument("--data", help="a folder of exports; else the bundled sample")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    data = ["--data", given.data] if given.data else []
    with tempfile.TemporaryDirectory() as at:
        beside_its_analyses(Path(at), given.report, data, given.runs)
        pictures(Path(at), given.report, data, given.runs)


if __name__ == "__main__":
    main()
