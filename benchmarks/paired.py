"""Whether a change made salesops slower: this tree against an earlier commit, in one run.

Both trees are asked the same of the bundled sample, turn by turn, by one Python with the same
libraries; a question costs what its whole process takes (CPU seconds, user + sys), and the ratio of
the medians counts. Ends with 1 where one costs more than LIMIT times what it did. What only one of
the trees knows is passed over.

Usage: python benchmarks/paired.py [COMMIT]; by default the last one whose ratios were saved
(benchmarks/history.jsonl).
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from history import last
from processes import ENV, measured

ROOT = Path(__file__).parents[1]
LIMIT = 1.25
ASKED = ("--help", "pulse --no-cache", "pulse", "cohorts", "pipeline --no-cache")
_RUN = "import runpy, sys; sys.path[0] = sys.argv.pop(1); runpy.run_module('salesops')"


def tree(commit: str, target: Path) -> Path | None:
    """The files of a commit; None where it is not known here, as in a shallow clone."""
    packed = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    if packed.returncode:
        print(f"skipped: {commit} cannot be had: {packed.stderr.decode().strip()}")
        return None
    target.mkdir()
    subprocess.run(["tar", "-xf", "-"], cwd=target, input=packed.stdout, check=True, timeout=60)
    return target


def command(root: Path, asked: str) -> list[str]:
    """How a tree is asked; its own `__main__` runs."""
    run = _RUN.replace("('salesops')", "('salesops', run_name='__main__', alter_sys=True)")
    return [sys.executable, "-c", run, str(root), *asked.split()]


def knows(root: Path, asked: str) -> bool:
    """Whether a tree takes the words."""
    done = subprocess.run(
        command(root, asked), env=ENV, capture_output=True, timeout=120, check=False
    )
    return done.returncode == 0


def main() -> int:
    """Measure both; 1 if any question became dearer than is allowed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("commit", nargs="?", default=last())
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ENV["XDG_CACHE_HOME"] = str(Path(folder) / "kept")
        earlier = tree(given.commit, Path(folder) / "before")
        if earlier is None:
            return 0
        trees = {"before": earlier, "now": ROOT}
        asked = [one for one in ASKED if all(knows(root, one) for root in trees.values())]
        wanted: dict[str, Sequence[str]] = {
            f"{name} {one}": command(root, one) for one in asked for name, root in trees.items()
        }
        costs = measured(wanted, given.rounds, Path(folder) / "compiled")
    middle = {name: median(one.cpu for one in took) for name, took in costs.items()}
    slower = 0
    print(f"{'ratio':>6} {'now':>7} {'before':>7}  against {given.commit}, {given.rounds} rounds")
    for one in asked:
        now, before = middle[f"now {one}"], middle[f"before {one}"]
        word = f"  SLOWER, past {LIMIT:g}" if now > before * LIMIT else ""
        slower += bool(word)
        print(f"{now / before:6.2f} {now:7.3f} {before:7.3f}  salesops {one}{word}")
    for one in set(ASKED) - set(asked):
        print(f"{'':22}  salesops {one}: only one of them knows it")
    return int(slower > 0)


if __name__ == "__main__":
    sys.exit(main())
