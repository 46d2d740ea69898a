"""What forecast is asked: its options as they are meant. Without numpy: `--help` reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from salesops.errors import UsageError, meant
from salesops.models.forecast.names import NAMES
from salesops.units import Unit

MEASURES = {
    "revenue": ("Net sales", "net_sales"),
    "orders": ("Orders", "orders"),
    "units": ("Units", "units"),
}
"""What can be forecast: what it is called, and its definition."""
TOTAL = "total"
GROUPS = ("sku", "segment", "channel", "category", "country", TOTAL)
MIXED = frozenset({"sku", "category"})
"""One order may hold several of these: their orders exceed the orders."""
FREQUENCIES = ("day", "week", "month")
FURTHEST = {"day": 730, "week": 104, "month": 24}
"""Two years: what comes later hangs on what no history tells."""
SURE = (1, 99)
"""Percent: the ends of what an interval can be asked to hold."""
MOST_LEVELS = 4


@dataclass(frozen=True)
class Asked:
    """One question."""

    measure: str = "revenue"
    by: str = TOTAL
    freq: str = "day"
    horizon: int | None = None
    """Periods ahead; None for those of the frequency."""
    levels: tuple[int, ...] = (80, 95)
    method: str = "auto"
    holidays: str | None = None

    @property
    def title(self) -> str:
        """What is forecast: `Net sales`."""
        return MEASURES[self.measure][0]

    @property
    def definition(self) -> str:
        """The metric that is forecast."""
        return MEASURES[self.measure][1]

    @property
    def unit(self) -> Unit:
        """What an expected value is written in."""
        return Unit.MONEY if self.measure == "revenue" else Unit.MEAN

    @property
    def parted(self) -> bool:
        """Whether there are series beside the total."""
        return self.by != TOTAL

    @property
    def adds_up(self) -> bool:
        """Whether the series are parts of the total."""
        return self.measure != "orders" or self.by not in MIXED

    @property
    def chances(self) -> tuple[float, ...]:
        """The levels as fractions."""
        return tuple(level / 100 for level in self.levels)

    @property
    def level(self) -> int:
        """The one that prose speaks of: 80, else the first asked for."""
        return 80 if 80 in self.levels else self.levels[0]  # noqa: PLR2004


def asked(
    measure: str,
    by: str,
    freq: str,
    horizon: int | None,
    levels: str,
    method: str,
    holidays: str | None,
) -> Asked:
    """The options as they are meant.

    Raises:
        UsageError: one that is not known, or past sense.
    """
    often = one_of("--freq", freq, FREQUENCIES)
    if horizon is not None and horizon > FURTHEST[often]:
        raise UsageError(
            f"--horizon {horizon}: at most {FURTHEST[often]} {often}s, two years, can be told "
            "ahead: ask for fewer, or for longer periods with --freq"
        )
    return Asked(
        one_of("--measure", measure, tuple(MEASURES)),
        one_of("--by", by, GROUPS),
        often,
        horizon,
        _levels(levels),
        one_of("--method", method, NAMES),
        holidays,
    )


def one_of(option: str, text: str, known: Sequence[str]) -> str:
    """The word that was meant.

    Raises:
        UsageError: it is none of them; the nearest is named.
    """
    word = text.strip().lower()
    if word in known:
        return word
    raise UsageError(f"{option} {text!r}: {meant(word, known)}")


def _levels(text: str) -> tuple[int, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names or len(names) > MOST_LEVELS or not all(map(_is_level, names)):
        raise UsageError(
            f"--levels {text}: name up to {MOST_LEVELS} whole percents from {SURE[0]} to "
            f"{SURE[1]}, as in --levels 80,95"
        )
    return tuple(sorted({int(name) for name in names}))


def _is_level(name: str) -> bool:
    return name.isascii() and name.isdigit() and SURE[0] <= int(name[:9]) <= SURE[1]
