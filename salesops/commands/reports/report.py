"""A report for cron: its analyses, over the last closed period.

Example: salesops report daily --out reports-out
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from salesops.commands.reports._report import alerts, parts, plan
from salesops.commands.reports._report.joined import joined
from salesops.commands.reports._report.rules import rules, strays
from salesops.errors import UsageError
from salesops.params import Closed
from salesops.queries.database import Database
from salesops.result import Answer, Finding, Level, Report

FAIL_ON = "error"
FORMATS = ("markdown", "html")
DELIVERED = True

EMPTY = Finding(
    Level.WARNING, "no-rows", "The exports hold no row: the zeros are theirs, not the shop's.", {}
)
Name = Annotated[str, typer.Argument(help="Which report: daily, weekly, monthly, ..")]
Only = Annotated[list[str] | None, typer.Option("--section", help="Only this section; repeatable.")]
Templates = Annotated[
    Path | None,
    typer.Option(help="Folder of your own reports. Default: reports/, by salesops.toml or here."),
]


def report(
    db: Database,
    state: Path | None,
    name: Name = "daily",
    period: Closed = None,
    section: Only = None,
    templates: Templates = None,
) -> Report:
    """Ask the report's analyses, each over the report's period, and join what they answer."""
    if templates is not None and not templates.is_dir():
        raise UsageError(f"--templates {templates}: there is no such folder")
    beside = (db.settings.folder / plan.FOLDER, Path(plan.FOLDER))
    own = (templates,) if templates else beside
    wanted = _only(plan.find(name, own), section or [])
    if period and wanted.sections and not parts.windowed(wanted):
        raise UsageError(f"--period {period}: nothing in the {name} report asked for has a period")
    over, watched = period or wanted.period, rules(db.settings)
    found = parts.ask(db, wanted, over, own)
    whole = joined(wanted, found.sections, found.left_out, db.window(closed=over) if over else None)
    alarm = alerts.raised(db, [rule for rule in watched if rule.report == name], over, state)
    empty = [] if db.book.rows.total else [EMPTY]
    return replace(
        whole,
        headline=EMPTY.message if empty else whole.headline,
        findings=(*empty, *alarm.findings, *whole.findings),
        notes=(*whole.notes, *alarm.notes, *strays(watched, plan.names(own))),
    )


def once_written(state: Path | None, answer: Answer) -> None:
    """Keep which alerts were said: a report that nobody can read has said nothing."""
    alerts.remember(state, answer)


def _only(whole: plan.Plan, sections: list[str]) -> plan.Plan:
    """The report with the sections asked for; its headline where that is among them."""
    if not sections:
        return whole
    known = {wanted.name: wanted for wanted in whole.sections}
    if unknown := [name for name in sections if name not in known]:
        raise UsageError(f"no section {unknown[0]!r}: there are {', '.join(known)}")
    kept = tuple(wanted for wanted in whole.sections if wanted.name in sections)
    return replace(whole, sections=kept)
