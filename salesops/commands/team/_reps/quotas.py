"""How much of their quotas reps have won: as `quota` tells it of the same days."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from salesops.commands.ledger import starts_at
from salesops.commands.rep_quotas.days import come
from salesops.commands.team._quota.asked import stated
from salesops.commands.team._quota.span import Span
from salesops.commands.team._quota.span import span as named
from salesops.commands.team._reps.people import Key
from salesops.commands.team._reps.rows import ZERO
from salesops.queries.database import Database
from salesops.result import Period


@dataclass(frozen=True)
class Attained:
    """A rep with a quota."""

    quota: Decimal
    """After the ramp."""
    won: Decimal


def attained(db: Database, window: Period, period: str | None) -> Mapping[Key, Attained]:
    """Who has a quota in the window; nobody under --where: a quota is of all that a rep sells."""
    quotas = stated(db)
    if quotas is None:
        return {}
    days = named(db, period, ()) if period else Span(window, starts_at(come(window.end)))
    won: dict[Key, Decimal] = {}
    for one in quotas.credited(days.first, days.come):
        won[one.shop, one.rep] = won.get((one.shop, one.rep), ZERO) + one.value
    found = ((key, quotas.of_rep(key, days.first, days.after)) for key in quotas.of_reps)
    return {key: Attained(due.ramped, won.get(key, ZERO)) for key, due in found if due}
