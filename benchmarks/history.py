"""The ratios that were saved, one line of JSON for each run: benchmarks/history.jsonl."""

import json
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).with_name("history.jsonl")


def save(benchmark: str, ratios: Mapping[str, float]) -> None:
    """Add the ratios of a run, with the commit that was measured."""
    head = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],
        cwd=FILE.parent, capture_output=True, text=True, check=True, timeout=20,
    )  # fmt: skip
    line = {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "commit": head.stdout.strip(),
        "benchmark": benchmark,
        "ratios": {name: round(ratio, 3) for name, ratio in ratios.items()},
    }
    with FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def last() -> str:
    """The commit that was measured last; the one before this where none was."""
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    return str(json.loads(lines[-1])["commit"]) if lines else "HEAD~1"
