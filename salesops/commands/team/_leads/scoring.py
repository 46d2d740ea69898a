"""The tables of the score: its points, how it told later months, and the open leads by it."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._leads import answers
from salesops.commands.team._leads.story import Story
from salesops.models.compare import ratio
from salesops.result import Table
from salesops.units import Unit, text

if TYPE_CHECKING:
    from salesops.commands.team._leads.score import Trial
    from salesops.models.points import Card

OURS, THEIRS = "points", "CRM's score"
NO_LEVEL = "any: no more than chance"


def score_tables(story: Story) -> tuple[Table, ...]:
    """The points, the trial, its lift, and the open leads."""
    return _points(story), _tested(story), _lift(story), *_open(story)


def exact(score: float) -> Decimal:
    """A score as it is written."""
    return Decimal(str(score)).normalize()


def crm_tells_more(story: Story) -> bool:
    """Whether the CRM's own score told more on the held-back leads, and more than chance."""
    trial = story.score.trial
    enough = trial is not None and trial.enough(story.limits.score_few // 2)
    return trial is not None and enough and trial.apart.high < 0


def _points(story: Story) -> Table:
    card = story.score.card
    rows = []
    note = ""
    if card:
        rows = [*_levels(card)]
        within = f" within {story.score.days:,} days" if story.score.days else ""
        rate = ratio(card.came, card.n) or 0.0
        note = (
            f"Add up the points of a lead: 0 is a usual one, {text(rate, Unit.PERCENT)} of whom "
            f"became a deal{within} (n = {card.n:,}); ten points double the odds, ten less "
            "halve them."
        )
    title = "Points of a lead"
    return Table("points", title, answers.Level, rows, note, shown=bool(rows), keys=2)


def _levels(card: "Card") -> Iterator[answers.Level]:
    """An attribute of which no level has points is one row."""
    for name in dict.fromkeys(one.attribute for one in card.levels):
        found = [one for one in card.levels if one.attribute == name]
        if any(one.points for one in found):
            for x in found:
                yield answers.Level(name, x.level, x.n, x.came, ratio(x.came, x.n), x.points)
        else:
            yield answers.Level(name, NO_LEVEL, card.n, card.came, ratio(card.came, card.n), 0)


def _tested(story: Story) -> Table:
    trial = story.score.trial
    rows = [*_scores(trial, story.limits.score_few // 2)] if trial else []
    note = (
        "Of two leads, one that became a deal and one that did not: how often the first has the "
        "higher score. 0.5 is a coin. Learned only from what was known before."
    )
    title = "The score on months that it has not seen"
    return Table("tested", title, answers.Tested, rows, note if rows else "", shown=bool(rows))


def _scores(trial: "Trial", few: int) -> Iterator[answers.Tested]:
    from salesops.models.points import told

    def row(name: str, scores: Any, came: Any) -> answers.Tested:
        found = told(scores, came)
        return answers.Tested(
            name, len(came), int(came.sum()), found.auc, found.within.low, found.within.high,
            trial.first, trial.last,
        )  # fmt: skip

    yield row(OURS, trial.scores, trial.came)
    if trial.enough(few):
        both = trial.both
        if not both.all():
            yield row(f"{OURS}, of leads with both", trial.scores[both], trial.came[both])
        yield row(THEIRS, trial.crm[both], trial.came[both])


def _lift(story: Story) -> Table:
    trial = story.score.trial
    rows = [*_lifts(trial, story.limits.score_few // 2)] if trial else []
    note = (
        "The held-back leads in tenths, the highest scores first; equal scores stay together, so "
        "tenths differ in size. Lift: the rate to that of all of them. Expected: by the points."
    )
    title = "Lift of the score"
    return Table("lift", title, answers.Lift, rows, note if rows else "", shown=bool(rows), keys=2)


def _lifts(trial: "Trial", few: int) -> Iterator[answers.Lift]:
    yield from _tenths(trial, OURS, trial.scores, trial.came)
    if trial.enough(few):
        both = trial.both
        yield from _tenths(trial, THEIRS, trial.crm[both], trial.came[both])


def _tenths(trial: "Trial", name: str, scores: Any, came: Any) -> Iterator[answers.Lift]:
    from salesops.models.points import tenths

    base = ratio(int(came.sum()), len(came))
    for one in tenths(scores, came):
        rate = ratio(one.came, one.n)
        inside = scores[(scores >= one.low) & (scores <= one.high)].tolist()
        chances = [trial.card.chance(int(p)) for p in inside] if name == OURS else []
        yield answers.Lift(
            name, one.tenth, exact(one.low), exact(one.high), one.n, one.came, rate,
            rate / base if rate is not None and base else None,
            sum(chances) / len(chances) if chances else None,
        )  # fmt: skip


def _open(story: Story) -> tuple[Table, Table]:
    ours = not crm_tells_more(story)
    rows = sorted(_scored(story), key=lambda one: one.lead)
    rows.sort(key=lambda one: (one.points if ours else one.crm_score or 0, one.came), reverse=True)
    top = rows[: story.asked.top]
    days = story.score.days
    which = "most points" if ours else "the CRM's score, which told more, the highest"
    note = f"{len(top):,} of {len(rows):,}, {which} first, then the youngest."
    note += f" Only leads of the last {days:,} days: later few become a deal." if days else ""
    title = "Open leads by score"
    return (
        Table("open", f"{title}, all", answers.Scored, rows, shown=False),
        Table("open_top", title, answers.Scored, top, note if top else "", shown=bool(top)),
    )


def _scored(story: Story) -> Iterator[answers.Scored]:
    found, card = story.score.points, story.score.card
    if found is None or card is None:
        return
    names = ("shop", "lead_id", "name", "owner", "source", "touched", "crm_score")
    columns = {name: story.columns[name] for name in names}
    for place in _places(story):
        one = {name: column[place : place + 1].tolist()[0] for name, column in columns.items()}
        came: datetime = story.columns["came"][place : place + 1].tolist()[0]
        points, crm = int(found[place]), one["crm_score"]
        yield answers.Scored(
            one["lead_id"], one["name"], one["source"] or UNKNOWN, one["owner"] or UNKNOWN, came,
            points, card.chance(points), None if crm is None else exact(crm),
            "yes" if one["touched"] else "no",
            one["shop"] or None,
        )  # fmt: skip


def _places(story: Story) -> Any:
    """Of the open leads that are young enough to become a deal in the usual time."""
    import numpy as np

    from salesops.commands.team._leads.score import stamps

    columns = story.columns
    became = np.ma.filled(columns["became"], -1)
    came = stamps(columns["came"])
    is_open = (became < 1) & (np.ma.filled(columns["given_up"], 0) == 0) & ~np.isnat(came)
    if story.score.days:
        is_open &= came + np.timedelta64(story.score.days, "D") > np.datetime64(story.now)
    return np.flatnonzero(is_open).tolist()
