"""Fair shares: all alike, or by quota, since who is to sell more is to have more."""

from collections.abc import Sequence
from decimal import Decimal

from salesops.commands.rep_quotas.days import name_of
from salesops.commands.team._accounts.people import Rep, Team
from salesops.commands.team._accounts.rules import Rules
from salesops.commands.team._quota.asked import stated
from salesops.commands.team._quota.span import UNITS
from salesops.errors import UsageError
from salesops.periods.dates import floor, step
from salesops.queries.database import Questions

ONE = Decimal(1)


def shares(asked: Questions, team: Team, rules: Rules) -> list[Decimal]:
    """What each is to carry against the others: alike or by quota, times a share of their own.

    Raises:
        UsageError: a share is nothing, or not everybody has a quota.
    """
    there = team.there
    usual = by_quota(asked, there) if rules.share == "quota" else [ONE] * len(there)
    own = {team.find(one.name).key: one.share for one in rules.reps if one.share is not None}
    found = [whole * own.get(rep.key, ONE) for rep, whole in zip(there, usual, strict=True)]
    for rep, share in zip(there, found, strict=True):
        if share <= 0:
            raise UsageError(
                f"rules: the share of {rep.name} is 0: let receives = false say that they get none"
            )
    return found


def by_quota(asked: Questions, there: Sequence[Rep]) -> list[Decimal]:
    """The quota of each, after the ramp, in the period that as-of lies in.

    Raises:
        UsageError: not everybody has one of their own.
    """
    quotas = stated(asked.db)
    for unit in UNITS if quotas else ():
        start = floor(asked.db.as_of, unit)
        if quotas is None or name_of(start, unit) not in quotas.periods:
            continue
        together = quotas.together(start.date(), step(start, unit, 1).date())
        own = {one.key: one.quota.ramped for one in together.holders if one.scope == "rep"}
        if lacking := [rep.name for rep in there if not own.get(rep.key)]:
            raise UsageError(
                f"rules: share = quota: {len(lacking)} of {len(there)} reps have no quota of their "
                f"own in {name_of(start, unit)}, as {lacking[0]}: state it, or name a share"
            )
        return [own[rep.key] for rep in there]
    raise UsageError("rules: share = quota: no quota of this month, quarter or year is loaded")
