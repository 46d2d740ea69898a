"""What a reader must know of a history, in sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from salesops.commands._series.opening import Opening
from salesops.commands._series.rows import Undated
from salesops.commands._series.whole import MOST, Whole
from salesops.models.forecast.panel import Freq
from salesops.settings import WEEKDAYS

_LONGEST = {Freq.DAY: "4 years", Freq.WEEK: "10 years", Freq.MONTH: "30 years"}
_NAMED = 3
"""Days that a note names; of more it says how many."""


def of_periods(freq: Freq, periods: Whole, today: date) -> Iterator[str]:
    """Where the history begins and ends."""
    if periods.begun:
        which = f"{periods.begun}" if freq is Freq.DAY else f"The {freq} from {periods.begun}"
        yield f"{which} is not over in the data: it is left out of the past."
    if periods.end < today and (freq is Freq.DAY or not periods.begun):
        yield (
            f"The data ends before {periods.end}: what came since is not known, so the forecast "
            "begins there and not today."
        )
    if periods.older:
        yield f"Only the last {_LONGEST[freq]} ({MOST[freq]:,} {freq}s) are learnt from."


def of_opening(found: Opening) -> Iterator[str]:
    """When the store sells."""
    if found.closed:
        names = " and ".join(f"{WEEKDAYS[day].capitalize()}s" for day in sorted(found.closed))
        yield f"No sales are forecast on {names}: the store takes no orders then."
    if found.off:
        days = ", ".join(map(str, found.off[-_NAMED:]))
        more = f", the last of them {days}" if len(found.off) > _NAMED else f": {days}"
        yield f"{_many(len(found.off), 'day')} without any order are not learnt from{more}."


def of_holidays(kept: Iterable[str]) -> Iterator[str]:
    """Which holidays the store keeps."""
    if names := ", ".join(sorted(kept)):
        yield f"No sales are forecast on {names}: the store had no order on them before."


def of_stock(censored: Mapping[str, int]) -> Iterator[str]:
    """What could not be bought."""
    if censored:
        days, skus = _many(sum(censored.values()), "day"), _many(len(censored), "SKU")
        yield f"{days} out of stock, of {skus}, are not learnt from: nobody could buy then."


def of_undated(undated: Undated, measure: str) -> Iterator[str]:
    """What is in no day."""
    if value := undated.net_sales if measure == "revenue" else getattr(undated, measure):
        said = f"{value:,.2f}" if measure == "revenue" else f"{value:,.0f}"
        yield f"Left out for want of a date: {measure} of {said}."


def of_parts(ids: Sequence[str], *, additive: bool) -> Iterator[str]:
    """How parts make the whole."""
    if ids and not additive:
        yield "An order of several groups counts in each: their orders sum to more than the orders."


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"
