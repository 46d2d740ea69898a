"""What returns asks of its window, and the rates that come of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

from salesops.commands.ledger import Ledger
from salesops.commands.sales._returns.rows import (
    Delay,
    Linked,
    Month,
    Product,
    Reason,
    Refunds,
    Returner,
    Why,
)
from salesops.models import wilson
from salesops.models.attribution import apportioned
from salesops.models.compare import ratio
from salesops.periods.dates import floor, step
from salesops.queries.database import Questions
from salesops.units import digits

Part = TypeVar("Part", Product, Reason)
MONTHS = 13
AGAIN = 2
"""Orders of which something came back: from then on it is a habit to look at."""


@dataclass(frozen=True)
class Judged:
    """A product beside all the others."""

    product: Product
    usual: float | None
    """The share of orders of all other products that something came back of."""
    excess: Decimal | None
    """Returns above what the others' rate would have been."""
    above: bool | None
    """Whether it is above beyond chance; None where its orders are too few to say."""


@dataclass(frozen=True)
class Story:
    """The answers of one question, each asked once."""

    asked: Questions
    ledger: Ledger
    cohort: bool
    limits: Any

    @property
    def _span(self) -> dict[str, Any]:
        return {**self.ledger.span, "cohort": self.cohort}

    @cached_property
    def linked(self) -> Linked:
        """What refunds name."""
        return self.asked.one("linked", Linked)

    @property
    def known(self) -> bool:
        """Whether any export would say what came back: else nothing is known, which is not 0."""
        fed = any(self.asked.has(table) for table in ("refunds", "payments"))
        stated = "refunded_total" in self.asked.db.book.written
        return fed or stated or self.linked.refunds > 0 or self.whole > 0

    @property
    def by_units(self) -> bool:
        """Whether refund lines say how many came back; else rates are of money."""
        return self.linked.by_line > 0

    @cached_property
    def products(self) -> list[Product]:
        """Every product that was sold or came back, the dearest returns first."""
        return self._in_cents(self.asked.all("products", Product, **self._span))

    @cached_property
    def reasons(self) -> list[Reason]:
        """What came back by its stated reason."""
        return self._in_cents(self.asked.all("reasons", Reason, **self._span))

    def _in_cents(self, found: list[Part]) -> list[Part]:
        """Rows whose money is whole cents that sum to the cents of all of them."""
        money = [Fraction(row.returns) for row in found]
        whole = sum((row.returns for row in found), Decimal(0))
        shown = apportioned(money, whole, digits(self.asked.db.book.currency))
        return [replace(row, returns=amount) for row, amount in zip(found, shown, strict=True)]

    @cached_property
    def why(self) -> dict[tuple[str, str], Why]:
        """The reason stated most for a product."""
        return {(row.shop, row.sku): row for row in self.asked.all("why", Why, **self._span)}

    @cached_property
    def parts(self) -> list[Refunds]:
        """Every refund of the window's orders, and every one booked in the window."""
        return self.asked.all("parts", Refunds, **self.ledger.span)

    def refunds(self, test: Callable[[Refunds], bool]) -> tuple[int, Decimal]:
        """How many refunds pass a test, and their money."""
        found = [part for part in self.parts if test(part)]
        return sum(p.refunds for p in found), sum((p.returns for p in found), Decimal(0))

    def ours(self, part: Refunds) -> bool:
        """Whether a refund is of the window, on the basis asked for."""
        return part.ordered if self.cohort else part.booked

    @cached_property
    def whole(self) -> Decimal:
        """All returns of the window; on the cash basis the ledger's own."""
        return self.refunds(self.ours)[1] if self.cohort else self.ledger.now.returns

    @cached_property
    def never_sent(self) -> tuple[int, Decimal]:
        """What of it was cancelled, or given back before anything left."""
        return self.refunds(lambda part: self.ours(part) and part.never_sent)

    @property
    def came_back(self) -> Decimal:
        """What of it was sent and came back."""
        return self.whole - self.never_sent[1]

    def rate(self, products: Iterable[Product]) -> float | None:
        """What came back of what was sold and sent: in units, else in money."""
        return self.rate_of(list(products)) if self.known else None

    def rate_of(self, rows: Sequence[Product | Month]) -> float | None:
        """The same of anything that has the four sums."""
        if self.by_units:
            return ratio(sum(row.back for row in rows), sum(row.sold for row in rows))
        sales = sum((row.sales for row in rows), Decimal(0))
        return ratio(sum((row.returns for row in rows), Decimal(0)), sales) if sales > 0 else None

    @cached_property
    def judged(self) -> list[Judged]:
        """Each product against all the others; only a cohort's orders can be counted."""
        orders, back = (
            sum(p.orders for p in self.products),
            sum(min(p.orders_back, p.orders) for p in self.products),
        )
        sales = sum((p.sales for p in self.products), Decimal(0))
        returns = sum((p.returns for p in self.products), Decimal(0))
        enough = [p for p in self.products if p.orders >= self.limits.orders]
        width = wilson.width_of(len(enough))
        return [self._judge(p, orders, back, sales, returns, width) for p in self.products]

    def _judge(
        self, p: Product, orders: int, back: int, sales: Decimal, returns: Decimal, width: float
    ) -> Judged:
        theirs = min(p.orders_back, p.orders)
        usual = ratio(back - theirs, orders - p.orders) if self.cohort else None
        rate = ratio(returns - p.returns, sales - p.sales) if sales > p.sales else None
        if usual is None or rate is None:
            return Judged(p, None, None, None)
        excess = p.returns - p.sales * Decimal(str(rate))
        if p.orders < self.limits.orders:
            return Judged(p, usual, excess, None)
        sure = wilson.share(theirs, p.orders, width)
        above = sure is not None and sure.low > usual * self.limits.factor
        return Judged(p, usual, excess, above and excess >= self.limits.amount)

    @cached_property
    def months(self) -> list[Month]:
        """The last months, by order else by refund."""
        first = step(floor(self.asked.db.as_of, "month"), "month", 1 - MONTHS)
        return self.asked.all("months", Month, **self._span, months_at=first)

    @cached_property
    def delay(self) -> Delay:
        """After how long things come back, in all loaded history; not told where dates move."""
        if self.asked.db.settings.sales.refunds_on == "order":
            return Delay(0, None, 0, 0, 0, 0)
        return self.asked.one("delays", Delay)

    @cached_property
    def returners(self) -> list[Returner]:
        """Every known customer with a return, over all loaded history."""
        if self.asked.db.book.filtered:  # a share of their orders is of all of these
            return []
        return self.asked.all("returners", Returner)

    @property
    def repeat(self) -> list[Returner]:
        """Who returned of two orders or more."""
        return [row for row in self.returners if row.returned >= AGAIN]

    def beyond_chance(self, row: Returner) -> bool:
        """Whether somebody returns more of their orders than chance explains.

        Of thousands who may, some return twice by chance: all of them are asked about at once.
        """
        others = Others(row.all_orders - row.orders, row.all_returned - row.returned, row.asked)
        enough = others.orders >= self.limits.orders
        return enough and _beyond_chance(row.returned, row.orders, others)

    @property
    def matured_at(self) -> datetime:
        """Orders placed before it have had the time to come back."""
        today = datetime.combine(self.asked.db.as_of, time())
        mature: timedelta = timedelta(days=1) * self.limits.matures
        return today - mature


class Others(NamedTuple):
    """All other customers: what one who returns is held against."""

    orders: int
    returned: int
    asked: int


@cache
def _beyond_chance(returned: int, orders: int, others: Others) -> bool:
    """The same for all who returned as many of as many orders: few cases, many customers."""
    usual = ratio(others.returned, others.orders)
    if usual is None:
        return False
    likely = wilson.by_chance(min(returned, orders), orders, min(usual, 1.0))
    return likely * others.asked < 1 - wilson.CONFIDENCE
