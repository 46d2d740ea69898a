"""One question asked and its answer left: as every command does it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

from salesops import commands, definitions
from salesops.errors import Exit
from salesops.inputs import Inputs
from salesops.missed import last_day
from salesops.options import Data, Output
from salesops.queries.database import Asked
from salesops.result import Answer, Level, Report
from salesops.signals import Stop
from salesops.talk import Talk

KEEPS = frozenset({"save"})
"""Options by which an analysis keeps something in the state folder."""


@dataclass(frozen=True)
class Question:
    """A command line: what is asked, of which exports, and how the answer is to leave."""

    module: ModuleType
    given: dict[str, Any]
    output: Output
    data: Data
    formats: tuple[str, ...]
    fail_on: str
    stop: Stop
    talk: Talk


def ask(question: Question) -> Answer:
    """The answer; with --explain its SQL is printed, nothing else is to be, and nothing is kept."""
    function, given = commands.function(question.module), question.given
    if question.data.explain:
        given = given | dict.fromkeys(KEEPS & given.keys(), False)
    with Inputs(question.data, question.output, question.stop, question.talk) as inputs:
        report = function(**_made(function, inputs), **given)
        context = inputs.context(report, question.given)
        _write_rejects(inputs, question.data)
        if question.data.explain:
            _explain(inputs.asked)
    return Answer(report, context, definitions.define(report.definitions))


def _made(function: Callable[..., Report], inputs: Inputs) -> dict[str, Any]:
    """What the analysis takes that is no option."""
    needs = signature(function).parameters
    if "db" not in needs:
        inputs.read_here()
    made = {name: getattr(inputs, name) for name in commands.INJECTED - {"limits"} if name in needs}
    if "limits" in needs:
        kind = type(needs["limits"].default)
        made["limits"] = inputs.settings.limits(function.__name__, kind)
    return made


def leave(
    question: Question, answer: Answer, meanwhile: Callable[[], object] | None = None
) -> list[Path]:
    """Write the answer; the files written, none for stdout. `meanwhile` is as `emit` has it."""
    from salesops.output import emit

    written = emit(
        answer,
        replace(question.output, fail_on=question.fail_on),
        question.formats,
        file_name(answer.report),
        meanwhile,
    )
    for path in written:
        question.talk(f"wrote {path}", "wrote", path)
    return written


def code(question: Question, report: Report) -> int:
    """The exit code of an answer that was written."""
    if question.data.explain:
        return Exit.OK
    return report.exit or (Exit.FINDINGS if reaches(report, question.fail_on) else Exit.OK)


def reaches(report: Report, fail_on: str) -> bool:
    """Whether a finding is at that level or above; `never` is reached by none."""
    order = list(Level)
    return fail_on != "never" and any(
        order.index(finding.level) >= order.index(Level(fail_on)) for finding in report.findings
    )


def file_name(report: Report) -> str:
    """The report and the last day it is about: `daily-2026-09-17`."""
    name = report.command.removeprefix("report-")
    if report.period is None:
        return name
    return f"{name}-{last_day(report.period):%Y-%m-%d}"


def _write_rejects(inputs: Inputs, data: Data) -> None:
    if data.rejects is None:
        return
    import csv
    import io

    from salesops import atomic
    from salesops.render.safe import spreadsheet

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "line", "column", "value", "reason"])
    for r in inputs.rejects:
        writer.writerow(
            [spreadsheet(r.file), r.line, r.column, spreadsheet(r.value or ""), r.reason]
        )
    atomic.replace(data.rejects, text.getvalue().encode("utf-8", "backslashreplace"))


def _explain(statements: Iterable[Asked]) -> None:
    from salesops.output import to_stdout

    parts = []
    for asked in statements:
        values = "".join(f"-- ${name} = {value}\n" for name, value in asked.params.items())
        parts.append(f"-- {asked.name}\n{values}{asked.sql};\n")
    to_stdout("\n".join(parts).encode())
