"""One report out of its sections: for prose part by part, for scripts everything by name."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import TypeVar

from salesops.commands.reports._report.plan import Plan, readers
from salesops.result import STALE, Chart, Limit, Metric, Period, Report, Section, Table

T = TypeVar("T")
Named = TypeVar("Named", Metric, Table)


def joined(
    plan: Plan, sections: list[Section], left_out: list[str], window: Period | None
) -> Report:
    """The report over its window; its headline is one section's, or that the data is stale."""
    sections = _told_apart(sections)
    reports = [section.report for section in sections]
    first = next((s.report for s in sections if s.name == plan.headline), reports[0])
    stale = next((report.stale for report in (first, *reports) if report.stale), None)
    return Report(
        command=f"report-{plan.name}",
        title=plan.title,
        headline=stale.message if stale else first.headline,
        period=window or first.period,
        metrics=tuple(_named((s, m) for s in sections for m in s.report.metrics)),
        tables=tuple(_named((s, t) for s in sections for t in s.report.tables)),
        findings=_once(
            finding
            for report in reports
            for finding in report.findings
            if finding is stale or finding.code != STALE
        ),
        notes=(*_once(note for report in reports for note in report.notes), *left_out),
        definitions=_once(name for report in reports for name in report.definitions),
        limits=_limits(reports),
        currency=first.currency,
        about=plan.about,
        sections=tuple(sections),
        files=tuple(dict.fromkeys(filter(None, _files(plan, sections)))),
        template=plan.template,
    )


def _files(plan: Plan, sections: Iterable[Section]) -> Iterator[Path | None]:
    yield plan.path
    yield readers(plan.template)
    yield from (chart.path for section in sections for chart in section.charts)


def _named(items: Iterable[tuple[Section, Named]]) -> Iterator[Named]:
    """Each by its own name, or `section.name` where an earlier section has one of that name."""
    taken: set[str] = set()
    for section, item in items:
        name = item.name if item.name not in taken else f"{section.name}.{item.name}"
        taken.add(name)
        yield replace(item, name=name)


def _told_apart(sections: Iterable[Section]) -> list[Section]:
    """Each picture under a name of its own: one chart may draw the numbers of several sections."""
    taken: set[str] = set()

    def called(chart: Chart) -> Chart:
        numbered = (f"{chart.name}-{again}" for again in count(2))
        name = next(n for n in chain([chart.name], numbered) if n not in taken)
        taken.add(name)
        return replace(chart, name=name)

    return [replace(s, charts=tuple(map(called, s.charts))) for s in sections]


def _limits(reports: Iterable[Report]) -> tuple[Limit, ...]:
    return tuple({limit.key: limit for report in reports for limit in report.limits}.values())


def _once(items: Iterable[T]) -> tuple[T, ...]:
    """Each once, in the order of its first appearance: analyses share notes and definitions."""
    kept: list[T] = []
    for item in items:
        if item not in kept:
            kept.append(item)
    return tuple(kept)
