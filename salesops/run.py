"""A typed function becomes a subcommand: its options, its inputs, its answer, its exit code."""

import os
from collections.abc import Callable, Iterable
from inspect import Parameter, Signature, signature
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

from typer._click.core import ParameterSource
from typer._click.globals import get_current_context

from salesops import commands, progress
from salesops.answering import Question, ask, code, leave
from salesops.errors import UsageError
from salesops.held import Patience, waiting
from salesops.options import (
    CheckOutput,
    Data,
    LetterOutput,
    NamedData,
    Output,
    ReportOutput,
    formats,
    level,
    log_format,
    parameters,
    seconds,
    taken,
)
from salesops.signals import Stop
from salesops.talk import TEXT, Talk


def command(module: ModuleType, stop: Stop) -> Callable[..., int]:
    """A function for Typer: the module's own options, then the shared ones; it returns the exit."""
    function = commands.function(module)
    hints = get_type_hints(function, include_extras=True)
    own = [
        p.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[p.name])
        for p in signature(function).parameters.values()
        if p.name not in commands.INJECTED
    ]
    needs = commands.INJECTED & set(signature(function).parameters)
    data = NamedData if getattr(module, "PATHS", False) else Data
    groups = [_output(module), data] if needs - {"limits"} else [_output(module)]

    def run(**given: Any) -> int:
        shared = [taken(group, given) for group in groups]
        data = shared[1] if len(shared) > 1 else Data()
        return _run(module, given, shared[0], data, stop)

    run.__name__ = function.__name__
    run.__doc__ = module.__doc__
    run.__signature__ = Signature(own + [p for group in groups for p in parameters(group)])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in run.__signature__.parameters.values()}  # type: ignore[attr-defined]
    return run


def _output(module: ModuleType) -> type[Output]:
    """Verdicts leave in CI's formats too, letters as mails, a report to whoever is to have it."""
    if getattr(module, "VERDICTS", False):
        return CheckOutput
    if getattr(module, "LETTERS", False):
        return LetterOutput
    return ReportOutput if getattr(module, "DELIVERED", False) else Output


def _run(
    module: ModuleType,
    given: dict[str, Any],
    output: Output,
    data: Data,
    stop: Stop,
) -> int:
    _refuse_two_windows(given)
    _refuse_overwriting(given, (output.out, data.rejects))
    wanted = formats(output, getattr(module, "FORMATS", ("terminal",)))
    fail_on = level(output, getattr(module, "FAIL_ON", "never"))
    talk = Talk(log_format(output), quiet=output.quiet)
    question = Question(module, given, output, data, wanted, fail_on, stop, talk)
    waited = waiting(Patience(seconds(output), talk))
    with waited, progress.shown(wanted=talk.form == TEXT and not talk.quiet):
        return _answered(question)


def _answered(question: Question) -> int:
    if isinstance(question.output, ReportOutput):
        from salesops.routine import run

        return run(question, question.output)
    answer = ask(question)
    if not question.data.explain:
        leave(question, answer)
    return code(question, answer.report)


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
        # Path.is_file() raises where a name is longer than any file has.
        if os.path.isfile(path) and path.resolve() in written:  # noqa: PTH113
            raise UsageError(f"the answer would be written over {path}: name another file")
