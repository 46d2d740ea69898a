"""What a start costs: CPU seconds (user + sys) of whole processes, in interleaved rounds.

Ratios count, each of medians of one run, so that a slow machine slows both sides: `salesops --help`
against `python -c pass`; a command on the bundled sample, loading it anew, against a bare script
that runs the very statements that the command runs and prints the rows; and the command once more,
with what it loaded kept, against a script that imports duckdb and asks it one thing. The scripts
are generated: a recording run notes what goes to DuckDB. A benchmark, not a test: a goal that is
missed is printed and ends with 0 all the same.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from inspect import signature
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
from history import save
from processes import ENV, Goal, measured, show

from salesops import commands

SALESOPS = [sys.executable, "-c", "from salesops.__main__ import run; run()"]
"""As the command `salesops` does."""
DUCKDB = "import duckdb\nprint(duckdb.connect().execute('SELECT 1').fetchall())\n"
FIRST, AGAIN = 1.4, 1.4
"""What pulse may cost of its bare script and, with what it loaded kept, of a bare duckdb."""
NONE_PAST = 2.5
"""What any command may cost of its bare script."""


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


def recorded(command: str) -> list[Recording]:
    """What a command asks of DuckDB, from first to last; nothing where it wants to be told more."""
    from salesops.cli import main

    made: list[Recording] = []
    connect = duckdb.connect

    def noting(config: dict[str, Any]) -> Recording:
        made.append(Recording(config, connect(config=config)))
        return made[-1]

    quiet = StringIO()
    ours = mock.patch("salesops.queries.duck.duckdb.connect", noting)
    with ours, redirect_stdout(quiet), redirect_stderr(quiet):
        code = main([command, "--no-cache"])
    return [] if code else made


def bare(recordings: Sequence[Recording]) -> str:
    """The same statements as the shortest Python script."""
    lines = ["import datetime", "from decimal import Decimal", "import duckdb"]
    for recording in recordings:
        lines.append(f"con = duckdb.connect(config={recording.config!r})")
        for sql, params in recording.asked:
            given = f", {params!r}" if params else ""
            lines.append(f"for row in con.execute({sql!r}{given}).fetchall():\n    print(row)")
    return "\n".join(lines) + "\n"


def asked_of_exports() -> list[str]:
    """The commands that answer of the sample without being told anything."""
    found = []
    for section in commands.found().values():
        for name, path in section.items():
            module = commands.load(path)
            taken = signature(commands.function(module)).parameters.values()
            needed = [p for p in taken if p.default is p.empty and p.name not in commands.INJECTED]
            if "db" in {p.name for p in taken} and not needed:
                found.append(name)
    return found


def main() -> None:
    """Record, write the bare scripts, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--commands", default="pulse", help="by commas, or all")
    parser.add_argument("--save", action="store_true", help="add the ratios to history.jsonl")
    given = parser.parse_args()
    names = asked_of_exports() if given.commands == "all" else given.commands.split(",")
    with tempfile.TemporaryDirectory() as folder:
        ENV["XDG_CACHE_HOME"] = str(Path(folder) / "kept")
        once = Path(folder) / "bare_once.py"
        once.write_text(DUCKDB, encoding="utf-8")
        asked: dict[str, Sequence[str]] = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "bare duckdb": [sys.executable, str(once)],
            "salesops --help": [*SALESOPS, "--help"],
        }
        goals = [Goal("salesops --help", "python -c pass", 8.0)]
        for name in names:
            if not (statements := recorded(name)):
                continue
            path = Path(folder) / f"bare_{name}.py"
            path.write_text(bare(statements), encoding="utf-8")
            asked |= {
                f"{name}, bare": [sys.executable, str(path)],
                f"{name} --no-cache": [*SALESOPS, name, "--no-cache"],
                f"{name}, again": [*SALESOPS, name],
            }
            first = FIRST if name == "pulse" else NONE_PAST
            goals.append(Goal(f"{name} --no-cache", f"{name}, bare", first))
            if name == "pulse":
                goals.append(Goal(f"{name}, again", "bare duckdb", AGAIN))
        costs = measured(asked, given.rounds, Path(folder) / "compiled")
    print(f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {os.cpu_count()} CPUs")
    print(f"{given.rounds} rounds, load {os.getloadavg()[0]:.1f}")
    ratios = show(costs, goals)
    if given.save:
        save("startup", ratios)


if __name__ == "__main__":
    main()
