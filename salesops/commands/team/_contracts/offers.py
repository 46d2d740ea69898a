"""What contracts offers to the day's queue: renewals that nobody works on, the dearest first."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.opportunities import Kind, Opportunity, Owner, assumed, named
from salesops.commands.team._contracts.answers import Due
from salesops.result import Report
from salesops.units import Unit, text

MOST = 3
"""Contracts that are offered one by one: what is too much for a day is in the table."""


def offers(report: Report) -> Iterator[Opportunity]:
    """Those that end soon without a renewal; nothing of stale data, nor without a value."""
    if report.stale:
        return
    rows: list[Due] = [
        row for row in report.table("every_expiring").rows if row.neglected and row.annual_value
    ]
    rows.sort(key=lambda row: (-(row.annual_value or Decimal(0)), row.ends, row.contract))
    for row in rows[:MOST]:
        yield _offer(report, row)


def _offer(report: Report, row: Due) -> Opportunity:
    chance, basis = _chance(report)
    amount = row.annual_value or Decimal(0)
    whose = f" ({row.owner})" if row.owner else ""
    who = row.account or row.name
    return Opportunity(
        kind=Kind.OPPORTUNITY,
        about=f"contract {named(row.contract, row.shop)}",
        what=(
            f"{row.name} with {who}, {report.money(amount)} a year, ends in {row.days_left} days, "
            f"on {row.ends}; no open deal to renew it is known."
        ),
        action=f"Offer {who} a renewal of {row.name}{whose}.",
        amount=amount,
        probability=chance,
        basis=basis,
        owner=Owner.SALES,
        more="contracts",
        brief=f"Renew {row.name} with {who}: ends in {row.days_left} days",
    )


def _chance(report: Report) -> tuple[float, str]:
    """The shop's own renewal rate, where it is of enough contracts."""
    ended, rate = report.value("ended"), report.value("renewal_rate")
    if rate is not None and ended >= report.limit("contracts.few"):
        return rate, f"own renewal rate, {text(rate, Unit.PERCENT)} of {ended:,} that ended"
    return report.limit("contracts.renews"), assumed("contracts.renews")
