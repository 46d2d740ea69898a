"""Run the checks of a group, every one of them, and count what was run, skipped and failed.

A check whose tool is not installed is skipped and counted, never passed over in silence; one that
fails fails the whole, and the others still run.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Leg:
    """One check: a command whose first word lies beside the interpreter, and its time limit."""

    command: str
    seconds: int = 120


LEGS = {
    "test": Leg("python -m pytest -q", 550),
    "slow": Leg("python -m pytest -q -m slow", 3600),
    "ruff": Leg("ruff check"),
    "format": Leg("ruff format --check"),
    "types": Leg("mypy --strict", 300),
    "imports": Leg("lint-imports"),
    "sql": Leg("python -m pytest -q -o addopts= -n auto tests/test_sqlfluff.py"),
    "wheel": Leg("python scripts/wheel.py", 300),
    "paired": Leg("python benchmarks/paired.py --rounds 3", 300),
    "bench-start": Leg("python benchmarks/startup.py", 600),
    "bench-check": Leg("python benchmarks/check.py", 900),
}
LINT = ("ruff", "format", "types", "imports", "sql")
GROUPS = {
    "lint": LINT,
    "check": ("test", *LINT, "wheel", "paired"),
    "bench": ("bench-start", "bench-check"),
    **{name: (name,) for name in LEGS},
}
NEEDS = {"sql": "sqlfluff", "test": "pytest", "slow": "pytest", "wheel": "pyproject-build"}
"""The tool without which a leg cannot run, where it is not the command's first word."""


def run(leg: Leg, tools: Path) -> str | None:
    """Run a leg with its output shown; what went wrong, or None."""
    first, *rest = leg.command.split()
    process = subprocess.Popen(
        [tools / first, *rest], cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        code = process.wait(leg.seconds)
    except (subprocess.TimeoutExpired, KeyboardInterrupt) as error:
        # The whole session: a tool's own children would outlive it.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"stopped after {leg.seconds} s"
    return f"exit {code}" if code else None


def ended(name: str, tools: Path) -> str:
    """Run a leg if its tool is there; how it ended."""
    leg = LEGS[name]
    tool = NEEDS.get(name, leg.command.split()[0])
    if not (tools / tool).exists():
        return f"skipped: {tool} is not installed (pip install -e '.[dev]')"
    print(f"== {name}: {leg.command}", flush=True)
    start = time.monotonic()
    failure = run(leg, tools)
    took = f"({time.monotonic() - start:.1f} s)"
    return f"FAILED: {failure} {took}" if failure else f"ok {took}"


def main() -> int:
    """Run a group of legs; 1 if any failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("group", choices=sorted(GROUPS))
    names = GROUPS[parser.parse_args().group]
    return summed({name: ended(name, Path(sys.executable).parent) for name in names})


def summed(ends: dict[str, str]) -> int:
    """Print how each leg ended, and the counts; 1 if any failed."""
    for name, end in ends.items():
        print(f"-- {name:11} {end}")
    skipped = sum(end.startswith("skipped") for end in ends.values())
    failed = sum(end.startswith("FAILED") for end in ends.values())
    print(f"legs: {len(ends) - skipped} run, {skipped} skipped, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
