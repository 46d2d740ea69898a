"""The customers: invented names, where they live and what kind of buyer they are."""

from dataclasses import dataclass

from store_dice import Dice

PEOPLE, STRANGERS, PASSERS_BY = 4000, 190, 90
# One in this many signed up and never ordered.
_WINDOW_SHOPPER, _WINDOW_REST = 13, 7
_FIRST_ID = 7210000400000
_ID_STEP = 3271

SHOP, ENTHUSIAST, DIY, PLAIN = "shop", "enthusiast", "diy", ""
KINDS = (SHOP, ENTHUSIAST, DIY, PLAIN)
_KIND_WEIGHTS = (3, 25, 44, 28)
# How many tickets a buyer holds in the draw for the next returning order: none means they buy
# once. A few hold many, so that orders per customer have a heavy tail. Enthusiasts come by project
# (store_projects.py), and a beginner's ticket is spent with the second order.
_TICKETS = {
    SHOP: (10, 14, 18, 24, 30, 44),
    ENTHUSIAST: (0,),
    DIY: (0, 0, 1),
    PLAIN: (0, 0, 0, 0, 1, 1, 1, 2, 2, 4),
}
# Days after the first order in which a buyer may come back; 900 is longer than the data.
_STAYS = (120, 250, 400, 900, 900)
_SHOP_STAYS = (400, 900, 900, 900)

_FIRST_NAMES = tuple(
    """Ana Ben Carla Dan Elena Frank Grace Hugo Iris Jack Karen Leo Maria Nick Olga Paul Rita Sam
    Tina Victor Wendy Alex Bella Chris Diana Eric Fiona Greg Helen Ivan Julia Kevin Laura Mark Nora
    Oscar Petra Ralph Sara Tom Vera Walt Amy Brian Clara David Emma Felix""".split()
)
_STARTS = tuple("Dor Tam Vel Kor Bran Mel Har Pel Sor Quin Lam Fen Gar Tor Wes Ost".split())
_ENDS = tuple("vell sen mond rick dale ner lov ton wick mar by strom kin den bury hart".split())
_TOWNS = tuple("Cedar Maple Oak River Stone Lake Mill Elm Birch Fox".split())
_TOWN_ENDS = tuple("brook ridge view haven ton ford".split())
# The store is in Illinois: half its buyers are neighbours.
PROVINCES = ("IL", "WI", "IN", "IA", "MO", "MI", "MN", "OH", "TX", "FL", "CO", "PA")
_PROVINCE_WEIGHTS = (30, 10, 10, 6, 7, 7, 6, 6, 6, 5, 4, 3)
_HOSTS = ("example.com", "example.org", "example.net")


@dataclass(frozen=True)
class Person:
    """One customer as the store knows them."""

    number: int
    first: str
    last: str
    email: str
    company: str
    town: str
    province: str
    kind: str
    tags: str
    accepts: bool
    exempt: bool
    tickets: int
    stays: int

    @property
    def name(self) -> str:
        """Return first and last name."""
        return f"{self.first} {self.last}"

    @property
    def ident(self) -> str:
        """Return Shopify's customer id."""
        return str(_FIRST_ID + self.number * _ID_STEP)

    @property
    def only_looks(self) -> bool:
        """Some sign up and never order."""
        return self.number % _WINDOW_SHOPPER == _WINDOW_REST


def people() -> list[Person]:
    """Return everyone the store knows, in the order they signed up."""
    dice = Dice(1)
    return [_person(number, dice) for number in range(PEOPLE)]


def strangers() -> list[Person]:
    """Return those who know the outlet only."""
    dice = Dice(3)
    return [_person(PEOPLE + number, dice) for number in range(STRANGERS)]


def passers_by() -> list[Person]:
    """Return those who began a checkout and never bought anything."""
    dice = Dice(9)
    return [_person(PEOPLE + STRANGERS + number, dice) for number in range(PASSERS_BY)]


def _person(number: int, dice: Dice) -> Person:
    kind = dice.weighted(KINDS, _KIND_WEIGHTS)
    first, last = dice.pick(_FIRST_NAMES), dice.pick(_STARTS) + dice.pick(_ENDS)
    return Person(
        number=number,
        first=first,
        last=last,
        # The number keeps two people of one name apart.
        email=f"{first}.{last}{number}@{dice.pick(_HOSTS)}".lower(),
        company=f"{last} Garage" if kind == SHOP else "",
        town=dice.pick(_TOWNS) + dice.pick(_TOWN_ENDS),
        province=dice.weighted(PROVINCES, _PROVINCE_WEIGHTS),
        kind=kind,
        tags=_tags(kind, dice),
        accepts=dice.chance(450),
        exempt=kind == SHOP and dice.chance(400),
        tickets=dice.pick(_TICKETS[kind]),
        stays=dice.pick(_SHOP_STAYS if kind == SHOP else _STAYS),
    )


def _tags(kind: str, dice: Dice) -> str:
    tags = [kind] if kind else []
    # A second tag in one cell, as exports have it.
    if kind and dice.chance(60):
        tags.append("newsletter")
    return ", ".join(tags)
