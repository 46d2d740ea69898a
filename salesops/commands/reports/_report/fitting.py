"""The options that a report's file gives an analysis: as a command line would take them."""

from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

from typer.models import OptionInfo

from salesops import commands
from salesops.commands.reports._report.plan import Wanted
from salesops.errors import UsageError

_KINDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def refuse_unfit(module: ModuleType, wanted: Wanted, file: str) -> None:
    """Refuse an option that the analysis does not have, or a value that it cannot take.

    Raises:
        UsageError: with what it takes.
    """
    function = commands.function(module)
    hints = get_type_hints(function, include_extras=True)
    known = set(signature(function).parameters) - commands.INJECTED
    for option, value in wanted.options.items():
        if option not in known:
            raise UsageError(f"{file}: {wanted.analysis} has no option {option!r}")
        kind, said = _taken(hints[option])
        if not (_is(value, kind) and _within(value, said)):
            raise UsageError(
                f"{file}: {wanted.analysis} {option} = {value!r} should be {_words(kind, said)}"
            )


def asks(module: ModuleType) -> bool:
    """Whether it answers unasked: what takes an argument, as sql, is no part of a report."""
    takes = signature(commands.function(module)).parameters.values()
    return all(one.default is not one.empty or one.name in commands.INJECTED for one in takes)


def given(module: ModuleType, options: dict[str, Any]) -> dict[str, Any]:
    """The options as the analysis takes them: files by their paths, and none that is empty."""
    hints = get_type_hints(commands.function(module), include_extras=True)
    files = {name for name in options if _taken(hints[name])[0] is Path}
    return {n: Path(v) if n in files else v for n, v in options.items() if v != ""}


def _taken(hint: Any) -> tuple[Any, OptionInfo | None]:
    """The type of an option's values, and what it says of them."""
    parts = get_args(hint)
    said = next((part for part in parts if isinstance(part, OptionInfo)), None)
    plain = parts[0] if said else hint
    return next((t for t in get_args(plain) if t is not type(None)), plain), said


def _is(value: Any, kind: Any) -> bool:
    if kind is Path:
        return isinstance(value, str)
    if isinstance(value, bool) or kind not in _KINDS:
        return kind is bool or kind not in _KINDS
    return isinstance(value, (int, float) if kind is float else kind)


def _within(value: Any, said: OptionInfo | None) -> bool:
    low, high = _bounds(said)
    return (low is None or value >= low) and (high is None or value <= high)


def _words(kind: Any, said: OptionInfo | None) -> str:
    low, high = _bounds(said)
    least = f", {low} at least" if low is not None else ""
    most = f", {high} at most" if high is not None else ""
    return f"{_KINDS.get(kind, 'a text')}{least}{most}"


def _bounds(said: OptionInfo | None) -> tuple[float | None, float | None]:
    return (said.min, said.max) if said else (None, None)
