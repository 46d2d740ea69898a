"""The tables of commission."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from salesops.commands.team._commission.answers import Entry, Paid, RepTerm, Term
from salesops.commands.team._commission.instead import ALL, NO_PLAN, what_if
from salesops.commands.team._commission.pay import Statement
from salesops.commands.team._commission.rules import rule
from salesops.commands.team._commission.story import ZERO, Story, Total
from salesops.commands.team._commission.terms import PERIODS
from salesops.models.commission.lines import CLAWBACK, COMMISSION, DRAW, SPIFF, Line, Settled
from salesops.models.compare import ratio
from salesops.result import Table

WHOLE, SO_FAR = "whole", "so far"


def tables(story: Story) -> tuple[Table, ...]:
    """All of them: of one rep the statement first, of everybody the reps."""
    one = story.asked.rep is not None
    found = (what_if(story), _reps(story), _terms(story))
    return (
        (_lines(story), _of_reps(story), *found)
        if one
        else (*found, _of_reps(story), _lines(story))
    )


def state(settled: Settled) -> str:
    """Whether the period is over."""
    return WHOLE if settled.term.closed else SO_FAR


def _reps(story: Story) -> Table:
    rows = [_paid(one, total) for one, total in story.all]
    if len(rows) > 1:
        rows.append(_all(story))
    note = "Base, commission and the rest are sums of the statements' lines."
    return Table("reps", "What each rep is paid", Paid, rows, note if rows else "")


def _paid(one: Statement, total: Total) -> Paid:
    shop, rep = one.whose
    if one.plan is None:
        return Paid(
            one.name, total.base, None, None, None, None, None, None, total.attainment, NO_PLAN,
            _deals(total), total.quota or None, None, shop, rep or "",
        )  # fmt: skip
    return Paid(
        one.name, total.base, *_sums(total), total.rate, total.attainment, one.plan.name,
        _deals(total), total.quota or None, total.settled[-1].balance, shop, rep or "",
    )  # fmt: skip


def _sums(total: Total) -> tuple[Decimal, Decimal, Decimal, Decimal, Decimal]:
    return (
        total.sum(COMMISSION), total.sum(CLAWBACK), total.sum(SPIFF), total.sum(DRAW), total.sum(),
    )  # fmt: skip


def _deals(total: Total) -> int:
    return sum(line.kind == COMMISSION for line in total.lines)


def _all(story: Story) -> Paid:
    every = story.together
    balance = sum((total.settled[-1].balance for _, total in story.paid), ZERO)
    return Paid(
        ALL, every.base, *_sums(every), every.rate, every.attainment, "", _deals(every),
        every.quota or None, balance, "", "",
    )  # fmt: skip


def _terms(story: Story) -> Table:
    found: dict[tuple[int, date], list[Settled]] = defaultdict(list)
    for one, total in story.paid:
        place = PERIODS.index(one.plan.period) if one.plan else 0
        for settled in total.settled:
            found[-place, settled.term.first].append(settled)
    rows = [_term(of) for _, of in sorted(found.items())]
    shown = story.asked.rep is None
    return Table("periods", "Period by period", Term, rows, shown=shown)


def _term(of: list[Settled]) -> Term:
    total, first = Total(tuple(of)), of[0]
    return Term(
        first.term.name, state(first), total.base, *_sums(total), total.rate, len(of),
        first.term.first,
    )  # fmt: skip


def _of_reps(story: Story) -> Table:
    rows = [
        RepTerm(
            one.name, settled.term.name, state(settled), settled.base, settled.term.quota,
            ratio(settled.net, settled.term.quota), settled.sum(), settled.balance,
            settled.sum(COMMISSION), settled.sum(CLAWBACK), settled.sum(SPIFF), settled.sum(DRAW),
            settled.net, settled.capped_on, one.plan.name if one.plan else NO_PLAN,
            settled.term.first, one.whose[1] or "",
        )
        for one, total in story.all
        for settled in total.settled
    ]  # fmt: skip
    shown = story.asked.rep is not None
    return Table("rep_periods", "Rep by period", RepTerm, rows, keys=2, shown=shown)


def _lines(story: Story) -> Table:
    rows = [
        _entry(story, one, settled, line)
        for one, total in story.all
        for settled in total.settled
        for line in settled.lines
    ]
    note = "The running total begins anew with each period, and ends with its payout."
    shown = story.asked.rep is not None
    return Table("statement", "Statement", Entry, rows, note if rows else "", shown=shown)


def _entry(story: Story, one: Statement, settled: Settled, line: Line) -> Entry:
    has_base = line.kind in (COMMISSION, CLAWBACK)
    return Entry(
        f"{line.term}/{line.number}", line.day, line.key, line.base if has_base else None,
        None if line.rate is None else float(line.rate), line.pays, line.running,
        rule(line, settled.term.plan, story.currency), line.name, line.kind, line.corrects,
        line.term, state(settled), one.name, one.plan.name if one.plan else NO_PLAN,
        one.whose[1] or "",
    )  # fmt: skip
