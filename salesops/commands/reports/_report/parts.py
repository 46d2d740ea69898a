"""The sections of a report: each analysis asked once, with what of its answer is to be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

from salesops import commands
from salesops.commands.reports._report import fitting, shown
from salesops.commands.reports._report.plan import Plan, Wanted
from salesops.errors import InputError, SalesopsError, UsageError
from salesops.queries.database import Database
from salesops.result import Metric, Section


@dataclass
class Parts:
    """The sections that could be answered, and a sentence for each of the others."""

    sections: list[Section] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, section: Section) -> None:
        """A section; one whose analysis knows none of its numbers would be a table of blanks."""
        report = section.report
        asked = [metric for metric in report.metrics if metric.shown]
        if asked and not _known(asked) and not any(t.rows for t in report.tables if t.shown):
            self.left_out.append(f"Without the section {section.title!r}: {report.headline}")
            return
        metrics = tuple(replace(m, shown=m.shown and m.value is not None) for m in report.metrics)
        self.sections.append(replace(section, report=replace(report, metrics=metrics)))


def _known(metrics: Iterable[Metric]) -> bool:
    return any(metric.value is not None for metric in metrics)


def ask(db: Database, plan: Plan, period: str | None, own: tuple[Path, ...]) -> Parts:
    """Ask the sections of a report over one loading; what is missing is left out and said.

    Raises:
        UsageError: a section is asked for what its analysis does not have.
        InputError: none of them can be answered.
    """
    parts = Parts()
    modules = {wanted.name: _module(wanted, plan) for wanted in plan.sections}
    commands.expect(db, [module for module in modules.values() if module])
    lacking: SalesopsError | None = None
    for wanted in plan.sections:
        if (module := modules[wanted.name]) is None:
            parts.left_out.append(_unknown(wanted.analysis))
            continue
        try:
            found = commands.ask(module, db, **_options(module, wanted, period))
        except (InputError, UsageError) as error:
            if isinstance(error, UsageError) and not db.book.filtered:
                raise
            lacking = lacking or error
            why = getattr(error, "lacking", None) or str(error)
            parts.left_out.append(f"Without {_titled(wanted)}: {why}")
            continue
        parts.add(shown.section(module, wanted, found, own))
    if not parts.sections:
        raise lacking or _empty(plan, parts.left_out)
    return parts


def windowed(plan: Plan) -> bool:
    """Whether some section can be asked about a period at all."""
    modules = filter(None, (_module(wanted, plan) for wanted in plan.sections))
    return any("period" in signature(commands.function(m)).parameters for m in modules)


def _empty(plan: Plan, left_out: Sequence[str]) -> SalesopsError:
    if not plan.sections:
        return UsageError(f"{_file(plan)} holds no [[section]]: name an analysis in one")
    return InputError(f"nothing to report. {' '.join(left_out)}")


def _titled(wanted: Wanted) -> str:
    return f"the section {wanted.title!r}" if wanted.title else wanted.name


def _module(wanted: Wanted, plan: Plan) -> ModuleType | None:
    """The analysis of a section; None where this salesops has none of that name."""
    files = {name: path for paths in commands.found().values() for name, path in paths.items()}
    if wanted.analysis not in files:
        return None
    module = commands.load(files[wanted.analysis])
    takes = signature(commands.function(module)).parameters
    if "db" not in takes or wanted.analysis == "report" or not fitting.asks(module):
        raise UsageError(f"{_file(plan)}: {wanted.analysis} cannot be a part of a report")
    fitting.refuse_unfit(module, wanted, _file(plan))
    return module


def _file(plan: Plan) -> str:
    return str(plan.path or f"{plan.name}.toml")


def _unknown(analysis: str) -> str:
    near = get_close_matches(analysis, commands.names(), 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"Without {analysis}: this salesops has no such analysis.{hint}"


def _options(module: ModuleType, wanted: Wanted, period: str | None) -> dict[str, Any]:
    """Its own options, and the report's period where it has no window of its own."""
    given = dict(wanted.options)
    takes = signature(commands.function(module)).parameters
    windowed = {"since", "until", "period"} & set(given)
    if period and "period" in takes and not windowed:
        given["period"] = period
    return fitting.given(module, given)
