"""What a report holds, found by name."""

import pytest

from salesops.result import STALE, Finding, Level, Limit, Metric, Report
from salesops.units import Unit

REPORT = Report(
    "made",
    "Made",
    "Made.",
    metrics=(Metric("orders", "Orders", 3, Unit.COUNT), Metric("aov", "AOV", None, Unit.MONEY)),
    findings=(Finding(Level.INFO, "quiet", "first", {}), Finding(Level.INFO, "quiet", "next", {})),
    limits=(Limit("made.few", 20, Unit.COUNT, "because"),),
)


def test_values_and_limits_are_found_by_name():
    assert (REPORT.value("orders"), REPORT.value("aov"), REPORT.limit("made.few")) == (3, None, 20)


def test_a_name_that_is_not_there_is_an_error_and_not_an_empty_value():
    with pytest.raises(KeyError):
        REPORT.value("order")
    with pytest.raises(KeyError):
        REPORT.limit("few")
    with pytest.raises(KeyError, match="no table 'orders'"):
        REPORT.table("orders")


def test_the_first_finding_of_a_code():
    assert REPORT.finding("quiet") == REPORT.findings[0]
    assert REPORT.finding("loud") is None


def test_stale_is_one_finding():
    old = Finding(Level.ERROR, STALE, "The data ends too soon.", {})
    assert REPORT.stale is None
    assert Report("made", "Made", "Made.", findings=(*REPORT.findings, old)).stale is old
