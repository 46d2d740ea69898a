"""Whole processes, measured: CPU seconds (user + sys) and memory from start to end."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from threading import Timer
from typing import NamedTuple

LIMIT = 7200
"""Seconds after which a process is ended."""
ENV = {k: v for k, v in os.environ.items() if not k.startswith(("SALESOPS_", "PYTHON"))}


class Goal(NamedTuple):
    """A process may cost so many times what another costs."""

    of: str
    to: str
    times: float


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    """Seconds, user and sys."""
    memory: int
    """The most that it held at once, in MB; never less than who started it held."""
    wall: float
    """Seconds by the clock."""


def cost(args: Sequence[str], cache: Path, answer: Path = Path(os.devnull)) -> Cost:
    """What one process takes from start to end; what it prints goes to `answer`.

    Compiled modules lie in a folder of this run, so that none is stale and none is written here.
    """
    began = time.monotonic()
    with answer.open("wb") as out:
        process = subprocess.Popen(
            args,
            env=ENV | {"PYTHONPYCACHEPREFIX": str(cache)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
        )
    assert process.stderr is not None
    late = Timer(LIMIT, process.kill)
    late.start()
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    late.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{args} ended with {process.returncode}: {said.decode()}")
    wall = time.monotonic() - began
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10, wall)


def measured(
    commands: Mapping[str, Sequence[str]], rounds: int, cache: Path
) -> dict[str, list[Cost]]:
    """Costs by command; a round runs each once, after one that only fills the caches."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, args in commands.items():
            took = cost(args, cache)
            if number:
                costs[name].append(took)
    return costs


def show(
    costs: Mapping[str, Sequence[Cost]], goals: Sequence[Goal], *, memory: bool = False
) -> dict[str, float]:
    """Print the ratios, the table and how noisy the machine was; the ratios."""
    middle = {name: median(one.cpu for one in took) for name, took in costs.items()}
    ratios = {}
    for goal in goals:
        ratio = ratios[f"{goal.of} / {goal.to}"] = middle[goal.of] / middle[goal.to]
        word = "holds" if ratio <= goal.times else "DOES NOT HOLD"
        print(f"{ratio:6.2f}  {goal.of} / {goal.to}, goal at most {goal.times:g}: {word}")
    wide = max(map(len, costs))
    print(
        f"{'CPU seconds':{wide}} {'median':>7} {'min':>7} {'max':>7} {'max/min':>8}",
        "    MB" * memory,
    )
    for name, took in costs.items():
        seconds = [one.cpu for one in took]
        low, high = min(seconds), max(seconds)
        most = max(one.memory for one in took)
        times = f"{middle[name]:7.3f} {low:7.3f} {high:7.3f} {high / low:8.2f}"
        print(f"{name:{wide}} {times}", f"{most:6}" * memory)
    return ratios
