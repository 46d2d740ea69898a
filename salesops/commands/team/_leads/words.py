"""What leads says: its headline and its metrics."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from salesops.commands.team._leads.rows import ZERO, Group
from salesops.commands.team._leads.scoring import crm_tells_more
from salesops.commands.team._leads.story import Story
from salesops.models import wilson
from salesops.models.compare import average, ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text

if TYPE_CHECKING:
    from salesops.models.points import Told

_DAY = 24
"""Hours."""


def headline(story: Story) -> str:
    """How many came, what became of them, how fast they were answered, and the score."""
    if story.stale:
        return story.stale.message
    whole = story.whole
    if whole is None:
        return "No leads came in."
    parts = [_became(story, whole), _answered(story), *_waiting(story), *_score(story)]
    return "; ".join(part for part in parts if part) + "."


def _percent(part: int, n: int) -> str:
    lies = wilson.share(part, n)
    within = f" ({text(lies.low, Unit.PERCENT)} to {text(lies.high, Unit.PERCENT)})" if lies else ""
    return f"{text(ratio(part, n), Unit.PERCENT)}{within}"


def _became(story: Story, whole: Group) -> str:
    said = f"{counted(whole.leads, 'lead')}"
    if not story.known.stated:
        return f"{said}, and which became a deal is not told"
    sold = f", {text(ratio(whole.won, whole.leads), Unit.PERCENT)} a sale so far"
    return (
        f"{said}: {_percent(whole.became, whole.leads)} became a deal"
        f"{sold if story.deals_known else ''}"
    )


def _answered(story: Story) -> str:
    if not story.tells_touch:
        return "how fast they were answered is not told"
    speed = story.responses.speed(story.responses.every)
    if speed.in_day is None:
        return ""
    day = f"{text(speed.in_day.share, Unit.PERCENT)} within 24 hours"
    if speed.median is None:
        return f"{day}, fewer than half at all"
    if not story.known.timed:
        days = round(speed.median / _DAY)
        when = f"within {counted(days, 'day')}" if days else "on the day they came in"
        return f"half were answered {when}"
    return f"half were answered within {speed.median:,.1f} hours, {day}"


def _waiting(story: Story) -> Iterator[str]:
    if late := len(story.waits.too_long):
        verb = "waits" if late == 1 else "wait"
        yield f"{late:,} {verb} unanswered for more than {story.limits.wait_hours:g} hours"


def _score(story: Story) -> Iterator[str]:
    trial = story.score.trial
    if not trial:
        return
    ours, theirs = _aucs(story)
    if ours is None:
        return
    if theirs is None:
        yield f"the points' AUC is {ours.auc:.2f} on {len(trial.came):,} held-back leads"
        return
    n = int(trial.both.sum())
    yield (
        f"the points {beats(story)} the CRM's own score (AUC {ours.auc:.2f} against "
        f"{theirs.auc:.2f} on {n:,} held-back leads)"
    )


def beats(story: Story) -> str:
    """Whether the points tell more than the CRM's score: only where that is more than chance."""
    trial = story.score.trial
    return "beat" if trial and trial.apart.low > 0 else "do not beat"


def _aucs(story: Story) -> "tuple[Told | None, Told | None]":
    """Of the points, and of the CRM's score; both of the same leads where there are both."""
    from salesops.models.points import told

    trial = story.score.trial
    if not trial:
        return None, None
    if not trial.enough(story.limits.score_few // 2):
        return told(trial.scores, trial.came), None
    both = trial.both
    return told(trial.scores[both], trial.came[both]), told(trial.crm[both], trial.came[both])


def metrics(story: Story) -> tuple[Metric, ...]:
    """What came, what became of it, how fast, at what cost, and the score."""
    return (*_came(story), *_speed(story), *_cost(story), *_told(story))


def _came(story: Story) -> Iterator[Metric]:
    whole = story.whole
    leads = whole.leads if whole else 0
    yield Metric("leads", "Leads", leads, Unit.COUNT)
    qualified = whole.qualified if whole and story.tells_qualified else None
    rate = None if qualified is None else ratio(qualified, leads)
    told = story.tells_qualified
    yield Metric("qualified_rate", "Qualified", rate, Unit.PERCENT, shown=told)
    stated = whole if story.known.stated else None
    sold = stated if story.deals_known else None
    ends = story.tells_given_up
    yield from _ratio(
        "lead_to_opportunity", "Lead to deal", stated.became if stated else None, leads,
        stated.became + stated.given_up if stated and ends else 0,
    )  # fmt: skip
    yield from _ratio(
        "lead_to_sale", "Lead to sale, so far", sold.won if sold else None, leads,
        sold.ended if sold and ends else 0,
    )  # fmt: skip
    deals = sold.open_deals if sold else 0
    undecided = whole.undecided + deals if whole else 0
    yield Metric("undecided", "Undecided", undecided, Unit.COUNT, good="")
    yield Metric("open_deals", "Of them open deals", deals, Unit.COUNT, good="", shown=False)
    won = sold.won if sold else None
    yield Metric("won_leads", "Leads won", won, Unit.COUNT, shown=False)
    mean = average(sold.won_value, sold.won_valued) if sold and sold.won_valued else None
    yield Metric("avg_won", "Mean amount of a won deal", mean, Unit.MONEY, shown=False)


def _ratio(name: str, title: str, part: int | None, n: int, decided: int) -> Iterator[Metric]:
    lies = None if part is None else wilson.share(part, n)
    of_decided = ratio(part, decided) if part is not None and decided else None
    yield Metric(name, title, None if part is None else ratio(part, n), Unit.PERCENT)
    low, high = (lies.low, lies.high) if lies else (None, None)
    yield Metric(f"{name}_low", "Low", low, Unit.PERCENT, shown=False)
    yield Metric(f"{name}_high", "High", high, Unit.PERCENT, shown=False)
    yield Metric(f"{name}_decided", f"{title}, of decided", of_decided, Unit.PERCENT, shown=False)


def _speed(story: Story) -> Iterator[Metric]:
    told = story.tells_touch
    speed = story.responses.speed(story.responses.every) if told else None
    median = speed.median if speed else None
    title = "First answer, median hours"
    yield Metric("response_hours", title, median, Unit.HOURS, good="down", shown=told)
    for name, title, by in (
        ("answered_1h", "Answered within 1 hour", story.known.timed and speed and speed.hour),
        ("answered_24h", "Answered within 24 hours", speed and speed.in_day),
    ):
        yield Metric(name, title, by.share if by else None, Unit.PERCENT, shown=told)
    none = speed.unanswered if speed else None
    title = "Never answered so far"
    yield Metric("unanswered", title, none, Unit.COUNT, good="down", shown=told)
    late = len(story.waits.too_long) if told else None
    title = "Open, waiting too long"
    yield Metric("waiting_leads", title, late, Unit.COUNT, good="down", shown=told)
    is_open = sum(one.open_leads for one in story.reps)
    yield Metric("open_leads", "Open leads", is_open, Unit.COUNT, good="", shown=False)


def _cost(story: Story) -> Iterator[Metric]:
    paid = story.paid
    shown = bool(paid)
    cost = sum((one.cost or ZERO for one in paid), ZERO)
    each = average(cost, sum(one.leads for one in paid))
    sale = average(cost, sum(one.won for one in paid)) if story.deals_known else None
    yield Metric("cost_per_lead", "Cost per lead", each, Unit.MONEY, good="down", shown=shown)
    yield Metric("cost_per_won", "Cost per won sale", sale, Unit.MONEY, good="down", shown=shown)


def _told(story: Story) -> Iterator[Metric]:
    ours, theirs = _aucs(story)
    trial = story.score.trial
    auc = ours.auc if ours else None
    yield Metric("score_auc", "AUC of the points", auc, Unit.RATIO, shown=bool(ours))
    found = theirs.auc if theirs else None
    shown = bool(theirs)
    yield Metric("crm_auc", "AUC of the CRM's score", found, Unit.RATIO, good="", shown=shown)
    beat = None if theirs is None else beats(story) == "beat"
    more = None if theirs is None else crm_tells_more(story)
    yield Metric("beats_crm", "The points beat it", beat, Unit.FLAG, good="", shown=False)
    n = len(trial.came) if trial else None
    yield Metric("crm_tells_more", "The CRM's tells more", more, Unit.FLAG, good="", shown=False)
    days = story.score.days
    yield Metric("usual_days", "Days to a deal, 90 of 100", days, Unit.COUNT, good="", shown=False)
    yield Metric("score_tested", "Held-back leads", n, Unit.COUNT, good="", shown=False)
