"""The verdicts of a check, each with the rows that break its rule: what the CI formats write."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from salesops.errors import UsageError
from salesops.result import Answer
from salesops.units import Unit, text
from salesops.verdicts import Row, Verdict, part


@dataclass(frozen=True)
class Case:
    """A verdict and the rows that a report names for it, none where it passed."""

    verdict: Verdict
    rows: tuple[Row, ...]
    paths: Mapping[str, str] = field(default_factory=dict)
    """Where files lie from where the command ran, by their names."""

    def path(self, file: str) -> str:
        """The path of a file, or its name where no path is known."""
        return self.paths.get(file, file)

    @property
    def name(self) -> str:
        """What was looked at, as in `unique order_id`; a check of a whole file has no column."""
        return f"{self.verdict.check} {self.verdict.column}".rstrip()

    @property
    def broken(self) -> str:
        """How many rows break the rule, as in `3 of 1,000 (0.3 %)`; empty where none is counted."""
        verdict = self.verdict
        if verdict.rows is None:
            return ""
        of = f" of {text(verdict.of, Unit.COUNT)}" if verdict.of is not None else ""
        share = f" ({part(verdict.rows or 0, verdict.of)})" if verdict.of else ""
        return f"{text(verdict.rows, Unit.COUNT)}{of}{share}"


def cases(answer: Answer, format_: str) -> tuple[Case, ...]:
    """The cases of a check, in its own order.

    Raises:
        UsageError: the answer is of another command, which judges nothing.
    """
    tables = {t.name: t for t in answer.report.tables}
    if "checks" not in tables or tables["checks"].row is not Verdict:
        raise UsageError(
            f"--format {format_}: only check has test cases, {answer.report.command} has none; "
            "choose terminal, markdown, html, json, csv or parquet"
        )
    verdicts: Sequence[Verdict] = tables["checks"].rows
    rows: Sequence[Row] = tables["rows"].rows if "rows" in tables else ()
    owners = [_owner(row, verdicts) for row in rows]
    paths = {at.file: at.path for at in tables["paths"].rows} if "paths" in tables else {}
    return tuple(
        Case(verdict, tuple(row for row, at in zip(rows, owners, strict=True) if at == n), paths)
        for n, verdict in enumerate(verdicts)
    )


def _owner(row: Row, verdicts: Sequence[Verdict]) -> int | None:
    """Which failing verdict names the row: of its file and column, else nearest to that.

    A verdict on all files of a table has the table's name, and its rows have those of the files.
    """
    failing = [n for n, v in enumerate(verdicts) if v.failed and v.check == row.check]
    return max(
        failing,
        key=lambda n: (verdicts[n].file == row.file, verdicts[n].column == row.column),
        default=None,
    )


def by_file(found: Iterable[Case]) -> dict[str, list[Case]]:
    """The cases of each file or table, in the order in which they first come up."""
    files: dict[str, list[Case]] = {}
    for case in found:
        files.setdefault(case.verdict.file, []).append(case)
    return files


def place(row: Row) -> str:
    """Where the row stands, as in `orders.csv:17`."""
    return row.file if row.line is None else f"{row.file}:{row.line}"
