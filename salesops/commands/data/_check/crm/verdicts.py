"""The rules on a CRM's tables as verdicts, beside those on its files."""

from collections.abc import Iterator, Mapping

from salesops.checks.catalogue import CHECKS
from salesops.checks.opened import Opened
from salesops.checks.verdict import SHOWN, Ruling
from salesops.commands.data._check.crm.rows import Fault
from salesops.commands.data._check.crm.rules import Rule
from salesops.units import Unit, counted, text
from salesops.verdicts import Outcome, Row, Verdict, part

_ONE = {"have": "has", "are": "is", "had": "had", "were": "was", "should": "should"}


def ruling(rule: Rule, file: str, files: Mapping[str, Opened]) -> Ruling:
    """The verdict on a rule, with the lines of the first few rows where it is broken."""
    rows = tuple(_rows(rule, files)) if rule.breaks else ()
    outcome = Outcome(CHECKS[rule.check].level) if rule.breaks else Outcome.PASSED
    wanted = f"under {text(rule.part, Unit.PERCENT)}"
    told = not rule.unjudged
    verdict = Verdict(
        outcome=outcome,
        check=rule.check,
        file=file,
        column="",
        measured=rule.unjudged or f"{rule.bad:,} of {rule.of:,}",
        wanted=wanted if told else "",
        rows=rule.bad if told else None,
        of=rule.of if told else None,
        share=rule.bad / rule.of if told and rule.of else None,
        message=_message(rule, file, rows) if rule.breaks else "",
        rule=CHECKS[rule.check].asks,
    )
    return Ruling(verdict, rows)


def _message(rule: Rule, file: str, rows: tuple[Row, ...]) -> str:
    what, _, remedy = rule.what.partition(": ")
    if rule.bad == 1:
        verb, _, rest = what.partition(" ")
        what = f"{_ONE[verb]} {rest}"
    many = f"{rule.bad:,} of {counted(rule.of, rule.noun)} ({part(rule.bad, rule.of)})"
    if rule.bad == rule.of:
        many = f"all {rule.of:,} {rule.noun}s"
    first = ""
    if rows and rows[0].line:
        where = f"{rows[0].file} line" if rows[0].file != file else "line"
        first = f", first at {where} {rows[0].line}"
    return f"{file}: {many} {what}{first}{': ' if remedy else ''}{remedy}."


def _rows(rule: Rule, files: Mapping[str, Opened]) -> Iterator[Row]:
    shown: list[Fault] = list(rule.first[:SHOWN])
    wanted: dict[str, set[int]] = {}
    for fault in shown:
        wanted.setdefault(fault.source_file, set()).add(fault.source_row)
    lines = {name: files[name].lines(rows) for name, rows in wanted.items() if name in files}
    for fault in shown:
        line = lines.get(fault.source_file, {}).get(fault.source_row)
        yield Row(rule.check, fault.source_file, line or None, "", fault.said)
