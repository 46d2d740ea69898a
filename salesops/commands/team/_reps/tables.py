"""The tables of all reps: the ranking, what they did, and every step of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from salesops.commands.team._reps import answers, conversions, course, figures
from salesops.commands.team._reps.activity import KINDS, OTHER
from salesops.commands.team._reps.figures import Figures
from salesops.commands.team._reps.people import NOBODY, UNKNOWN, Key, Rep
from salesops.commands.team._reps.story import Story
from salesops.result import Table

ALL = "All"
_NOTE = "n: won or lost."
_DEALS = (
    "Win rate from and to: where the true one lies, with 95 % confidence. Average and cycle are of "
    "won deals. Open, weighted: all that is open at as-of."
)
_DONE = "That took place in the window. A week: of the weeks in which the rep was there."
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """A row of the ranking: a rep, or several together."""

    name: str
    figures: Figures
    counts: Counts
    keys: Sequence[Key]
    """Whose deals these are."""
    rep: Rep | None = None


def tables(story: Story) -> tuple[Table, ...]:
    """The ranking and what was done, each as prose shows it and whole for scripts."""
    lines = _lines(story)
    first = _whole(story, _cut(lines, story.asked.top))
    every = _whole(story, lines)
    ranks = [_rank(story, line) for line in first]
    rank, did, acts = answers.Rank, answers.Did, story.acts
    done = [[_done(story, line) for line in some] if acts else [] for some in (first, every)]
    return (
        Table("reps", "Reps, all", rank, [_rank(story, line) for line in every], shown=False),
        Table("reps_top", "Reps", rank, ranks, _note(story) if first else ""),
        _deals(ranks),
        conversions.weakest_of_each(story, [line.rep for line in first if line.rep]),
        Table("activities", "Activities, all", did, done[1], shown=False),
        Table("activities_top", "Activities", did, done[0], _DONE if acts else "", shown=acts),
        course.everybody(story),
        conversions.of_each(story, [rep for rep, _ in ranked(story)]),
    )


def _note(story: Story) -> str:
    moved = f"Change: of the won value, against {story.before_in_words}. " if story.base else ""
    return f"{moved}{_NOTE}{course.note(story)}"


def _deals(ranks: Sequence[answers.Rank]) -> Table:
    """What prose has no room for beside the ranking."""
    rows = [
        answers.Deals(
            one.rep, one.low, one.high, one.avg_won, one.cycle_mean, one.open_deals,
            one.open_value, one.weighted_value,
        )
        for one in ranks
    ]  # fmt: skip
    note = _DEALS if rows else ""
    return Table("deals_top", "Won and open deals", answers.Deals, rows, note, shown=bool(rows))


def ranked(story: Story) -> list[tuple[Rep, Figures]]:
    """Who has anything in the window, before it or open; who won most first."""
    found = [(rep, figures.of(story, key)) for key, rep in story.people.all.items()]
    kept = [(rep, one) for rep, one in found if one]
    return sorted(kept, key=lambda f: (-f[1].won_value, -f[1].won, f[0].name, f[0].key[0]))


def _lines(story: Story) -> list[Line]:
    act = story.activity
    return [
        Line(
            rep.name, one, {kind: act.count(rep.key, kind) for kind in (*KINDS, OTHER)},
            [rep.key], rep,
        )
        for rep, one in ranked(story)
    ]  # fmt: skip


def _together(name: str, lines: Sequence[Line]) -> Line:
    counts = {kind: sum(line.counts[kind] for line in lines) for kind in (*KINDS, OTHER)}
    keys = [key for line in lines for key in line.keys]
    return Line(name, figures.together(line.figures for line in lines), counts, keys)


def _cut(lines: Sequence[Line], top: int) -> list[Line]:
    """The first, and the others as one."""
    if len(lines) <= top + 1:
        return list(lines)
    return [*lines[:top], _together(f"other ({len(lines) - top:,})", lines[top:])]


def _whole(story: Story, lines: Sequence[Line]) -> list[Line]:
    """With nobody, where there is anything, and all; so parts sum to the whole.

    The months of all are also those of who has nothing in the window.
    """
    none = figures.nobody(story)
    keys = [*story.months.keys]
    nobodys = [key for key in keys if key[1] is None]
    counts = {kind: story.activity.of_nobody(kind) for kind in (*KINDS, OTHER)}
    found = [
        *lines,
        *([Line(NOBODY, none, counts, nobodys)] if none or any(counts.values()) else []),
    ]
    return [*found, replace(_together(ALL, found), keys=keys)] if found else []


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
        by_month=story.months.marks(line.keys, rep),
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
