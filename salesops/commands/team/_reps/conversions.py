"""The tables of the steps: the weakest of each rep, those of one, and all of them."""

from collections.abc import Iterable, Sequence

from salesops.commands.ledger import TICK
from salesops.commands.team._reps import answers
from salesops.commands.team._reps.people import Rep
from salesops.commands.team._reps.steps import RepStep, Steps
from salesops.commands.team._reps.story import Story
from salesops.result import Table

SHOWN = 2
"""Steps on the page of one rep."""
TITLE = "Where fewest go on, against the others"


def weakest_of_each(story: Story, reps: Iterable[Rep]) -> Table:
    """The step of each farthest below the others', where there is one."""
    steps = story.steps
    rows = [
        answers.Weakest(
            rep.name, one.stage, one.share.whole, one.share.rate, one.others.rate,
            steps.verdict(one),
        )
        for rep in reps
        if (one := steps.weakest(rep.key))
    ]  # fmt: skip
    note = (
        f"Of the deals created in the {days(story)} that are decided at the stage. Of each "
        f"rep the step farthest below, of those with {story.few} or more; more of one tells --rep."
    )
    shown = bool(rows)
    return Table("weakest_top", TITLE, answers.Weakest, rows, note if rows else "", shown=shown)


def weakest(story: Story, rep: Rep) -> Table:
    """Of one rep."""
    steps = story.steps
    rows = [_row(steps, rep, one) for one in steps.ranked(rep.key)[:SHOWN]]
    note = (
        f"Of the deals created in the {days(story)} that are decided at the stage: those "
        f"that went on, against those of all others. Few: fewer than {story.few}, so nothing is "
        f"concluded. Beyond chance: of all {steps.tests:,} such comparisons at once."
    )
    return Table("weakest", TITLE, answers.Step, rows, note if rows else "", shown=bool(rows))


def days(story: Story) -> str:
    """Whose new deals tell of steps, as in `365 days to 2026-03-10`."""
    return f"{story.limits.step_days} days to {story.year.end - TICK:%Y-%m-%d}"


def of_each(story: Story, reps: Sequence[Rep]) -> Table:
    """Every step of each rep, for scripts."""
    rows = [_row(story.steps, rep, one) for rep in reps for one in story.steps.of.get(rep.key, [])]
    return Table("steps", "From stage to stage", answers.Step, rows, shown=False)


def _row(steps: Steps, rep: Rep, step: RepStep) -> answers.Step:
    """A step against the others'."""
    share, on = step.share, step.mine.on
    return answers.Step(
        step.stage, share.whole, share.rate, share.low, share.high, step.others.rate,
        steps.verdict(step), step.difference, step.mine.lost, step.others.whole, step.mine.all,
        on.part, on.rate, step.next_stage, step.pipeline, rep.name,
    )  # fmt: skip
