"""What forecast finds out, each thing once: the history, what is ahead, and how good that is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from salesops.commands.sales._forecast.asked import TOTAL, Asked
from salesops.commands.sales._forecast.exact import Coins, coins, decimals, parted
from salesops.commands.series import Series, history
from salesops.commands.targets import wanted
from salesops.errors import UsageError
from salesops.models.forecast.engine import forecast
from salesops.models.forecast.outlook import Outlook
from salesops.models.forecast.panel import Array, Freq, Panel
from salesops.models.forecast.shifts import Shift, shift
from salesops.queries.database import Database, Questions
from salesops.result import Period
from salesops.units import MEAN_PLACES, Unit, digits

TOP = 15
"""Series that are told one by one in prose; all others are one row."""
STRETCH = {"day": 7, "week": 1, "month": 1}
YEAR = {"day": 52, "week": 52, "month": 12}
"""In stretches."""


@dataclass(frozen=True)
class Judged:
    """One series of an outlook: how it is told, and how well that went before."""

    name: str
    outlook: Outlook
    place: int
    """Its row there."""

    @property
    def method(self) -> str:
        """What tells it, in words."""
        return self.outlook.methods[self.place]

    @property
    def weak(self) -> str:
        """Why it is told with little confidence; empty where it is not."""
        return self.outlook.weak[self.place]

    def record(self, name: str) -> float | None:
        """How good it was before; None where it was too short to be tried."""
        return number(getattr(self.outlook.record, name)[self.place])

    def covered(self, level: float) -> float | None:
        """The share of what came that an interval held."""
        return number(self.outlook.record.covered[level][self.place])

    @property
    def origins(self) -> int:
        """From how many past periods it was told."""
        return int(self.record("origins") or 0)

    @property
    def in_vain(self) -> bool:
        """Whether the season before, said again, was as good."""
        missed, naive = self.record("wape"), self.record("naive")
        return missed is not None and naive is not None and missed >= naive


@dataclass(frozen=True)
class Told(Judged):
    """What is ahead of a series in sum, and what lies behind it."""

    raw: Array
    """(T,): what came, NaN where nothing is known."""
    expected: Decimal
    low: Decimal
    high: Decimal
    last: Decimal | None
    """As many periods as are ahead, just passed; None where there are not as many."""
    shift: Shift | None


def number(value: Any) -> float | None:
    """As answers hold it: None for NaN."""
    return float(value) if np.isfinite(value) else None


@dataclass(frozen=True)
class Story:
    """The answers of one question."""

    db: Database
    asked: Asked
    limits: Any

    @cached_property
    def questions(self) -> Questions:
        """What is asked beside the history; all that both read is loaded once."""
        files = {TOTAL: ("store",), "sku": ("store", "parts", "skus")}
        series = files.get(self.asked.by, ("store", "parts"))
        self.db.expect(["sales/forecast", *(f"sales/series/{name}" for name in series)])
        return self.db.read("sales/forecast")

    @cached_property
    def targets(self) -> Mapping[str, Decimal]:
        """What net sales are to reach, by period."""
        return wanted(self.questions)

    @property
    def currency(self) -> str | None:
        """Of its amounts."""
        return self.db.book.currency

    @property
    def places(self) -> int:
        """Decimal places of what is forecast."""
        return digits(self.currency) if self.asked.unit is Unit.MONEY else MEAN_PLACES

    @property
    def freq(self) -> Freq:
        """How long a period is."""
        return Freq(self.asked.freq)

    @property
    def horizon(self) -> int:
        """How many periods are ahead."""
        return self.asked.horizon or self.freq.horizon

    @cached_property
    def series(self) -> Series:
        """What the exports know of the past.

        Raises:
            UsageError: more is to be told than was ever seen.
        """
        asked = self.asked
        found = history(
            self.questions.db, asked.measure, asked.by, self.freq, self.horizon, asked.holidays
        )
        seen = found.total.y.shape[1]
        if asked.horizon and 0 < seen < asked.horizon:
            raise UsageError(
                f"--horizon {asked.horizon}: the history has {seen} whole {asked.freq}"
                f"{'s' if seen > 1 else ''}, and no more than that can be told ahead: ask for "
                f"--horizon {seen} at most"
            )
        return found

    @property
    def known(self) -> bool:
        """Whether anything was ever sold."""
        return bool(self.series.parts.ids) and self.series.total.y.shape[1] > 0

    @property
    def periods(self) -> list[date]:
        """The first day of each period ahead."""
        found: list[date] = self.series.total.ahead.tolist()
        return found

    @property
    def window(self) -> Period:
        """What is forecast."""
        starts = self.freq.starts(self.series.end, self.horizon + 1).tolist()
        name = f"next {self.span}"
        return Period(_midnight(starts[0]), _midnight(starts[-1]), name, so_far=False)

    @property
    def span(self) -> str:
        """How far ahead, in words: `28 days`."""
        return f"{self.horizon} {self.asked.freq}{'s' if self.horizon > 1 else ''}"

    @cached_property
    def whole(self) -> Outlook:
        """The total, told from itself."""
        return self._tell(self.series.total)

    @cached_property
    def parts(self) -> Outlook:
        """Each series, brought to the total where they are its parts."""
        if not self.asked.parted:
            return self.whole
        found = self._tell(self.series.parts)
        if not self.asked.adds_up:
            return found
        from salesops.models.forecast.reconcile import added_up

        return added_up(found, self.whole)

    def _tell(self, panel: Panel) -> Outlook:
        if self.asked.method == "auto":
            return forecast(panel, self.asked.chances)
        from salesops.models.forecast.named import by_name

        return by_name(self.asked.method)(panel, self.asked.chances)

    @cached_property
    def ahead(self) -> Coins:
        """(N, H): what is expected of each series, in coins that sum to the total's."""
        if self.asked.parted and self.asked.adds_up:
            return parted(self.parts.yhat, self.whole_ahead, self.places)
        return coins(self.parts.yhat, self.places)

    @cached_property
    def whole_ahead(self) -> Coins:
        """(H,): what is expected of the total, in coins."""
        found: Coins = coins(self.whole.yhat[0], self.places)
        return found

    @cached_property
    def order(self) -> list[int]:
        """The series by what is expected of them, the most first."""
        sums, ids = self.ahead.sum(axis=1), self.parts.panel.ids
        return sorted(range(len(ids)), key=lambda n: (-sums[n], ids[n]))

    def told(self, place: int) -> Told:
        """One series of the parts."""
        return self._told(self.parts, place, self.ahead[place], self.series.raw[place])

    @cached_property
    def largest(self) -> list[Told]:
        """The parts that are told one by one."""
        return [self.told(place) for place in self.order[:TOP]] if self.asked.parted else []

    @cached_property
    def total(self) -> Told:
        """All of it, as one series."""
        return self._told(self.whole, 0, self.whole_ahead, self.series.raw_total[0])

    def _told(self, outlook: Outlook, place: int, ahead: Coins, raw: Array) -> Told:
        name = outlook.panel.ids[place] if outlook is self.parts else TOTAL
        expected = self.amount(ahead.sum())
        low, high = self._sum_within(outlook, place)
        return Told(
            name,
            outlook,
            place,
            raw,
            expected,
            min(low, expected),
            max(high, expected),
            self.last(raw),
            self._shift(outlook.panel.y[place]),
        )

    def _sum_within(self, outlook: Outlook, place: int) -> tuple[Decimal, Decimal]:
        """The interval of the sum: of whole paths, since what one day misses the next one does."""
        sums, out = _paths(outlook, place).sum(axis=1), (1 - self.asked.level / 100) / 2
        ends = np.quantile(sums, [out, 1 - out], method="weibull")
        low, high = (self.amount(end) for end in coins(ends, self.places))
        return low, high

    def last(self, raw: Array) -> Decimal | None:
        """As many periods as are ahead, just passed."""
        if len(raw) < self.horizon:
            return None
        return self.amount(coins(raw[-self.horizon :].sum(), self.places))

    def _shift(self, y: Array) -> Shift | None:
        """Of what was learnt from: days out of stock are no fall."""
        return shift(y, STRETCH[self.asked.freq], YEAR[self.asked.freq], self.limits.shift)

    def amount(self, coin: Any) -> Decimal:
        """An amount of so many coins."""
        return decimals(np.asarray(coin).reshape(1), self.places)[0]

    def at(self, period: int) -> date:
        """The first day of a period of the history."""
        found: date = self.series.total.dates[period].item()
        return found

    def bounds(self, place: int) -> Iterator[tuple[Coins, Coins]]:
        """Of each level, low and high in coins: never on the wrong side of what is expected."""
        for chance in self.asked.chances:
            low, high = (coins(end[place], self.places) for end in self.parts.within(chance))
            yield np.minimum(low, self.ahead[place]), np.maximum(high, self.ahead[place])


def _paths(outlook: Outlook, place: int) -> Array:
    """(K, H): of one series, since those of twenty thousand fill the memory."""
    found: Array = outlook.yhat[place] + outlook.shocks[place]
    floor = outlook.panel.floor
    return found if floor is None else np.maximum(found, floor)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
