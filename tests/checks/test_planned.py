"""A day that lies ahead is no error where the column says what is planned."""

import pytest

from salesops.checks.conditions import _planned


@pytest.mark.parametrize(
    ("header", "ahead"),
    [
        ("ActivityDate", True),  # of a Salesforce task: the day it is due
        ("happened_at", True),  # of an activity that is not done yet
        ("Closing date", True),
        ("CloseDate", True),
        ("expected_close_date", True),
        ("closed_at", False),
        ("last_activity_date", False),
        ("created_at", False),
        ("order_date", False),
    ],
)
def test_what_may_lie_ahead(header, ahead):
    assert _planned(header) is ahead
