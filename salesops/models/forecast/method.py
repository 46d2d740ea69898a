"""The constants of the engine, by how long a period is.

They were chosen on other series than those that docs/forecast-accuracy.md reports: births and
train riders by day and week, shared bicycles, flights, energy, the M1 and tourism competitions,
employment, and made-up sales of shops.
"""

from dataclasses import dataclass
from itertools import product

from salesops.models.forecast.panel import Freq


@dataclass(frozen=True)
class Trend:
    """A level with a slope that goes on, less and less."""

    fast: float
    """How fast the level forgets, a period."""
    slow: float
    """How fast the slope forgets; 0: it is that of the whole history."""
    damped: float
    share: float = 1.0
    """Of the slope: a half is the Theta method's (Assimakopoulos and Nikolopoulos 2000)."""


@dataclass(frozen=True)
class Shape:
    """One way to see a season: none, times or plus, and what multiplies it beyond."""

    words: str
    times: bool | None = None
    """None: no season."""
    fading: float = 1.0
    smooth: bool = False
    beyond: tuple[str, ...] = ()
    """`year` and `payday`: cycles of days that are longer than a week."""


@dataclass(frozen=True)
class Method:
    """How series of one kind of period are told."""

    shapes: tuple[Shape, ...]
    levels: tuple[float, ...]
    trends: tuple[Trend, ...]
    back: int
    """Periods that levels are told from."""
    origins: int
    """How many past periods everything is told from once more."""
    step: int
    """Periods between them."""
    power: float
    """How much less a way weighs that missed by more: its error to this power."""
    half: int
    """Half the periods of the level that outliers are told against."""
    near: int
    """Errors of so many periods earlier or later tell the interval of one."""
    scale: float
    """How fast the usual error forgets."""
    recent: float = 0.95
    """What an error of one origin earlier weighs."""
    doubt: float = 3.0
    """How much wider intervals are for each independent error that tells them."""
    blend: float = 60.0
    """Independent errors of which their own quantiles weigh as much as a normal distribution's."""
    tail: float = 1.06
    """How much further than a normal distribution's the ends of a 95 % interval lie."""


WINSOR = 4.0
"""Usual distances from the level that are learnt from at most."""
RARE = 1.32
"""Periods for each one with a sale from which on sales are rare (Syntetos and Boylan 2005)."""


def _trends(
    fast: tuple[float, ...], slow: tuple[float, ...], damped: tuple[float, ...]
) -> tuple[Trend, ...]:
    return tuple(Trend(*one) for one in product(fast, slow, damped))


def _theta(*fast: float) -> tuple[Trend, ...]:
    return tuple(Trend(one, 0.0, 1.0, 0.5) for one in fast)


METHODS = {
    Freq.DAY: Method(
        shapes=(
            Shape("no season"),
            Shape("weekly season (x)", times=True),
            Shape("weekly season (+)", times=False),
            Shape("weekly and yearly season (x)", times=True, beyond=("year",)),
            Shape("weekly, monthly and yearly season (x)", times=True, beyond=("payday", "year")),
        ),
        levels=(0.005, 0.015, 0.04, 0.08, 0.15, 0.3),
        trends=(*_trends((0.06, 0.2), (0.01, 0.03), (0.9, 0.97)), *_theta(0.04, 0.15)),
        back=400,
        origins=12,
        step=27,
        power=16,
        half=7,
        near=5,
        scale=0.015,
    ),
    Freq.WEEK: Method(
        shapes=(
            Shape("no season"),
            Shape("yearly season (x)", times=True),
            Shape("smooth yearly season (x)", times=True, smooth=True),
        ),
        levels=(0.03, 0.1, 0.2, 0.4, 0.7),
        trends=(*_trends((0.1, 0.4), (0.05, 0.15), (0.9, 0.98)), *_theta(0.1, 0.3, 0.6)),
        back=300,
        origins=20,
        step=4,
        power=4,
        half=3,
        near=2,
        scale=0.03,
        recent=0.9,
        doubt=1.0,
        tail=1.1,
    ),
    Freq.MONTH: Method(
        shapes=(
            Shape("no season"),
            Shape("yearly season (x)", times=True, fading=0.8),
            Shape("recent yearly season (x)", times=True, fading=0.5),
            Shape("yearly season (+)", times=False, fading=0.6),
        ),
        levels=(0.1, 0.2, 0.4, 0.6, 0.8, 0.97),
        trends=(
            *_trends((0.2, 0.5, 0.9), (0.08, 0.2, 0.4), (0.85, 0.95)),
            *_theta(0.1, 0.3, 0.5, 0.8),
        ),
        back=300,
        origins=20,
        step=4,
        power=12,
        half=3,
        near=2,
        scale=0.05,
        recent=0.85,
        doubt=0.5,
        tail=1.15,
    ),
}
