"""What became of each deal or order: sold on a day for an amount, and each change since."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from salesops.commands.opportunities import named
from salesops.commands.team._commission.rows import Deal, Mark, Refund

ZERO = Decimal(0)
_AGAIN = {"lost": "lost after it was won", "open": "open again", "won": "won again"}


@dataclass(frozen=True)
class Turn:
    """What all of it comes to from a day on."""

    day: date
    amount: Decimal
    why: str


@dataclass(frozen=True)
class Course:
    """A deal or an order, from the day that it was sold."""

    key: str
    shop: str
    name: str
    day: date
    amount: Decimal
    product: str | None = None
    owner: str | None = None
    turns: tuple[Turn, ...] = ()
    is_order: bool = False

    @property
    def label(self) -> str:
        """Its id, told apart from those of orders and of other shops."""
        own = f"order {self.key}" if self.is_order else self.key
        return named(own, self.shop)


def of_deal(
    deal: Deal, marks: Sequence[Mark], refunds: Iterable[Refund], today: date
) -> Course | None:
    """None where nothing says when it was won or for how much, or that day has not come."""
    amounts = [mark.amount for mark in marks if mark.state == "won" and mark.amount is not None]
    first = amounts[0] if amounts else deal.amount
    sold = _sold(deal, marks)
    if first is None or sold is None or sold > today:
        return None
    turns = [*_changes(deal, marks, first, sold, today), *_given_back(refunds, sold)]
    return Course(
        deal.deal, deal.shop, deal.name, sold, first, deal.product, deal.rep,
        tuple(_together(first, turns)),
    )  # fmt: skip


def of_order(key: str, shop: str, day: date, amount: Decimal, refunds: Iterable[Refund]) -> Course:
    """An order that credits name."""
    turns = tuple(_together(amount, list(_given_back(refunds, day))))
    return Course(key, shop, f"Order {key}", day, amount, turns=turns, is_order=True)


def _sold(deal: Deal, marks: Sequence[Mark]) -> date | None:
    """The day it closed; of one that did not stay won, the day that it first was."""
    stayed = deal.state == "won" and all(mark.state == "won" for mark in marks)
    if stayed or not marks:
        return deal.closed
    return marks[0].closed or marks[0].day


@dataclass(frozen=True)
class _Event:
    day: date
    why: str
    amount: Decimal | None = None
    """What it comes to from then on, before refunds."""
    back: Decimal = ZERO
    """What is given back then."""


def _changes(
    deal: Deal, marks: Sequence[Mark], first: Decimal, sold: date, today: date
) -> Iterator[_Event]:
    """By history or copies; then by how it stands now."""
    state, amount = "won", first
    for mark in marks[1:]:
        known = amount if mark.amount is None else mark.amount
        why = _why(state, amount, mark.state, known)
        if why:
            day = max(mark.day, sold)
            yield _Event(day, f"{why} ({mark.basis})", known if mark.state == "won" else ZERO)
        state = mark.state
        amount = known if state == "won" else amount
    known = amount if deal.amount is None else deal.amount
    if deal.state in _AGAIN and (why := _why(state, amount, deal.state, known)):
        day = _since(deal, sold, today)
        yield _Event(day, why, known if deal.state == "won" else ZERO)


def _since(deal: Deal, sold: date, today: date) -> date:
    """When how it stands now became known: as the deal says, else today."""
    told = {"lost": deal.closed, "open": deal.entered}.get(deal.state, deal.updated)
    return told if told is not None and sold <= told <= today else today


def _why(before: str, old: Decimal, state: str, new: Decimal) -> str:
    if state != before and "won" in (state, before):
        return _AGAIN.get(state, "")
    return "amount corrected" if state == "won" and new != old else ""


def _given_back(refunds: Iterable[Refund], sold: date) -> Iterator[_Event]:
    for one in refunds:
        yield _Event(max(one.day, sold), f"refund of order {one.name}", back=one.amount)


def _together(first: Decimal, events: list[_Event]) -> Iterator[Turn]:
    """Both kinds in the order of their days; one turn a day."""
    amount, back, before = first, ZERO, first
    for day, found in groupby(sorted(events, key=lambda e: e.day), key=lambda e: e.day):
        why = []
        for one in found:
            amount = amount if one.amount is None else one.amount
            back += one.back
            why.append(one.why)
        # What is lost again cannot be refunded a second time.
        now = amount - back if amount else ZERO
        if now != before:
            yield Turn(day, now, ", ".join(dict.fromkeys(why)))
        before = now
