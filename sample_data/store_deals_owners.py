"""Whose each deal is: the won ones go round, so that no rep falls far behind the others."""

from datetime import timedelta

from store_clock import TODAY
from store_deals import WON, Deal, working
from store_deals_team import BY_NAME, FIELD, INSIDE, TEAM, Rep, months, quota, works
from store_dice import Dice

_KEY = 102
_DAY = timedelta(days=1)
_TAKES_OVER, _FIRST_CLOSE = 30 * _DAY, 8 * _DAY
# In thousandths: deals of that time that were the leaver's, and young ones without an amount.
_LEFT, _UNPRICED = 170, 250
_YOUNG = ("Qualified", "Needs analysis")
_CHANNELS = {
    FIELD: (("field", "phone", "showroom"), (70, 18, 12)),
    INSIDE: (("phone", "online", "showroom"), (48, 38, 14)),
}


def give(deals: list[Deal]) -> None:
    """Give every deal its owner and channel, and say which have no amount yet."""
    _give_won([deal for deal in deals if deal.stage == WON])
    for deal in deals:
        dice = Dice(_KEY, deal.number)
        if deal.stage != WON:
            reps, end = _able(deal), deal.ends
            deal.owner = dice.weighted(
                reps, [rep.loses * rep.pace(end.year, end.month) for rep in reps]
            ).name
        deal.priced = deal.stage not in _YOUNG or not dice.chance(_UNPRICED)
        _hand_over(deal, dice)
        deal.channel = dice.weighted(*_CHANNELS[BY_NAME[deal.owner].team])


def _able(deal: Deal) -> list[Rep]:
    """Return the reps who may have it at its end; a new one takes over what is young."""
    begun, ends = deal.created.date(), deal.ends.date()
    there = (rep for rep in TEAM if rep.there(ends) and ends >= rep.starts + _FIRST_CLOSE)
    return [rep for rep in there if begun >= rep.starts - _TAKES_OVER]


def _give_won(won: list[Deal]) -> None:
    """Give each to the rep who is furthest behind in the quarter; this month one to each first."""
    behind: dict[str, int] = {}
    waiting, had = list(months()), set[str]()
    for deal in sorted(won, key=lambda deal: deal.ends):
        while waiting and waiting[0] <= (deal.ends.year, deal.ends.month):
            _next_month(*waiting.pop(0), behind)
        this_month = (deal.ends.year, deal.ends.month) == (TODAY.year, TODAY.month)
        able = _able(deal)
        if this_month:
            able = [rep for rep in able if rep.name not in had] or able
        owner = max(able, key=lambda rep: behind[rep.name])
        behind[owner.name] -= deal.cents
        deal.owner = owner.name
        if this_month:
            had.add(owner.name)


def _next_month(year: int, month: int, behind: dict[str, int]) -> None:
    """Add what each rep is to win in that month; a quarter starts afresh."""
    for rep in TEAM:
        share = rep.pace(year, month) * rep.reaches
        more = quota(rep, year, month) * share // 10_000 if works(rep, year, month) else 0
        behind[rep.name] = more + (0 if month % 3 == 1 else behind[rep.name])


def _hand_over(deal: Deal, dice: Dice) -> None:
    """Say who had it first, where that was somebody else."""
    deal.first_owner, owner, begun = deal.owner, BY_NAME[deal.owner], deal.created.date()
    if begun < owner.starts:
        stay = [rep for rep in TEAM if rep.there(begun) and rep.there(owner.starts)]
        deal.first_owner = dice.pick([rep for rep in stay if rep.team == owner.team]).name
        deal.moved = working(owner.starts + dice.between(0, 2) * _DAY, dice)
        return
    for rep in TEAM:
        if rep.ends and rep.there(begun) and deal.ends.date() > rep.ends and dice.chance(_LEFT):
            deal.first_owner, deal.moved = rep.name, working(rep.ends, dice)
