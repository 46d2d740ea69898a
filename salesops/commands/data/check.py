"""Exports read right or refused: every file held against its contract.

Example: salesops check exports --max-age 26h
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from salesops.checks import session
from salesops.checks.exam import Exam
from salesops.commands.data._check import drafted, tables
from salesops.commands.data._check.findings import findings
from salesops.errors import Exit, UsageError
from salesops.exports.catalogue import sources_of
from salesops.exports.store import refuse_store
from salesops.result import Report, because
from salesops.settings import age
from salesops.units import Count, Percent, counted
from salesops.verdicts import Outcome

FAIL_ON = "error"
PATHS = True
"""Exports may be named without --data."""
VERDICTS = True
"""Its answer can be read by CI: junit, sarif, github."""
_GRAVEST = (Exit.INPUT, Exit.USAGE, Exit.RETRY)
"""Of several files that were refused, the one that says most about what to do."""

Declared = Annotated[
    Path | None, typer.Option(help="ODCS contract (YAML). Default: what each source must hold.")
]
MaxAge = Annotated[str | None, typer.Option(help="Latest row no older than: 26h, 2d.")]
ShowValues = Annotated[bool, typer.Option("--show-values", help="Personal values unmasked.")]
Init = Annotated[
    bool, typer.Option("--init", help="Write a contract from these files to --contract.")
]


@dataclass(frozen=True)
class Limits:
    """[check] in salesops.toml: of a CRM's tables. What pipeline finds has its limits there."""

    few_rows: Count = field(default=10, metadata=because("of fewer one is always a large part"))
    undated_part: Percent = field(
        default=0.10, metadata=because("of open deals: of new ones nobody knows it yet")
    )
    unlisted_part: Percent = field(
        default=0.05, metadata=because("of open deals: a new rep is listed some days late")
    )
    left_part: Percent = field(
        default=0.05, metadata=because("of open deals: handing over takes some days")
    )
    ownerless_part: Percent = field(
        default=0.05, metadata=because("of leads or activities: new ones wait to be given out")
    )
    twice_days: Count = field(
        default=7, metadata=because("who asks again later than that asks for something else")
    )
    twice_part: Percent = field(
        default=0.10, metadata=because("of leads: some do ask twice in a week")
    )
    alike_part: Percent = field(
        default=0.05, metadata=because("of accounts: there are namesakes, and branches")
    )
    idle_days: Count = field(
        default=30, metadata=because("a month without a call, a mail or a change")
    )
    idle_part: Percent = field(
        default=0.33, metadata=because("of open deals: some do rest for a month")
    )
    entered_late_part: Percent = field(
        default=0.20, metadata=because("of won deals: small ones are won in a call")
    )


def check(
    exam: Exam,
    contract: Declared = None,
    max_age: MaxAge = None,
    show_values: ShowValues = False,
    init: Init = False,
    limits: Limits = Limits(),
) -> Report:
    """Hold every file, its rows and its sums against what they must be."""
    if max_age:
        age(max_age, "--max-age")
    refuse_store(exam.options.data, "check")
    if exam.options.where:
        raise UsageError("--where: a check is of whole files; say what may be with a contract")
    sources = sources_of(exam.settings)
    if init:
        return drafted.draft(exam, sources, contract)
    from salesops.checks.odcs import read

    declared = read(contract) if contract else None
    request = session.Request(declared, max_age, show_values)
    found = session.examine(exam, request, sources)
    from salesops.commands.data._check.crm.look import look

    of_crm = look(found, limits)
    found.duck.close()
    verdicts = (ruling.verdict for ruling in found.rulings)
    return Report(
        "check",
        "Check",
        _headline(found),
        tables=(*tables.of(found), *of_crm.tables),
        findings=tuple(findings(verdicts)),
        notes=tuple(_notes(found)),
        limits=of_crm.limits,
        exit=_exit(ruling.exit for ruling in found.rulings),
    )


def _notes(found: session.Session) -> Iterator[str]:
    """What the contract asks in vain, what the files' bytes showed, and what the history says."""
    if found.request.contract:
        yield from found.request.contract.notes
    yield from (f"{o.name}: {note}." for o in found.opened for note in o.raw.notes)
    yield from found.notes


def _headline(found: session.Session) -> str:
    count = Counter(ruling.verdict.outcome for ruling in found.rulings)
    said = [counted(count[Outcome.ERROR], "error"), counted(count[Outcome.WARNING], "warning")]
    said.append(f"{counted(count[Outcome.PASSED], 'check')} passed")
    said += [f"{count[Outcome.LEARNING]:,} learning"] if count[Outcome.LEARNING] else []
    read, refused = len(found.opened), sum(ruling.refuses for ruling in found.rulings)
    files = f"{read:,} of {counted(read + refused, 'file')}" if refused else counted(read, "file")
    return f"{', '.join(said)}; {files} read."


def _exit(asked: Iterable[int]) -> int:
    every = set(asked)
    return next((code for code in _GRAVEST if code in every), Exit.OK)
