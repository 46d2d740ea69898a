"""What activities concludes: a rep whose activity stopped, and open deals that nobody touches."""

from collections.abc import Iterator

from salesops.commands.team._activities.rows import Lately
from salesops.commands.team._activities.silence import is_logged, silence_of, usual
from salesops.commands.team._activities.story import Story
from salesops.commands.team._reps.people import Rep
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first; of data that ends early nothing is concluded."""
    found = [story.stale, rejected(story.db)]
    if story.stale is None and story.is_now and is_logged(story):
        found += [*_stopped(story), *_untouched(story)]
    return gravest_first(found)


def _stopped(story: Story) -> Iterator[Finding]:
    silence = silence_of(story)
    for rep, one in [] if silence.is_common else silence.stopped:
        yield _silence(story, rep, one, usual(story, one))


def counted_acts(n: int) -> str:
    """As in `1 activity` or `13 activities`."""
    return "1 activity" if n == 1 else f"{n:,} activities"


def _silence(story: Story, rep: Rep, one: Lately, expected: float) -> Finding:
    held = story.open.get(rep.key)
    deals = held.deals if held else 0
    last = f"{one.last_local:%Y-%m-%d}" if one.last_local else "–"
    said = "no activity" if not one.lately else f"only {counted_acts(one.lately)}"
    return Finding(
        Level.WARNING,
        "rep-activity-stopped",
        f"{rep.name}: {said} in the last {story.limits.stopped_days:,} days, against "
        f"{expected:.1f} in as many days before; the last one is of {last}, "
        f"{counted(deals, 'deal')} open. Ask whether they are away or log nothing, and who looks "
        "after these deals.",
        {
            "rep": rep.name,
            "activities": one.lately,
            "usual": round(expected, 1),
            "last": one.last_local.date() if one.last_local else None,
            "open_deals": deals,
        },
    )


def _untouched(story: Story) -> Iterator[Finding]:
    rows = story.open.values()
    deals = sum(one.deals for one in rows)
    quiet, never = sum(one.quiet for one in rows), sum(one.never for one in rows)
    share, limits = ratio(quiet + never, deals), story.limits
    if quiet + never < limits.few_untouched or (share or 0.0) < limits.untouched_part:
        return
    value = sum(one.untouched_value for one in rows)
    worth = text(value, Unit.MONEY, story.db.book.currency)
    yield Finding(
        Level.WARNING,
        "open-deals-untouched",
        f"{quiet + never:,} of {deals:,} open deals ({text(share, Unit.PERCENT)}), worth {worth}, "
        f"had no activity in {limits.quiet_days:,} days; {never:,} of them never had one. Work on "
        "them or close them; where activities are not logged, the CRM cannot say.",
        {
            "untouched": quiet + never,
            "never": never,
            "open_deals": deals,
            "share": share,
            "value": value,
        },
    )
