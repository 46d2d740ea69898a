"""The tables of escalations."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from salesops.commands.customers._escalations import answers
from salesops.commands.customers._escalations.past import WEEKS
from salesops.commands.customers._escalations.question import AT_STAKE
from salesops.commands.customers._escalations.replies import OTHER, Speed
from salesops.commands.customers._escalations.story import Story
from salesops.commands.customers._escalations.ticket import State, Ticket
from salesops.models import wilson
from salesops.result import Table

_REST = "See --top"
_BLANK = {"agent": "(nobody)", "channel": "(none stated)"}
_SLA = {State.PAST: "past", State.WITHIN: "within"}


def tables(story: Story, top: int, least: Decimal) -> tuple[Table, ...]:
    """Whom to answer first, their orders, all by state, first answers by agent and week."""
    shown = [t for t in story.open if not least or _lifetime(t) >= least][:top]
    return (
        _open(story, shown),
        _orders(story, shown),
        _standing(story),
        _first(story, top),
        _weeks(story),
    )


def _lifetime(ticket: Ticket) -> Decimal:
    return ticket.worth.lifetime if ticket.worth else Decimal(0)


def _open(story: Story, shown: Sequence[Ticket]) -> Table:
    several = any(ticket.row.shop for ticket in shown)
    kind = answers.Shops if several else answers.Open
    rows = [_row(story, kind, ticket) for ticket in shown]
    if more := len(story.open) - len(shown):
        rows.append(kind(ticket=OTHER, customer=f"{more:,} more", next_step=_REST, tickets=more))
    note = (
        "Who waits comes first: VIPs, then the longest waiting. Hours are the desk's; net sales "
        "are of 365 days."
    )
    return Table(
        "open", "Whom to answer first", kind, rows, note if rows else "",
        keys=2 if several else 1,
    )  # fmt: skip


def _row(story: Story, kind: type[answers.Open], ticket: Ticket) -> answers.Open:
    row, worth, about = ticket.row, ticket.worth, ticket.about
    return kind(
        shop=row.shop or None,
        ticket=row.ticket,
        customer=ticket.called,
        high_value=ticket.high if story.whole else None,
        year_sales=worth.year_sales if worth else None,
        waiting_hours=ticket.waited,
        sla=_SLA.get(ticket.state),
        assignee=row.assignee,
        next_step=ticket.step,
        subject=row.subject,
        state=ticket.state.value,
        status=row.status,
        priority=row.priority,
        channel=row.channel,
        created=row.created,
        since=row.since,
        reopens=row.reopens,
        email=row.email,
        customer_id=row.customer,
        orders=worth.orders if worth else None,
        lifetime=worth.lifetime if worth else None,
        order=about.name if about else None,
        order_value=about.row.value if about else None,
        order_named=about.row.is_named if about else None,
        order_open=about.stands in AT_STAKE if about else None,
        order_state=about.state if about else None,
    )


def _orders(story: Story, shown: Sequence[Ticket]) -> Table:
    rows = [_about(story, ticket) for ticket in shown if ticket.about or ticket.worth]
    guess = any(row.order_is == _GUESS for row in rows)
    note = (
        "Value is gross less discounts. Churn risk is a heuristic: high where the days since the "
        f"last order are more than {story.limits.overdue:g} times the customer's usual gap."
    )
    if guess:
        note += " An order with a question mark is a guess: the ticket names none, and it is the "
        note += "last one of the 60 days before."
    return Table(
        "orders", "The orders in question", answers.About, rows, note if rows else "",
        shown=bool(rows),
    )  # fmt: skip


_NAMED, _GUESS = "named by the ticket", "a guess: the customer's last one"


def _about(story: Story, ticket: Ticket) -> answers.About:
    about = ticket.about
    named = about.row.is_named if about else True
    return answers.About(
        shop=ticket.row.shop or None,
        ticket=ticket.row.ticket,
        order=f"{about.name}{about.doubt}" if about else None,
        value=about.row.value if about else None,
        state=about.state if about else None,
        bought=about.bought if about else None,
        risk=ticket.risk(story.limits.overdue),
        order_is=None if about is None else _NAMED if named else _GUESS,
    )


def _standing(story: Story) -> Table:
    rows = [_stands(story, state.value, story.of(state)) for state in State]
    rows = [row for row in rows if row.tickets]
    rows.append(_stands(story, "all", story.open))
    note = (
        f"The SLA is {story.limits.sla_minutes:,} business minutes, {story.calendar.spoken}. "
        "Without an order: nobody by that e-mail has bought."
    )
    return Table("standing", "All open tickets", answers.Standing, rows, note)


def _stands(story: Story, state: str, tickets: Sequence[Ticket]) -> answers.Standing:
    about = [t.about for t in tickets if t.about and t.about.stands in AT_STAKE]
    stakes = {question.name: question.row.value for question in about}
    return answers.Standing(
        state,
        len(tickets),
        sum(t.high for t in tickets) if story.whole else None,
        sum(t.worth is None for t in tickets) if story.whole else None,
        sum(t.row.assignee is None for t in tickets),
        max((t.waited for t in tickets if t.waited is not None), default=None),
        len(stakes),
        sum(stakes.values(), Decimal(0)),
    )


def _first(story: Story, top: int) -> Table:
    replies = story.replies
    chosen = replies.within(story.window.start, story.window.end)
    rows = [_named("all", "all", story.now)]
    for by, names in (("agent", replies.agents), ("channel", replies.channels)):
        found = list(replies.by(names, chosen, top))
        if any(name for name, _ in found):
            rows += [_named(by, name or _BLANK[by], speed) for name, speed in found]
    note = (
        "By when the ticket began; n is answered, or past the SLA without an answer. From and to: "
        "where the true rate lies, with 95 % confidence (Wilson)."
    )
    title = "First answers of a person in 28 days, in business minutes"
    return Table(
        "first_answers", title, answers.First, rows, note, shown=bool(story.now.tickets), keys=2
    )


def _named(by: str, name: str, speed: Speed) -> answers.First:
    lies = wilson.share(speed.late, speed.judged)
    return answers.First(
        by, name, speed.tickets, speed.judged, speed.median, speed.p90, speed.late, speed.rate,
        lies.low if lies else None, lies.high if lies else None,
    )  # fmt: skip


def _weeks(story: Story) -> Table:
    rows = [
        answers.Week(
            week, week + timedelta(days=7) <= story.as_of.date(), speed.tickets, speed.judged,
            speed.median, speed.p90, speed.late, speed.rate,
        )
        for week, speed in story.weeks()
    ]  # fmt: skip
    title = f"Tickets and first answers of the last {WEEKS} weeks"
    return Table("weeks", title, answers.Week, rows, shown=bool(rows))
