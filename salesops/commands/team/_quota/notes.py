"""What a reader of quota must know of its numbers."""

from collections.abc import Iterator

from salesops.commands.rep_quotas.days import span_of
from salesops.commands.rep_quotas.stated import METRIC
from salesops.commands.team._quota.ending import FEWEST, ending
from salesops.commands.team._quota.story import Story
from salesops.commands.team._quota.words import money
from salesops.models.business_hours import WEEKDAYS
from salesops.models.wilson import share
from salesops.units import Unit, counted, text

FILTERED = (
    "Under --where only some deals are here, and a quota is of all that a rep sells: ask without "
    "it, or group with --by."
)
FEW = 10
"""Of fewer reps a rate says little."""
_NAMED = 5


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of these numbers."""
    yield from _period(story)
    yield from _together(story)
    yield from _basis(story)
    yield from _ramp(story)
    yield from _people(story)
    yield from _lines(story)
    yield from _deals(story)


def _period(story: Story) -> Iterator[str]:
    span = story.span
    if not span.chosen and span.over:
        yield f"No quota is stated for now: {span.window.name} is the latest that has some."
    if prorated := sum(one.quota.prorated for one in story.told):
        yield (
            f"The quota of {counted(prorated, 'rep')} is prorated: a part of a month, quarter or "
            "year counts by its days."
        )
    within = share(story.result.reached, story.result.reps)
    if within and span.over and story.result.reps < FEW:
        low, high = text(within.low, Unit.PERCENT), text(within.high, Unit.PERCENT)
        yield (
            f"The attainment rate is of {counted(story.result.reps, 'rep')} only: by chance alone "
            f"it could lie between {low} and {high}."
        )


def _together(story: Story) -> Iterator[str]:
    if story.apart:
        found = story.together
        yield (
            f"The quota of all together is that of {found.whose}: {money(story, found.quota)}, of "
            f"which {money(story, story.won_together)} is won. A team's or a shop's own is not "
            "added to those of its reps."
        )
    if story.told and not story.stated.covers(story.span.first, story.span.after):
        yield "Of some days of this period no quota is stated: what is stated counts."


def _basis(story: Story) -> Iterator[str]:
    if story.span.over or not story.told:
        return
    passed = text(story.point, Unit.PERCENT)
    which = ", ".join(WEEKDAYS[n - 1] for n in sorted(story.course.calendar.weekdays))
    days = f"{passed} of this period's business days ({which}) have passed, today's part with them"
    if story.course.learnt:
        yield (
            f"Usual by now: the share of won value that had closed by this point in the last "
            f"{len(story.course.past)} periods. {days}."
        )
    else:
        least = story.course.few
        yield f"Usual by now: by business days, as fewer than {least} periods lie before. {days}."
    yield from _interval(story)


def _interval(story: Story) -> Iterator[str]:
    """Why the expected end has no interval, or half of one."""
    if story.projection is None:
        return
    ends, periods = ending(story), len(story.course.past)
    least = max(FEWEST, story.course.few)
    if periods < least:
        yield (
            f"No interval of the end: only {counted(periods, 'period')} before can say how one "
            f"goes on from here; it takes {least}."
        )
    elif ends.low is None:
        yield "No interval of the end: nothing is won yet, and it is told as a multiple of that."
    elif ends.high is None:
        yield "The end has no upper bound: some periods before had won nothing by this point."


def _ramp(story: Story) -> Iterator[str]:
    ramped = [one for one in story.told if one.quota.ramped != one.quota.stated]
    if usual := [one.rep.name for one in ramped if one.rep.ramp == "usual"]:
        yield (
            f"No ramp plan is stated for {_listed(usual)}: {story.limits.plan} percent by month "
            "since the start is taken; [quota] plan."
        )
    if unread := sorted(
        p.name
        for p in story.stated.reps.people
        if p.ramp_plan and story.stated.reps.rep((p.shop, p.rep)).ramp == "usual"
    ):
        yield f"The ramp plan of {_listed(unread)} says no percents by month: the usual one counts."
    told = [one for one in story.told if one.rep.service.start is None]
    if told and story.stated.reps.people:
        yield f"Start unknown of {_listed([t.rep.name for t in told])}: their quota is not ramped."


def _people(story: Story) -> Iterator[str]:
    reps = story.stated.reps
    strangers = sorted(key for key in story.stated.of_reps if not reps.known(key))
    if several := [who for shop, who in strangers if reps.several(shop, who)]:
        yield f"Quotas of {_listed(several)} could be those of several reps: state their ids."
    if unknown := [who for shop, who in strangers if not reps.several(shop, who)]:
        yield (
            f"Quotas of {_listed(unknown)} match no rep of the list and no owner of a deal: if "
            "names differ, write them alike."
        )
    if not story.asked.has("reps"):
        yield "No list of reps: no quota is ramped, and teams are those that deals state."


def _lines(story: Story) -> Iterator[str]:
    other = [n for n in story.stated.lines if n.metric != METRIC]
    if other:
        kinds = ", ".join(sorted({n.metric for n in other}))
        yield f"{counted(len(other), 'quota')} of {kinds}: only quotas of won value count here."
    own = [n for n in story.stated.lines if n.metric == METRIC]
    if bad := sum(not n.who or n.value is None or not span_of(n.period) for n in own):
        yield f"{counted(bad, 'quota')} without a rep, an amount or a known period: left out."
    keys = [(n.scope, n.shop, (n.who or "").strip().lower(), n.period.upper()) for n in own]
    if twice := len(keys) - len(set(keys)):
        yield f"{counted(twice, 'quota')} stated again for the same period: the last one counts."


def _deals(story: Story) -> Iterator[str]:
    known = story.known
    blank = sum(w.blank for w in story.won.values())
    for count, said in (
        (blank, "won without an amount: nothing to credit"),
        (known.undated, "won on no stated day: credited to no period"),
        (known.unsaid, "closed in the period, and it is not said how: not credited"),
        (known.unknown, "in a state that nothing tells: not credited"),
        (known.later, "closed on a day that has not come: not credited yet"),
    ):
        if count:
            yield f"{counted(count, 'deal')} {said}."
    if story.told and not story.span.over:
        yield "Deals count on the day they closed, for the rep who has them now."


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
