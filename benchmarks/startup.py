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
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
from processes import Goal, measured, show

SALESOPS = Path(sys.executable).with_name("salesops")
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

    def execute(
        self, sql: str | duckdb.Statement, params: dict[str, Any] | None = None
    ) -> duckdb.DuckDBPyConnection:
        """Note the statement and run it."""
        self.asked.append((sql if isinstance(sql, str) else sql.query, params))
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
        costs = measured(
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
    show(costs, GOALS)


if __name__ == "__main__":
    main()
