"""Open leads that nobody has answered, and for how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._leads import answers
from salesops.commands.team._leads.rows import Waiting
from salesops.commands.team._leads.story import Story
from salesops.result import Table

_SECONDS = 86400


@dataclass(frozen=True)
class Waits:
    """The leads that wait, with their age."""

    story: Story

    @cached_property
    def rows(self) -> list[answers.Waiting]:
        """The oldest first."""
        return [self._row(one) for one in self.story.waiting]

    @cached_property
    def too_long(self) -> list[answers.Waiting]:
        """Longer than [leads] wait_hours."""
        return [row for row in self.rows if row.too_long]

    @cached_property
    def _points(self) -> Mapping[tuple[str, str], int]:
        found = self.story.score.points
        if found is None:
            return {}
        columns: Mapping[str, Any] = self.story.columns
        keys = zip(columns["shop"].tolist(), columns["lead_id"].tolist(), strict=True)
        return dict(zip(keys, found.tolist(), strict=True))

    def _row(self, one: Waiting) -> answers.Waiting:
        now = max(self.story.now, one.came)
        hours = self.story.calendar.elapsed(one.came, now)
        return answers.Waiting(
            one.lead_id,
            one.name,
            one.source or UNKNOWN,
            one.owner or UNKNOWN,
            one.came,
            (now - one.came).total_seconds() / _SECONDS,
            self._points.get((one.shop, one.lead_id)),
            one.score and one.score.normalize(),
            one.company,
            hours,
            "yes" if hours > self.story.limits.wait_hours else "",
            one.shop or None,
        )


def waiting_tables(story: Story) -> tuple[Table, Table]:
    """All that wait for scripts; those that wait too long, the oldest first, for readers."""
    waits = story.waits
    late = waits.too_long
    top = late[: story.asked.top]
    title = f"Unanswered for more than {story.limits.wait_hours:g} hours"
    note = f"{len(top):,} of {len(late):,}, the oldest first." if len(late) > len(top) else ""
    row = answers.Waiting
    return (
        Table("waiting_all", "Open leads that nobody has answered", row, waits.rows, shown=False),
        Table("waiting", title, row, top, note, shown=bool(late)),
    )
