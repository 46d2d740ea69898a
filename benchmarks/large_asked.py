"""Who is asked what in `large.py`, and how: salesops in each of its ways, and scripts by hand."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import large_figures as figures

FILES, AGAIN, STORE, SCARCE = "files", "again", "store", "1 GB"
"""Of salesops: exports read anew, a kept book asked again, a store, and little memory."""
DUCKDB, POLARS, PANDAS = "DuckDB", "polars", "pandas"
HERE = Path(__file__).parent
MANY = 10_000_000
"""Lines past which pandas is not asked, which holds all in memory, and no CSV is read."""
KEPT = 1_000_000
"""Lines past which nothing is kept of a question: orders, customers and refunds are rows too."""
QUESTIONS = {
    "pulse": ("pulse", "--period", "last-month"),
    "heatmap": ("heatmap",),
    "segments": ("segments", "--by", "segment"),
    "cohorts": ("cohorts",),
    "cross-sell": ("cross-sell",),
}
SCANS = ("scan", "scan4")
READ, LOAD = "csv read", "csv load"
Told = Callable[[str], figures.Figures]


class Asked(NamedTuple):
    """A process to be measured, and how its figures are read, if it tells any."""

    question: str
    way: str
    args: Sequence[str]
    told: Told | None = json.loads
    counts: bool = True
    """Whether it is measured; else it is only held against the others, or warms what they find."""


def salesops(*words: str) -> list[str]:
    """A command line of salesops, with a fixed now and zone."""
    fixed = ("--as-of", f"{figures.AS_OF:%Y-%m-%d}", "--tz", "UTC", "--fail-on", "never", "--quiet")
    return [sys.executable, "-m", "salesops", *words, *fixed, "--format", "json"]


def by_hand(engine: str, *words: str) -> list[str]:
    """A script by hand."""
    return [sys.executable, str(HERE / f"large_{engine.lower()}.py"), *words]


def rivals(lines: int) -> tuple[str, ...]:
    """What salesops is measured against at a size."""
    return (DUCKDB, POLARS, PANDAS) if lines <= MANY else (DUCKDB, POLARS)


def asked(data: Path, store: Path, lines: int) -> Iterator[Asked]:
    """Every question in every way, a question after the other."""
    for question, words in QUESTIONS.items():
        told = partial(_figures, question)
        for way, options in _ways(data, store, lines).items():
            yield Asked(question, way, salesops(*words, *options), told)
        for engine in rivals(lines):
            yield Asked(question, engine, by_hand(engine, question, str(data)))
    for question in SCANS:
        for engine in rivals(lines):
            yield Asked(question, engine, by_hand(engine, question, str(data)))


def warming(every: Iterable[Asked]) -> Iterator[Asked]:
    """What to run beforehand: what compiles libraries, and what keeps what is asked again."""
    for one in every:
        if one.way == AGAIN or one.question == SCANS[0]:
            yield one._replace(counts=False)


def _ways(data: Path, store: Path, lines: int) -> Mapping[str, Sequence[str]]:
    files = ("--data", str(data))
    found = {
        FILES: (*files, "--no-cache"),
        SCARCE: (*files, "--no-cache", "--memory-limit", "1GB"),
        AGAIN: files,
        STORE: ("--data", str(store), "--no-cache"),
    }
    return {
        way: words
        for way, words in found.items()
        if not (way == SCARCE and lines > MANY) and not (way == AGAIN and lines > KEPT)
    }


def load(data: Path, store: Path) -> list[str]:
    """A loading into a store."""
    return salesops("load", "--store", str(store), "--data", str(data))


def of_csv(data: Path, made: Path) -> Iterator[Asked]:
    """The lines of CSV summed, and all of it loaded, by salesops and by DuckDB's typed reader."""
    read = salesops("sql", figures.SUMS, "--data", str(data), "--no-cache")
    yield Asked(READ, FILES, read, partial(_figures, "csv"))
    yield Asked(READ, DUCKDB, by_hand("csv", "read", str(data)))
    store = made / "csv_store"
    yield Asked(LOAD, FILES, load(data, store), None)
    stored = salesops("sql", figures.SUMS, "--data", str(store), "--no-cache")
    yield Asked(LOAD, STORE, stored, partial(_figures, "csv"), counts=False)
    yield Asked(LOAD, DUCKDB, by_hand("csv", "load", str(data), str(made / "csv.duckdb")))


def _figures(question: str, answer: str) -> figures.Figures:
    said: Mapping[str, Any] = json.loads(answer)
    return figures.of_salesops(question, said)
