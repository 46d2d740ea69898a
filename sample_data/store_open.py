"""What lies open on the desk at the moment of the export: planned, so that it is known."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from store_clock import AS_OF, TODAY
from store_desk import AGENTS, CHAT, EMAIL, Buyers, after_desk, clock
from store_orders import Order
from store_people import Person
from store_tickets import HOLD, NEW, OPEN, PENDING, Ticket

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
MIA, THEO, NADIA, LUIS = AGENTS


def open_tickets(orders: list[Order], strangers: list[Person]) -> Iterator[Ticket]:
    """Yield twelve: five wait within the hour, two past it, five wait for their customers."""
    buyers = Buyers(orders)
    yield from _in_time(buyers, strangers[-2])
    yield from _past(buyers, strangers[-3])
    yield from _answered(buyers)


def _in_time(buyers: Buyers, stranger: Person) -> Iterator[Ticket]:
    first, second = buyers.best(), buyers.best()
    yield _new(first, 12, "Where is my order?", "shipping", MIA, priority="high")
    invoice = "Need an invoice with our tax number"
    yield _new(second, 34, invoice, "invoice", "", priority="high")
    yield _new(buyers.small(9), 47, "How do I install this?", "install", THEO)
    asked = "Do you have this in stock?"
    yield _question(stranger, AS_OF - 21 * _MINUTE, asked, CHAT)
    again = _answer(buyers.small(8), clock(TODAY - 2 * _DAY, 10, 41), "Part missing from the box")
    yield replace(again, wrote=AS_OF - 26 * _MINUTE, status=OPEN, tags="missing", agent=NADIA)


def _past(buyers: Buyers, stranger: Person) -> Iterator[Ticket]:
    late = buyers.waiting()
    yield _new(late, 152, "Where is my order?", "shipping", LUIS)
    yield _question(stranger, clock(TODAY - _DAY, 16, 20), "Do you ship to Canada?", EMAIL)


def _answered(buyers: Buyers) -> Iterator[Ticket]:
    days = ((1, 9, 30), (1, 14, 5), (2, 15, 45), (3, 11, 20))
    subjects = ("I want to return this", "Does this fit my car?", "Need an invoice", "Wrong size")
    for number, ((ago, hour, minute), subject) in enumerate(zip(days, subjects, strict=True)):
        moment = clock(TODAY - ago * _DAY, hour, minute)
        yield replace(_answer(buyers.small(14), moment, subject), agent=AGENTS[number])
    moment = clock(TODAY - 4 * _DAY, 13, 12)
    held = _answer(buyers.small(14), moment, "When does the carburetor come back?")
    yield replace(held, status=HOLD, agent=THEO)


def _new(
    order: Order, minutes: int, subject: str, tag: str, agent: str, priority: str = "normal"
) -> Ticket:
    """Return a ticket that nobody has answered."""
    opened = AS_OF - minutes * _MINUTE
    status = OPEN if agent else NEW
    return Ticket(
        opened, order.person, order, subject, tag, EMAIL, agent, wrote=opened, status=status,
        priority=priority,
    )  # fmt: skip


def _question(person: Person, opened: datetime, subject: str, channel: str) -> Ticket:
    """Return a ticket of somebody who has bought nothing, given to nobody."""
    return Ticket(opened, person, None, subject, "question", channel, wrote=opened, status=NEW)


def _answer(order: Order, moment: datetime, subject: str) -> Ticket:
    """Return a ticket that waits for its customer."""
    opened = max(moment, order.created + 40 * _MINUTE)
    reply = after_desk(opened, 22)
    return Ticket(
        opened, order.person, order, subject, "", EMAIL, AGENTS[0], replied=reply, answered=reply,
        wrote=opened, status=PENDING,
    )  # fmt: skip
