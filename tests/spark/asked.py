"""What is asked of both engines: each command that asks exports, of the sample and the edges."""

from functools import cache
from inspect import signature
from pathlib import Path

import asking
import edges
from equal import Said, ask, differences

QUICK = (
    "pulse", "seasonality", "vip", "cross-sell", "heatmap", "churn", "pipeline", "activities",
    "quota", "sql",
)  # fmt: skip
"""Of the sample on every run: dates, ranks, quantiles, lists, roll-ups, spines, money in halves."""
QUICK_EDGES = ("cohorts",)
COMMANDS = tuple(
    name for name in asking.COMMANDS if "db" in signature(asking.function(name)).parameters
)
REPORTS = tuple(f"report {name}" for name in asking.REPORTS)


def compare(line: str, data: str, remote: str) -> list[str]:
    """Where the answers to a command line part."""
    with asking.working() as here:
        _prepare(here)
        on_spark = ask(_args(line, data), remote=remote)
    on_duckdb = _asked_here(line, data)
    if on_duckdb.code != on_spark.code:
        return [f"exit {on_duckdb.code} and {on_spark.code}: {on_spark.err}"]
    return differences(on_duckdb.answer, on_spark.answer)


@cache
def _asked_here(line: str, data: str) -> Said:
    with asking.working() as here:
        _prepare(here)
        return ask(_args(line, data))


def _prepare(here: Path) -> None:
    asking.copy_sample(here / "exports", settings=False)
    asking.write_report(here / "written")
    edges.write(here / "edges")


def _args(line: str, data: str) -> list[str]:
    command, *rest = line.split()
    named = ["--data", "edges"] if data == "edges" else []
    return [command, *rest, *asking.ARGUMENTS.get(command, []), *named]
