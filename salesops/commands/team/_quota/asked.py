"""Quotas, asked for by other commands."""

from salesops.commands.rep_quotas.stated import Stated
from salesops.commands.team import quota
from salesops.queries.database import Database


def stated(db: Database) -> Stated | None:
    """Those that are stated; None without targets, and under --where: quotas are of all deals."""
    if db.book.filtered or "targets" not in db.book.filled:
        return None
    return Stated(db.read("team/quotas"), ramp_plan(db))


def ramp_plan(db: Database) -> str:
    """The plan of who states none, as [quota] has it."""
    return db.settings.limits("quota", quota.Limits).plan
