"""All that is known of the customers, and what they are expected to bring, each thing once."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from salesops.commands.customers._clv.backtest import EVERY, Backtest, backtest
from salesops.commands.customers._clv.bought import DAYS_A_WEEK, Array, Bought, Known, Places, read
from salesops.commands.customers._clv.buyers import Buyers
from salesops.commands.customers._clv.cents import cents, money, total
from salesops.commands.customers._clv.slipping import Slip, slip
from salesops.commands.high_value import lifetime_goal
from salesops.commands.ledger import Ledger
from salesops.models.lifetime.worth import Model, Worth, around, fit
from salesops.periods.dates import step
from salesops.queries.database import Questions
from salesops.result import Finding
from salesops.units import counted, digits

RECENT = 28
"""Days: who was likely there so long ago and no longer is may still be won back."""
SHORTEST = 28
"""Days that a backtest holds back, at the least."""
PERIODS = 13
"""Four weeks each: a year."""
TENTHS = 10


@dataclass(frozen=True)
class Story:
    """What is asked, and what follows from it."""

    asked: Questions
    ledger: Ledger
    limits: Any
    months: int
    top: int

    @property
    def first_day(self) -> date:
        """Of all loaded history."""
        return self.ledger.window.start.date()

    @property
    def last_day(self) -> date:
        """Of all loaded history: how long customers have been quiet counts to it."""
        return (self.ledger.window.end - timedelta(microseconds=1)).date()

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.ledger.db.book.currency

    def stale(self) -> Finding | None:
        """The finding that who is still a customer cannot be told as of now."""
        window = self.ledger.window
        return self.ledger.db.stale(replace(window, end=max(window.end, self.ledger.db.as_of)))

    @cached_property
    def goal(self) -> Decimal:
        """What a customer is to bring ever."""
        return lifetime_goal(self.ledger.db)

    @cached_property
    def buyers(self) -> Buyers:
        """Every known customer with an order."""
        return Buyers(self.asked.columns("known_buyers"))

    @cached_property
    def so_far(self) -> Decimal:
        """Their net sales."""
        return self.buyers.total(EVERY)

    @cached_property
    def bought(self) -> Bought:
        """Their days."""
        found = self.asked.columns("purchase_days", first_day=self.first_day)
        return read(found, self.buyers.total)

    @cached_property
    def end(self) -> int:
        """The last day, counted from the first."""
        return (self.last_day - self.first_day).days

    @cached_property
    def known(self) -> Known:
        """What each customer with a date has done."""
        return self.bought.until(self.end)

    @cached_property
    def days(self) -> int:
        """From the first purchase that has a date to the last day."""
        return self.end - int(self.known.first.min(initial=self.end))

    def day(self, number: int) -> date:
        """The date of a day."""
        return self.first_day + timedelta(days=int(number))

    @cached_property
    def needed(self) -> int:
        """Days of history that a projection needs."""
        months: int = self.limits.months
        return round(months * 365.25 / 12)

    @cached_property
    def why_not(self) -> str:
        """Why nothing is projected; empty where something is."""
        if not len(self.buyers):
            return "no known customer has ordered"
        if self.days < self.needed:
            need = f"a projection needs {self.limits.months} months"
            return f"the orders reach back {self.days:,} days, and {need}"
        if (returned := self.known.returned) < self.limits.few:
            need = f"a projection needs {self.limits.few:,}"
            return f"{counted(returned, 'customer')} bought on more than one day, and {need}"
        return ""

    @cached_property
    def ahead(self) -> int:
        """Days that are projected."""
        start = datetime.combine(self.last_day, datetime.min.time())
        return (step(start, "month", self.months) - start).days

    @cached_property
    def model(self) -> Model:
        """Fitted to all loaded history."""
        return fit(self.known.seen)

    @cached_property
    def worth(self) -> Worth | None:
        """What each is expected to bring; None where nothing is projected."""
        if self.why_not:
            return None
        return self.model.ahead(self.known.seen, self.ahead / DAYS_A_WEEK)

    @cached_property
    def backtest(self) -> Backtest | None:
        """As long as the projection, and at most half of what is known; None of too little."""
        days = min(self.ahead, (self.days + 1) // 2)
        if self.why_not or days < SHORTEST:
            return None
        if self.bought.until(self.end - days).returned < self.limits.few:
            return None
        return backtest(self.bought, self.end, days)

    @cached_property
    def usual_miss(self) -> float:
        """How far such a sum is usually off: half by experience, half by the backtest."""
        usual: float = self.limits.usual_miss
        if self.backtest is None:
            return usual
        return float(((usual**2 + self.backtest.miss**2) / 2) ** 0.5)

    def sums(self, test: Backtest) -> tuple[Decimal, Decimal]:
        """Forecast and actual, as its table sums them."""
        return self.total(self.cents(test.worth.value)), self.total(self.cents(test.values))

    def interval(self, worth: Worth, some: Any = EVERY) -> tuple[Decimal, Decimal]:
        """Of the sum over some customers: chance, the errors of the fit, and what models miss."""
        unsure = float(np.hypot(worth.unsure[1], self.usual_miss))
        low, high = around(float(worth.value[some].sum()), worth.variance(some), unsure)
        return self.money(low), self.money(high)

    def money(self, amount: float) -> Decimal:
        """In whole cents, so that lists of it tie."""
        return money(amount, digits(self.currency))

    def total(self, cents: Array) -> Decimal:
        """The sum of amounts each rounded to a cent."""
        return total(cents, digits(self.currency))

    def cents(self, amounts: Array) -> Array:
        """Each rounded to a cent, as whole numbers."""
        return cents(amounts, digits(self.currency))

    def historic(self, some: Places) -> Decimal:
        """Net sales so far of some customers."""
        return self.buyers.total(self.known.places[some])

    @cached_property
    def slipped(self) -> list[Slip]:
        """Who slipped away in each four weeks of the last year, the latest first."""
        if self.why_not:
            return []
        ends = (self.end - RECENT * n for n in range(PERIODS))
        reached = (end for end in ends if self.end - end <= self.days - self.needed)
        return [self._slip(self.bought.until(end)) for end in reached]

    def stake(self, of: Slip) -> Decimal:
        """What is at stake with them, as lists of it sum."""
        worth = of.worth
        return self.total(self.cents(worth.if_alive)) - self.total(self.cents(worth.value))

    def _slip(self, known: Known) -> Slip:
        return slip(self.model, known, self.ahead / DAYS_A_WEEK, RECENT, self.limits.risk)
