"""What leads concludes: a neglected source, slow or no answers, and who is given too many."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from salesops.commands.team._leads.assigned import assigned
from salesops.commands.team._leads.rows import ZERO, Cost, Group
from salesops.commands.team._leads.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models import apart, survival, wilson
from salesops.models.compare import average, ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

_HOUR = 3600
_HALF = 0.5


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first; of stale data, or of a time that is past, none."""
    found: list[Finding | None] = [story.stale, rejected(story.db)]
    if story.stale is None and story.is_now and story.whole:
        if story.tells_touch:
            found += [*_neglected(story), _slow(story), _unanswered(story)]
        found.append(_unbalanced(story))
    return gravest_first(found)


def _share(value: float | None) -> str:
    return text(value, Unit.PERCENT)


@dataclass(frozen=True)
class _Day:
    """New leads of which it is known whether they were answered within a day."""

    within: int
    n: int

    @property
    def rate(self) -> float:
        return ratio(self.within, self.n) or 0.0


def _days(story: Story) -> dict[str, _Day]:
    """By source."""
    all_of = story.responses
    day = round(story.limits.slow_hours * _HOUR)
    recent = all_of.since(story.recent) & all_of.timed
    quick = recent & all_of.answered & (all_of.waited <= day)
    known = quick | (recent & (all_of.waited > day))
    names = all_of.names["source"]
    return {
        name: _Day(int((quick & (names == name)).sum()), int((known & (names == name)).sum()))
        for name in sorted(set(names[known].tolist()))
    }


def _neglected(story: Story) -> Iterator[Finding]:
    """A source that brings deals, or costs much, and is answered later than the others."""
    limits, days = story.limits, _days(story)
    judged = [name for name, one in days.items() if one.n >= limits.few]
    whole = _Day(sum(d.within for d in days.values()), sum(d.n for d in days.values()))
    width = wilson.width_of(len(judged))
    for name in judged:
        one = days[name]
        rest = _Day(whole.within - one.within, whole.n - one.n)
        if rest.n < limits.few or one.rate - rest.rate > limits.neglected_part:
            continue
        lies = apart.shares((one.within, one.n), (rest.within, rest.n), width=width)
        if lies.high < 0 and (worth := _worth(story, name)):
            yield _neglect(story, name, one, rest, worth)


def _worth(story: Story, name: str) -> str:
    """Why the source is worth an answer; empty where it brings few deals and costs little."""
    groups = {g.label: g for g in story.groups("source") if g.label}
    one = groups.get(name)
    if one and story.known.stated:
        others = [g for g in groups.values() if g is not one]
        rate, usual = _to_deal([one]), _to_deal(others)
        if one.leads >= story.limits.few and rate is not None and rate >= (usual or 0.0):
            return f"{_share(rate)} of its leads become a deal, {_share(usual)} of the others"
    return _dear(story, name)


def _to_deal(groups: list[Group]) -> float | None:
    return ratio(sum(g.became for g in groups), sum(g.leads for g in groups))


def _dear(story: Story, name: str) -> str:
    mine = _per_lead([one for one in story.paid if one.source == name])
    rest = _per_lead([one for one in story.paid if one.source != name])
    if mine is None or rest is None or float(mine) < story.limits.dear * float(rest):
        return ""
    each, usual = (text(cost, Unit.MONEY, story.db.book.currency) for cost in (mine, rest))
    return f"a lead of it costs {each}, {usual} of the other sources with spend"


def _per_lead(paid: list[Cost]) -> Decimal | None:
    return average(sum((x.cost or ZERO for x in paid), ZERO), sum(x.leads for x in paid))


def _neglect(story: Story, name: str, one: _Day, rest: _Day, worth: str) -> Finding:
    hours = f"{story.limits.slow_hours:g} hours"
    return Finding(
        Level.WARNING,
        "neglected-source",
        f"Of {counted(one.n, 'lead')} from {name} since {story.recent:%Y-%m-%d} "
        f"{_share(one.rate)} were answered within {hours}, against {_share(rest.rate)} of "
        f"{rest.n:,} others: more than chance; and {worth}. Answer these first.",
        {
            "source": name,
            "answered": one.rate,
            "leads": one.n,
            "others": rest.rate,
            "others_leads": rest.n,
        },
    )


def _slow(story: Story) -> Finding | None:
    """Half of the new leads are not answered in time, by more than chance."""
    limits, found = story.limits, story.responses
    speed = found.speed(found.since(story.recent))
    hours = limits.slow_hours
    quick = survival.by(speed.curve, round(hours * _HOUR))
    high = quick.share if quick.high is None else quick.high
    if speed.n < limits.few or high >= _HALF:
        return None
    return Finding(
        Level.WARNING,
        "slow-response",
        f"Of {counted(speed.n, 'lead')} since {story.recent:%Y-%m-%d} {_share(quick.share)} were "
        f"answered within {hours:g} hours (at most {_share(high)} with 95 % confidence): fewer "
        "than half. See by rep and source who waits.",
        {"leads": speed.n, "answered": quick.share, "hours": hours},
    )


def _unanswered(story: Story) -> Finding | None:
    """Too many new leads that have had time for an answer have none."""
    limits, found = story.limits, story.responses
    since = found.since(story.recent) & found.timed
    old = since & (found.answered | (found.waited > limits.unanswered_hours * _HOUR))
    n, none = int(old.sum()), int((old & ~found.answered).sum())
    lies = wilson.share(none, n)
    if n < limits.few or lies is None or lies.low <= limits.unanswered_part:
        return None
    return Finding(
        Level.WARNING,
        "many-unanswered",
        f"{none:,} of {counted(n, 'lead')} since {story.recent:%Y-%m-%d}, {_share(none / n)}, have "
        f"had no answer for more than {limits.unanswered_hours:g} hours; more than "
        f"{_share(limits.unanswered_part)} is no accident.",
        {"leads": n, "unanswered": none, "share": none / n},
    )


def _unbalanced(story: Story) -> Finding | None:
    """Somebody is given far more new leads than the others, by more than chance."""
    limits, found = story.limits, assigned(story)
    most, mean = found.most, found.mean
    if not most or not mean or found.given < limits.few or found.by_chance:
        return None
    if most.recent < limits.most_leads * mean:
        return None
    name = most.label or ""
    return Finding(
        Level.WARNING,
        "unbalanced-assignment",
        f"{name} was given {most.recent:,} of {found.given:,} new leads since "
        f"{story.recent:%Y-%m-%d}, {most.recent / mean:.1f} times the mean of "
        f"{len(found.compared):,} reps ({mean:,.1f}). Look at who has time for them.",
        {"rep": name, "leads": most.recent, "mean": mean, "reps": len(found.compared)},
    )
