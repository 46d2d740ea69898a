"""What commission asks, each thing once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from salesops.commands.ledger import every
from salesops.commands.rep_quotas.stated import Stated
from salesops.commands.team._commission.credits import Credits
from salesops.commands.team._commission.pay import Pay, Statement
from salesops.commands.team._commission.plan import Plans, read
from salesops.commands.team._commission.rows import Credit, Deal, Known, Mark, Order, Refund
from salesops.commands.team._quota.asked import ramp_plan
from salesops.errors import InputError
from salesops.models.commission.lines import Line, Settled
from salesops.models.compare import ratio
from salesops.periods.dates import at_midnight
from salesops.queries.database import Database, Questions
from salesops.result import Period
from salesops.units import digits

ZERO = Decimal(0)


@dataclass(frozen=True)
class Asked:
    """What the user asked for."""

    plan: Path | None
    rep: str | None
    period: str | None
    what_if: Path | None


@dataclass(frozen=True)
class Total:
    """What some periods come to."""

    settled: tuple[Settled, ...]

    def sum(self, *kinds: str) -> Decimal:
        """What lines of these kinds pay; of none, all."""
        return sum((one.sum(*kinds) for one in self.settled), ZERO)

    @property
    def base(self) -> Decimal:
        """What is paid for."""
        return sum((one.base for one in self.settled), ZERO)

    @property
    def lines(self) -> list[Line]:
        """All of them."""
        return [line for one in self.settled for line in one.lines]

    @property
    def quota(self) -> Decimal:
        """Of those periods that have one."""
        return sum((one.term.quota or ZERO for one in self.settled), ZERO)

    @property
    def attainment(self) -> float | None:
        """Of those periods that have a quota."""
        net = sum((one.net for one in self.settled if one.term.quota), ZERO)
        return ratio(net, self.quota)

    @property
    def rate(self) -> float | None:
        """All that is paid, of the base."""
        return ratio(self.sum(), self.base)


@dataclass(frozen=True)
class Story:
    """What is asked, and what follows from it."""

    db: Database
    asked: Asked
    limits: Any

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.db.book.currency

    @cached_property
    def plans(self) -> Plans | None:
        """By --plan, else by [commission] plan; None where neither names a file."""
        if self.asked.plan:
            return read(self.asked.plan, "--plan")
        if self.limits.plan:
            return read(self.db.settings.folder / self.limits.plan, "[commission] plan")
        return None

    @cached_property
    def _shared(self) -> tuple[list[Credit], list[Order], list[Refund], bool]:
        """Credits, and the orders that they name; True: those were asked for in vain."""
        self.db.expect(("team/commission", "team/quotas"))  # else quotas load all anew
        stated = self.db.read("team/commission").all("credits", Credit)
        if not any(one.order_id for one in stated):
            return stated, [], [], False
        try:
            sql = self.db.read("team/commission_orders")
        except InputError as error:
            if error.lacking is None:
                raise
            return stated, [], [], True
        return stated, sql.all("orders", Order), sql.all("refunds", Refund), False

    @property
    def orderless(self) -> bool:
        """Credits name orders, and there are none."""
        return self._shared[3]

    @cached_property
    def sql(self) -> Questions:
        """Of deals: asked after the orders, which are loaded anew."""
        assert self._shared  # noqa: S101 - asks for orders, where there are credited ones
        return self.db.read("team/commission")

    @cached_property
    def quotas(self) -> Stated:
        """What each is to win, and who they are."""
        assert self.sql  # noqa: S101 - before it, or its views would be gone
        return Stated(self.db.read("team/quotas"), ramp_plan(self.db))

    @cached_property
    def credits(self) -> Credits:
        """Whose each deal and order is."""
        deals, marks = self.sql.all("deals", Deal), self.sql.all("marks", Mark)
        stated, orders, refunds, _ = self._shared
        return Credits(
            self.quotas.reps, deals, marks, stated, orders, refunds, self.db.as_of.date(),
            digits(self.currency),
        )  # fmt: skip

    @cached_property
    def known(self) -> Known:
        """What is in no statement."""
        return self.sql.one("known", Known, today=self.db.as_of.date())

    @cached_property
    def pay(self) -> Pay:
        """What the plans come to."""
        return Pay(self.plans, self.credits, self.quotas, self.db.as_of)

    @cached_property
    def instead(self) -> Pay | None:
        """What those of --what-if come to."""
        path = self.asked.what_if
        return replace(self.pay, plans=read(path, "--what-if")) if path else None

    @cached_property
    def window(self) -> Period:
        """What is asked about; its plan periods are shown whole. All history runs to as-of."""
        if self.asked.period and not every(self.asked.period):
            assert self.sql  # noqa: S101 - what is loaded says what the words mean
            return self.db.window(closed=self.asked.period)
        first, end = self.pay.first, self.db.as_of
        start = end if first is None else min(datetime.combine(first, time()), end)
        return Period(start, end, "all", so_far=not at_midnight(end))

    def told(self, pay: Pay) -> list[tuple[Statement, Total]]:
        """Those asked for, with their periods of the window."""
        rep = self.asked.rep
        wanted = {one.whose for one in self.pay.only(rep)} if rep else None
        chosen = [one for one in pay.statements if wanted is None or one.whose in wanted]
        found = ((one, Total(tuple(self._inside(one)))) for one in chosen)
        return [(one, total) for one, total in found if total.settled]

    def _inside(self, statement: Statement) -> Iterator[Settled]:
        start, end = self.window.start.date(), self.window.end
        for one in statement.settled:
            begins = datetime.combine(one.term.first, time())
            if one.term.after > start and begins < end and (one.lines or one.term.quota):
                yield one

    @cached_property
    def all(self) -> list[tuple[Statement, Total]]:
        """By the plans that count."""
        return self.told(self.pay)

    @cached_property
    def paid(self) -> list[tuple[Statement, Total]]:
        """Of them who have a plan."""
        return [(one, total) for one, total in self.all if one.plan]

    @cached_property
    def together(self) -> Total:
        """All who have a plan."""
        return Total(tuple(s for _, total in self.paid for s in total.settled))
