"""`check --init`: a contract written from the files at hand, never over one that is there."""

from pathlib import Path

from salesops.atomic import replace
from salesops.checks import infer, session
from salesops.checks.exam import Exam
from salesops.errors import UsageError
from salesops.exports.source import Source
from salesops.result import Finding, Level, Report, Table
from salesops.units import counted
from salesops.verdicts import Verdict

FILE = Path("exports.odcs.yaml")


def draft(exam: Exam, sources: tuple[Source, ...], target: Path | None) -> Report:
    """Write the contract; what could not be read is a finding and not in it."""
    from salesops.checks.draft import write

    path = target or FILE
    if path.exists():
        raise UsageError(f"{path} is there already: edit it, or name another with --contract")
    found = session.examine(exam, session.Request(), sources)
    try:
        made = infer.contract(found.duck, found.tables.values(), path.name.split(".", 1)[0])
    finally:
        found.duck.close()
    refused = [r.verdict for r in found.rulings if r.exit]
    if not made.tables:
        why = f": {refused[0].message}" if refused else ""
        raise UsageError(f"no file could be read, so there is nothing to write a contract of{why}")
    replace(path, write(made).encode())
    verdicts = Table("checks", "Checks", Verdict, refused, shown=False, keys=4)
    findings = tuple(Finding(Level.WARNING, v.check, v.message) for v in refused)
    names = ", ".join(table.name for table in made.tables)
    return Report(
        "check",
        "Contract",
        f"Wrote {path} with {counted(len(made.tables), 'table')}: {names}. "
        "Edit it to what must be.",
        tables=(verdicts,),
        findings=findings,
    )
