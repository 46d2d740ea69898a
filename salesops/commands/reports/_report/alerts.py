"""Alerts: what sales says of a report's period, where a rule of salesops.toml is reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from salesops.commands.reports._report import alert_words, said
from salesops.commands.reports._report.moves import Move, watched
from salesops.commands.reports._report.rules import Rule
from salesops.queries.database import Database
from salesops.result import Answer, Finding, Level

SHOWN = 10
"""Findings of one rule, the largest changes first: nobody reads more."""


@dataclass(frozen=True)
class Raised:
    """What a report says of its alerts."""

    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


def raised(db: Database, rules: Sequence[Rule], period: str | None, state: Path | None) -> Raised:
    """Hold a report's period against its rules; what was said a short time ago is a note.

    Raises:
        OutputError: the folder of --state cannot be read.
    """
    if not rules:
        return Raised()
    if why := _unjudged(db, period):
        return Raised(notes=(f"No alert is judged: {why}.",))
    past = said.read(state) if state and not db.book.filtered else said.Past()
    findings: list[Finding] = []
    notes = list(past.notes)
    for rule in sorted(rules, key=lambda rule: rule.level != Level.ERROR):
        new, old = _held(db, rule, period, past)
        findings += new
        notes += old
    return Raised(tuple(findings), (*notes, *_uncooled(db, findings, state)))


def remember(state: Path | None, answer: Answer) -> None:
    """Keep which alerts a report said, once it is written.

    With --where it is about a part of the orders: that is not to silence the whole.

    Raises:
        LockedError: another run is writing and does not end.
        OutputError: the folder cannot be written.
    """
    context = answer.context
    alerts = [f.facts for f in answer.report.findings if f.code.startswith(alert_words.CODE)]
    if state is None or context is None or context.where or not alerts:
        return
    new = [
        said.Said(
            alert=facts["alert"],
            entity=facts["entity"],
            currency=context.currency,
            start=facts["start"],
            end=facts["end"],
            as_of=context.as_of,
        )
        for facts in alerts
    ]
    said.keep(state, new)


def _unjudged(db: Database, period: str | None) -> str | None:
    """Why a report's period cannot be held against another; None where it can."""
    if period is None:
        return "this report has no period of its own; name one with --period"
    window = db.window(closed=period)
    if window.so_far or window.start >= window.end:
        return f"{window.name} is not over"
    return "the data ends before the period does" if db.stale(window) else None


def _held(
    db: Database, rule: Rule, period: str | None, past: said.Past
) -> tuple[list[Finding], list[str]]:
    """The findings of a rule, and its notes."""
    found, currency = watched(db, rule, db.window(closed=period)), db.book.currency
    new: list[Move] = []
    still: list[str] = []
    for move in found.moves:
        if before := past.cooling(_as_said(db, move), rule.rest):
            still.append(alert_words.still(move, before, currency))
        else:
            new.append(move)
    notes = [f"Alert {rule.name}: {note}." for note in found.notes]
    if (more := len(new) - SHOWN) > 0:
        notes.append(alert_words.more(rule, more))
    return [alert_words.finding(move, currency) for move in new[:SHOWN]], [*notes, *still]


def _as_said(db: Database, move: Move) -> said.Said:
    name, window = move.rule.name, move.window
    return said.Said(name, move.entity, db.book.currency, window.start, window.end, db.as_of)


def _uncooled(db: Database, findings: Sequence[Finding], state: Path | None) -> list[str]:
    """Why what was said before is said again."""
    if not findings or (state and not db.book.filtered):
        return []
    why = "with --where" if db.book.filtered else "without --state"
    return [f"Alerts have no cool-down {why}: every run says them again."]
