"""What of an answer a section shows: which metrics and tables, in which order, which pictures."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

from salesops.commands.reports._report import pictures
from salesops.commands.reports._report.plan import Wanted
from salesops.errors import UsageError
from salesops.result import Metric, Report, Section, Table

METRICS = "metrics"
"""What `show` calls the metrics of an answer, among its tables."""


def section(module: ModuleType, wanted: Wanted, found: Report, own: tuple[Path, ...]) -> Section:
    """The answer as it is to be shown, with its pictures."""
    return Section(
        wanted.name,
        wanted.title,
        replace(
            found,
            metrics=_metrics(wanted, found),
            tables=_tables(module, wanted, found),
        ),
        tuple(pictures.chart(name, own) for name in wanted.charts),
        _before_metrics(wanted.show or ()),
    )


def _before_metrics(show: tuple[str, ...]) -> tuple[str, ...]:
    return show[: show.index(METRICS)] if METRICS in show else ()


def _metrics(wanted: Wanted, found: Report) -> tuple[Metric, ...]:
    """Those asked for first, in their order."""
    _refuse_misspelt(wanted, "metric", wanted.metrics or (), [m.name for m in found.metrics])
    place = {name: n for n, name in enumerate(wanted.metrics or ())}
    ordered = sorted(found.metrics, key=lambda metric: place.get(metric.name, len(place)))
    return tuple(replace(m, shown=_is_shown(wanted, m)) for m in ordered)


def _is_shown(wanted: Wanted, metric: Metric) -> bool:
    if wanted.show is not None and METRICS not in wanted.show:
        return False
    return metric.shown if wanted.metrics is None else metric.name in wanted.metrics


def _tables(module: ModuleType, wanted: Wanted, found: Report) -> tuple[Table, ...]:
    """In the order asked for; one that the analysis has nothing to show in stays unseen."""
    only = getattr(module, "IN_REPORT", ())
    tables = [replace(t, shown=t.shown or t.name in only) for t in found.tables]
    if wanted.show is None:
        return tuple(tables)
    _refuse_misspelt(wanted, "table", wanted.show, [METRICS, *(table.name for table in tables)])
    place = {name: n for n, name in enumerate(wanted.show)}
    tables.sort(key=lambda table: place.get(table.name, len(place)))
    return tuple(replace(t, shown=t.shown and t.name in place) for t in tables)


def _refuse_misspelt(wanted: Wanted, kind: str, asked: Sequence[str], there: Sequence[str]) -> None:
    """An answer has not each of its tables every day: what is not there is no error by itself."""
    unused = [name for name in there if name not in asked]
    for name in (name for name in asked if name not in there):
        if near := get_close_matches(name, unused, 1, 0.7):
            raise UsageError(
                f"section {wanted.name}: {wanted.analysis} has no {kind} {name!r}: "
                f"did you mean {near[0]!r}?"
            )
