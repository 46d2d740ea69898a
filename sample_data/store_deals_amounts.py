"""What the won deals are worth: moved towards the quota, where a rep would be too far from it."""

from collections import defaultdict

from store_clock import TODAY
from store_deals import WON, Deal
from store_deals_offer import rounded
from store_deals_team import NOW, TEAM, Rep, quota, works
from store_dice import Dice

_KEY = 439
# Percent of the quota: of a quarter, and of what is due of this month's.
_WITHIN, _LATELY = (88, 117), (84, 166)
_DAYS = 27  # of a month, by which all is won as a rule
_LEAST = 4  # no amount shrinks to less than that part


def steer(deals: list[Deal]) -> None:
    """Move what was won towards the quota where a rep is too far from it."""
    won: dict[tuple[str, int, int], list[Deal]] = defaultdict(list)
    for deal in deals:
        if deal.stage == WON:
            won[deal.owner, deal.ends.year, deal.ends.month].append(deal)
    for number, rep in enumerate(TEAM):
        for year in range(2025, TODAY.year + 1):
            for first in (1, 4, 7, 10):
                _steer_quarter(rep, year, first, won, Dice(_KEY, number, year, first))


def _steer_quarter(
    rep: Rep, year: int, first: int, won: dict[tuple[str, int, int], list[Deal]], dice: Dice
) -> None:
    """Do so for this month by itself, then for the rest of the quarter."""
    months = [(year, month) for month in range(first, first + 3) if (year, month) <= NOW]
    lately = won[rep.name, *NOW] if NOW in months else []
    _scale(lately, _asked(rep, *NOW), dice, _LATELY)
    before = [deal for month in months if month != NOW for deal in won[rep.name, *month]]
    asked = sum(_asked(rep, *month) for month in months)
    _scale(before, asked, dice, _WITHIN, sum(deal.cents for deal in lately))


def _asked(rep: Rep, year: int, month: int) -> int:
    """Return the quota in cents: of this month, what is due until today."""
    if not works(rep, year, month):
        return 0
    cents = quota(rep, year, month) * rep.planned(year, month) // 100
    return cents * TODAY.day // _DAYS if (year, month) == NOW else cents


def _scale(
    deals: list[Deal], asked: int, dice: Dice, within: tuple[int, int], more: int = 0
) -> None:
    """Scale the amounts, if together with `more` they are not near what is asked."""
    low, high = within
    total = sum(deal.cents for deal in deals)
    if not total or not asked or low <= (total + more) * 100 // asked <= high:
        return
    aim = asked * dice.between(low, high) // 100 - more
    for deal in deals:
        deal.cents = rounded(deal.cents * max(aim, total // _LEAST) // total)
