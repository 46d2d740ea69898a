"""Which days without rows are gaps: those of weekdays that usually have some."""

from datetime import date, timedelta

import pytest

from salesops.checks.daily import Day, calendar

FIRST = date(2024, 1, 1)
"""A Monday."""


def mondays(weeks, empty):
    """A row on each Monday but the first ones after the first; the last one has its row."""
    have = [w for w in range(weeks) if w == 0 or w > empty]
    days = [Day(FIRST + timedelta(7 * w), 1, None) for w in have]
    return calendar(days, FIRST + timedelta(7 * weeks))


@pytest.mark.parametrize(
    ("weeks", "empty", "gaps"),
    [
        (3, 1, 0),  # of three nothing is usual
        (4, 1, 1),  # three of four
        (8, 3, 0),  # five of eight
        (19, 4, 4),  # of fewer than twenty three in four are enough
        (20, 4, 0),  # of twenty nine in ten are asked for
        (20, 2, 2),
    ],
)
def test_a_gap_is_a_day_on_which_rows_are_usual(weeks, empty, gaps):
    found = mondays(weeks, empty)
    assert len(found.gaps) == gaps
    assert found.with_rows + len(found.gaps) + found.closed == (weeks - 1) * 7 + 1
