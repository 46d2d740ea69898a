"""The lines of a statement."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from salesops.models.commission.curve import Piece
from salesops.models.commission.sales import Sale, Term
from salesops.models.commission.terms import ZERO, Spiff

COMMISSION, SPIFF, CLAWBACK, DRAW = "commission", "SPIFF", "clawback", "draw"


@dataclass(frozen=True)
class Line:
    """One line: what it is for, what it pays, and what is paid up to it."""

    term: str
    number: int
    """Within the period."""
    day: date
    kind: str
    """commission, SPIFF, clawback or draw."""
    key: str
    """Of the deal or order; empty where it is of none."""
    name: str
    base: Decimal
    rate: Decimal | None
    """Commission / base; None where there is no base."""
    pays: Decimal
    running: Decimal
    pieces: tuple[Piece, ...] = ()
    capped: bool = False
    why: str = ""
    """What a clawback or a bonus is for."""
    corrects: str = ""
    """The line that it corrects: period and number."""
    beyond: Decimal = ZERO
    """What a clawback would have taken beyond all that was paid."""

    @property
    def label(self) -> str:
        """As others name it."""
        return f"{self.term}/{self.number}"


@dataclass
class Paid:
    """What a sale has earned so far: what a clawback takes from."""

    sale: Sale
    line: Line
    term: Term
    net: Decimal
    commission: Decimal
    full: Decimal
    """What it has earned within its period, unrounded."""
    rate: Decimal
    """At which it is corrected later: exact, as cents of a small sale say little of its rate."""
    spiffs: list[tuple[Spiff, Line]] = field(default_factory=list)
    """The bonuses that it has, each with the line that paid it."""


@dataclass(frozen=True)
class Settled:
    """A period of a rep, settled or so far."""

    term: Term
    lines: tuple[Line, ...]
    net: Decimal
    """What tiers, attainment and bonuses go by: sales of the period less what it took back."""
    capped_on: date | None
    balance: Decimal
    """What of a recoverable draw is still to be paid back."""

    @cached_property
    def _sums(self) -> Mapping[str, Decimal]:
        found: dict[str, Decimal] = defaultdict(Decimal)
        for line in self.lines:
            found[line.kind] += line.pays
        return found

    def sum(self, *kinds: str) -> Decimal:
        """What lines of these kinds pay; of none, all."""
        return sum((self._sums.get(kind, ZERO) for kind in kinds or self._sums), ZERO)

    @cached_property
    def base(self) -> Decimal:
        """Of all its lines, those of earlier sales too."""
        return sum((line.base for line in self.lines), ZERO)
