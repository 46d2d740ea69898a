"""Everybody that an analysis would call, once, with all that is said of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from salesops.commands.opportunities import Kind, Opportunity
from salesops.result import DATA_ONLY, Table, titled
from salesops.units import Count, Money, Text


@dataclass(frozen=True)
class Caller:
    """Somebody to call or write to, and everything that is offered about them."""

    offers: tuple[Opportunity, ...]
    """The most valuable first."""

    @property
    def worth(self) -> Decimal:
        """What contacting them is worth on average."""
        return sum((offer.expected for offer in self.offers), Decimal(0))

    @property
    def amount(self) -> Decimal:
        """The money at stake."""
        return sum((offer.amount for offer in self.offers), Decimal(0))


@dataclass(frozen=True)
class Call:
    """A line of the list."""

    rank: Count = field(metadata=titled("#"))
    worth: Money
    what: Text = field(metadata=titled("Whom, and why"))
    person: Text | None = field(metadata=titled("E-mail or phone"))
    reasons: Count = field(metadata=DATA_ONLY)
    action: Text = field(metadata=DATA_ONLY)
    evidence: Text = field(metadata=DATA_ONLY)
    at_stake: Money = field(metadata=DATA_ONLY)
    basis: Text = field(metadata=DATA_ONLY)
    owner: Text = field(metadata=DATA_ONLY)
    more: Text = field(metadata=DATA_ONLY)


def people(offers: Iterable[Opportunity]) -> list[Caller]:
    """Each person once, by all that they are worth calling for.

    Of two offers about one thing the larger counts.
    """
    ranked = sorted(offers, key=lambda o: (-o.expected, o.about, o.what))
    found: dict[str, dict[str, Opportunity]] = {}
    for offer in ranked:
        if offer.kind is Kind.CONTACT:
            found.setdefault(offer.person or offer.about, {}).setdefault(offer.about, offer)
    callers = [Caller(tuple(about.values())) for about in found.values()]
    return sorted(callers, key=lambda c: -c.worth)


def table(found: Sequence[Caller], top: int) -> Table:
    """Those to call first, and how many more there are."""
    rows = [_call(n, caller) for n, caller in enumerate(found[:top], 1)]
    more = len(found) - len(rows)
    note = f"{more:,} more: salesops call-list --top {len(found)}." if more > 0 else ""
    return Table("calls", "Whom to call or write to first", Call, rows, note)


def _call(rank: int, caller: Caller) -> Call:
    offers = caller.offers
    return Call(
        rank=rank,
        worth=caller.worth,
        what=_each((o.brief or f"{o.action} {o.what}".removesuffix(".") for o in offers), "; "),
        person=offers[0].person or None,
        reasons=len(offers),
        action=_each(o.action for o in offers),
        evidence=_each(o.what for o in offers),
        at_stake=caller.amount,
        basis=_each((o.basis for o in offers), "; "),
        owner=_each((o.owner for o in offers), ", "),
        more=_each((f"salesops {o.more}" for o in offers), "; "),
    )


def _each(said: Iterable[str], by: str = " ") -> str:
    return by.join(dict.fromkeys(said))
