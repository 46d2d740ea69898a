"""What deals offers to the day's queue: open deals with something to do, those worth most first."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesops.commands.opportunities import GUESS, Kind, Opportunity, Owner, named
from salesops.commands.team._deals.answers import AtRisk
from salesops.commands.team._deals.reasons import SLIPPED
from salesops.result import Report
from salesops.units import counted

MOST = 3
"""Deals that are offered one by one: what is too much for a day is in the table."""
_BASES = {
    "stated": "the CRM's own chance",
    "stages file": "the chance of --stages",
    "own history": "own history of the stage",
    "win rate": f"{GUESS}, the win rate of all closed deals",
}


def offers(report: Report) -> Iterator[Opportunity]:
    """Those overdue or closing soon without a step or a word, and all that slipped as one.

    Of stale data nothing is offered, nor a deal whose worth or chance nobody knows.
    """
    if report.stale:
        return
    rows: list[AtRisk] = [row for row in report.table("every_risk").rows if row.weighted]
    soon = report.limit("deals.soon_days")
    pressing = [row for row in rows if _is_pressing(row, soon)]
    yield from (_deal(report, row) for row in pressing[:MOST])
    if slipped := [row for row in rows if row.slipped and row not in pressing]:
        yield _slipped(report, slipped)


def _is_pressing(row: AtRisk, soon: int) -> bool:
    if row.overdue_days is not None:
        return True
    near = row.days_left is not None and row.days_left <= soon
    return near and (row.no_step_days is not None or row.quiet_days is not None)


def _deal(report: Report, row: AtRisk) -> Opportunity:
    whose = f" ({row.owner})" if row.owner else ""
    amount = row.amount or Decimal(0)
    return Opportunity(
        kind=Kind.OPPORTUNITY,
        about=f"deal {named(row.deal, row.shop)}",
        what=f"{row.stage or 'Open'}, {report.money(amount)}: {row.why}.",
        action=f"{_action(row)} {row.name}{whose}.",
        amount=amount,
        probability=row.chance or 0.0,
        basis=_basis([row]),
        owner=Owner.SALES,
        more="deals",
        brief=f"{_action(row)} {row.name}: {row.why.removeprefix('no next step, ')}",
    )


def _action(row: AtRisk) -> str:
    if row.overdue_days is not None:
        return "Close, redate or drop"
    return "Agree the next step of" if row.no_step_days is not None else "Call about"


def _slipped(report: Report, rows: Sequence[AtRisk]) -> Opportunity:
    """One piece of work: the same question to each owner."""
    amount = sum((row.amount or Decimal(0) for row in rows), Decimal(0))
    weighted = sum((row.weighted or Decimal(0) for row in rows), Decimal(0))
    first = f"{rows[0].name} first"
    many = counted(len(rows), "deal")
    since = f" since {report.period.start:%Y-%m-%d}" if report.period else ""
    return Opportunity(
        kind=Kind.OPPORTUNITY,
        about=f"deals {SLIPPED}",
        what=f"{many}, {report.money(amount)} together, slipped{since}.",
        action=f"Ask what each deal that slipped still needs, {first}.",
        amount=amount,
        probability=float(weighted / amount),
        basis=_basis(rows),
        owner=Owner.SALES,
        more="deals",
        brief=f"Ask what {many} that slipped still need{'s' if len(rows) == 1 else ''}",
    )


def _basis(rows: Sequence[AtRisk]) -> str:
    """What says the chances; of several the weakest, a guess before all."""
    found = {row.basis for row in rows}
    return next((said for key, said in reversed(_BASES.items()) if key in found), GUESS)
