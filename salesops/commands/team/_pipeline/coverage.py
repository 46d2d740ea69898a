"""Whether what is open can still bring the quota: open value against what is left to win."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from salesops.commands.rep_quotas.days import come, name_of
from salesops.commands.rep_quotas.rows import Credited
from salesops.commands.rep_quotas.stated import Stated
from salesops.commands.rep_quotas.together import Holder, Together
from salesops.commands.team._pipeline.rows import ZERO, Closing
from salesops.commands.team._quota.asked import stated
from salesops.commands.team._quota.span import UNITS
from salesops.models.compare import ratio
from salesops.periods.dates import floor, step
from salesops.queries.database import Questions

NO_QUOTA = "no quota"


@dataclass(frozen=True)
class Covered:
    """Somebody with a quota: what is won of it, and what is to close in its period."""

    label: str
    quota: Decimal | None
    won: Decimal
    open_value: Decimal
    open_deals: int


@dataclass(frozen=True)
class Coverage:
    """The quotas of the period that as-of lies in, and what there is to reach them with."""

    period: str
    scopes: Sequence[str]
    """Whose quotas they are: shop, team, rep."""
    holders: Sequence[Covered]
    """Who has none is the last of them, where there is anybody."""

    @property
    def quota(self) -> Decimal:
        """All of them together."""
        return sum((one.quota or ZERO for one in self._with), ZERO)

    @property
    def won(self) -> Decimal:
        """By who has a quota, from the period's first day to as-of."""
        return sum((one.won for one in self._with), ZERO)

    @property
    def left(self) -> Decimal:
        """Still to win; of the whole, so that who is past a quota helps."""
        return self.quota - self.won

    @property
    def open_value(self) -> Decimal:
        """Of their open deals that are expected to close in the period."""
        return sum((one.open_value for one in self._with), ZERO)

    @property
    def ratio(self) -> float | None:
        """Open value closing in the period, to what is still to win; None where that is reached."""
        return ratio(self.open_value, self.left) if self.left > 0 else None

    @property
    def _with(self) -> list[Covered]:
        return [one for one in self.holders if one.quota is not None]


def coverage(asked: Questions, as_of: datetime, *, listed: bool) -> Coverage | None:
    """By month where there are quotas of this month, else by quarter, else by year; or None.

    Under --where deals are left out that quotas are of.
    """
    quotas = stated(asked.db)
    found = _period(quotas, as_of) if quotas else None
    if quotas is None or found is None:
        return None
    name, first, after, together = found
    won = quotas.credited(first, come(as_of))
    closing = asked.all("closing", Closing, listed=listed, first=first, after=after)
    return Coverage(name, together.scopes, _holders(together, won, closing))


def _period(quotas: Stated, as_of: datetime) -> tuple[str, date, date, Together] | None:
    for unit in UNITS:
        start = floor(as_of, unit)
        first, after = start.date(), step(start, unit, 1).date()
        name = name_of(start, unit)
        if name in quotas.periods and (together := quotas.together(first, after)).holders:
            return name, first, after, together
    return None


def _holders(
    together: Together, won: Sequence[Credited], closing: Sequence[Closing]
) -> list[Covered]:
    """Those with the highest quota first; last whoever has none."""
    won_of, open_of = _sorted(together, won), _sorted(together, closing)
    rows = [_covered(one, won_of, open_of) for one in together.holders]
    rows.sort(key=lambda one: (-(one.quota or ZERO), one.label))
    if None in won_of or None in open_of:
        rows.append(_covered(None, won_of, open_of))
    return rows


Sums = Mapping[Holder | None, tuple[Decimal, int]]
"""Money and deals of each who has a quota; under None of who has none."""


def _sorted(together: Together, rows: Sequence[Credited] | Sequence[Closing]) -> Sums:
    found: dict[Holder | None, tuple[Decimal, int]] = {}
    for one in rows:
        whose = together.of(one.shop, one.rep, one.team)
        value, deals = found.get(whose, (ZERO, 0))
        found[whose] = value + one.value, deals + one.deals
    return found


def _covered(whose: Holder | None, won: Sums, closing: Sums) -> Covered:
    value, deals = closing.get(whose, (ZERO, 0))
    label, quota = (whose.label, whose.quota.ramped) if whose else (NO_QUOTA, None)
    return Covered(label, quota, won.get(whose, (ZERO, 0))[0], value, deals)
