"""The numbers of quota: the rate and the percent, what they are made of, and the pace."""

from collections.abc import Iterator

from salesops.commands.team._quota.ending import ending
from salesops.commands.team._quota.rows import ZERO
from salesops.commands.team._quota.story import Story
from salesops.models.compare import ratio
from salesops.result import Metric
from salesops.units import Unit


def metrics(story: Story) -> tuple[Metric, ...]:
    """The two numbers, what they are made of, and the pace."""
    result, told = story.result, story.told
    stated = sum((one.quota.stated for one in told), ZERO) if told else None
    nobody = sum((w.value for w in story.others if w.rep is None), ZERO)
    without = sum((w.value for w in story.others if w.rep is not None), ZERO)
    return (
        Metric("attainment_rate", "Attainment rate, reps at 100 %", result.rate, Unit.PERCENT),
        Metric("reps_with_quota", "Reps with a quota", result.reps, Unit.COUNT, good=""),
        Metric("reps_at_quota", "Of them at 100 %", result.reached, Unit.COUNT),
        Metric("team_percent", "Team percent, won of quota", result.percent, Unit.PERCENT),
        Metric("quota", "Quota after ramp", result.quota if told else None, Unit.MONEY, good=""),
        Metric(
            "quota_stated",
            "Quota as stated",
            stated,
            Unit.MONEY,
            good="",
            shown=bool(told) and stated != result.quota,
        ),
        Metric("credited", "Won by reps with a quota", result.won, Unit.MONEY),
        Metric(
            "won_without_quota",
            "Won by reps without",
            without,
            Unit.MONEY,
            good="",
            shown=bool(without),
        ),
        Metric(
            "won_by_nobody", "Won, no owner named", nobody, Unit.MONEY, good="", shown=bool(nobody)
        ),
        Metric("won_value", "Won in all", story.won_in_all, Unit.MONEY),
        *_together(story),
        *_pace_metrics(story),
    )


def _together(story: Story) -> Iterator[Metric]:
    """Shown where teams or shops have quotas of their own."""
    found, shown = story.together, story.apart
    won = story.won_together if found.holders else None
    yield Metric(
        "quota_of_all", "Quota of all together", found.quota, Unit.MONEY, good="", shown=shown
    )
    yield Metric("won_of_all", "Won of it", won, Unit.MONEY, shown=shown)


def _pace_metrics(story: Story) -> Iterator[Metric]:
    shown = not story.span.over
    percent = ratio(story.projection, story.result.quota)
    yield Metric(
        "expected_share", "Usual by now", story.expected_share, Unit.PERCENT, good="", shown=shown
    )
    title = "At this pace in the end (estimate)"
    yield Metric("projection", title, story.projection, Unit.MONEY, shown=shown)
    ends = ending(story)
    for name, word, bound in (("low", "Low", ends.low), ("high", "High", ends.high)):
        told = ends.low is not None
        yield Metric(f"projection_{name}", f"{word} (80 %)", bound, Unit.MONEY, shown=told)
    yield Metric("projected_percent", "At this pace, of quota", percent, Unit.PERCENT, shown=shown)
    if story.told:
        gap = story.result.quota - story.result.won
        yield Metric("gap", "Gap to quota", gap, Unit.MONEY, good="down", shown=shown)
