"""What activities concludes: a rep whose activity stopped, and open deals that nobody touches."""

from collections.abc import Iterator

from salesops.commands.team._activities.rows import Lately
from salesops.commands.team._activities.silence import is_logged
from salesops.commands.team._activities.story import Story
from salesops.commands.team._reps.people import Rep
from salesops.commands.trust import gravest_first, rejected
from salesops.models.chance import so_few
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

CHANCE = 0.05


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first; of data that ends early nothing is concluded."""
    found = [story.stale, rejected(story.db)]
    if story.stale is None and story.is_now and is_logged(story):
        found += [*_stopped(story), *_untouched(story)]
    return gravest_first(found)


def _usual(story: Story, one: Lately) -> float:
    """As many as in the days looked at, at the pace of those before."""
    share: float = story.limits.stopped_days / story.limits.usual_days
    return one.before * share


def _looked_at(story: Story) -> list[tuple[Rep, Lately]]:
    """Reps who are there, and did enough before that silence would be strange."""
    rows = story.lately
    return [
        (rep, rows[key])
        for key, rep in story.people.all.items()
        if key in rows and not rep.left and _usual(story, rows[key]) >= story.limits.few_usual
    ]


def _stopped(story: Story) -> Iterator[Finding]:
    looked = _looked_at(story) if story.told_of_all else []
    for rep, one in looked:
        usual = _usual(story, one)
        few = one.lately <= usual * story.limits.stopped_part
        if few and so_few(one.lately, usual) < CHANCE / len(looked):
            yield _silence(story, rep, one, usual)


def counted_acts(n: int) -> str:
    """As in `1 activity` or `13 activities`."""
    return "1 activity" if n == 1 else f"{n:,} activities"


def _silence(story: Story, rep: Rep, one: Lately, usual: float) -> Finding:
    held = story.open.get(rep.key)
    deals = held.deals if held else 0
    last = f"{one.last_local:%Y-%m-%d}" if one.last_local else "–"
    said = "no activity" if not one.lately else f"only {counted_acts(one.lately)}"
    return Finding(
        Level.WARNING,
        "rep-activity-stopped",
        f"{rep.name}: {said} in the last {story.limits.stopped_days:,} days, against "
        f"{usual:.1f} in as many days before; the last one is of {last}, "
        f"{counted(deals, 'deal')} open. Ask whether they are away or log nothing, and who looks "
        "after these deals.",
        {
            "rep": rep.name,
            "activities": one.lately,
            "usual": round(usual, 1),
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
