"""What reps concludes: a rep loses more at a step than the others, or stands still."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from salesops.commands.team._reps import figures
from salesops.commands.team._reps.people import Rep
from salesops.commands.team._reps.steps import RepStep
from salesops.commands.team._reps.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text


def findings(story: Story, one: Rep | None) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first; of stale data nothing is concluded."""
    found = [story.stale, rejected(story.db)]
    if story.stale is None:
        reps = [one] if one else list(story.people.all.values())
        for rep in reps:
            if not rep.left:
                found += [*_low(story, rep), *_idle(story, rep)]
    return gravest_first(found)


def low(story: Story, rep: Rep) -> list[RepStep]:
    """Steps that lie below the others' by more than chance, the farthest first."""
    return [
        step
        for step in story.steps.ranked(rep.key)
        if step.enough
        and (step.difference or 0.0) <= story.limits.low
        and step.apart(story.steps.width).high < 0
    ]


def _low(story: Story, rep: Rep) -> Iterator[Finding]:
    for step in low(story, rep)[:1]:
        rate, others = (text(s.rate, Unit.PERCENT) for s in (step.share, step.others))
        ramp = " Still in ramp." if rep.in_ramp else ""
        yield Finding(
            Level.INFO if rep.in_ramp else Level.WARNING,
            "rep-conversion-low",
            f"{rep.name}: of {step.share.whole:,} deals decided at {step.stage} {rate} went on, "
            f"against {others} of {step.others.whole:,} of the others: more than chance also among "
            f"{story.steps.tests:,} such comparisons.{ramp} Go through the {step.mine.lost:,} lost "
            "there with them.",
            {
                "rep": rep.name,
                "stage": step.stage,
                "conversion": step.share.rate,
                "decided": step.share.whole,
                "others": step.others.rate,
                "others_decided": step.others.whole,
            },
        )


def _idle(story: Story, rep: Rep) -> Iterator[Finding]:
    """Told only where an export says what is done; a list of reps says who is still there."""
    if not (story.sql.has("activities") or story.sql.has("deal_stage_history")):
        return
    if not story.told_of_all:  # what they did about other deals is not here
        return
    if story.sql.has("reps") and rep.listed is None:
        return
    held, last = figures.of(story, rep.key), story.touched.get(rep.key)
    limit, as_of = story.limits.idle_days, story.db.as_of
    if not held.open_deals or last is None or as_of - last <= timedelta(days=limit):
        return
    if story.db.stale_deals(replace(story.window, start=as_of, end=as_of)) is not None:
        return
    days = (as_of - last).days
    worth = text(held.open_value, Unit.MONEY, story.db.book.currency)
    yield Finding(
        Level.WARNING,
        "rep-idle",
        f"{rep.name}: no activity, and no change of a deal, since {last:%Y-%m-%d} ({days:,} days), "
        f"with {counted(held.open_deals, 'open deal')} worth {worth}. Ask whether they are away, "
        "and who looks after these.",
        {
            "rep": rep.name,
            "days": days,
            "open_deals": held.open_deals,
            "open_value": held.open_value,
        },
    )
