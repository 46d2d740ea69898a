"""What a start costs: CPU seconds (user + sys) of whole processes, in interleaved rounds.

Two ratios count, each of medians of one run, so that a slow machine slows both sides:
`salesops --help` against `python -c pass`, and `salesops pulse` on the bundled sample against a
bare script that runs the very statements that pulse runs and prints the rows. That script is
generated: a recording run notes what goes to DuckDB. A benchmark, not a test: a goal that is missed
is printed and ends with 0 all the same.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from unittest import mock

import duckdb

SALESOPS = Path(sys.executable).with_name("salesops")
ENV = {k: v for k, v in os.environ.items() if not k.startswith(("SALESOPS_", "PYTHON"))}


class Goal(NamedTuple):
    """A process may cost so many times what another costs."""

    of: str
    to: str
    times: float


GOALS = (
    Goal("salesops --help", "python -c pass", 8.0),
    Goal("salesops pulse", "bare script", 1.6),
)


@dataclass
class Recording:
    """A DuckDB connection that notes what it is asked."""

    config: dict[str, Any]
    real: duckdb.DuckDBPyConnection
    asked: list[tuple[str, dict[str, Any] | None]] = field(default_factory=list)

    def execute(self, sql: str, params: dict[str, Any] | None = None) -> duckdb.DuckDBPyConnection:
        """Note the statement and run it."""
        self.asked.append((sql, params))
        return self.real.execute(sql, params)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def recorded() -> Recording:
    """What `salesops pulse` asks of DuckDB, from the first setting to the last statement."""
    from salesops.cli import main

    made: list[Recording] = []
    connect = duckdb.connect

    def noting(config: dict[str, Any]) -> Recording:
        made.append(Recording(config, connect(config=config)))
        return made[-1]

    quiet = StringIO()
    with mock.patch("duckdb.connect", noting), redirect_stdout(quiet), redirect_stderr(quiet):
        code = main(["pulse"])
    if code or len(made) != 1:
        raise SystemExit(f"`salesops pulse` ended with {code} and {len(made)} connections")
    return made[0]


def bare(recording: Recording) -> str:
    """The same statements as the shortest Python script."""
    lines = ["import datetime", "import decimal", "import duckdb"]
    lines.append(f"con = duckdb.connect(config={recording.config!r})")
    for sql, params in recording.asked:
        given = f", {params!r}" if params else ""
        lines.append(f"for row in con.execute({sql!r}{given}).fetchall():\n    print(row)")
    return "\n".join(lines) + "\n"


def cpu(args: list[str], cache: Path) -> float:
    """The CPU seconds of one process from start to end.

    Compiled modules lie in a folder of this run, so that none is stale and none is written here.
    """
    process = subprocess.Popen(
        args,
        env=ENV | {"PYTHONPYCACHEPREFIX": str(cache)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{args} ended with {process.returncode}: {said.decode()}")
    return usage.ru_utime + usage.ru_stime


def measured(commands: dict[str, list[str]], rounds: int, cache: Path) -> dict[str, list[float]]:
    """CPU seconds by command; a round runs each once, after one that only fills the caches."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, args in commands.items():
            took = cpu(args, cache)
            if number:
                times[name].append(took)
    return times


def show(times: dict[str, list[float]]) -> None:
    """Print the table, the goals and how noisy the machine was."""
    print(f"{'CPU seconds':18} {'median':>7} {'min':>7} {'max':>7} {'max/min':>8}")
    for name, took in times.items():
        low, high = min(took), max(took)
        print(f"{name:18} {median(took):7.3f} {low:7.3f} {high:7.3f} {high / low:8.2f}")
    for goal in GOALS:
        ratio = median(times[goal.of]) / median(times[goal.to])
        word = "holds" if ratio <= goal.times else "DOES NOT HOLD"
        print(f"{goal.of} / {goal.to}: {ratio:.2f}, goal at most {goal.times:g}: {word}")


def main() -> None:
    """Record, write the bare script, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="write the bare script to this file too")
    given = parser.parse_args()
    recording = recorded()
    script = bare(recording)
    if given.keep:
        given.keep.write_text(script, encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bare.py"
        path.write_text(script, encoding="utf-8")
        times = measured(
            {
                "python -c pass": [sys.executable, "-c", "pass"],
                "salesops --help": [str(SALESOPS), "--help"],
                "bare script": [sys.executable, str(path)],
                "salesops pulse": [str(SALESOPS), "pulse"],
            },
            given.rounds,
            Path(folder) / "compiled",
        )
    print(
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {os.cpu_count()} CPUs, "
    )
    print(
        f"{len(recording.asked)} statements, {given.rounds} rounds, load {os.getloadavg()[0]:.1f}"
    )
    show(times)


if __name__ == "__main__":
    main()
