"""A typed function becomes a subcommand: its options, its inputs, its answer, its exit code."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from inspect import Parameter, Signature, signature
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

from typer._click.core import ParameterSource
from typer._click.globals import get_current_context

from salesops import definitions
from salesops.errors import Exit, UsageError
from salesops.inputs import Inputs, Talk
from salesops.options import (
    CheckOutput,
    Data,
    NamedData,
    Output,
    formats,
    level,
    parameters,
    taken,
)
from salesops.queries.database import Asked
from salesops.result import Answer, Level, Report
from salesops.signals import Stop


def command(module: ModuleType, stop: Stop) -> Callable[..., int]:
    """A function for Typer: the module's own options, then the shared ones; it returns the exit."""
    function = getattr(module, module.__name__.rpartition(".")[2])
    hints = get_type_hints(function, include_extras=True)
    own = [
        p.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[p.name])
        for p in signature(function).parameters.values()
        if p.name not in _INJECTED
    ]
    needs = _INJECTED & set(signature(function).parameters)
    output = CheckOutput if getattr(module, "VERDICTS", False) else Output
    data = NamedData if getattr(module, "PATHS", False) else Data
    groups = [output, data] if needs & {"db", "catalogue", "exam", "settings"} else [output]

    def run(**given: Any) -> int:
        shared = [taken(group, given) for group in groups]
        data = shared[1] if len(shared) > 1 else Data()
        return _run(module, function, given, shared[0], data, stop)

    run.__name__ = function.__name__
    run.__doc__ = module.__doc__
    run.__signature__ = Signature(own + [p for group in groups for p in parameters(group)])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in run.__signature__.parameters.values()}  # type: ignore[attr-defined]
    return run


_INJECTED = {"db", "catalogue", "exam", "settings", "limits"}
"""Parameters of an analysis that are no options: they are made here."""


def _run(
    module: ModuleType,
    function: Callable[..., Report],
    given: dict[str, Any],
    output: Output,
    data: Data,
    stop: Stop,
) -> int:
    _refuse_two_windows(given)
    _refuse_overwriting(given, (output.out, data.rejects))
    wanted = formats(output, getattr(module, "FORMATS", ("terminal",)))
    fail_on = level(output, getattr(module, "FAIL_ON", "never"))
    talk: Talk = (lambda _: None) if output.quiet else _talk
    inputs = Inputs(data, output, stop, talk)
    with inputs:
        needs = signature(function).parameters
        made = {name: getattr(inputs, name) for name in _INJECTED - {"limits"} if name in needs}
        if "limits" in needs:
            kind = type(needs["limits"].default)
            made["limits"] = inputs.settings.limits(function.__name__, kind)
        report = function(**made, **given)
        answer = Answer(
            report, inputs.context(report, given), definitions.define(report.definitions)
        )
        _write_rejects(inputs, data)
        if data.explain:
            _explain(inputs.asked)
            return Exit.OK
        from salesops.output import emit

        leaving = replace(output, fail_on=fail_on)
        for path in emit(answer, leaving, wanted, _file_name(report)):
            talk(f"wrote {path}")
    return report.exit or (Exit.FINDINGS if _failed(report, fail_on) else Exit.OK)


def _refuse_two_windows(given: dict[str, Any]) -> None:
    """--period is a window of its own: a --since or --until beside it would be passed over."""
    if given.get("period") is None:
        return
    context = get_current_context()
    for name in ("since", "until"):
        if context.get_parameter_source(name) not in (None, ParameterSource.DEFAULT):
            raise UsageError(f"--period is a whole window: leave --{name} out, or --period")


def _refuse_overwriting(given: dict[str, Any], targets: Iterable[Path | None]) -> None:
    """A file that is asked about by name is never what is written to."""
    written = {target.resolve() for target in targets if target}
    for path in (value for value in given.values() if isinstance(value, Path)):
        if path.is_file() and path.resolve() in written:
            raise UsageError(f"the answer would be written over {path}: name another file")


def _talk(sentence: str) -> None:
    from salesops.render.safe import visible

    sys.stderr.write(visible(sentence) + "\n")


def _failed(report: Report, fail_on: str) -> bool:
    order = list(Level)
    return fail_on != "never" and any(
        order.index(finding.level) >= order.index(Level(fail_on)) for finding in report.findings
    )


def _file_name(report: Report) -> str:
    """The report and the last day it is about: `daily-2026-09-17`."""
    from datetime import timedelta

    name = report.command.removeprefix("report-")
    if report.period is None:
        return name
    last = report.period.end - timedelta(microseconds=1)
    return f"{name}-{last:%Y-%m-%d}"


def _write_rejects(inputs: Inputs, data: Data) -> None:
    if data.rejects is None:
        return
    import csv
    import io

    from salesops.atomic import replace
    from salesops.render.safe import spreadsheet

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "line", "column", "value", "reason"])
    for r in inputs.rejects:
        writer.writerow(
            [spreadsheet(r.file), r.line, r.column, spreadsheet(r.value or ""), r.reason]
        )
    replace(data.rejects, text.getvalue().encode("utf-8", "backslashreplace"))


def _explain(statements: Iterable[Asked]) -> None:
    from salesops.output import to_stdout

    parts = []
    for asked in statements:
        values = "".join(f"-- ${name} = {value}\n" for name, value in asked.params.items())
        parts.append(f"-- {asked.name}\n{values}{asked.sql};\n")
    to_stdout("\n".join(parts).encode())
