"""How a usual day fills hour by hour: the shape between its morning, now and its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesops.models.usual import METHOD, Day, Method, weight
from salesops.models.weighted import Weighted

HOURS = 24


@dataclass(frozen=True)
class Filling:
    """The share of a usual day that is done at each full hour, from 0:00 to 24:00, and now."""

    hours: tuple[float, ...]
    now: float

    def meeting(self, share: float, hour: int, *, past: bool) -> float:
        """The share done at a full hour, bent so that it is `share` now.

        The usual share now is told day by day with large orders held back; the hours give only the
        shape on either side of it.
        """
        done = self.hours[hour]
        if past:
            return share * done / self.now if self.now > 0 else 0.0
        left = 1 - self.now
        return share + (1 - share) * (done - self.now) / left if left > 0 else 1.0


def filling(
    days: Sequence[Day],
    hours: Mapping[date, Mapping[int, Decimal]],
    on: date,
    levels: Sequence[float],
    method: Method = METHOD,
) -> Filling | None:
    """How the days before fill, recent ones and the same weekday weighing more.

    A day far above its kind weighs no more than others do: one large order has one hour.
    """
    sold = [one for one in days if one.day in hours and one.total > 0]
    if not sold:
        return None
    sizes = [one.total / levels[one.day.weekday()] for one in sold]
    weights = [weight(one.day, on, method) for one in sold]
    most = Weighted.of(zip(sizes, weights, strict=True)).at(method.trim)
    shares = [
        near * min(size, most) / one.total
        for one, size, near in zip(sold, sizes, weights, strict=True)
    ]
    ends = [0.0]
    for hour in range(HOURS):
        came = sum(
            float(hours[one.day].get(hour, 0)) * s for one, s in zip(sold, shares, strict=True)
        )
        ends.append(ends[-1] + came)
    if ends[-1] <= 0:
        return None
    now = sum(one.so_far * s for one, s in zip(sold, shares, strict=True)) / ends[-1]
    return Filling(tuple(_within(end / ends[-1]) for end in ends), _within(now))


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)
