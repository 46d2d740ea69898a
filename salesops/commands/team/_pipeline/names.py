"""Products whose names deals write otherwise than the price list, or that it has not."""

from collections.abc import Sequence

from salesops.commands.team._pipeline.rows import Named

AS_WRITTEN = "as written"
"""A product that the price list has by that very name."""


def renamed(products: Sequence[Named], *, asked_for: bool) -> list[Named]:
    """None where the list knows none of them, for then it is a list of other things.

    Where somebody asks for list prices or products, such a list too is held against them.
    """
    told = asked_for or any(one.listed is not None for one in products)
    return [one for one in products if told and one.found != AS_WRITTEN]
