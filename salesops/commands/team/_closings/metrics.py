"""The numbers of closings: what this period brings, and how far that can be believed."""

from collections.abc import Iterator

from salesops.commands.team._closings.outlook import Outlook
from salesops.result import Metric
from salesops.units import Unit


def metrics(outlook: Outlook) -> tuple[Metric, ...]:
    """This period, and how far it can be believed."""
    return (*_this(outlook), *_belief(outlook))


def _this(outlook: Outlook) -> Iterator[Metric]:
    story = outlook.story
    row = outlook.values[0] if outlook.values else None
    number = outlook.numbers[0] if outlook.numbers else None
    value = (lambda name: getattr(row, name)) if row else (lambda _: None)
    deals = (lambda name: getattr(number, name)) if number else (lambda _: None)
    yield Metric("expected_value", "Expected", value("expected"), Unit.MONEY)
    yield Metric("expected_low", "Low (80 %)", value("low"), Unit.MONEY)
    yield Metric("expected_high", "High (80 %)", value("high"), Unit.MONEY)
    yield Metric("won_value", "Won so far", value("won"), Unit.MONEY)
    goal = story.goal
    apart = goal is not None and goal.others != 0
    yield Metric("quota", "Quota", goal.quota if goal else None, Unit.MONEY, good="")
    yield Metric("quota_won", "Won of it", goal.won if goal else None, Unit.MONEY, shown=apart)
    yield Metric("quota_chance", "Chance of the quota", value("chance"), Unit.PERCENT)
    yield Metric("expected_deals", "Deals expected", deals("expected"), Unit.MEAN)
    yield Metric("won_deals", "Deals won so far", deals("won"), Unit.COUNT)
    yield Metric("open_deals", "Open deals", story.counts.open, Unit.COUNT)


def _belief(outlook: Outlook) -> Iterator[Metric]:
    scored, scores = outlook.scored, outlook.scores
    yield Metric("brier", "Brier score", scored.brier if scored else None, Unit.RATIO, good="down")
    always = scored.always if scored else None
    yield Metric("brier_win_rate", "Brier of the win rate alone", always, Unit.RATIO, good="")
    yield Metric("accuracy", "Accuracy, past periods", scores.accuracy, Unit.PERCENT)
    yield Metric("bias", "Bias, past periods", scores.bias, Unit.PERCENT, good="")
    yield Metric("wape", "WAPE, past periods", scores.wape, Unit.PERCENT, good="down")
    yield Metric("crm_wape", "WAPE of the CRM's dates", scores.stated_wape, Unit.PERCENT, good="")
    held = scores.within / len(scores.told) if scores.told else None
    yield Metric("within80", "Past periods in the 80 %", held, Unit.PERCENT, good="")
    yield Metric("new_share", "Won of deals new then", scores.new, Unit.PERCENT, good="")
