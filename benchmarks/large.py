"""What questions cost as a shop grows, beside what one would write by hand for the same answer.

A shop of each size is written as canonical Parquet (`large_data.py`). Each question is a process of
its own, turn by turn: salesops from the files, from the files within 1 GB, once more
with what it loaded kept, and from a store; and scripts by hand for DuckDB, polars and pandas (the
latter up to ten million lines), whose figures are held against salesops' to the cent. Then the
same as CSV, up to ten million lines, against DuckDB's own typed reader. The ratios of CPU seconds
(user + sys) of one run count. A benchmark, not a test: a goal that is missed, an answer that
differs and a process that fails are printed, and it ends with 0 all the same.

Set TMPDIR to where there is room: 100 million lines take some 30 GB with their store.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import large_page as page
from history import save
from large_asked import FILES, HERE, MANY, Asked, asked, load, of_csv, warming
from large_figures import Figures, differences
from large_goals import SAID, cross_sell, ratios
from processes import ENV, LIMIT, Cost, cost

SHOWN = (("CPU s", "cpu", ",.2f"), ("wall s", "wall", ",.1f"), ("MB", "memory", ","))
FEW = 1_000_000
"""Lines up to which there are three rounds where nobody says."""


class Size:
    """What was measured of a size."""

    def __init__(self, lines: int, rounds: int, made: Path) -> None:
        self.lines, self.rounds = lines, rounds
        self.took: dict[str, dict[str, list[Cost]]] = {}
        self.differ: list[str] = []
        self.failed: list[str] = []
        self._first: dict[str, Figures] = {}
        self._made = made

    def run(self, one: Asked) -> None:
        """Measure a process, and hold its figures against those that came first."""
        name = f"{SAID.get(one.question, one.question)}, {one.way}"
        if name in self.failed:
            return
        answer = self._made / "answer.json"
        try:
            took = cost(one.args, self._made / "compiled", answer)
        except SystemExit as error:
            print(str(error)[-2000:], file=sys.stderr)
            self.failed.append(name)
            return
        aside = "" if one.counts else ", aside"
        said = f"{took.cpu:.2f} CPU s, {took.wall:.1f} s, {took.memory:,} MB"
        print(f"  {name}{aside}: {said}", flush=True)
        if one.counts:
            self.took.setdefault(one.question, {}).setdefault(one.way, []).append(took)
        if one.told:
            self._compare(one, name, one.told(answer.read_text(encoding="utf-8")))

    def _compare(self, one: Asked, name: str, figures: Figures) -> None:
        ours = self._first.setdefault(one.question, figures)
        for difference in differences(ours, figures)[:3]:
            self.differ.append(f"{name}: {difference}")

    @property
    def costs(self) -> dict[str, dict[str, Cost]]:
        """The median of the rounds, and the most memory of them."""
        return {
            question: {way: _middle(each) for way, each in ways.items()}
            for question, ways in self.took.items()
        }


def _middle(each: list[Cost]) -> Cost:
    return Cost(
        round(median(one.cpu for one in each), 3),
        max(one.memory for one in each),
        round(median(one.wall for one in each), 3),
    )


def measure(lines: int, rounds: int, made: Path, *, by_month: bool) -> Size:
    """All of one size, in a folder of its own."""
    ENV["XDG_CACHE_HOME"] = str(made / "kept")
    size = Size(lines, rounds, made)
    data, store = made / "data", made / "store"
    write(data, lines, *["--by-month"] * by_month)
    size.run(Asked("load", FILES, load(data, store), None))
    every = list(asked(data, store, lines))
    for one in warming(every):
        size.run(one)
    for _ in range(rounds):
        for one in every:
            size.run(one)
    if lines <= MANY:
        write(made / "csv", lines, "--csv")
        for one in of_csv(made / "csv", made):
            size.run(one)
    return size


def write(folder: Path, lines: int, *how: str) -> None:
    """Have a shop written by another process, so that this one stays small."""
    args = [sys.executable, str(HERE / "large_data.py"), str(folder), str(lines), *how]
    subprocess.run(args, check=True, timeout=LIMIT)


def show(size: Size) -> dict[str, float]:
    """Print the ratios, the table and what is not well; the ratios."""
    costs = size.costs
    found = ratios(costs)
    print(f"\n{size.lines:,} lines\n{'ratio':>7} {'goal':>5}  {'set for':>11}")
    for one in found:
        goal = one.goal
        print(f"{one.ratio:7.2f} {goal.times:5g}  {goal.lines:11,}  {goal.words}: {one.verdict}")
    print("\n".join(cross_sell(costs, size.lines)))
    for head, of, form in SHOWN:
        print(f"\n{head:12}" + "".join(f"{way:>10}" for way in page.WAYS))
        for question, ways in costs.items():
            told = {way: format(getattr(one, of), form) for way, one in ways.items()}
            cells = (f"{told.get(way, ''):>10}" for way in page.WAYS)
            print(f"{SAID.get(question, question):12}" + "".join(cells))
    _trouble("differ", size.differ)
    _trouble("failed", size.failed)
    return {one.goal.words: one.ratio for one in found}


def _trouble(word: str, told: Iterable[str]) -> None:
    lines = list(told)
    print(f"\n{len(lines)} {word}", *lines, sep="\n  ")


def about(size: Size) -> dict[str, object]:
    """What was measured with what."""
    head = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],
        cwd=HERE, capture_output=True, text=True, check=True, timeout=20,
    )  # fmt: skip
    names = ("duckdb", "polars", "pandas")
    made = ", ".join(f"{name} {version(name)}" for name in names)
    return {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "commit": head.stdout.strip(),
        "rounds": size.rounds,
        "with": f"Python {platform.python_version()}, {made}, {os.cpu_count()} CPUs",
        "same": not size.differ,
        "failed": size.failed,
    }


def main() -> None:
    """Measure each size and print it, and write the page where that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--lines", default="1000000", help="sizes by commas")
    parser.add_argument("--rounds", type=int, help="else 3 up to a million lines, and 1 past it")
    parser.add_argument("--by-month", action="store_true", help="a file a table and month")
    parser.add_argument("--save", action="store_true", help="add the ratios to history.jsonl")
    parser.add_argument("--page", action="store_true", help="write docs/speed.md and its picture")
    given = parser.parse_args()
    if given.page and given.by_month:
        parser.error("--page tells of one file a table")
    for lines in map(int, given.lines.split(",")):
        rounds = given.rounds or (3 if lines <= FEW else 1)
        with tempfile.TemporaryDirectory() as made:
            size = measure(lines, rounds, Path(made), by_month=given.by_month)
        found = show(size)
        if given.save:
            save(f"large {lines}" + " by month" * given.by_month, found)
        if given.page:
            page.keep(lines, size.costs, about(size))
            page.write()


if __name__ == "__main__":
    main()
