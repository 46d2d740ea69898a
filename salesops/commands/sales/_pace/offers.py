"""What pace offers to the day's queue: the gap to today's target."""

from collections.abc import Iterator

from salesops.commands.opportunities import Kind, Opportunity, Owner
from salesops.result import Report
from salesops.units import Unit, text


def offers(report: Report) -> Iterator[Opportunity]:
    """What is lost of the day's target if nothing is done, where the day falls behind it."""
    found = report.finding("behind-target")
    if found is None or found.facts["expected_gap"] <= 0:
        return
    past = report.table("record").rows[0]
    yield Opportunity(
        kind=Kind.BLOCKER,
        about="target of today",
        what=found.message,
        action="Close the gap: call open carts and quotes, or bring tomorrow's mail forward.",
        amount=report.value("expected_gap"),
        probability=1 - report.value("p_target"),
        basis=f"how the last {past.days} days ended after this clock time "
        f"({text(past.covered, Unit.PERCENT)} within the interval)",
        owner=Owner.SALES,
        more="pace",
        brief="Close the gap to today's target: call open carts and quotes, or bring tomorrow's "
        "mail forward",
    )
