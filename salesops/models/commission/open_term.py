"""A period of a rep as it is being written, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from salesops.models.commission.bonus import of_period, of_sale
from salesops.models.commission.curve import Curve
from salesops.models.commission.lines import CLAWBACK, COMMISSION, SPIFF, Line, Paid
from salesops.models.commission.sales import Change, Sale, Term
from salesops.models.commission.terms import ZERO, Spiff
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
        rate = ZERO if sale.base else self._next_rate
        line, full = self._along(sale.base, sale.day, COMMISSION, key=sale.key, name=sale.name)
        rate = full / sale.base if sale.base else rate
        paid = Paid(sale, line, self.term, sale.base, line.pays, full, rate)
        self.paid[sale.key] = paid
        self.sold.append(paid)
        self._spiff(paid, list(of_sale(self.curve.plan, sale)), sale.day)

    @property
    def _next_rate(self) -> Decimal:
        """What one more unit is paid at: the rate of a sale of nothing that is corrected later."""
        cap = self.curve.plan.cap
        return ZERO if cap is not None and self.full >= cap else self.curve.rate(self.net)

    def _along(self, delta: Decimal, day: date, kind: str, **more: Any) -> tuple[Line, Decimal]:
        """The next part of the curve, in cents that sum to what the period pays; and unrounded."""
        pieces = tuple(self.curve.pieces(self.net, self.net + delta))
        full = self.full + sum((piece.base * piece.rate for piece in pieces), ZERO)
        due = rounded(self.curve.capped(full), self.places)
        cap = self.curve.plan.cap
        capped = cap is not None and max(self.full, full) > cap
        if capped and self.capped_on is None:
            self.capped_on = day
        pays, exact = due - self.due, self.curve.capped(full) - self.curve.capped(self.full)
        self.net, self.full, self.due = self.net + delta, full, due
        return self.add(day, kind, pays, base=delta, pieces=pieces, capped=capped, **more), exact

    def change(self, change: Change) -> None:
        """Within the period of the sale the plan goes by the net; later, by the rate once paid."""
        paid = self.paid.get(change.key)
        if paid is None:
            return
        new = paid.sale.left(change.base)
        before, delta = paid.net, new - paid.net
        claws = self._claws(paid, change, delta)
        beyond = rounded((new - change.base) * paid.rate, self.places) if claws else ZERO
        named = {
            "key": change.key,
            "name": paid.sale.name,
            "why": change.why,
            "corrects": paid.line.label,
            "beyond": beyond,
        }
        if paid.term is self.term:
            line, full = self._along(delta, change.day, CLAWBACK, **named)
            pays, paid.full = line.pays, paid.full + full
            paid.rate = paid.full / new if new else paid.rate
        else:
            pays = self._again(paid, new) if claws else ZERO
            self.add(change.day, CLAWBACK, pays, base=delta, **named)
        paid.net, paid.commission = new, paid.commission + pays
        if claws:
            self._spiff(paid, self._earned(paid, change, before), change.day, change.why)

    def _claws(self, paid: Paid, change: Change, delta: Decimal) -> bool:
        plan, late = paid.term.plan, (change.day - paid.sale.day).days
        within = plan.within_days is None or late <= plan.within_days
        return delta > 0 or paid.term is self.term or (plan.claws and within)

    def _again(self, paid: Paid, new: Decimal) -> Decimal:
        """What another amount pays at the rate that was paid, less what was paid."""
        more = rounded(paid.rate * new, self.places) - paid.commission
        # What the plan did not take back is not paid twice, nor taken back by a rise.
        return max(more, ZERO) if new > paid.net else more

    def _earned(self, paid: Paid, change: Change, before: Decimal) -> list[Spiff]:
        """In its period by what is left; later none of what came to nothing, until it is back."""
        plan, sale = paid.term.plan, paid.sale
        if paid.term is self.term:
            return list(of_sale(plan, replace(sale, base=paid.net, whole=change.whole)))
        if not paid.net:
            return []
        return [spiff for spiff, _ in paid.spiffs] if before else list(of_sale(plan, sale))

    def _spiff(self, paid: Paid, due: Sequence[Spiff], day: date, why: str = "") -> None:
        """Pay the bonuses that are due, and take back those that are not any more."""
        sale, held, since = paid.sale, paid.spiffs, f", {why}" if why else ""
        named = {"key": sale.key, "name": sale.name}
        for spiff, line in held:
            if spiff not in due:
                told = {"why": f"{spiff.name}{since}", "corrects": line.label}
                self.add(day, CLAWBACK, -line.pays, **named, **told)
        kept = [each for each in held if each[0] in due]
        new = [spiff for spiff in due if spiff not in [one for one, _ in kept]]
        for spiff in new:
            pays = rounded(spiff.amount * sale.share, self.places)
            kept.append((spiff, self.add(day, SPIFF, pays, **named, why=f"{spiff.name}{since}")))
        paid.spiffs = kept

    def bonuses(self) -> None:
        """Those of the whole period, on its last day or on the last that sold."""
        last = max((line.day for line in self.lines), default=self.term.first)
        day = self.term.after - _DAY if self.term.closed else last
        deals = sum(one.net > 0 for one in self.sold)
        for spiff in of_period(self.curve, self.net, deals, self.term):
            self.add(day, SPIFF, rounded(spiff.amount, self.places), why=spiff.name)
