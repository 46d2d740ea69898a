"""Whether an answer can be trusted: findings that every analysis of exports has alike."""

from collections.abc import Iterable

from salesops.queries.database import Database
from salesops.result import Finding, Level


def gravest_first(found: Iterable[Finding | None]) -> tuple[Finding, ...]:
    """The findings there are, errors before warnings before remarks."""
    order = list(Level)[::-1]
    return tuple(sorted(filter(None, found), key=lambda f: order.index(f.level)))


def rejected(db: Database) -> Finding | None:
    """Rows that were rejected are in no number."""
    rejects = db.book.rejects
    if not rejects:
        return None
    first = rejects[0]
    return Finding(
        Level.ERROR,
        "rejected-rows",
        f"{db.book.rows.rejected:,} rows were rejected and are in no number: first {first.file} "
        f"line {first.line}, {first.column or 'the row'} {first.reason}. List them with --rejects.",
        {"rows": db.book.rows.rejected, "file": first.file, "line": first.line},
    )


def one_of_several_currencies(db: Database) -> bool:
    """Whether --currency left out orders, of which stock and customers know all the same."""
    return any(reason.startswith("in another currency") for reason in db.book.rows.reasons)
