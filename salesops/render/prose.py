"""What every prose format says, in order: the terminal, Markdown and HTML only dress it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from salesops.render import grid, sections, spark
from salesops.render.grid import Grid
from salesops.render.sections import Drawings, Part
from salesops.render.spark import Spark
from salesops.result import Answer, Context, Finding, Letter, Level, Report, Rows, Source
from salesops.units import Unit, counted, text

_LISTED = 6
"""Sources named one by one in the header."""
_AGES = (("minutes", timedelta(hours=2)), ("hours", timedelta(days=2)))
"""The unit of the data's age up to each; then it is in days."""
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Page:
    """An answer as text, part by part."""

    title: str
    about: str
    facts: Pairs
    """The header: period, as-of, data, rows, and what else decided the numbers."""
    headline: str
    urgent: tuple[Finding, ...]
    """Errors, then warnings."""
    parts: tuple[Part, ...]
    """The sections of a report, which then has no metrics and tables beside them."""
    metrics: Grid | None
    sparks: tuple[Spark, ...]
    tables: tuple[Grid, ...]
    letters: tuple[Letter, ...]
    remarks: tuple[Finding, ...]
    """Findings of level info."""
    notes: tuple[str, ...]
    definitions: Pairs
    limits: Pairs
    run: str
    say: Callable[[str], str] = str
    """What a fixed word of a template is in the reader's language."""

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Every table that is shown, wherever."""
        own = filter(None, (self.metrics, *self.tables))
        return (*own, *(found for part in self.parts for found in part.grids))


def page(answer: Answer, drawings: Drawings = MappingProxyType({})) -> Page:
    """The answer as the prose formats show it, with the pictures among its sections."""
    report, currency = answer.report, answer.currency
    urgent = [f for f in report.findings if f.level is not Level.INFO]
    # A report shows its metrics and tables section by section.
    metrics = [m for m in report.metrics if m.shown and not report.sections]
    tables = [] if report.sections else list(answer.shown())
    return Page(
        title=report.title,
        about=report.about,
        facts=tuple(_facts(report, answer.context)) if answer.context else (),
        headline=report.headline,
        urgent=tuple(sorted(urgent, key=lambda f: f.level is not Level.ERROR)),
        parts=sections.parts(answer, drawings),
        metrics=grid.of_metrics(metrics, currency) if metrics else None,
        sparks=tuple(spark.of_table(t, currency) for t in tables if t.spark),
        tables=tuple(grid.of_table(t, currency) for t in tables if not t.spark),
        letters=report.letters,
        remarks=tuple(f for f in report.findings if f.level is Level.INFO),
        notes=sections.common(report),
        definitions=tuple((d.name, d.sentence) for d in answer.definitions),
        limits=tuple(
            (
                f"{limit.key} = {grid.spelled(limit.value, limit.unit, currency) or 'not set'}",
                limit.why,
            )
            for limit in report.limits
        ),
        run=_run(answer.context),
    )


def _run(context: Context | None) -> str:
    return f"salesops {context.version} · run {context.run_id}" if context else ""


def _facts(report: Report, context: Context) -> Iterator[tuple[str, str]]:
    as_of = text(context.as_of, Unit.INSTANT)
    if report.period:
        yield "Period", sections.spelled(report.period)
    yield "As of", f"{as_of} · {context.timezone} · {context.currency or 'currency unstated'}"
    old = _age(context) if report.sections else ""
    yield "Data", f"{_through(context)}{old} · {_files(context.sources)}"
    yield "Rows", _rows(context.rows)
    if context.where:
        yield "Where", " · ".join(context.where)
    if context.config:
        yield "Config", context.config


def _through(context: Context) -> str:
    if end := context.data_through:
        return f"through {text(end, Unit.INSTANT)}"
    return "undated" if context.rows.used else "no rows"


def _age(context: Context) -> str:
    """How fresh the data is: who reads a report did not ask for it just now."""
    if context.data_through is None:
        return ""
    old = context.as_of - context.data_through
    for unit, most in _AGES:
        if old < most:
            return f", {old / timedelta(**{unit: 1}):,.0f} {unit} old"
    return f", {old.days:,} days old"


def _files(sources: Sequence[Source]) -> str:
    """Each source's file by name, or how many there are: JSON lists them all."""
    names = dict.fromkeys(s.source for s in sources)
    if len(names) > _LISTED:
        rows = text(sum(s.rows for s in sources), Unit.COUNT)
        return f"{len(sources):,} files ({len(names):,} kinds, {rows} rows)"
    files = (_file(name, [s for s in sources if s.source == name]) for name in names)
    return ", ".join(files) or "no files"


def _file(source: str, files: list[Source]) -> str:
    rows = counted(sum(f.rows for f in files), "row")
    if len(files) == 1:
        return f"{files[0].file} ({source}, {rows})"
    return f"{len(files)} files ({source}, {rows})"


def _rows(rows: Rows) -> str:
    total, used, excluded, rejected = (
        text(n, Unit.COUNT) for n in (rows.total, rows.used, rows.excluded, rows.rejected)
    )
    why = ", ".join(f"{text(n, Unit.COUNT)} {reason}" for reason, n in rows.reasons.items())
    because = f" ({why})" if why else ""
    return f"{total} in = {used} used + {excluded} excluded{because} + {rejected} rejected"
