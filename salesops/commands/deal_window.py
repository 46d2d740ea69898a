"""The window of a question about a CRM's records: all of them go as far as its exports do."""

from salesops.commands.ledger import every
from salesops.period import closed
from salesops.queries.database import Database
from salesops.result import Period


def all_unasked(since: str | None, until: str | None, period: str | None) -> bool:
    """Whether it is of all that is loaded, as where nobody names a window."""
    return every(period) or not (since or until or period)


def deal_window(
    db: Database, since: str | None, until: str | None, period: str | None, *, whole: bool
) -> Period:
    """The window that was named; the `whole` is from the first to the latest the CRM has seen."""
    if whole:
        return closed("all", db.as_of, db.week_start, db.book.reach_of_deals)
    return db.window(since, until, period)
