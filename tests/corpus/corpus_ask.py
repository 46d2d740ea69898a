"""A check of some paths by its command line, and its answer as a test asks about it."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import asking

GRAVITY = ("ok", "warning", "error")
BUG = 70
_TABLES = ("checks", "files", "columns", "rows")


@dataclass(frozen=True)
class Checked:
    """How a check ended and what it said."""

    code: int
    out: str
    err: str
    tables: dict[str, list[dict[str, Any]]]

    @property
    def level(self) -> str:
        """The gravest outcome among the verdicts; `ok` where none failed."""
        return max((_level(v) for v in self.tables["checks"]), key=GRAVITY.index, default="ok")

    @property
    def failing(self) -> set[str]:
        """The codes of the checks that fail."""
        return {v["check"] for v in self.tables["checks"] if _level(v) != "ok"}

    @property
    def used(self) -> int:
        """Rows that count, over all files."""
        return sum(file["used"] for file in self.tables["files"])

    @property
    def sum(self) -> Decimal | None:
        """The sum of the columns called amount, over all files."""
        sums = [
            Decimal(column["sum"])
            for column in self.tables["columns"]
            if column["column"].strip().casefold() == "amount" and column["sum"] is not None
        ]
        return sum(sums, Decimal(0)) if sums else None

    def lines(self, checks: Sequence[str]) -> set[int]:
        """The physical lines that the offending rows of these checks name."""
        return {row["line"] for row in self.tables["rows"] if row["check"] in checks}


def _level(verdict: dict[str, Any]) -> str:
    return verdict["outcome"] if verdict["outcome"] in GRAVITY else "ok"


def check(paths: Sequence[str], contract: Path | None = None, *further: str) -> Checked:
    """`salesops check` in this process, with its answer as JSON."""
    declared = ["--contract", str(contract)] if contract else []
    args = ["check", *further, "--format", "json", *declared, "--", *paths]
    code, out, err, _ = asking.run(args)
    return told(code, out, err)


def told(code: int, out: str, err: str) -> Checked:
    """What a command line answered, read back."""
    answer = json.loads(out) if out else {"tables": {}}
    return Checked(code, out, err, {**{name: [] for name in _TABLES}, **answer["tables"]})


def unchanged(folder: Path) -> dict[str, tuple[int, int]]:
    """Every path below a folder with its size and time: a check changes none."""
    return {
        os.fspath(Path(parent, name).relative_to(folder)): _state(Path(parent, name))
        for parent, folders, names in os.walk(folder)
        for name in [*folders, *names]
    }


def _state(path: Path) -> tuple[int, int]:
    now = path.lstat()
    return now.st_size, now.st_mtime_ns


def sane(found: Checked) -> None:
    """What holds of every check, whatever it finds."""
    assert found.code != BUG, found.err
    assert "Traceback" not in found.err
    assert "Traceback" not in found.out
