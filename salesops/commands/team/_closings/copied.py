"""The chances that dated copies of the exports state, and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from salesops.commands.team._closings import known
from salesops.commands.team._closings.said import OVER
from salesops.commands.team._closings.story import Story, day_number
from salesops.models.closing.honest import Scored, scored

OPEN, UNSAID = -1, -2


@dataclass(frozen=True)
class Copied:
    """What copies say of chances."""

    scored: Scored | None
    days: Sequence[date]
    """Of the copies that state chances and are old enough to be judged; of all where none is."""
    took: int
    """Days within which nine in ten deals close: so old a judged copy is."""
    are_late: bool
    """Whether no copy is that old."""
    unsaid: int
    """Deals of which nobody says what became of them: gone from the CRM, or without a state."""


def copied(story: Story) -> Copied | None:
    """Each chance once for each stage, of deals that closed since the copy; None without any.

    A copy is judged once nine in ten deals would have closed since: of a later one only the quick
    have, and these are not like the others. How long that is, whole lives of deals say: those seen
    in copies that were kept for a month all closed within one.
    """
    rows = story.asked.columns("said_in_copies", filtered=story.asked.db.book.filtered)
    days = [one.day for one in story.copies if one.stated]
    if not days:
        return None
    took = _took(story)
    until = story.today - timedelta(days=took)
    old = known.whole(rows["day"]) <= day_number(until)
    outcome = known.whole(rows["outcome"], UNSAID)
    deal, chance = known.whole(rows["deal"]), known.number(rows["chance"])
    asked, unsaid = old & (outcome > OPEN), old & (outcome == UNSAID)
    return Copied(
        scored(chance[asked], outcome[asked], deal[asked]),
        [day for day in days if day <= until] or days,
        took,
        days[0] > until,
        int(np.unique(deal[unsaid]).size),
    )


def _took(story: Story) -> int:
    lives = story.history.lives
    ended = lives.outcome >= 0
    if not ended.any():
        return 0
    return int(np.quantile((lives.closed - lives.entered)[ended], OVER))
