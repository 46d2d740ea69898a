"""The list of accounts: every company that deals are with, whose it is, and what it belongs to."""

from collections.abc import Iterator

from store_clock import TODAY
from store_csv import Row
from store_deals import STAGES, WON, Deal
from store_deals_team import BY_NAME, TEAM, Rep
from store_dice import Dice

ACCOUNTS = "account parent_account owner territory segment employees".split()
_KEY = 108
# How many work there, and how often that is so.
_STAFF = {
    "Workshop": (((3, 9), (10, 40), (50, 70)), (60, 37, 3)),
    "Fleet": (((14, 48), (55, 240), (260, 700)), (45, 43, 12)),
    "Dealer": (((6, 9), (12, 48), (52, 180)), (20, 55, 25)),
}
# The dealer of a place that the other dealers there belong to.
_HEAD = " Motors"
_YEAR = 365
# What an account takes, whatever it buys: so that nobody has all the small ones.
_EACH = 150_000


def account_rows(deals: list[Deal]) -> Iterator[Row]:
    """Yield a row for each company, by name."""
    of: dict[str, list[Deal]] = {}
    for deal in deals:
        of.setdefault(deal.account, []).append(deal)
    parents = {name: _parent(name, of) for name in of}
    owners = _owners(of, parents)
    for name in sorted(of):
        segment = of[name][0].segment
        yield {
            "account": name,
            "parent_account": parents[name],
            "owner": owners[name],
            "territory": BY_NAME[owners[name]].territory,
            "segment": segment,
            "employees": str(_staff(name, segment)),
        }


def _staff(name: str, segment: str) -> int:
    ranges, weights = _STAFF[segment]
    dice = Dice(_KEY, *name.encode())
    return dice.between(*dice.weighted(ranges, weights))


def _parent(name: str, of: dict[str, list[Deal]]) -> str:
    """Return the head of the dealers of a place, where it is a company of ours."""
    head = name.split(maxsplit=1)[0] + _HEAD
    return head if of[name][0].segment == "Dealer" and head in of and head != name else ""


def _owners(of: dict[str, list[Deal]], parents: dict[str, str]) -> dict[str, str]:
    """Give each family to who has its latest open deal, else to who has least in its territory."""
    families: dict[str, list[Deal]] = {}
    for name in sorted(of):
        families.setdefault(parents[name] or name, []).extend(of[name])
    has = dict.fromkeys((rep.name for rep in TEAM), 0)
    found: dict[str, str] = {}
    for name in sorted(families, key=lambda name: (-_worth(families[name]), name)):
        rep = _owner(families[name], has)
        has[rep.name] += _worth(families[name]) + _EACH
        found[name] = rep.name
    return {name: found[parents[name] or name] for name in of}


def _owner(deals: list[Deal], has: dict[str, int]) -> Rep:
    still = [deal for deal in deals if deal.stage in STAGES]
    if still:
        return BY_NAME[max(still, key=lambda deal: deal.created).owner]
    place = BY_NAME[deals[0].owner].territory
    there = [rep for rep in TEAM if rep.there(TODAY) and rep.territory == place]
    return min(there, key=lambda rep: has[rep.name])


def _worth(deals: list[Deal]) -> int:
    """Return what was won in a year, in cents."""
    year = (deal for deal in deals if deal.stage == WON and (TODAY - deal.ends.date()).days < _YEAR)
    return sum(deal.cents for deal in year)
