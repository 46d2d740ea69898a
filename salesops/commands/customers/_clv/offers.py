"""What clv offers to the day's queue: the most valuable who are slipping away."""

from collections.abc import Iterator

from salesops.commands.customers._clv.lists import AGREED
from salesops.commands.customers._clv.rows import Risk
from salesops.commands.opportunities import Kind, Opportunity, Owner, assumed
from salesops.result import Report
from salesops.units import Unit, text

CONTACTS = 3


def offers(report: Report) -> Iterator[Opportunity]:
    """People with most at stake who agreed to be written to."""
    if report.stale:
        return
    rows: list[Risk] = list(report.table("at_risk").rows)
    agreed = [row for row in rows if row.write == AGREED]
    yield from (_person(report, row) for row in agreed[:CONTACTS] if row.at_stake > 0)


def _person(report: Report, row: Risk) -> Opportunity:
    usual = text(row.usual_days, Unit.DAYS)
    quiet = f"ordered every {usual} days, now {row.days_since:,} days ago"
    return Opportunity(
        kind=Kind.CONTACT,
        about=f"customer {row.email}",
        person=row.email or "",
        what=(
            f"{row.customer} {quiet}; {report.money(row.historic)} so far, "
            "and likelier gone than not."
        ),
        action=f"Ask {row.customer} by e-mail what is missing.",
        amount=row.at_stake,
        probability=report.limit("clv.win_back"),
        basis=assumed("clv.win_back"),
        owner=Owner.SALES,
        more="clv",
        brief=f"{row.customer} by e-mail: {quiet}",
    )
