"""The bands that deals are grouped into by size: quarters of the won deals."""

from dataclasses import dataclass
from decimal import Decimal

from salesops.commands.team._win_loss.rows import Sizes
from salesops.units import Unit, digits, rounded, text

_FIRST, _LAST = "1", "4"


@dataclass(frozen=True)
class Bands:
    """Where they end, and whether sizes are list prices or amounts."""

    cuts: tuple[Decimal, ...]
    priced: bool
    currency: str | None

    def name(self, key: str) -> str:
        """What a band is called: its bounds."""
        ends = [text(cut, Unit.MONEY, self.currency) for cut in self.cuts]
        if key == _FIRST:
            return f"up to {ends[0]}"
        if key == _LAST:
            return f"over {ends[2]}"
        return f"over {ends[int(key) - 2]} to {ends[int(key) - 1]}"

    @property
    def said(self) -> str:
        """What the bands are."""
        of = "list price of the product" if self.priced else "amount"
        why = ", since most lost deals state no amount" if self.priced else ""
        return f"Bands are quarters of the won deals by the {of}{why}."


def bands(sizes: Sizes, currency: str | None) -> Bands:
    """By amount; by list price where lost deals seldom state an amount, and most have a price.

    The cuts are rounded as they are written, so that each band is what its name says.
    """
    priced = sizes.lost_valued * 2 < sizes.lost and sizes.priced * 2 >= sizes.closed > 0
    found = (
        (sizes.price_1, sizes.price_2, sizes.price_3)
        if priced
        else (sizes.amount_1, sizes.amount_2, sizes.amount_3)
    )
    places = digits(currency)
    cuts = tuple(rounded(Decimal(str(cut or 0)), places) for cut in found)
    return Bands(cuts, priced, currency)
