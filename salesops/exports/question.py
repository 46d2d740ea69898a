"""What a question makes of loaded tables: its currency, its now, and what it may not see."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from salesops.errors import UsageError
from salesops.exports import beside, crm, fx, settle
from salesops.exports.asking import Options, now
from salesops.period import parse_as_of
from salesops.queries.duck import Duck
from salesops.settings import Settings

DATING = frozenset({"orders", "order_lines", "refunds", "payments"})
"""Tables whose stamps say how far the data reaches; parcels or carts may be of another day."""
TICK = timedelta(microseconds=1)
Reach = tuple[datetime, datetime] | None
"""A first and a latest stamp."""


@dataclass(frozen=True)
class Told:
    """What is the same for every statement of a question."""

    currency: str | None
    as_of: datetime
    moving: bool
    """As-of is the moment at which it was asked."""
    reach: Reach
    reach_of_deals: Reach
    later: int
    """Rows that were left out or changed for being stamped at or after as-of."""
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What was asked, and of which tables."""

    options: Options
    settings: Settings
    zone: str | None
    minutes: int
    """Of the store's clock ahead of UTC, where no zone is named."""
    needed: frozenset[str]
    filled: frozenset[str]
    days_only: Callable[[Collection[str]], bool]
    """Whether the files that fill some of the tables state days without a time."""

    def put(self, duck: Duck) -> Told:
        """Settle currency and as-of, and leave in the tables what the question may see."""
        options, filled = self.options, self.filled
        currency, notes = self._currency(duck)
        converted = options.fx is not None
        of_deals = self.whole_days(crm.TABLES, crm.reach(duck, filled))
        ends = self.whole_days(DATING, settle.reach(duck)) or of_deals
        as_of, moving = self.as_of(ends)
        reach = self.whole_days(DATING, settle.reach(duck, as_of))
        of_deals = self.whole_days(crm.TABLES, crm.reach(duck, filled, as_of))
        about_deals = bool(filled & crm.ABOUT) and "orders" not in filled
        of_orders = () if about_deals else options.where
        later = settle.set_aside(duck, filled, as_of, currency, of_orders, converted=converted)
        if about_deals:
            crm.set_aside(duck, options.where, filled)
        later += beside.set_aside(duck, filled, as_of, None if converted else currency)
        return Told(currency, as_of, moving, reach, of_deals, later, tuple(notes))

    def _currency(self, duck: Duck) -> tuple[str | None, list[str]]:
        """The one currency, into which others are converted where rates are given."""
        options, stated = self.options, self.settings.sales.currency
        converted = options.fx is not None
        currency = settle.currency_of(duck, options.currency, stated, converted=converted)
        if options.fx is None:
            filled = self.filled
            return crm.currency_of(duck, filled, options.currency, stated, currency), []
        fx.convert(duck, fx.read(options.fx), _into(currency), self.needed)
        said = f"Other currencies are in {currency} at each order's day, by {options.fx.name}."
        return currency, [said]

    def whole_days(self, tables: Collection[str], found: Reach) -> Reach:
        """First and latest; date-only stamps reach to the last microsecond of their day."""
        if found is None:
            return None
        first, last = found
        # A stamp at midnight sharp is a date only where no file states the time of day.
        if last.time() == datetime.min.time() and self.days_only(tables):
            return first, last + timedelta(days=1) - TICK
        return first, last

    def as_of(self, reach: Reach) -> tuple[datetime, bool]:
        """The question's now, and whether it is the moment at which it was asked."""
        said = self.options.as_of or self.settings.time.as_of or "now"
        if said == "data" and reach is not None:
            return reach[1] + TICK, False
        if said in {"data", "now"}:
            return now(self.zone, self.minutes), True
        return parse_as_of(said), False


def _into(currency: str | None) -> str:
    if currency is None:
        raise UsageError("--fx converts into one currency: name it with --currency")
    return currency
