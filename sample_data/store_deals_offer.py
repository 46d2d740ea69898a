"""What the team sells, to whom, and where deals come from. All of it invented."""

from dataclasses import dataclass

from store_dice import Dice


@dataclass(frozen=True)
class Package:
    """Parts, equipment or a supply contract, sold as one."""

    list_cents: int
    weight: int


PRODUCTS = {
    "Oil and filter contract": Package(210_000, 18),
    "Brake service package": Package(240_000, 22),
    "Race prep package": Package(360_000, 10),
    "Workshop starter set": Package(390_000, 14),
    "Engine rebuild package": Package(520_000, 14),
    "Diagnostics bench": Package(640_000, 9),
    "Fleet maintenance contract": Package(880_000, 8),
    "Lift and equipment package": Package(1_250_000, 5),
}
SEGMENTS = {"Workshop": 55, "Fleet": 25, "Dealer": 20}
# How many come from there, and how readily they go on from stage to stage, in percent.
SOURCES = {
    "Web": (34, 100),
    "Referral": (20, 105),
    "Outbound": (20, 93),
    "Partner": (16, 102),
    "Trade show": (10, 97),
}
COMPETITORS = ("Northgate Parts", "Prime Axle", "BoltHouse Supply")
LOST_REASONS = ("Price", "No decision", "Competitor", "Budget", "Timing", "Missing parts")
LOST_WEIGHTS = (26, 24, 20, 14, 10, 6)
NEXT_STEPS = {
    "Qualified": ("Call to learn what they need", "Find out who decides"),
    "Needs analysis": ("Count their vehicles with them", "Book the demo"),
    "Demo": ("Show the package on site", "Send prices after the demo"),
    "Proposal": ("Go through the proposal", "Answer questions on delivery"),
    "Negotiation": ("Agree on payment terms", "Send the contract to sign"),
}
_LEAST, _MOST = 80_000, 4_000_000
_SPREADS = ((62, 104), (80, 120), (72, 150))
_PIECES, _PIECE_WEIGHTS = (1, 2, 3, 4), (74, 18, 5, 3)


def amount(product: str, dice: Dice) -> int:
    """Return what a deal is worth in cents: list price, pieces, and what was agreed."""
    cents = PRODUCTS[product].list_cents * dice.weighted(_PIECES, _PIECE_WEIGHTS)
    for spread in _SPREADS:
        cents = cents * dice.between(*spread) // 100
    return rounded(cents)


def rounded(cents: int) -> int:
    """Return it within what is ever agreed, in whole tens of dollars."""
    return min(_MOST, max(_LEAST, (cents + 500) // 1000 * 1000))
