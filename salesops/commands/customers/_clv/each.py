"""Every customer, for the data formats: made when somebody asks for the rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from salesops.commands.customers._clv.bought import Known
from salesops.commands.customers._clv.buyers import Buyers
from salesops.commands.customers._clv.cents import mean, money
from salesops.commands.customers._clv.rows import Customer
from salesops.commands.customers._clv.story import TENTHS, Story
from salesops.models.lifetime.worth import Worth
from salesops.result import Table
from salesops.units import digits


@dataclass(frozen=True)
class Later(Sequence[Any]):
    """Rows that nobody has asked for are not made: a page of ten names shows none of 100,000."""

    size: int
    make: Callable[[], list[Any]]

    @cached_property
    def rows(self) -> list[Any]:
        """They."""
        return self.make()

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: Any) -> Any:  # typing.overload would keep DuckDB to the end
        return self.rows[index]


@dataclass(frozen=True)
class Every:
    """What the rows are made of: no database is among it, which may be closed by then."""

    buyers: Buyers
    known: Known
    worth: Worth
    first_day: date
    places: int
    """Digits of the currency."""

    def rows(self) -> list[Customer]:
        """The most valuable to come first."""
        tenths = np.array_split(self.worth.order, TENTHS)
        return [self._row(int(i), n) for n, some in enumerate(tenths, 1) for i in some]

    def _row(self, i: int, decile: int) -> Customer:
        known, worth, coming = self.known, self.worth, self.worth.coming
        buyer = self.buyers[known.places[i]]
        alive, projected = float(coming.alive[i]), self._money(worth.value[i])
        low, high = map(self._money, worth.within(i))
        return Customer(
            shop=buyer.shop or None,
            customer_id=buyer.customer,
            name=buyer.name,
            email=buyer.email,
            accepts_email=buyer.accepts_email,
            historic=buyer.net_sales,
            orders=buyer.orders,
            purchases=int(known.repeats[i]) + 1,
            first_order=self._day(known.first[i]),
            last_order=self._day(known.last[i]),
            p_alive=alive,
            churn_risk=1 - alive,
            expected_purchases=mean(coming.mean[i]),
            purchases_low=int(worth.between[0][i]),
            purchases_high=int(worth.between[1][i]),
            value_per_purchase=self._money(worth.each[i]),
            projected=projected,
            low=low,
            high=high,
            at_stake=self._money(worth.if_alive[i]) - projected,
            decile=decile,
        )

    def _day(self, number: int) -> date:
        return self.first_day + timedelta(days=int(number))

    def _money(self, amount: float) -> Decimal:
        return money(amount, self.places)


def customers(story: Story) -> Table:
    """All with a date to go by."""
    rows: Sequence[Any] = []
    if (worth := story.worth) is not None:
        every = Every(story.buyers, story.known, worth, story.first_day, digits(story.currency))
        rows = Later(worth.value.size, every.rows)
    return Table("customers", "Customers", Customer, rows, shown=False)
