"""What forecast concludes: what makes it doubtful, and what it warns of."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from salesops.commands.sales._forecast.judged import Judged, Told
from salesops.commands.sales._forecast.story import TOP, Story
from salesops.commands.sales._forecast.words import amount
from salesops.models.forecast.panel import Freq
from salesops.result import Finding, Level
from salesops.units import Unit, counted, signed, text

NAMED = 3
"""Series that a sentence names."""


def findings(story: Story) -> Iterator[Finding | None]:
    """Everything to know before the number is used."""
    yield short(story)
    yield doubtful(story)
    yield shifted(story)
    yield in_vain(story)
    yield below(story)


def short(story: Story) -> Finding | None:
    """A season is told from cycles; with few of them chance looks like one."""
    cycle = story.freq.cycle
    seen, needed = story.series.total.y.shape[1], story.limits.cycles * cycle
    if seen >= needed:
        return None
    whole = "week" if story.freq is Freq.DAY else "year"
    unit = story.asked.freq
    return Finding(
        Level.WARNING,
        "short-history",
        f"The history holds {counted(seen, unit)}, and {counted(story.limits.cycles, whole)} of it "
        f"would be {needed}: what a season brings is mostly not known yet.",
        {"periods": seen, "needed": needed},
    )


def doubtful(story: Story) -> Finding | None:
    """What is told with little confidence, and why."""
    if story.total.weak:
        return Finding(
            Level.WARNING,
            "low-confidence",
            f"The total is a guess: {story.total.weak}.",
            {"series": [story.total.name], "weak": 1},
        )
    weak = [one for one in _parts(story) if one.weak]
    if not weak:
        return None
    said = "; ".join(f"{one.name} ({one.weak})" for one in weak[:NAMED])
    return Finding(
        Level.INFO,
        "low-confidence",
        f"{_of(weak, story)} told with little confidence: {said}.",
        {"series": [one.name for one in weak[:TOP]], "weak": len(weak)},
    )


def _parts(story: Story) -> list[Judged]:
    """Every series beside the total."""
    if not story.asked.parted:
        return []
    names = story.parts.panel.ids
    return [Judged(names[place], story.parts, place) for place in story.order]


def _of(some: Sequence[Judged], story: Story) -> str:
    verb = "is" if len(some) == 1 else "are"
    return f"{len(some):,} of {len(story.order):,} series {verb}"


def shifted(story: Story) -> Finding | None:
    """The level of the last weeks is not that of those before."""
    first = _first(story, lambda told: told.shift is not None)
    if first is None or first.shift is None:
        return None
    found = first.shift
    since, moved = story.at(found.start), signed(found.change, Unit.PERCENT)
    levels = [amount(story, Decimal(str(round(n, 4)))) for n in (found.before, found.after)]
    return Finding(
        _level(story, first),
        "level-shift",
        f"{_named(story, first)} left its level on {since}: {moved}, from {levels[0]} a "
        f"{story.asked.freq} to {levels[1]}. What was learnt before it may not hold: look for the "
        "reason (salesops explain).",
        {"series": first.name, "since": since.isoformat(), "change": round(found.change, 4)},
    )


def _first(story: Story, test: Callable[[Told], bool]) -> Told | None:
    """The total where it is so, else the largest series that is."""
    return next((told for told in [story.total, *story.largest] if test(told)), None)


def _named(story: Story, told: Judged) -> str:
    return story.asked.title if told.outlook is story.whole else told.name


def _level(story: Story, told: Judged) -> Level:
    """A part may do what it likes as long as the whole does not."""
    return Level.WARNING if told.outlook is story.whole else Level.INFO


def in_vain(story: Story) -> Finding | None:
    """The season before, said again, was better: nothing is gained by the forecast."""
    total = story.total
    if not total.in_vain:
        return None
    missed, naive = (text(total.record(name), Unit.PERCENT) for name in ("wape", "naive"))
    lost, tried = total.lost
    return Finding(
        Level.WARNING,
        "no-better-than-naive",
        f"The forecast is no better than the naive one: from {lost} of {tried} past origins the "
        f"season before, said again, missed less, {naive} of what came in all and not {missed}.",
        {
            "wape": total.record("wape"),
            "naive": total.record("naive"),
            "lost": lost,
            "origins": tried,
        },
    )


def below(story: Story) -> Finding | None:
    """A whole month ahead that most likely ends below its target, by an amount that matters.

    The month that is begun is not asked about: pace knows what of it came already.
    """
    book, targets = story.db.book, story.targets
    if story.freq is not Freq.MONTH or story.asked.measure != "revenue" or book.filtered:
        return None
    ahead = zip(story.periods, map(story.amount, story.whole_ahead), strict=True)
    short_of = [
        (target - expected, f"{month:%Y-%m}", expected, target)
        for month, expected in ahead
        if month > story.db.as_of.date() and (target := targets.get(f"{month:%Y-%m}"))
    ]
    gap, month, expected, target = max(short_of, default=(Decimal(0), "", Decimal(0), Decimal(0)))
    if not month or gap < target * Decimal(str(story.limits.gap)):
        return None
    return Finding(
        Level.WARNING,
        "forecast-below-target",
        f"{month} is expected to bring {amount(story, expected)}, {amount(story, gap)} less than "
        "its target.",
        {"month": month, "expected": expected, "target": target},
    )
