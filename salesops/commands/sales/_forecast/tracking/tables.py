"""How accuracy is laid out: by snapshot, by how far ahead, and all of it as metrics."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from salesops.commands.sales._forecast.tracking.came import Compared
from salesops.commands.sales._forecast.tracking.scores import Sums
from salesops.commands.sales._forecast.tracking.story import Tracked
from salesops.result import DATA_ONLY, Metric, Table, titled
from salesops.units import Count, Day, Flag, Instant, Measure, Percent, Ratio, Text, Unit, rounded
from salesops.units import digits as places

FEW = 20
"""Fewer different periods than that say little, however many series there are."""
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Made:
    """A snapshot, and what came of it."""

    made: Instant
    first: Day = field(metadata=DATA_ONLY)
    last: Day = field(metadata=DATA_ONLY)
    """The last period that is compared."""
    periods: Count
    compared: Count
    forecast: Measure
    came: Measure
    accuracy: Percent | None
    bias: Percent | None
    wape: Percent | None = field(metadata=titled("WAPE"))
    naive_wape: Percent | None = field(metadata=titled("Naive's WAPE"))
    mase: Ratio | None = field(metadata=titled("MASE"))
    covered80: Percent | None = field(metadata=titled("In 80 %"))
    covered95: Percent | None = field(metadata=titled("In 95 %"))
    naive_mase: Ratio | None = field(metadata=DATA_ONLY)
    pinball: Ratio | None = field(metadata=DATA_ONLY)
    salesops: Text = field(metadata=DATA_ONLY)
    fingerprint: Text = field(metadata=DATA_ONLY)
    few: Flag


@dataclass(frozen=True)
class Lead:
    """All that was told so far ahead."""

    ahead: Text
    periods: Count
    compared: Count
    bias: Percent | None = field(metadata=DATA_ONLY)
    wape: Percent | None = field(metadata=titled("WAPE"))
    naive_wape: Percent | None = field(metadata=titled("Naive's WAPE"))
    mase: Ratio | None = field(metadata=titled("MASE"))
    naive_mase: Ratio | None = field(metadata=DATA_ONLY)
    covered80: Percent | None = field(metadata=titled("In 80 %"))
    covered95: Percent | None = field(metadata=titled("In 95 %"))
    pinball: Ratio | None = field(metadata=DATA_ONLY)
    few: Flag


def tables(story: Tracked) -> tuple[Table, ...]:
    """A row a snapshot, a row a lead."""
    freq = story.asked.freq
    note = f"Few: of fewer than {FEW} different {freq}s, which say little."
    leads = [_lead(label, sums, freq) for label, sums in story.leads.items()]
    made = [_made(one, story) for one in story.compared]
    return (
        Table(
            "leads",
            "By how far ahead it was told",
            Lead,
            leads,
            _noted(leads, note),
            shown=bool(leads),
        ),
        Table("snapshots", "Each saved forecast", Made, made, _noted(made, note), shown=bool(made)),
    )


def _noted(rows: list[Made] | list[Lead], note: str) -> str:
    return note if any(row.few for row in rows) else ""


def _made(one: Compared, story: Tracked) -> Made:
    head, sums = one.head, one.sums
    dates = [day for day in one.dates.tolist() if (day - EPOCH).days in sums.dates]
    return Made(
        head.made,
        dates[0],
        dates[-1],
        sums.periods,
        sums.n,
        amount(sums.forecast, story),
        amount(sums.came, story),
        sums.accuracy,
        sums.bias,
        sums.wape,
        sums.rival_wape,
        sums.mase,
        sums.covered80,
        sums.covered95,
        sums.rival_mase,
        sums.quantile_loss,
        head.salesops,
        head.fingerprint,
        _few(sums),
    )


def _lead(label: str, sums: Sums, freq: str) -> Lead:
    return Lead(
        f"{label} {freq}{'' if label == '1' else 's'}",
        sums.periods,
        sums.n,
        sums.bias,
        sums.wape,
        sums.rival_wape,
        sums.mase,
        sums.rival_mase,
        sums.covered80,
        sums.covered95,
        sums.quantile_loss,
        _few(sums),
    )


def _few(sums: Sums) -> bool:
    return sums.periods < FEW


def amount(value: float, story: Tracked) -> Decimal | int:
    """Money to its cents, else a count."""
    if story.asked.unit is not Unit.MONEY:
        return round(value)
    return rounded(Decimal(repr(round(value, 4))), places(story.currency))


def metrics(story: Tracked) -> Iterator[Metric]:
    """All snapshots together."""
    sums = story.sums
    freq = story.asked.freq.capitalize()
    yield Metric("snapshots", "Forecasts compared", len(story.compared), Unit.COUNT, good="")
    yield Metric("periods", f"{freq}s compared", sums.periods, Unit.COUNT, good="")
    yield Metric("compared", "Numbers compared", sums.n, Unit.COUNT, good="")
    for name, title, value, unit, good in _SCORES:
        yield Metric(name, title, value(story), unit, good=good)


def accuracy(story: Tracked) -> float | None:
    """One less what the snapshots' sums were missed by, of what came; never below 0."""
    came = sum(one.sums.came for one in story.compared)
    missed = sum(abs(one.sums.forecast - one.sums.came) for one in story.compared)
    return max(1 - missed / came, 0.0) if came > 0 else None


_SCORES = (
    ("accuracy", "Forecast accuracy", accuracy, Unit.PERCENT, "up"),
    ("bias", "Bias", lambda s: s.sums.bias, Unit.PERCENT, ""),
    ("wape", "WAPE", lambda s: s.sums.wape, Unit.PERCENT, "down"),
    ("naive_wape", "WAPE of the seasonal naive", lambda s: s.sums.rival_wape, Unit.PERCENT, ""),
    ("gain", "Missed less than the naive", lambda s: s.sums.gain, Unit.PERCENT, "up"),
    ("mase", "MASE", lambda s: s.sums.mase, Unit.RATIO, "down"),
    ("naive_mase", "MASE of the seasonal naive", lambda s: s.sums.rival_mase, Unit.RATIO, ""),
    ("covered80", "Within the 80 % interval", lambda s: s.sums.covered80, Unit.PERCENT, ""),
    ("covered95", "Within the 95 % interval", lambda s: s.sums.covered95, Unit.PERCENT, ""),
    ("pinball", "Pinball", lambda s: s.sums.quantile_loss, Unit.RATIO, "down"),
)
