"""Tiny stores written by hand, and pulse asked about them in this process."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from decimal import Decimal
from inspect import cleandoc
from pathlib import Path
from typing import Any

AS_OF = "2026-03-10"
"""A Tuesday's midnight, after everything that the little stores hold unless they say otherwise."""

SUMS = {"net sales": "net_sales", "total sales": "total_sales"}
"""Steps that are sums of those before, and the metrics that they are."""


def put(folder: Path, **files: str) -> Path:
    """The folder with those CSV files in it; `salesops` is the text of a salesops.toml."""
    for name, text in files.items():
        ending = "toml" if name == "salesops" else "csv"
        lines = cleandoc(text).split("\n")
        (folder / f"{name}.{ending}").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return folder


def salesops(*args: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command line."""
    from salesops.cli import main

    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()) as err:
        code = main([str(arg) for arg in args])
    out.flush()
    return code, out.buffer.getvalue().decode(), err.getvalue()


@dataclass(frozen=True)
class Said:
    """An answer as its JSON says it."""

    answer: dict[str, Any]

    def __getitem__(self, metric: str) -> Any:
        """A metric: money as text, counts as numbers."""
        return self.answer["metrics"][metric]

    def table(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table; none where the answer has no such table."""
        return self.answer["tables"].get(name, [])

    def column(self, table: str, *names: str) -> list[Any]:
        """One column of a table as a list, or several as a list of tuples."""
        if len(names) == 1:
            return [row[names[0]] for row in self.table(table)]
        return [tuple(row[name] for name in names) for row in self.table(table)]

    def row(self, table: str, **wanted: Any) -> dict[str, Any]:
        """The one row whose columns have these values."""
        found = [r for r in self.table(table) if all(r[k] == v for k, v in wanted.items())]
        assert len(found) == 1, (table, wanted, self.table(table))
        return found[0]

    def finding(self, code: str) -> dict[str, Any] | None:
        """The finding of that code, if there is one."""
        return next((f for f in self.answer["findings"] if f["code"] == code), None)

    @property
    def steps(self) -> dict[str, str]:
        """From gross to total sales, by the words that name each step."""
        return {row["step"].lower(): row["amount"] for row in self.table("to_total")}

    @property
    def notes(self) -> str:
        """All notes as one text."""
        return "\n".join(self.answer["notes"])


def answered(command: str, folder: Path, *args: str, as_of: str) -> Said:
    """What a command answers about the exports in a folder."""
    code, out, err = salesops(
        command, "--data", str(folder), "--as-of", as_of, "--format", "json", *args
    )
    assert code == 0, err
    return Said(json.loads(out))


def pulse(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What pulse answers about the exports in a folder; all of them unless a window is named."""
    named = {"--since", "--until", "--period"} & set(args)
    window = () if named else ("--since", "2026-03-01")
    said = answered("pulse", folder, *window, *args, as_of=as_of)
    sums_to_total(said)
    return said


def refused(folder: Path, *args: str) -> tuple[int, str]:
    """The exit code and the sentence of a question that is refused; stdout stays empty."""
    code, out, err = salesops("pulse", "--data", str(folder), "--as-of", AS_OF, *args)
    assert out == ""
    return code, err


def sums_to_total(said: Said) -> None:
    """What every answer promises: gross -> net -> total sums, and so do days and top SKUs."""
    running = Decimal(0)
    for name, amount in said.steps.items():
        if name in SUMS:
            assert running == Decimal(amount), (name, running, amount)
            assert amount == said[SUMS[name]]
        else:
            running += Decimal(amount)
    assert set(said.steps) >= set(SUMS)
    if said.table("top_skus"):
        assert sum(said.column("top_skus", "units")) == said["units"]
