"""The tables of csat."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from salesops.commands.customers._csat import answers
from salesops.commands.customers._csat.people import OTHER, calls, rates
from salesops.commands.customers._csat.story import (
    PRODUCTS,
    SURVEYS,
    TICKETS,
    Pair,
    Story,
    joined,
)
from salesops.models.apart import Interval
from salesops.models.satisfaction import Csat, Nps, csat_apart, nps_apart
from salesops.result import Table
from salesops.units import Unit, text

_HUNDRED = 100
_NONE = "(none stated)"


def tables(story: Story, top: int) -> tuple[Table, ...]:
    """Scores with what chance allows, groups, months, response rates, whom to call."""
    return (_scores(story), _groups(story, top), _months(story), rates(story), calls(story, top))


def points(score: float | None) -> Decimal | None:
    """A score from -1 to 1 as points."""
    return None if score is None else Decimal(str(score)) * _HUNDRED


def _scores(story: Story) -> Table:
    rows = [*_csats(story), *_npses(story)]
    note = (
        f"Before: {story.before.start:%Y-%m-%d} to {story.before.end:%Y-%m-%d}. With fewer than "
        f"{story.limits.few} answers in either window nothing is concluded."
    )
    return Table("scores", "Scores", answers.Score, rows, note if rows else "", keys=2)


def _csats(story: Story) -> Iterator[answers.Score]:
    for about in (TICKETS, SURVEYS):
        pair = story.about.get(about)
        if pair and pair[0].rated + pair[1].rated:
            now, before = pair[0].csat, pair[1].csat
            enough = min(now.n, before.n) >= story.limits.few
            verdict = _verdict(csat_apart(now, before) if enough else None)
            yield answers.Score(
                "CSAT", about, now.n, _percent(now.score), _lies(now.interval, _percent),
                before.n, _percent(before.score), verdict, now.score, *_ends(now.interval),
                before.score,
            )  # fmt: skip


def _npses(story: Story) -> Iterator[answers.Score]:
    now, before = (one.nps for one in story.all)
    if now.n + before.n:
        enough = min(now.n, before.n) >= story.limits.few
        verdict = _verdict(nps_apart(now, before) if enough else None)
        yield answers.Score(
            "NPS", SURVEYS, now.n, _points(now.score), _lies(now.interval, _points),
            before.n, _points(before.score), verdict, now.score, *_ends(now.interval),
            before.score,
        )  # fmt: skip


def _verdict(lies: Interval | None) -> str:
    if lies is None:
        return "too few to tell"
    return "within chance" if not lies.tells else "higher" if lies.low > 0 else "lower"


def _percent(score: float | None) -> str:
    return text(score, Unit.PERCENT)


def _points(score: float | None) -> str:
    found = points(score)
    return text(found, Unit.RATIO) if found is None else text(found, Unit.MEAN)


def _lies(lies: Interval | None, written: Callable[[float | None], str]) -> str | None:
    return f"{written(lies.low)} to {written(lies.high)}" if lies else None


def _ends(lies: Interval | None) -> tuple[float | None, float | None]:
    return (lies.low, lies.high) if lies else (None, None)


def _groups(story: Story, top: int) -> Table:
    rows = [answers.Group("all", "all", *_columns(story.all))]
    for by in [story.by] if story.by else ["agent", "channel"]:
        found = story.agents if by == "agent" else story.groups(by)
        if set(found) - {None}:
            rows += _named(by, found, top)
    note = (
        "From and to: where the true score lies, with 95 % confidence. CSAT in percent of answers "
        "from 1 to 5, NPS in points."
    )
    if story.by in PRODUCTS:
        note += " An answer counts for every product of its order: rows exceed the whole."
    title = f"By {story.by or 'agent and channel'}"
    return Table("groups", title, answers.Group, rows, note, keys=2)


def _named(by: str, found: dict[str | None, Pair], top: int) -> list[answers.Group]:
    """The groups with most answers; those of no name last."""
    ranked = sorted(found.items(), key=lambda i: (i[0] is None, -i[1][0].answers, i[0] or ""))
    ranked = [item for item in ranked if item[1][0].answers]
    rows = [answers.Group(by, name or _NONE, *_columns(pair)) for name, pair in ranked[:top]]
    return rows + _rest(by, [pair for _, pair in ranked[top:]])


def _rest(by: str, pairs: list[Pair]) -> list[answers.Group]:
    """The others as one, where an answer is of one group only."""
    if not pairs or by in PRODUCTS:
        return []
    return [answers.Group(by, OTHER, *_columns(joined(pairs)))]


def _columns(pair: Pair) -> tuple[Any, ...]:
    now, before = pair
    return (
        now.rated, *_of_csat(now.csat), now.scored, *_of_nps(now.nps), now.answers, now.satisfied,
        now.promoters, now.detractors, before.csat.score, before.rated, points(before.nps.score),
        before.scored,
    )  # fmt: skip


def _of_csat(csat: Csat) -> tuple[float | None, float | None, float | None]:
    return csat.score, *_ends(csat.interval)


def _of_nps(nps: Nps) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    low, high = _ends(nps.interval)
    return points(nps.score), points(low), points(high)


def _months(story: Story) -> Table:
    rows = []
    for row in reversed(story.months):
        complete = (row.month + timedelta(days=31)).replace(day=1) <= story.as_of.date()
        rows.append(
            answers.Month(
                f"{row.month:%Y-%m}", complete, row.rated, *_of_csat(row.csat), row.scored,
                *_of_nps(row.nps), row.month,
            )
        )  # fmt: skip
    return Table("months", "By month of the answer", answers.Month, rows, shown=bool(rows))
