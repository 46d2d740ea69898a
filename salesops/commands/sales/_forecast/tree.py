"""What is ahead of the total and of its parts, on each date one sum of the other."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesops.commands.sales._forecast.asked import Asked
from salesops.commands.sales._forecast.exact import Coins, coins, parted
from salesops.commands.series import Series
from salesops.models.forecast.borrow import Lent, lent, told
from salesops.models.forecast.engine import forecast
from salesops.models.forecast.outlook import Outlook
from salesops.models.forecast.panel import Panel
from salesops.models.forecast.reconcile import added_up


@dataclass(frozen=True)
class Tree:
    """One history, told: the total, its parts, and between it and SKUs their categories."""

    asked: Asked
    series: Series
    places: int
    """Decimal places of what is forecast."""

    @cached_property
    def whole(self) -> Outlook:
        """The total, told from itself."""
        return self._tell(self.series.total)

    @cached_property
    def categories(self) -> Outlook | None:
        """Where parts are SKUs of several categories: those, as where they are asked for."""
        panel = self.series.categories
        if panel is None:
            return None
        found = self._tell(panel)
        return added_up(found, self.whole) if self.asked.adds_up else found

    @cached_property
    def parts(self) -> Outlook:
        """Each series, brought to what it is part of."""
        if not self.asked.parted:
            return self.whole
        found = (
            told(self._tell, self.series.parts, self.lent)
            if self._borrow
            else self._tell(self.series.parts)
        )
        if not self.asked.adds_up:
            return found
        if self.categories is None:
            return added_up(found, self.whole)
        return added_up(found, self.categories, self.series.kin)

    @cached_property
    def lent(self) -> Lent:
        """What SKUs may borrow."""
        return lent(self.series.parts, self.whole, self.categories, self.series.kin)

    @cached_property
    def borrowers(self) -> int:
        """How many series are told with the season of another."""
        return len(self.lent.rows) if self._borrow else 0

    @property
    def _borrow(self) -> bool:
        """The naive forecast says the last season again, and knows no other."""
        return self.asked.by == "sku" and self.asked.method != "naive"

    @cached_property
    def whole_ahead(self) -> Coins:
        """(H,): what is expected of the total, in coins."""
        found: Coins = coins(self.whole.yhat[0], self.places)
        return found

    @cached_property
    def ahead(self) -> Coins:
        """(N, H): what is expected of each series, in coins that sum to those of its whole."""
        if not (self.asked.parted and self.asked.adds_up):
            return coins(self.parts.yhat, self.places)
        kin = self.series.kin
        if self.categories is None or kin is None or not kin.single:
            return parted(self.parts.yhat, self.whole_ahead, self.places)
        found = np.empty(self.parts.yhat.shape, dtype=np.int64)
        above = parted(self.categories.yhat, self.whole_ahead, self.places)
        for place, whole in enumerate(above):
            of = kin.part[kin.whole == place]
            found[of] = parted(self.parts.yhat[of], whole, self.places)
        return found

    def _tell(self, panel: Panel) -> Outlook:
        if self.asked.method == "auto":
            return forecast(panel, self.asked.chances)
        from salesops.models.forecast.named import by_name

        return by_name(self.asked.method)(panel, self.asked.chances)
