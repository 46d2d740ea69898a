"""An open ticket, whose turn it is, and what its customer is worth."""

from dataclasses import dataclass
from enum import StrEnum

from salesops.commands.customers._escalations.question import Question
from salesops.commands.customers._escalations.rows import Unsolved, Worth
from salesops.units import Unit, text

GAPS = 2
"""Between three days with an order: with fewer nobody has a habit."""


class State(StrEnum):
    """How an open ticket stands by the SLA; each has exactly one."""

    PAST = "waits, past the SLA"
    WITHIN = "waits, within the SLA"
    ANSWERED = "answered: the customer's turn"
    UNKNOWN = "answered: who wrote last is not known"
    APART = "out of the SLA"


@dataclass(frozen=True)
class Ticket:
    """A ticket that is open at as-of."""

    row: Unsolved
    state: State
    waited: float | None
    """Business hours; None where nobody waits."""
    worth: Worth | None
    """None where the customer has no order, or is not known."""
    about: Question | None

    @property
    def key(self) -> tuple[str, str]:
        """Its shop and id."""
        return self.row.shop, self.row.ticket

    @property
    def waits(self) -> bool:
        """Whether its customer waits for the desk."""
        return self.state in (State.PAST, State.WITHIN)

    @property
    def high(self) -> bool:
        """Whether its customer is of high value."""
        return self.worth is not None and self.worth.high_value

    @property
    def called(self) -> str:
        """Who wrote it."""
        return self.row.name or self.row.email or "unknown"

    @property
    def step(self) -> str:
        """What to do next, in a few words."""
        if self.state is State.ANSWERED:
            return "Customer's turn"
        if self.state is State.APART:
            return f"None: {self.row.apart}"
        if self.state is State.UNKNOWN:
            return "Look who wrote last"
        step = self.about.step if self.about else "answer"
        return f"Assign; {step}" if not self.row.assignee else f"{step[0].upper()}{step[1:]}"

    def risk(self, overdue: float) -> str | None:
        """Whether the customer may be leaving: by the days since the last order, a heuristic."""
        worth = self.worth
        if worth is None or worth.days_since is None:
            return None
        since = f"{worth.days_since:,} days since the last order"
        if not worth.usual_gap or (worth.gaps or 0) < GAPS:
            return f"no habit yet: {since}"
        usual = text(worth.usual_gap, Unit.DAYS)
        late = "high" if worth.days_since > overdue * worth.usual_gap else "low"
        return f"{late}: {since}, usual {usual}"


def by_priority(ticket: Ticket) -> tuple[bool, bool, float]:
    """Who waits before who does not, high value first, then the longest waiting."""
    return not ticket.waits, not ticket.high, -(ticket.waited or 0.0)
