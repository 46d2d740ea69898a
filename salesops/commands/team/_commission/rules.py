"""A line's rule in words: which rate of what, and what it corrects."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from salesops.models.commission.curve import Piece
from salesops.models.commission.lines import CLAWBACK, COMMISSION, SPIFF, Line
from salesops.models.commission.terms import UNPAID, Plan
from salesops.units import Unit, text

_HUNDRED = Decimal(100)


def rule(line: Line, plan: Plan, currency: str | None) -> str:
    """Why a line of a period pays what it pays; `plan` is the period's."""
    if plan == UNPAID and not line.pays:
        return "no plan"
    if line.kind == SPIFF:
        return f"SPIFF: {line.why}"
    if line.kind == CLAWBACK:
        return _correction(line, currency)
    if line.kind != COMMISSION:
        return line.why
    whole = ", the rate of the whole period" if plan.retroactive else ""
    cap = "" if plan.cap is None else text(plan.cap, Unit.MONEY, currency)
    return _rates(line.pieces, currency) + whole + (f", capped at {cap}" if line.capped else "")


def _rates(pieces: Sequence[Piece], currency: str | None) -> str:
    """`4 %`, or `4 % of 500.00 + 6 % of 700.00` where a sale lies in several tiers."""
    if not pieces:
        return "no base"
    if len({piece.rate for piece in pieces}) == 1:
        return percent(pieces[0].rate)
    found = [
        (rate, sum((piece.base for piece in of), Decimal(0)))
        for rate, of in groupby(pieces, key=lambda piece: piece.rate)
    ]
    return " + ".join(f"{percent(r)} of {text(base, Unit.MONEY, currency)}" for r, base in found)


def percent(rate: Decimal) -> str:
    """A rate as it is written, to its last digit."""
    return f"{(rate * _HUNDRED).normalize():f} %"


def _correction(line: Line, currency: str | None) -> str:
    how = f"; {_rates(line.pieces, currency)}" if line.pieces else ""
    kept = "; not taken back by the plan" if line.base < 0 and not line.pays and not how else ""
    return f"corrects {line.corrects}: {line.why}{how}{kept}"
