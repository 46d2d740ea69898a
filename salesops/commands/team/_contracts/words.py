"""What contracts says: the headline, the metrics, the notes."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._contracts.story import Story, yearly
from salesops.result import Metric
from salesops.units import Unit, counted, text


def headline(story: Story) -> str:
    """What is in force, what of it ends soon, what is at risk, and how many are renewed."""
    if story.stale:
        return story.stale.message
    active = sum(row.contracts for row in story.active)
    if not active:
        return _nothing(story)
    worth = sum((row.annual_value for row in story.active), Decimal(0))
    risk = story.at_risk
    verb = "ends" if len(story.expiring) == 1 else "end"
    said = (
        f"{counted(active, 'contract')} in force, worth {_money(story, worth)} a year; "
        f"{len(story.expiring):,} {verb} within {story.days} days"
    )
    at_risk = f", {len(risk):,} at risk ({_plain(story, yearly(risk))})" if risk else ""
    return f"{said}{at_risk}{_rate(story)}."


def _rate(story: Story) -> str:
    if story.rate is None or story.rate_within is None:
        return ""
    low, high = (text(end, Unit.PERCENT) for end in (story.rate_within.low, story.rate_within.high))
    few = ", too few to conclude" if story.decided < story.limits.few else ""
    return (
        f". {text(story.rate, Unit.PERCENT)} of {story.decided:,} that ended in the window were "
        f"renewed (true rate {low} to {high}{few})"
    )


def _nothing(story: Story) -> str:
    if not story.known.contracts:
        return "The exports hold no contract that counts."
    return f"No contract is in force{_rate(story)}."


def _money(story: Story, amount: Decimal) -> str:
    unit = f" {story.currency}" if story.currency else ""
    return _plain(story, amount) + unit


def _plain(story: Story, amount: Decimal) -> str:
    return text(amount, Unit.MONEY, story.currency)


def metrics(story: Story) -> tuple[Metric, ...]:
    """What is in force, ends soon, is at risk, and how many are renewed."""
    count, money = Unit.COUNT, Unit.MONEY
    active, risk = story.active, story.at_risk
    lies = story.rate_within
    alone = [row for row in risk if row.open_renewal is None]
    return (
        Metric("active", "In force", sum(r.contracts for r in active), count),
        Metric("active_value", "Their value", sum((r.value for r in active), Decimal(0)), money),
        Metric("annual_value", "A year", sum((r.annual_value for r in active), Decimal(0)), money),
        Metric("expiring", f"End within {story.days} days", len(story.expiring), count, good=""),
        Metric("expiring_value", "Worth a year", yearly(story.expiring), money, good=""),
        Metric("expiring_auto", "Of them renew by themselves",
               sum(r.auto_renews and r.renewed_by is None for r in story.expiring), count, good=""),
        Metric("expiring_renewed", "Of them renewed already",
               sum(r.renewed_by is not None for r in story.expiring), count),
        Metric("at_risk", "At risk", len(risk), count, good="down"),
        Metric("at_risk_value", "Value at risk, a year", yearly(risk), money, good="down"),
        Metric("neglected", "At risk without an open renewal", len(alone), count, good="down"),
        Metric("notices", "Days for notice ahead", len(story.notices), count, good=""),
        Metric("renewal_rate", "Renewal rate", story.rate, Unit.PERCENT),
        Metric("renewal_low", "Its true rate, from", lies.low if lies else None, Unit.PERCENT,
               shown=False),
        Metric("renewal_high", "To", lies.high if lies else None, Unit.PERCENT, shown=False),
        Metric("ended", "Ended, and decided", story.decided, count, good="", shown=False),
        Metric("renewed", "Renewed", story.ended("renewed"), count, shown=False),
        Metric("endless", "Without an end", len(story.endless), count, good="down", shown=False),
    )  # fmt: skip


def notes(story: Story) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    known = story.known
    if known.backwards:
        first = f", first {known.first_backwards}" if known.first_backwards else ""
        yield (
            f"{counted(known.backwards, 'contract')} that end{'s' if known.backwards == 1 else ''} "
            f"before the first day: in no number{first}."
        )
    if known.overdue:
        yield (
            f"{counted(known.overdue, 'contract')} past the last day, and the status says in "
            "force: ended here, since nothing says that they renew by themselves."
        )
    if known.cancelled_undated:
        yield (
            f"{counted(known.cancelled_undated, 'cancelled contract')} without the day: over on "
            "the last day."
        )
    if known.no_value:
        yield (
            f"{counted(known.no_value, 'contract')} without a value for a year, stated or told "
            "from a term: counted, and in no sum a year."
        )
    if known.startless:
        yield f"{counted(known.startless, 'contract')} without a first day: taken for begun."
    if known.no_account:
        yield (
            f"{counted(known.no_account, 'contract')} without an account: renewed only where a "
            "contract names them."
        )
    if known.contracts and not known.with_notice:
        yield "No contract states a period of notice: days for notice are not known."
    yield from _renewals(story)


def _renewals(story: Story) -> Iterator[str]:
    if not story.known.contracts:
        return
    if story.db.book.filtered:
        yield "With --where, renewals by contracts and deals that it leaves out are not seen."
    if not story.sql.has("deals"):
        yield (
            "No export of deals: a renewal is seen only where its contract is signed, and how old "
            "the list of contracts is cannot be told."
        )
    elif not story.deals_say:
        yield (
            "No deal says that it is for a renewal: an open or won deal counts as one where it is "
            "with the same company, of the same product, and begun after the contract."
        )
