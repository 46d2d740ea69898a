"""A rep's statements, period after period."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from salesops.models.commission.curve import Curve
from salesops.models.commission.lines import DRAW, Paid, Settled
from salesops.models.commission.open_term import OpenTerm
from salesops.models.commission.sales import Change, Sale, Term
from salesops.models.commission.terms import ZERO
from salesops.units import rounded

_DAY = timedelta(days=1)


def statements(
    terms: Sequence[Term], sales: Sequence[Sale], changes: Sequence[Change], places: int = 2
) -> list[Settled]:
    """What each period pays by its plan, with the clawbacks and the draw of those before it."""
    book = _Book(places)
    happened: list[Sale | Change] = [*sales, *changes]
    happened.sort(key=_place)
    days = [one.day for one in happened]
    parts = ((t, bisect_left(days, t.first), bisect_left(days, t.after)) for t in terms)
    return [book.settle(term, happened[start:end]) for term, start, end in parts]


@dataclass
class _Book:
    """What is carried from one period to the next."""

    places: int
    paid: dict[str, Paid] = field(default_factory=dict)
    balance: Decimal = ZERO

    def settle(self, term: Term, happened: Sequence[Sale | Change]) -> Settled:
        curve = Curve(term.plan, _net(happened), term.quota)
        open_ = OpenTerm(self.places, self.paid, term, curve)
        for one in happened:
            open_.sell(one) if isinstance(one, Sale) else open_.change(one)
        open_.bonuses()
        self._draw(open_)
        return Settled(term, tuple(open_.lines), open_.net, open_.capped_on, self.balance)

    def _draw(self, open_: OpenTerm) -> None:
        """What is missing to the draw; else what is paid back of those before."""
        draw, term, earned = open_.term.plan.draw, open_.term, open_.running
        if not term.closed:
            return
        due = rounded(draw.amount * term.there, self.places) if draw else ZERO
        if draw and due > max(earned, ZERO):
            open_.add(term.after - _DAY, DRAW, due - earned, why="draw paid")
            self.balance += due - earned if draw.recoverable else ZERO
        elif (back := min(self.balance, earned - due)) > 0:
            open_.add(term.after - _DAY, DRAW, -back, why="draw paid back")
            self.balance -= back


def _place(one: Sale | Change) -> tuple[date, bool, str]:
    """Where it stands: by day, a sale before what became of another."""
    return one.day, isinstance(one, Change), one.key


def _net(happened: Sequence[Sale | Change]) -> Decimal:
    """What sales of a period come to, after what became of them within it."""
    sold: dict[str, Sale] = {}
    found: dict[str, Decimal] = {}
    for one in happened:
        if isinstance(one, Sale):
            sold[one.key], found[one.key] = one, one.base
        elif one.key in sold:
            found[one.key] = sold[one.key].left(one.base)
    return sum(found.values(), ZERO)
