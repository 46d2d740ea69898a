"""One case of each finding of leads; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from planting import Plant, edit, rows

LEADS = "leads.csv"
RECENT, DONE = "2026-06-20", "2026-09-10"
"""New leads; those that came in before the second have had a week for an answer."""
Row = dict[str, str]


@contextmanager
def _recent(folder: Path) -> Iterator[list[Row]]:
    """The leads of the last quarter."""
    with rows(folder / LEADS) as lines:
        yield [row for row in lines if row["created_at"] >= RECENT]


def _later(row: Row, days: int) -> None:
    """The first answer came so many days later."""
    touched = datetime.strptime(row["first_touch_at"], "%Y-%m-%d %H:%M:%S %z")
    row["first_touch_at"] = (touched + timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S %z")


def neglected_source(folder: Path) -> Mapping[str, Any]:
    """Leads of trade shows, which become deals most often, lie for four days."""
    with _recent(folder) as lines:
        for row in lines:
            late = row["lead_source"] == "Trade show" and row["created_at"] < DONE
            if late and row["first_touch_at"]:
                _later(row, 4)
    return {"source": "Trade show"}


def slow_response(folder: Path) -> Mapping[str, Any]:
    """Three of four leads are answered two days later than they were."""
    with _recent(folder) as lines:
        for n, row in enumerate(lines):
            if n % 4 and row["first_touch_at"] and row["created_at"] < DONE:
                _later(row, 2)
        return {"leads": len(lines), "hours": 24.0}


def many_unanswered(folder: Path) -> Mapping[str, Any]:
    """Of leads that became nothing three of four were never answered."""
    with _recent(folder) as lines:
        nothing = [row for row in lines if not row["qualified_at"]]
        for n, row in enumerate(nothing):
            if n % 4:
                row["first_touch_at"] = ""
    return {}


def unbalanced_assignment(folder: Path) -> Mapping[str, Any]:
    """Two of three new leads go to Gavin."""
    with _recent(folder) as lines:
        for n, row in enumerate(lines):
            if n % 3:
                row["owner"] = "Gavin Shaw"
    return {"rep": "Gavin Shaw"}


def stale_data(folder: Path) -> Mapping[str, Any]:
    """Asked a week after the export."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-25 12:00")
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A lead without its id."""
    with rows(folder / LEADS) as lines:
        lines[0]["lead_id"] = ""
    return {"rows": 1, "file": LEADS}


PLANTS = {
    "neglected-source": Plant(neglected_source),
    "slow-response": Plant(slow_response),
    "many-unanswered": Plant(many_unanswered),
    "unbalanced-assignment": Plant(unbalanced_assignment),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
