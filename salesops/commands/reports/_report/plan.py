"""What a report holds: a TOML file in reports/, and the analyses that declare membership."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from salesops import commands
from salesops.assets import folder
from salesops.errors import UsageError
from salesops.settings import refuse_unknown

FOLDER = "reports"


@dataclass(frozen=True)
class Wanted:
    """A [[section]]: an analysis, how it is asked, and what of its answer is shown."""

    analysis: str
    """A command's name, as in `abandon-carts`."""
    name: str = ""
    """What --section calls it; else as its analysis."""
    title: str = ""
    """Its heading. Empty where the report has one section only."""
    show: tuple[str, ...] | None = None
    """Tables in their order, `metrics` among them; else what the analysis shows."""
    metrics: tuple[str, ...] | None = None
    """Which metrics; else those that the analysis shows."""
    charts: tuple[str, ...] = ()
    """Pictures: files charts/NAME.vl.json beside the report's own, or salesops' own."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Options of the analysis, named as in Python: `by = "category"`."""


@dataclass(frozen=True)
class Plan:
    """A report before it is asked."""

    name: str
    title: str
    sections: tuple[Wanted, ...]
    period: str | None = None
    """The closed period of its sections, as --period takes it; else each has its own."""
    headline: str = ""
    """The section whose sentence is the report's; else the first."""
    about: str = ""
    """A sentence on what the page answers, for whom."""
    path: Path | None = None
    """Its file, where that is the reader's own."""
    template: Path | None = None


def folders(own: Sequence[Path]) -> tuple[Path, ...]:
    """Where reports are looked for: the reader's folders before salesops' own."""
    return (*(path for path in own if path.is_dir()), folder(FOLDER))


def names(own: Sequence[Path]) -> list[str]:
    """Every report: those with a file, and those that some analysis declares."""
    files = (path.stem for place in folders(own) for path in place.glob("*.toml"))
    return sorted({*files, *commands.report_names()})


def find(name: str, own: Sequence[Path]) -> Plan:
    """The report of that name, with its members.

    Raises:
        UsageError: there is none, with the names there are; or its file is not as it must be.
    """
    if name not in (known := names(own)):
        raise UsageError(f"no report {name!r}: there are {', '.join(known)}")
    path = _first(own, f"{name}.toml")
    plan = _read(path) if path else Plan(name, f"{name.capitalize()} report", ())
    sections = (*plan.sections, *_members(name, plan.sections))
    if plan.headline and plan.headline not in (there := [one.name for one in sections]):
        raise UsageError(
            f"{path}: headline = {plan.headline!r} is no section: there are {', '.join(there)}"
        )
    return replace(
        plan,
        sections=sections,
        path=readers(path),
        template=_first(own, f"report_{name}.md.j2"),
    )


def readers(path: Path | None) -> Path | None:
    """A file where it is the reader's own: what salesops brings is known by its version."""
    return None if path is None or path.is_relative_to(folder(FOLDER).resolve()) else path


def _first(own: Sequence[Path], file: str) -> Path | None:
    found = ((place / file).resolve() for place in folders(own))
    return next((path for path in found if path.is_file()), None)


def _members(report: str, listed: Iterable[Wanted]) -> list[Wanted]:
    """The analyses that declare membership and that the file does not place itself."""
    there = {wanted.analysis for wanted in listed}
    named = (commands.stem(m).replace("_", "-") for m in commands.members(report))
    return [
        Wanted(name, name, name.replace("-", " ").capitalize())
        for name in named
        if name not in there
    ]


def _read(path: Path) -> Plan:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not TOML that can be read: {error}") from error
    known = {"title": str, "period": str, "headline": str, "about": str, "section": list}
    _refuse_wrong(raw, known, path, "")
    sections = [_section(one, path) for one in raw.pop("section", [])]
    twice = [s.name for n, s in enumerate(sections) if s.name in [o.name for o in sections[:n]]]
    if twice:
        raise UsageError(f"{path}: two sections are called {twice[0]!r}: give one another `name`")
    given = {"title": f"{path.stem.capitalize()} report"} | raw
    return Plan(name=path.stem, sections=tuple(sections), **given)


def _section(raw: Any, path: Path) -> Wanted:
    if not isinstance(raw, dict) or "analysis" not in raw:
        raise UsageError(f'{path}: a [[section]] names its `analysis`, as in analysis = "pulse"')
    known = {f.name: str for f in fields(Wanted)}
    lists = {"show": list, "metrics": list, "charts": list}
    _refuse_wrong(raw, known | lists | {"options": dict}, path, "[[section]] ")
    given = {key: tuple(raw[key]) for key in lists if key in raw}
    return Wanted(**({"name": raw["analysis"]} | raw | given))


_KINDS: Mapping[type, str] = {str: "a text", list: "a list of names", dict: "a table"}


def _refuse_wrong(raw: Mapping[str, Any], known: Mapping[str, type], path: Path, at: str) -> None:
    refuse_unknown(raw, list(known), at, path)
    for key, value in raw.items():
        items = value if known[key] is list and key != "section" else []
        if not isinstance(value, known[key]) or not all(isinstance(i, str) for i in items):
            raise UsageError(f"{path}: {at}{key} = {value!r} should be {_KINDS[known[key]]}")
