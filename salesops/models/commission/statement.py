"""A rep's statements, period after period."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from salesops.models.commission.curve import Curve
from salesops.models.commission.lines import DRAW, Paid, Settled
from salesops.models.commission.open_term import OpenTerm
from salesops.models.commission.sales import Change, Sale, Term
from salesops.models.commission.terms import ZERO, Plan
from salesops.units import rounded

_DAY = timedelta(days=1)


def statements(
    plan: Plan,
    terms: Sequence[Term],
    sales: Sequence[Sale],
    changes: Sequence[Change],
    places: int = 2,
) -> list[Settled]:
    """What each period pays, each with the clawbacks and the draw of those before it."""
    book = _Book(plan, places)
    return [book.settle(term, sales, changes) for term in terms]


@dataclass
class _Book:
    """What is carried from one period to the next."""

    plan: Plan
    places: int
    paid: dict[str, Paid] = field(default_factory=dict)
    balance: Decimal = ZERO

    def settle(self, term: Term, sales: Sequence[Sale], changes: Sequence[Change]) -> Settled:
        begun = [s for s in sales if term.first <= s.day < term.after]
        known = [c for c in changes if term.first <= c.day < term.after]
        happened: list[Sale | Change] = [*begun, *known]
        happened.sort(key=_place)
        curve = Curve(self.plan, _net(happened), term.quota)
        open_ = OpenTerm(self.places, self.paid, term, curve)
        for one in happened:
            open_.sell(one) if isinstance(one, Sale) else open_.change(one)
        open_.bonuses()
        self._draw(open_)
        return Settled(term, tuple(open_.lines), open_.net, open_.capped_on, self.balance)

    def _draw(self, open_: OpenTerm) -> None:
        """What is missing to the draw; of a recoverable one, what is paid back."""
        draw, term = self.plan.draw, open_.term
        if draw is None or not term.closed or not term.there:
            return
        due, earned = rounded(draw.amount * term.there, self.places), open_.running
        if earned < due:
            open_.add(term.after - _DAY, DRAW, due - earned, why="draw paid")
            self.balance += due - earned if draw.recoverable else ZERO
        elif back := min(self.balance, earned - due):
            open_.add(term.after - _DAY, DRAW, -back, why="draw paid back")
            self.balance -= back


def _place(one: Sale | Change) -> tuple[date, bool, str]:
    """Where it stands: by day, a sale before what became of another."""
    return one.day, isinstance(one, Change), one.key


def _net(happened: Sequence[Sale | Change]) -> Decimal:
    """What sales of a period come to, after what became of them within it."""
    found: dict[str, Decimal] = {}
    for one in happened:
        if isinstance(one, Sale):
            found[one.key] = one.base
        elif one.key in found:
            found[one.key] = max(one.base, ZERO)
    return sum(found.values(), ZERO)
