"""Load exports into a store once, so that questions need not.

Example: salesops load --store shop --data exports
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.checks.exam import Exam
from salesops.errors import UsageError
from salesops.result import Finding, Level, Report, Table, titled
from salesops.units import Count, Text, counted

if TYPE_CHECKING:
    from salesops.exports.store_loading import Done

Store = Annotated[Path | None, typer.Option(help="Folder of the store, made if need be.")]
Anew = Annotated[bool, typer.Option("--anew", help="Read every export, and forget those gone.")]


@dataclass(frozen=True)
class File:
    """An export that the store holds."""

    file: Text
    source: Text
    state: Text
    rows_in: Count = field(metadata=titled("Rows in"))
    used: Count
    excluded: Count
    rejected: Count


@dataclass(frozen=True)
class Held:
    """A table of the store."""

    table: Text
    before: Count
    after: Count


def load(exam: Exam, store: Store = None, anew: Anew = False) -> Report:
    """Bring a store up to the exports."""
    from salesops.exports import storing

    if store is None:
        raise UsageError("name the folder of the store with --store, as in --store shop")
    done = storing.load(store, exam.options, exam.settings, anew=anew)
    files = [
        File(
            one.name,
            one.source,
            done.states[one.name],
            one.total,
            one.used,
            sum(one.excluded.values()),
            one.rejected,
        )
        for one in done.after.exports
    ]
    before = done.before.rows if done.before else {}
    held = [Held(name, before.get(name, 0), rows) for name, rows in done.after.rows.items()]
    return Report(
        "load",
        "Load",
        _headline(done),
        tables=(Table("files", "Files", File, files), Table("tables", "Tables", Held, held)),
        findings=tuple(_findings(done)),
        notes=tuple(_notes(done, store)),
    )


def _headline(done: "Done") -> str:
    counts = {state: list(done.states.values()).count(state) for state in ("new", "changed")}
    size = f"the store holds {counted(len(done.after.exports), 'export')}"
    if not any(counts.values()) and done.before == done.after:
        return f"Nothing is new: {size}."
    said = " and ".join(f"{n:,} {state}" for state, n in counts.items() if n)
    return f"Loaded {said or 'all of them anew'}: {size} in {max(round(done.size / 1e6), 1):,} MB."


def _notes(done: "Done", store: Path) -> Iterator[str]:
    yield f"Ask it with --data {store}, or with data = [..] in salesops.toml."
    again = list(done.states.values()).count("read again")
    if again:
        files = counted(again, "unchanged file")
        yield f"{files} {'was' if again == 1 else 'were'} read again: {done.why}."
    yield from done.unknown


def _findings(done: "Done") -> Iterator[Finding]:
    gone = sorted(name for name, state in done.states.items() if state == "gone")
    if gone:
        files = counted(len(gone), "export")
        yield Finding(
            Level.INFO,
            "gone",
            f"{files} ({gone[0]}{' ..' if len(gone) > 1 else ''}) no longer where "
            f"{'it was' if len(gone) == 1 else 'they were'}: what was loaded of "
            f"{'it' if len(gone) == 1 else 'them'} stays, until --anew.",
            {"files": len(gone), "file": gone[0]},
        )
    before = {one.name: one for one in done.before.exports} if done.before else {}
    for one in done.after.exports:
        was = before.get(one.name)
        if was and done.states[one.name] == "changed" and one.total < was.total:
            yield Finding(
                Level.WARNING,
                "fewer",
                f"{one.name} changed and has {one.total:,} rows where it had {was.total:,}: what "
                "only the old one held is no longer in the store; keep exports of other periods "
                "under other names.",
                {"file": one.name, "rows": one.total, "before": was.total},
            )
