"""What a store costs, and what it saves: loading all, one month more, and `pulse` of each.

A shop of two years is written as canonical Parquet, a file of orders, lines and refunds for each
month. CPU seconds of whole processes, one after the other; the ratios of one run count. A
benchmark, not a test: it ends with 0 whatever it shows.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from large_data import AS_OF, MONTHS, Shop

GOAL = 0.1
"""Of the CPU of `pulse` from the exports, what it may cost from the store."""


def run(*argv: str) -> tuple[float, float, str]:
    """CPU seconds and peak MB of a command, and what it answered."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = (
        "import sys, resource; from salesops.cli import main; code = main(sys.argv[1:]); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv, "--tz", "UTC", "--as-of", AS_OF, "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, int(done.stderr.split()[-1]) / 1024, done.stdout


def figures(answer: str) -> object:
    """What two answers must have in common."""
    said = json.loads(answer)
    return said["metrics"], said["tables"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    lines = parser.parse_args().lines
    shop = Shop(lines)
    with tempfile.TemporaryDirectory() as made:
        data, store = Path(made, "data"), str(Path(made, "store"))
        shop.months(data, range(MONTHS - 1))
        first = run("load", "--store", store, "--data", str(data))
        shop.months(data, [MONTHS - 1])
        more = run("load", "--store", store, "--data", str(data))
        none = run("load", "--store", store, "--data", str(data))
        ask = ("pulse", "--period", "last-month", "--format", "json", "--data")
        files = run(*ask, str(data))
        kept = run(*ask, store)
        size = os.path.getsize(Path(store, "store.duckdb")) / 1e6  # noqa: PTH202 - as text
        exports = sum(path.stat().st_size for path in data.iterdir()) / 1e6
        print(f"{lines:,} lines, {exports:,.0f} MB of exports, {size:,.0f} MB of store\n")
        print(f"{'':34}{'CPU s':>8}{'ratio':>8}{'MB':>8}")
        for name, (cpu, memory, _), to in (
            ("load 23 months", first, first),
            ("load one month more", more, first),
            ("load, nothing new", none, first),
            ("pulse of the exports", files, files),
            (f"pulse of the store (goal {GOAL})", kept, files),
        ):
            print(f"{name:34}{cpu:8.2f}{cpu / to[0]:8.3f}{memory:8.0f}")
        print("\nsame answer:", figures(files[2]) == figures(kept[2]))


if __name__ == "__main__":
    main()
