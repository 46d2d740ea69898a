"""One queue out of what all analyses offer: about one thing once, the most valuable first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from salesops.commands.opportunities import Kind, Opportunity
from salesops.result import DATA_ONLY, Table, titled
from salesops.units import Count, Money, Percent, Text, Unit, text

TITLES = {
    Kind.OPPORTUNITY: ("opportunities", "The best things to do"),
    Kind.BLOCKER: ("blockers", "In the way"),
    Kind.CONTACT: ("contacts", "To call or write to"),
}


@dataclass(frozen=True)
class Line:
    """A line of a list. Prose reads the first three: `todo` says in words what the others hold."""

    rank: Count = field(metadata=titled("#"))
    expected: Money = field(metadata=titled("Worth"))
    todo: Text = field(metadata=titled("What, and why"))
    kind: Text = field(metadata=DATA_ONLY)
    about: Text = field(metadata=DATA_ONLY)
    action: Text = field(metadata=DATA_ONLY)
    evidence: Text = field(metadata=DATA_ONLY)
    at_stake: Money = field(metadata=DATA_ONLY)
    chance: Percent = field(metadata=DATA_ONLY)
    basis: Text = field(metadata=DATA_ONLY)
    owner: Text = field(metadata=DATA_ONLY)
    more: Text = field(metadata=DATA_ONLY)


def ranked(offers: Iterable[Opportunity], owner: str | None) -> list[Opportunity]:
    """By expected value; of two about one thing the larger, but people are a list of their own."""
    asked = [offer for offer in offers if owner is None or offer.owner == owner]
    best: dict[tuple[bool, str], Opportunity] = {}
    for offer in sorted(asked, key=_order):
        best.setdefault((offer.kind == Kind.CONTACT, offer.about), offer)
    return list(best.values())


def _order(offer: Opportunity) -> tuple[Any, ...]:
    return (-offer.expected, offer.about, offer.what)


def table(kind: Kind, offers: Sequence[Opportunity], top: int, currency: str | None) -> Table:
    """The first lines of a list; below it what is true of all of them, and how many more there are.

    Where all chances come from one place it is said once.
    """
    name, title = TITLES[kind]
    first = offers[:top]
    bases = {offer.basis for offer in first}
    alike = len(first) > 1 and len(bases) == 1
    rows = [_line(n, offer, currency, alike=alike) for n, offer in enumerate(first, 1)]
    more = len(offers) - len(rows)
    said = [f"Chances: {bases.pop()}."] if alike else []
    said += [f"{more:,} more: salesops today --top {len(offers)}."] if more > 0 else []
    return Table(name, title, Line, rows, " ".join(said), shown=bool(rows))


def _line(rank: int, offer: Opportunity, currency: str | None, *, alike: bool) -> Line:
    return Line(
        rank=rank,
        expected=offer.expected,
        todo=_said(offer, currency, alike=alike),
        kind=offer.kind,
        about=offer.about,
        action=offer.action,
        evidence=offer.what,
        at_stake=offer.amount,
        chance=offer.probability,
        basis=offer.basis,
        owner=offer.owner,
        more=f"salesops {offer.more}",
    )


def _said(offer: Opportunity, currency: str | None, *, alike: bool) -> str:
    """The action, the evidence, what makes its worth; an amount of the evidence not once more."""
    stake = text(offer.amount, Unit.MONEY, currency)
    chance = text(offer.probability, Unit.PERCENT)
    basis = "" if alike else f" ({offer.basis})"
    worth = f"Chance {chance}" if stake in offer.what else f"{stake} x {chance}"
    return f"{offer.action} {offer.what} {worth}{basis}. salesops {offer.more}"
