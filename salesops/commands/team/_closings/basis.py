"""What tells how deals stood when a past period began: the stage history, or a copy of exports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from salesops.commands.team._closings.asked import Span
from salesops.commands.team._closings.known import Columns, number, whole
from salesops.commands.team._closings.rows import Copy
from salesops.commands.team._closings.story import Story
from salesops.units import counted

HISTORY, DATES = "history", "dates of the deals"
MOST = 0.5
"""Of deals open then: history that tells the stage of fewer is none of that time."""
ENOUGH = 4
"""Periods told in money that say more than all of them told in deals."""


@dataclass(frozen=True)
class Then:
    """How the deals of a period stood, and what says so."""

    by: str
    day: date
    """What was known when it began: the period's first day, or that of the copy."""
    rows: Columns
    unsaid: int = 0
    """Deals of which the copy does not say whether they were open."""

    @property
    def copied(self) -> bool:
        """Whether a copy tells it."""
        return self.by.startswith("copy")

    @property
    def has_amounts(self) -> bool:
        """Whether any deal states one; so does the answer that none was open."""
        amounts = number(self.rows["amount"])
        return not amounts.size or bool((amounts >= 0).any())

    @property
    def has_stages(self) -> bool:
        """Whether history tells the stages of most."""
        there = ~np.isnan(number(self.rows["in_stage"]))
        return bool(there.size) and float(there.mean()) >= MOST


def chosen(story: Story, spans: Sequence[Span]) -> dict[Span, Then]:
    """What tells each period; one that nothing tells is left out.

    History comes first: it tells the very moment, and since when deals were in their stages, which
    is what tells when they are won. A copy comes first where history states no amounts: money says
    more than numbers of deals do. Without any copy history and the dates of deals tell all.
    """
    plain = {span: _followed(story, span) for span in spans}
    kept = {span: one for span in spans if (one := _latest(story, span))}
    if not kept:
        return plain
    staged = {s: t for s, t in plain.items() if t.has_stages}
    every = dict(_first(spans, staged, kept))
    if story.question.value != "amount":
        return every
    in_money = {s: t for s, t in staged.items() if t.has_amounts}
    valued = {s: t for s, t in kept.items() if t.has_amounts}
    told = dict(_first(spans, in_money, valued))
    return told if told and len(told) >= min(ENOUGH, len(every)) else every


def _first(
    spans: Sequence[Span], first: Mapping[Span, Then], second: Mapping[Span, Then]
) -> Iterator[tuple[Span, Then]]:
    for span in spans:
        if one := first.get(span) or second.get(span):
            yield span, one


def _followed(story: Story, span: Span) -> Then:
    found = story.asked.columns("open_then", at=span.first, until=span.end)
    # One that was lost then, and opened again since, was none to forecast.
    there = story.history.is_open[whole(found["code"])]
    rows = {name: column[there] for name, column in found.items()}
    told = bool((~np.isnan(number(rows["in_stage"]))).any())
    return Then(HISTORY if told else DATES, span.first, rows)


def _latest(story: Story, span: Span) -> Then | None:
    """The last copy at or before the first day that is not too old and says what was open."""
    near = [c for c in story.copies if 0 <= (span.first - c.day).days <= story.limits.copy_days]
    copy = near[-1] if near else Copy(span.first, 0, 0, 0)
    # Asked where there is none too, so that --explain shows all that an answer may rest on.
    bounds = {"at": copy.day, "first": span.first, "until": span.end}
    filtered = story.asked.db.book.filtered
    rows = story.asked.columns("open_in_copy", filtered=filtered, **bounds)
    if not copy.open_deals:
        return None
    return Then(f"copy of {copy.day:%Y-%m-%d}", copy.day, rows, copy.unsaid)


def notes(then: Mapping[Span, Then], spans: Sequence[Span]) -> Iterator[str]:
    """What tells past periods, where a copy does, and which are left out."""
    copied = [one for one in then.values() if one.copied]
    if not copied:
        return
    yield (
        f"{counted(len(copied), 'past period')} told from the latest copy of the exports at or "
        "before the start, as of the day of that copy: no stage history with amounts is there."
    )
    if left := [span.name for span in spans if span not in then]:
        names = ", ".join(left)
        yield f"Told by neither a history with amounts nor a copy near, and left out: {names}."
    if unsaid := sum(one.unsaid for one in copied):
        yield f"Of {counted(unsaid, 'row')} of copies nobody says whether they were open: not told."
