"""What the exports know of what is forecast, and which periods lie ahead of that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from salesops.commands.sales._forecast.asked import TOTAL, Asked
from salesops.commands.sales._forecast.exact import decimals
from salesops.commands.series import Series, history
from salesops.commands.targets import wanted
from salesops.errors import UsageError
from salesops.models.forecast.panel import Freq
from salesops.queries.database import Database
from salesops.result import Period
from salesops.units import MEAN_PLACES, Unit, digits


@dataclass(frozen=True)
class Past:
    """The history of one question."""

    db: Database
    asked: Asked

    @cached_property
    def targets(self) -> Mapping[str, Decimal]:
        """What net sales are to reach, by period."""
        return wanted(self.db)

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
        self._expect()
        found = history(self.db, asked.measure, asked.by, self.freq, self.horizon, asked.holidays)
        seen = found.total.y.shape[1]
        if asked.horizon and 0 < seen < asked.horizon:
            raise UsageError(
                f"--horizon {asked.horizon}: the history has {seen} whole {asked.freq}"
                f"{'s' if seen > 1 else ''}, and no more than that can be told ahead: ask for "
                f"--horizon {seen} at most"
            )
        return found

    def _expect(self) -> None:
        """Targets are loaded with the history, not after it."""
        files = {TOTAL: ("store",), "sku": ("store", "parts", "skus")}
        series = files.get(self.asked.by, ("store", "parts"))
        self.db.expect(["sales/targets", *(f"sales/series/{name}" for name in series)])

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

    def at(self, period: int) -> date:
        """The first day of a period of the history."""
        found: date = self.series.total.dates[period].item()
        return found

    def amount(self, coin: Any) -> Decimal:
        """An amount of so many coins."""
        return decimals(np.asarray(coin).reshape(1), self.places)[0]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
