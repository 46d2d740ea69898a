"""Send a written report by mail, to a chat or to a webhook, once.

Example: salesops notify reports-out/daily-2026-09-17.html --to ann@example.com --dry-run
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.result import Report, Table
from salesops.units import counted

if TYPE_CHECKING:
    from salesops.delivery import Sent

Written = Annotated[
    Path,
    typer.Argument(help="A report's .html or .md, or its name without the ending."),
]
To = Annotated[
    list[str] | None,
    typer.Option(help="An e-mail address, or the name of a target; repeatable."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would go where; send nothing.")]
Targets = Annotated[
    Path | None,
    typer.Option(envvar="SALESOPS_TARGETS", help="File of targets, readable by you alone."),
]
Again = Annotated[bool, typer.Option("--again", help="Send what was sent before once more.")]
# An option of its own: that of the other commands comes with all that reads exports.
Kept = Annotated[
    Path | None,
    typer.Option("--state", envvar="SALESOPS_STATE", help="Folder of what is kept between runs."),
]
NOTHING_KEPT = "Without --state it is not kept what was sent: a re-run would send it again."


def notify(
    report: Written,
    to: To = None,
    dry_run: DryRun = False,
    targets: Targets = None,
    again: Again = False,
    kept: Kept = None,
) -> Report:
    """Send the report to every target, each by its own way; what fails is told at the end."""
    from salesops import delivery

    sent = delivery.send(report, to or (), targets, kept, dry_run=dry_run, again=again)
    return Report(
        "notify",
        "Deliveries",
        _headline(sent, report, dry_run=dry_run),
        tables=(Table("deliveries", "Deliveries", delivery.Sent, sent),),
        notes=() if kept else (NOTHING_KEPT,),
    )


def _headline(sent: Sequence["Sent"], report: Path, *, dry_run: bool) -> str:
    already = sum(one.already for one in sent)
    count = counted(len(sent) - already, "message")
    said = f"{count} would be sent" if dry_run else f"{count} sent"
    before = f", {already} sent before" if already else ""
    return f"{report.name}: {said}{before}."
