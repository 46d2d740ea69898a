"""The standard's operators, mustBe to mustNotBeBetween, as bounds of a number and back."""

from collections.abc import Mapping
from decimal import Decimal

from salesops.checks.contract import Bounds
from salesops.checks.node import Node

_NUMBERS = {
    "mustBe": "equal",
    "mustNotBe": "unequal",
    "mustBeGreaterThan": "above",
    "mustBeGreaterOrEqualTo": "least",
    "mustBeGreaterThanOrEqualTo": "least",
    "mustBeLessThan": "below",
    "mustBeLessOrEqualTo": "most",
    "mustBeLessThanOrEqualTo": "most",
}
OPERATORS = (*_NUMBERS, "mustBeBetween", "mustNotBeBetween")


def bounds(node: Node) -> Bounds | None:
    """What a rule's operators ask, all of them together; None where there is none.

    Raises:
        UsageError: one asked twice, or a range that ends before it begins.
    """
    asked: dict[str, Decimal] = {}
    for key, name in _NUMBERS.items():
        if found := node.get(key):
            _once(asked, name, found)
            asked[name] = found.number()
    if found := node.get("mustBeBetween"):
        _once(asked, "least", found)
        _once(asked, "most", found)
        asked["least"], asked["most"] = _pair(found)
    apart = node.get("mustNotBeBetween")
    if not asked and not apart:
        return None
    return Bounds(**asked, outside=_pair(apart) if apart else None)


def _once(asked: Mapping[str, Decimal], name: str, node: Node) -> None:
    if name in asked:
        raise node.error("asks for a bound that another operator here asks for too")


def _pair(node: Node) -> tuple[Decimal, Decimal]:
    numbers = [item.number() for item in node.items()]
    if len(numbers) != 2 or numbers[0] > numbers[1]:  # noqa: PLR2004
        raise node.error("wants two numbers, the lower first, as in [1, 100]")
    return numbers[0], numbers[1]


def operators(must: Bounds) -> dict[str, object]:
    """The operators that ask for these bounds."""
    asked = {key: getattr(must, name) for key, name in _NUMBERS.items() if "ThanOr" not in key}
    if must.least is not None and must.most is not None and must.least < must.most:
        asked |= {"mustBeGreaterOrEqualTo": None, "mustBeLessOrEqualTo": None}
        asked["mustBeBetween"] = (must.least, must.most)
    asked["mustNotBeBetween"] = must.outside
    return {key: value for key, value in asked.items() if value is not None}
