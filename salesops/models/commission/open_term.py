"""A period of a rep as it is being written, line by line."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from salesops.models.commission.bonus import of_period, of_sale
from salesops.models.commission.curve import Curve
from salesops.models.commission.lines import CLAWBACK, COMMISSION, SPIFF, Line, Paid
from salesops.models.commission.sales import Change, Sale, Term
from salesops.models.commission.terms import ZERO
from salesops.units import rounded

_DAY = timedelta(days=1)


@dataclass
class OpenTerm:
    """A period as it is being written."""

    places: int
    paid: dict[str, Paid]
    """Of each sale so far, those of earlier periods too."""
    term: Term
    curve: Curve
    lines: list[Line] = field(default_factory=list)
    running: Decimal = ZERO
    net: Decimal = ZERO
    full: Decimal = ZERO
    """What that pays before the cap, unrounded."""
    due: Decimal = ZERO
    """What it pays."""
    sold: list[Paid] = field(default_factory=list)
    capped_on: date | None = None

    def add(self, day: date, kind: str, pays: Decimal, **more: Any) -> Line:
        """Write a line; the running total goes along."""
        self.running += pays
        base = more.pop("base", ZERO)
        more = {"key": "", "name": "", "rate": None, **more}
        if base and more["rate"] is None:
            more["rate"] = pays / base
        number = len(self.lines) + 1
        line = Line(
            self.term.name, number, day, kind, base=base, pays=pays, running=self.running, **more
        )
        self.lines.append(line)
        return line

    def sell(self, sale: Sale) -> None:
        """A sale is paid by where it lies in the period; then the bonuses that are its own."""
        line = self._along(sale.base, sale.day, COMMISSION, key=sale.key, name=sale.name)
        rate = line.rate or ZERO
        paid = Paid(sale, line, self.term, sale.base, line.pays, rate)
        self.paid[sale.key] = paid
        self.sold.append(paid)
        for spiff in of_sale(self.curve.plan, sale):
            pays = rounded(spiff.amount * sale.share, self.places)
            paid.spiffs.append(
                self.add(sale.day, SPIFF, pays, key=sale.key, name=sale.name, why=spiff.name)
            )

    def _along(self, delta: Decimal, day: date, kind: str, **more: Any) -> Line:
        """The next part of the curve, in whole cents that sum to what the period pays."""
        pieces = tuple(self.curve.pieces(self.net, self.net + delta))
        full = self.full + sum((piece.base * piece.rate for piece in pieces), ZERO)
        due = rounded(self.curve.capped(full), self.places)
        cap = self.curve.plan.cap
        capped = cap is not None and max(self.full, full) > cap
        if capped and self.capped_on is None:
            self.capped_on = day
        pays = due - self.due
        self.net, self.full, self.due = self.net + delta, full, due
        return self.add(day, kind, pays, base=delta, pieces=pieces, capped=capped, **more)

    def change(self, change: Change) -> None:
        """Within the period of the sale the plan goes by the net; later, by the rate once paid."""
        paid = self.paid.get(change.key)
        if paid is None:
            return
        new = max(change.base, ZERO) if paid.sale.base >= 0 else change.base
        delta = new - paid.net
        claws = self._claws(paid, change, delta)
        beyond = rounded((new - change.base) * paid.rate, self.places) if claws else ZERO
        named = {
            "key": change.key,
            "name": paid.sale.name,
            "why": change.why,
            "corrects": paid.line.label,
            "beyond": beyond,
        }
        if paid.term == self.term:
            line = self._along(delta, change.day, CLAWBACK, **named)
            pays = line.pays
        else:
            pays = self._again(paid, new) if claws else ZERO
            self.add(change.day, CLAWBACK, pays, base=delta, **named)
        paid.net, paid.commission = new, paid.commission + pays
        if new == 0 and claws:
            self._unspiff(paid, change)

    def _claws(self, paid: Paid, change: Change, delta: Decimal) -> bool:
        plan, late = self.curve.plan, (change.day - paid.sale.day).days
        within = plan.within_days is None or late <= plan.within_days
        return delta > 0 or paid.term == self.term or (plan.claws and within)

    def _again(self, paid: Paid, new: Decimal) -> Decimal:
        """What another amount pays at the rate that was paid, less what was paid."""
        due = paid.commission * new / paid.net if paid.net else paid.rate * new
        return rounded(due, self.places) - paid.commission

    def _unspiff(self, paid: Paid, change: Change) -> None:
        """A sale that came to nothing has no bonus either."""
        for bonus in paid.spiffs:
            self.add(
                change.day, CLAWBACK, -bonus.pays, key=change.key, name=paid.sale.name,
                why=f"{bonus.why}, {change.why}", corrects=bonus.label,
            )  # fmt: skip
        paid.spiffs.clear()

    def bonuses(self) -> None:
        """Those of the whole period, on its last day or on the last that sold."""
        last = max((line.day for line in self.lines), default=self.term.first)
        day = self.term.after - _DAY if self.term.closed else last
        deals = sum(one.net > 0 for one in self.sold)
        for spiff in of_period(self.curve, self.net, deals, self.term):
            self.add(day, SPIFF, rounded(spiff.amount, self.places), why=spiff.name)
