"""What escalations asks of the past: first answers by week, and how full the desk was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from statistics import median
from typing import Any

import numpy as np

from salesops.commands.customers._escalations.replies import Replies, Speed, replies, stamps
from salesops.commands.customers._escalations.rows import Known
from salesops.commands.recent import RECENT, WEEK, first_week, last_28_days
from salesops.models.business_hours import Calendar
from salesops.queries.database import Questions
from salesops.result import Period

BEFORE = timedelta(days=84)
"""The twelve weeks that the last four are held against."""
WEEKS = 12
BACKLOG_WEEKS = 8
"""Earlier weeks whose same hour the backlog is held against."""
FEWEST = 4
"""Earlier weeks that a usual backlog is the median of, at the least."""


@dataclass(frozen=True)
class Past:
    """What is asked of tickets of the past, each once."""

    asked: Questions
    calendar: Calendar
    limits: Any

    @property
    def as_of(self) -> datetime:
        """The question's now."""
        return self.asked.db.as_of

    @property
    def window(self) -> Period:
        """The 28 days before today, and today so far."""
        return last_28_days(self.as_of)

    @cached_property
    def known(self) -> Known:
        """What the exports say of tickets at all."""
        return self.asked.one("known", Known, start_at=self.window.start)

    @cached_property
    def replies(self) -> Replies:
        """The first answers of sixteen weeks."""
        start = min(self.window.start - BEFORE, self._first_week)
        found = self.asked.columns("replies", start_at=start)
        told = self.known.replies > 0
        return replies(found, self.as_of, self.calendar, self.limits.sla_minutes, told=told)

    def speed(self, start: datetime, end: datetime) -> Speed:
        """How fast the tickets begun in [start, end) were answered."""
        return self.replies.speed(self.replies.within(start, end))

    @cached_property
    def now(self) -> Speed:
        """Of the last 28 days."""
        return self.speed(self.window.start, self.window.end)

    @cached_property
    def earlier(self) -> Speed:
        """Of the 28 days before."""
        return self.speed(self.window.start - RECENT, self.window.end - RECENT)

    @cached_property
    def before(self) -> Speed:
        """Of the twelve weeks before the last 28 days."""
        return self.speed(self.window.start - BEFORE, self.window.start)

    @property
    def has_earlier(self) -> bool:
        """Whether tickets go back as far as the 28 days before."""
        # A small desk may have none in the first days of them.
        first = self.known.first_created
        return first is not None and first < self.window.start - RECENT + WEEK

    @property
    def _first_week(self) -> datetime:
        return first_week(self.as_of, WEEKS, self.asked.db.week_start)

    def weeks(self) -> Iterator[tuple[date, Speed]]:
        """The last weeks, the latest first; none before the first ticket."""
        first = self.known.first_created
        for n in range(WEEKS - 1, -1, -1):
            start = self._first_week + n * WEEK
            if first is not None and first < start + WEEK:
                yield start.date(), self.speed(start, start + WEEK)

    @property
    def usual_backlog(self) -> float | None:
        """The median of earlier weeks; None of too few."""
        before = self.backlog[1:]
        return median(before) if len(before) >= FEWEST else None

    @cached_property
    def backlog(self) -> list[int]:
        """How many were open now and at this hour of earlier weeks, the latest first."""
        first = self.known.first_created
        ago = [self.as_of - n * WEEK for n in range(BACKLOG_WEEKS + 1)]
        found = self.asked.columns("stays", start_at=ago[-1])
        came, went = stamps(found["created"]), stamps(found["solved"])
        return [
            int(((came < np.datetime64(at)) & (np.isnat(went) | (went >= np.datetime64(at)))).sum())
            for at in ago
            # Of the first weeks of an export what was open then is not all there.
            if first is not None and first + 2 * WEEK <= at
        ]
