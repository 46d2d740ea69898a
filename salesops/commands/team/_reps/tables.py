"""The tables of all reps: the ranking, what they did, and every step of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesops.commands.team._reps import answers, figures
from salesops.commands.team._reps.activity import KINDS, OTHER
from salesops.commands.team._reps.figures import Figures
from salesops.commands.team._reps.people import NOBODY, UNKNOWN, Rep
from salesops.commands.team._reps.steps import RepStep, Steps
from salesops.commands.team._reps.story import Story
from salesops.result import Table

ALL = "All"
_NOTE = (
    "n: won or lost; from and to: where the true win rate lies, with 95 % confidence. Open, "
    "weighted: all that is open at as-of. Weakest step: farthest below the others' share, of at "
    "least {few} decided; beyond chance or not tells --rep."
)
_DONE = "That took place in the window. A week: of the weeks in which the rep was there."
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """A row of the ranking: a rep, or several together."""

    name: str
    figures: Figures
    counts: Counts
    rep: Rep | None = None


def tables(story: Story) -> tuple[Table, ...]:
    """The ranking and what was done, each as prose shows it and whole for scripts."""
    lines = _lines(story)
    first = _whole(story, _cut(lines, story.asked.top))
    every = _whole(story, lines)
    note = _note(story) if first else ""
    rank, did, acts = answers.Rank, answers.Did, story.acts
    done = [[_done(story, line) for line in some] if acts else [] for some in (first, every)]
    return (
        Table("reps", "Reps, all", rank, [_rank(story, line) for line in every], shown=False),
        Table("reps_top", "Reps", rank, [_rank(story, line) for line in first], note),
        Table("activities", "Activities, all", did, done[1], shown=False),
        Table("activities_top", "Activities", did, done[0], _DONE if acts else "", shown=acts),
        _steps(story),
    )


def _note(story: Story) -> str:
    moved = f"Change: of the won value, against {story.before_in_words}. " if story.base else ""
    return moved + _NOTE.format(few=story.few)


def ranked(story: Story) -> list[tuple[Rep, Figures]]:
    """Who has anything in the window, before it or open; who won most first."""
    found = [(rep, figures.of(story, key)) for key, rep in story.people.all.items()]
    kept = [(rep, one) for rep, one in found if one]
    return sorted(kept, key=lambda f: (-f[1].won_value, -f[1].won, f[0].name, f[0].key[0]))


def _lines(story: Story) -> list[Line]:
    act = story.activity
    return [
        Line(rep.name, one, {kind: act.count(rep.key, kind) for kind in (*KINDS, OTHER)}, rep)
        for rep, one in ranked(story)
    ]


def _together(name: str, lines: Sequence[Line]) -> Line:
    counts = {kind: sum(line.counts[kind] for line in lines) for kind in (*KINDS, OTHER)}
    return Line(name, figures.together(line.figures for line in lines), counts)


def _cut(lines: Sequence[Line], top: int) -> list[Line]:
    """The first, and the others as one."""
    if len(lines) <= top + 1:
        return list(lines)
    return [*lines[:top], _together(f"other ({len(lines) - top:,})", lines[top:])]


def _whole(story: Story, lines: Sequence[Line]) -> list[Line]:
    """With nobody, where there is anything, and all; so parts sum to the whole."""
    none = figures.nobody(story)
    counts = {kind: story.activity.of_nobody(kind) for kind in (*KINDS, OTHER)}
    found = [*lines, *([Line(NOBODY, none, counts)] if none or any(counts.values()) else [])]
    return [*found, _together(ALL, found)] if found else []


def _rank(story: Story, line: Line) -> answers.Rank:
    one, rep = line.figures, line.rep
    step = story.steps.weakest(rep.key) if rep else None
    touch = story.touched.get(rep.key) if rep else None
    low, high = one.rate.ends
    return answers.Rank(
        rep=line.name,
        team=_known(rep.team if rep else None),
        won_value=one.won_value,
        change=one.moved.change_pct,
        won=one.won,
        closed=one.rate.n,
        win_rate=one.rate.share,
        low=low,
        high=high,
        avg_won=one.average,
        cycle_mean=one.cycle,
        open_value=one.open_value,
        weighted_value=one.weighted_value,
        attainment=one.attainment,
        activities=one.activities,
        activities_per_won=one.per_won,
        weakest=step.stage if step else None,
        weakest_conversion=step.share.rate if step else None,
        weakest_others=step.others.rate if step else None,
        marked=(rep.marked or None) if rep else None,
        lost=one.lost,
        base_value=one.base_value,
        verdict=story.rates.verdict(rep.key) if rep else None,
        open_deals=one.open_deals,
        quota=one.quota,
        weakest_decided=step.share.whole if step else None,
        last_touch=touch.date() if touch else None,
        starts=rep.starts if rep else None,
        ends=rep.ends if rep else None,
        manager=_known(rep.manager if rep else None),
        shop=(rep.key[0] or None) if rep else None,
        rep_id=rep.key[1] if rep else None,
    )


def _known(word: str | None) -> str | None:
    return None if word == UNKNOWN else word


def _done(story: Story, line: Line) -> answers.Did:
    counts, one = line.counts, line.figures
    a_week: Decimal | None = story.activity.a_week(line.rep) if line.rep else None
    calls, meetings, emails, demos, proposals = (counts[kind] for kind in KINDS)
    every = sum(counts[kind] for kind in KINDS)
    return answers.Did(
        line.name, calls, meetings, emails, demos, proposals, every, a_week, one.won, one.per_won,
        counts[OTHER],
    )  # fmt: skip


def _steps(story: Story) -> Table:
    """Every step of each rep, for scripts."""
    rows = [
        step_row(story.steps, rep, step)
        for rep, _ in ranked(story)
        for step in story.steps.of.get(rep.key, [])
    ]
    return Table("steps", "From stage to stage", answers.Step, rows, shown=False)


def step_row(steps: Steps, rep: Rep, step: RepStep) -> answers.Step:
    """A step against the others'."""
    share, on = step.share, step.mine.on
    return answers.Step(
        step.stage, share.whole, share.rate, share.low, share.high, step.others.rate,
        steps.verdict(step), step.difference, step.mine.lost, step.others.whole, step.mine.all,
        on.part, on.rate, step.next_stage, step.pipeline, rep.name,
    )  # fmt: skip
