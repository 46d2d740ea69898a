"""Tickets of the help desk: about late parcels, returns and parts, by real buyers and strangers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from store_clock import AS_OF, TODAY, at
from store_desk import AGENTS, CHAT, EMAIL, PHONE, after_desk, at_desk
from store_dice import Dice
from store_orders import Order
from store_parcels import Parcel
from store_people import Person

SINCE_DAYS = 120
SOLVED, PENDING, HOLD, OPEN, NEW = "solved", "pending", "on-hold", "open", "new"
_KEY = 41
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_LONG_ON_ITS_WAY = timedelta(days=4)
# In thousandths: who asks after a slow parcel, before a return, about any other order. And once a
# day somebody asks who has not ordered, so that no day is without a ticket.
_SLOW, _BEFORE_RETURN, _PLAIN = 130, 560, 84
_PLAIN_TOPICS = (
    ("Does this fit my car?", "fitment"),
    ("Part missing from the box", "missing"),
    ("Need an invoice with our tax number", "invoice"),
    ("How do I install this?", "install"),
    ("Wrong part in the box", "wrong part"),
)
_PLAIN_WEIGHTS = (30, 14, 16, 26, 14)
_ASKED = ("Do you have this in stock?", "Which jets for 2,000 feet?", "Do you ship to Canada?")
_SPAM, _AGENT_BEGAN, _REOPENED = 70, 25, 60
_FIRST_HOUR, _HOURS = 7 * 3600, 14 * 3600
_CHANNELS, _CHANNEL_WEIGHTS = (EMAIL, CHAT, PHONE), (60, 25, 15)
_AGENT_WEIGHTS = (32, 28, 22, 18)
# Minutes of desk time until a person answers a mail: a few take longer than the hour.
_MAIL, _MAIL_WEIGHTS = ((4, 20), (20, 40), (40, 56), (64, 240)), (40, 34, 20, 6)
_CHAT, _CALL = (1, 7), (0, 1)
_SOLVES, _SOLVE_WEIGHTS = ((0, 30), (60, 480), (500, 1500)), (34, 38, 28)
_RATES, _SCORES = 380, (5, 4, 3, 2, 1)
_SCORE_WEIGHTS, _SCORE_WEIGHTS_LATE = (56, 30, 6, 4, 4), (30, 32, 14, 12, 12)
_HOUR = 60


@dataclass
class Ticket:
    """One conversation."""

    opened: datetime
    person: Person | None
    order: Order | None
    subject: str
    tags: str
    channel: str
    agent: str = ""
    replied: datetime | None = None
    answered: datetime | None = None
    wrote: datetime | None = None
    solved: datetime | None = None
    status: str = SOLVED
    priority: str = "normal"
    rating: int = 0
    rated: datetime | None = None
    reopens: int = 0
    from_agent: bool = False
    spam: bool = False


def tickets(
    orders: list[Order], parcels: Iterable[Parcel], strangers: list[Person]
) -> Iterator[Ticket]:
    """Yield what was solved before the export, in no order: what is open is planned elsewhere."""
    since = at(TODAY - SINCE_DAYS * _DAY, 0)
    slow = {p.order.number: p for p in parcels if _slow(p)}
    for order in orders:
        if order.created >= since and order.person and order.counts:
            yield from _about(order, slow.get(order.number))
    for days in range(SINCE_DAYS, 0, -1):
        yield from _of_a_stranger(TODAY - days * _DAY, strangers)


def _slow(parcel: Parcel) -> bool:
    return (parcel.delivered or AS_OF) - parcel.shipped >= _LONG_ON_ITS_WAY


def _about(order: Order, slow: Parcel | None) -> Iterator[Ticket]:
    dice = Dice(_KEY, order.number)
    if slow and dice.chance(_SLOW):
        day = slow.shipped + timedelta(days=3)
        yield from _told(_Asked(order, "Where is my order?", "shipping", day), dice)
    elif order.refunds and dice.chance(_BEFORE_RETURN):
        day = max(order.refunds[0][0] - dice.between(4, 7) * _DAY, order.created + _DAY)
        yield from _told(_Asked(order, "I want to return this", "return", day), dice)
    elif dice.chance(_PLAIN):
        subject, tag = dice.weighted(_PLAIN_TOPICS, _PLAIN_WEIGHTS)
        day = order.created + dice.between(1, 9) * _DAY
        yield from _told(_Asked(order, subject, tag, day), dice)


def _of_a_stranger(day: date, strangers: list[Person]) -> Iterator[Ticket]:
    dice = Dice(_KEY, 0, day.toordinal())
    asked = _Asked(None, dice.pick(_ASKED), "question", at(day, 0), dice.pick(strangers))
    if dice.chance(_SPAM):
        asked.subject, asked.tags, asked.spam = "Rank first on every search!", "", True
    yield from _told(asked, dice)


@dataclass
class _Asked:
    """What a ticket is about, before chance says how it went."""

    order: Order | None
    subject: str
    tags: str
    day: datetime
    person: Person | None = None
    spam: bool = False


def _told(asked: _Asked, dice: Dice) -> Iterator[Ticket]:
    """Yield the ticket and how it went, if that was over before the export."""
    opened = at(asked.day.date(), _FIRST_HOUR + dice.below(_HOURS))
    if asked.order and opened <= asked.order.created:
        opened = asked.order.created + 20 * _MINUTE
    person = asked.order.person if asked.order else asked.person
    channel = dice.weighted(_CHANNELS, _CHANNEL_WEIGHTS)
    if asked.spam or not at_desk(opened):
        channel = EMAIL  # nobody picks up the phone
    ticket = Ticket(opened, person, asked.order, asked.subject, asked.tags, channel)
    ticket.agent = dice.weighted(AGENTS, _AGENT_WEIGHTS)
    ticket.spam, ticket.from_agent = asked.spam, not asked.spam and dice.chance(_AGENT_BEGAN)
    _converse(ticket, dice)
    if ticket.solved and ticket.solved < AS_OF - timedelta(hours=2):
        yield ticket


def _converse(ticket: Ticket, dice: Dice) -> None:
    """Let the desk answer and solve it, and the customer rate it."""
    ticket.wrote = ticket.opened
    if ticket.spam:
        ticket.solved, ticket.agent, ticket.status = after_desk(ticket.opened, 30), "", "closed"
        return
    waited = _wait(ticket.channel, dice)
    ticket.replied = ticket.answered = after_desk(ticket.opened, waited)
    minutes = dice.between(*dice.weighted(_SOLVES, _SOLVE_WEIGHTS))
    if minutes > _HOUR:
        ticket.wrote = after_desk(ticket.replied, minutes // 2)
        ticket.reopens = int(dice.chance(_REOPENED))
    ticket.solved = ticket.answered = after_desk(ticket.replied, minutes)
    if ticket.from_agent:
        ticket.wrote, ticket.replied = None, None
    elif dice.chance(_RATES):
        weights = _SCORE_WEIGHTS_LATE if waited > _HOUR else _SCORE_WEIGHTS
        ticket.rated = ticket.solved + dice.between(40, 1500) * _MINUTE
        ticket.rating = dice.weighted(_SCORES, weights) if ticket.rated < AS_OF else 0
        ticket.rated = ticket.rated if ticket.rating else None


def _wait(channel: str, dice: Dice) -> int:
    """Return the minutes of desk time until a person answers."""
    if channel == EMAIL:
        return dice.between(*dice.weighted(_MAIL, _MAIL_WEIGHTS))
    return dice.between(*(_CHAT if channel == CHAT else _CALL))
