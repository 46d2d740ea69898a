"""The stages of deals as a shop states them: a TOML file, one table a stage, in their order.

A file may look so::

    [[stages]]
    name = "Proposal"
    probability = 0.6      # or "60 %"; of what enters it, the share that is won
    proposal = true        # counts for the close ratio; else told by the name
    qualified = true       # counts for the pipeline's velocity; false for what is not yet
    pipeline = "Retail"    # only there; else in every pipeline

Only the name is needed.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from salesops.errors import InputError, UsageError, meant
from salesops.queries.database import Database
from salesops.queries.duck import literal
from salesops.queries.statement import SqlFile, Statement

Stages = Annotated[
    Path | None,
    typer.Option("--stages", help="A TOML file of stages in order, with the chance of winning."),
]
_KEYS = ("name", "probability", "proposal", "qualified", "pipeline")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) *%")


@dataclass(frozen=True)
class Stage:
    """A stage of the file, in its order."""

    name: str
    probability: float | None
    is_proposal: bool | None
    is_qualified: bool | None
    pipeline: str | None


def planned(db: Database, path: Path | None) -> dict[str, SqlFile]:
    """The shared view stage_plan by --stages, else by `stages_file` of salesops.toml; else nothing.

    Raises:
        InputError: the file cannot be read or is no TOML.
        UsageError: an unknown key, a chance outside 0 to 1, or a stage named twice, also for every
            pipeline and for one.
    """
    chosen = path or db.settings.stages_file
    return {"stage_plan": _view(read(chosen))} if chosen else {}


def read(path: Path) -> tuple[Stage, ...]:
    """The stages of a file, in order; errors as of `planned`."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"--stages {path}: {error}") from error
    tables = found.get("stages")
    if not isinstance(tables, list) or not tables or set(found) != {"stages"}:
        raise UsageError(f"--stages {path}: write one table [[stages]] for each stage, no other")
    stages = tuple(_stage(table, path) for table in tables)
    known: set[tuple[str, str | None]] = set()
    for stage in stages:
        key = (stage.name.lower(), stage.pipeline)
        if key in known:
            raise UsageError(f"--stages {path}: {stage.name!r} stands twice: leave one")
        known.add(key)
    _refuse_twofold(stages, path)
    return stages


def _refuse_twofold(stages: tuple[Stage, ...], path: Path) -> None:
    """A stage of every pipeline and of one of them would count each of its deals twice."""
    everywhere = {stage.name.lower() for stage in stages if stage.pipeline is None}
    for stage in stages:
        if stage.pipeline is not None and stage.name.lower() in everywhere:
            raise UsageError(
                f"--stages {path}: {stage.name!r} stands for every pipeline and for "
                f"{stage.pipeline!r}: name the pipeline in each of its tables"
            )


def _stage(table: Any, path: Path) -> Stage:
    name = table.get("name") if isinstance(table, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise UsageError(f'--stages {path}: each stage needs a name = "..."')
    if unknown := next((key for key in table if key not in _KEYS), None):
        raise UsageError(f"--stages {path}: no key {unknown!r}: {meant(unknown, _KEYS)}")
    return Stage(
        name.strip(),
        _chance(table.get("probability"), name, path),
        _typed(table, "proposal", bool, path),
        _typed(table, "qualified", bool, path),
        _typed(table, "pipeline", str, path),
    )


def _typed(table: dict[str, Any], key: str, kind: type, path: Path) -> Any:
    value = table.get(key)
    if value is not None and not isinstance(value, kind):
        raise UsageError(f"--stages {path}: {key} = {value!r} should be a {kind.__name__}")
    return value


def _chance(value: Any, name: str, path: Path) -> float | None:
    if value is None:
        return None
    percent = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if percent:
        chance = float(percent[1]) / 100
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        chance = float(value)
    else:
        chance = -1.0
    if not 0 <= chance <= 1:
        raise UsageError(
            f'--stages {path}: probability = {value!r} of {name!r} should be as in 0.6 or "60 %"'
        )
    return chance


def _view(stages: tuple[Stage, ...]) -> SqlFile:
    """The shared view that the stages make."""
    rows = "\nUNION ALL\n".join(_row(place, stage) for place, stage in enumerate(stages, 1))
    statement = Statement("stage_plan", rows, frozenset())
    header = "-- The stages of --stages, in its order."
    return SqlFile(Path("stage_plan.sql"), header, (statement,), ("question",))


def _row(place: int, stage: Stage) -> str:
    values = (
        f"{_said(stage.pipeline)}::VARCHAR AS pipeline",
        f"{literal(stage.name)}::VARCHAR AS stage",
        f"{place}::BIGINT AS place",
        f"{_said(stage.probability)}::DOUBLE AS probability",
        f"{_said(stage.is_proposal)}::BOOLEAN AS is_proposal",
        f"{_said(stage.is_qualified)}::BOOLEAN AS is_qualified",
    )
    return "\n".join(("SELECT", ",\n".join(values), "FROM question"))


def _said(value: str | float | bool | None) -> str:
    """As SQL writes it: text as a literal, so that nothing in a file can be a statement."""
    if value is None:
        return "NULL"
    return literal(value) if isinstance(value, str) else str(value).lower()
