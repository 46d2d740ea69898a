"""Whom the deals are with: an invented company of the rep's territory, and a person there."""

from store_deals import Deal
from store_deals_team import BY_NAME
from store_dice import Dice

_KEY = 104
# Each territory has its own places, so that no company lies in two.
_PLACES = {
    "North": ("Aspen", "Birch", "Harbor", "Prairie"),
    "South": ("Cotton", "Delta", "Magnolia"),
    "Online": ("Canyon", "Mesa", "Summit"),
}
_ENDS = tuple("field gate port wood crest vale".split())
_KINDS = {
    "Workshop": ("Garage", "Auto Service", "Brake and Tire"),
    "Fleet": ("Delivery", "Logistics", "Cab Company"),
    "Dealer": ("Motors", "Auto Sales", "Classic Cars"),
}
_FIRST = tuple("Amir Beth Cole Dana Eli Faye Gus Hope Ian Joan Kurt Lily Max Nell Otto Pia".split())
_LAST = tuple("Abbott Brandt Castle Dorsey Engel Foley Grant Hobbs Irwin Jarvis Kemp".split())


def meet(deals: list[Deal]) -> None:
    """Give each deal its company and person; the same company buys a thing once a month."""
    used: set[tuple[str, str, int, int]] = set()
    for deal in deals:
        dice = Dice(_KEY, deal.number)
        month = deal.created.year, deal.created.month
        while not deal.account or (deal.account, deal.product, *month) in used:
            deal.account = company(dice, BY_NAME[deal.owner].territory, deal.segment)
        used.add((deal.account, deal.product, *month))
        deal.contact = person(deal.account)


def company(dice: Dice, territory: str, segment: str) -> str:
    """Return one of the territory's companies of that kind."""
    return f"{dice.pick(_PLACES[territory])}{dice.pick(_ENDS)} {dice.pick(_KINDS[segment])}"


def person(company: str) -> str:
    """Return whom one asks for there: always the same person."""
    dice = Dice(_KEY, *company.encode())
    return f"{dice.pick(_FIRST)} {dice.pick(_LAST)}"
