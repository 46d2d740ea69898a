"""The tables of a check: the files, what passed, what failed and the rows that fail."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from salesops.checks.catalogue import CHECKS
from salesops.checks.opened import Opened
from salesops.checks.session import Session
from salesops.commands.data._check.findings import ALIKE, fault
from salesops.result import DATA_ONLY, Table
from salesops.units import Count, Exact, Text, counted
from salesops.verdicts import Outcome, Row, Verdict

_BOTH, _TOLD = 2, 60
"""How long two different answers of one check may be; the data formats have each file's."""

_HELD = "0 of 20: of 20 rows, values or orders none breaks the rule."
_USUAL = " More than 0: fewer than the check lets pass, as some always do."


@dataclass(frozen=True)
class File:
    """A file that was read."""

    file: Text
    table: Text
    rows: Count
    used: Count
    rejected: Count
    columns: Count
    encoding: Text = field(metadata=DATA_ONLY)
    latest: Text = field(metadata=DATA_ONLY)
    sha256: Text = field(metadata=DATA_ONLY)


@dataclass(frozen=True)
class Place:
    """Where a file lies, as it was named: what CI shows a finding in."""

    file: Text
    path: Text


@dataclass(frozen=True)
class Column:
    """A column of a file, over the rows that are used."""

    file: Text
    column: Text
    type: Text
    values: Count
    blanks: Count
    sum: Exact | None
    least: Text
    most: Text


@dataclass(frozen=True)
class Passed:
    """A check that holds: for one file, or alike for several."""

    check: Text
    files: Text
    measured: Text


@dataclass(frozen=True)
class Failed:
    """A check that fails."""

    level: Text
    check: Text
    file: Text
    column: Text
    measured: Text
    wanted: Text = field(metadata=DATA_ONLY)
    """The sentences above the tables say it in words."""


def of(found: Session) -> tuple[Table, ...]:
    """All of them; `checks` holds every verdict and is for data, as the columns are."""
    verdicts = [ruling.verdict for ruling in found.rulings]
    files = [_file(opened) for opened in found.opened]
    columns = [line for opened in found.opened for line in _columns(opened)]
    only = found.opened[0].name if len(found.opened) == 1 else ""
    passed = list(_passed(verdicts, only))
    failed = list(_failures(v for v in verdicts if v.failed))
    gravest = sorted(found.rulings, key=lambda r: r.verdict.outcome != Outcome.ERROR)
    rows = [row for ruling in gravest for row in ruling.rows]
    held = _HELD + (_USUAL if any(v.rows for v in verdicts if not v.failed) else "")
    note = "Each row by file and physical line, up to five a check; personal values are masked."
    return (
        Table("checks", "Checks", Verdict, verdicts, shown=False, keys=4),
        Table("files", "Files", File, files, shown=bool(files)),
        Table("columns", "Columns", Column, columns, shown=False, keys=2),
        Table("paths", "Paths", Place, list(_places(found)), shown=False),
        Table("passed", "Passed", Passed, passed, note=held, shown=bool(passed)),
        Table("failed", "Failed", Failed, failed, shown=bool(failed), keys=2),
        Table("rows", "Rows that fail", Row, rows, note=note, shown=bool(rows), keys=3),
    )


def _file(opened: Opened) -> File:
    return File(
        opened.name,
        opened.table.name,
        opened.raw.total,
        opened.used,
        opened.raw.total - opened.used - opened.aside.total(),
        len(opened.raw.match.header.names),
        opened.seen.encoding,
        f"{opened.latest:%Y-%m-%d %H:%M:%S}" if opened.latest else "",
        opened.seen.digest,
    )


def _places(found: Session) -> Iterator[Place]:
    """The files that were named from here: another machine has them at the same place."""
    for name, path in found.paths.items():
        if not path.is_absolute() and ".." not in path.parts:
            yield Place(name, path.as_posix())


def _columns(opened: Opened) -> Iterator[Column]:
    kinds = {c.name: c.type for c in opened.raw.match.input.columns}
    for name, label in opened.labels.items():
        stats = opened.stats[name]
        ends = ["" if end is None else _end(end) for end in (stats.least, stats.most)]
        yield Column(opened.name, label, kinds[name], stats.values, stats.blanks, stats.sum, *ends)


def _end(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _passed(verdicts: Iterable[Verdict], only: str) -> Iterator[Passed]:
    """Each check once, over the files in which it holds; the `only` file needs no name."""
    alike: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if not verdict.failed:
            alike.setdefault(verdict.check, []).append(verdict)
    for check in (check for check in CHECKS if check in alike):
        yield Passed(check, _where(alike[check], only), _measured(alike[check]))


def _where(verdicts: Sequence[Verdict], only: str) -> str:
    files = list(dict.fromkeys(v.file for v in verdicts))
    named = len(files) == 1 and files[0] != only
    return files[0] if named else counted(len(files), "file")


def _measured(verdicts: Sequence[Verdict]) -> str:
    """What several verdicts measured: counts as one count, words each once."""
    counts = [(v.rows, v.of) for v in verdicts if v.rows is not None and v.of is not None]
    said = [f"{sum(n for n, _ in counts):,} of {sum(of for _, of in counts):,}"] if counts else []
    said += dict.fromkeys(v.measured for v in verdicts if v.rows is None or v.of is None)
    both = "; ".join(said)
    if len(said) == 1 or (len(said) == _BOTH and len(both) <= _TOLD):
        return both
    return f"{said[0]}; {counted(len(said) - 1, 'other answer')}"


def _failures(verdicts: Iterable[Verdict]) -> Iterator[Failed]:
    """Each failure, or one for all files that fail alike; errors first."""
    alike: dict[tuple[str, ...], list[Verdict]] = {}
    for v in sorted(verdicts, key=lambda v: v.outcome != Outcome.ERROR):
        alike.setdefault((v.outcome, v.check, v.column, v.measured, fault(v)), []).append(v)
    for group in alike.values():
        if len(group) < ALIKE:
            yield from (_failed(v, v.file) for v in group)
        else:
            yield _failed(group[0], f"{len(group):,} files")


def _failed(verdict: Verdict, file: str) -> Failed:
    return Failed(
        verdict.outcome,
        verdict.check,
        file,
        verdict.column,
        verdict.measured,
        verdict.wanted,
    )
