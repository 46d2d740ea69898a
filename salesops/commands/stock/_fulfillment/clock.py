"""Which hours count: the calendar of the settings, and the waits of sent orders by it."""

from datetime import date
from pathlib import Path

from salesops.models.business_hours import Calendar
from salesops.queries.database import Database, Questions
from salesops.queries.duck import literal
from salesops.queries.statement import SqlFile, Statement

QUESTION = "stock/fulfillment"
_INTO = (
    "greatest(0, least(date_diff('second', {d}.day::TIMESTAMP, s.{at}) - {d}.opens, "
    "{d}.closes - {d}.opens))"
)
"""The seconds of a day that count before a moment."""


def ask(db: Database, calendar: Calendar) -> Questions:
    """The statements of fulfillment, asked by this calendar."""
    asked = db.read(QUESTION)
    if calendar.always or db.book.reach is None:
        return asked
    first = min(db.book.reach[0], db.as_of).date()
    return db.read(QUESTION, business_waits=_waits(calendar, first, db.as_of.date()))


def _waits(calendar: Calendar, first: date, last: date) -> SqlFile:
    """The shared view business_waits of this calendar."""
    rows = ",\n".join(
        f"    ({literal(day.isoformat())}::DATE, {opens}, {closes}, {counted})"
        for day, opens, closes, counted in calendar.days(first, last)
    )
    into = {d: _INTO.format(d=d, at=at) for d, at in (("a", "since_local"), ("b", "until_local"))}
    sql = (
        f"WITH days (day, opens, closes, counted) AS (VALUES\n{rows}\n)\n"
        f"SELECT s.shop_id, s.order_id,\n"
        f"    (b.counted + {into['b']} - a.counted - {into['a']})::BIGINT AS seconds\n"
        "FROM sent_orders AS s\n"
        "INNER JOIN days AS a ON s.since_local::DATE = a.day\n"
        "INNER JOIN days AS b ON s.until_local::DATE = b.day"
    )
    header = "-- How long orders waited in working hours, as [fulfillment] says."
    statement = Statement("business_waits", sql, frozenset())
    return SqlFile(Path("business_waits.sql"), header, (statement,), ("sent_orders",))
