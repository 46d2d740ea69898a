"""What each check of salesops can be told in a contract, and how that is read."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesops.checks.bounds import OPERATORS
from salesops.checks.custom import pattern
from salesops.checks.node import Node, nearest

NUMBERS = ("money", "number", "rate")
STAMPS = ("date", "instant")
LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def limit(node: Node, type_: str) -> Decimal | str:
    """The end of a range: a number, or the text of an ISO date or stamp.

    Raises:
        UsageError: the column holds neither numbers nor dates, or the value is not of its type.
    """
    if type_ in NUMBERS:
        return node.number()
    if type_ not in STAMPS:
        raise node.error("is a limit of a column that holds neither numbers nor dates")
    try:
        kind: type[date] = date if type_ == "date" else datetime
        kind.fromisoformat(node.text())
    except ValueError as error:
        raise node.error(f"{node.text()!r} is no {type_}: write as in 2024-03-31") from error
    return node.text()


def values(node: Node, *, nulls: bool = False) -> tuple[str, ...]:
    """The texts of a list, as they are written; null may stand among them where blanks count."""
    kept = [item for item in node.items() if not (nulls and item.null)]
    if not kept and not nulls:
        raise node.error("is an empty list: no value would be accepted")
    return tuple(item.text() for item in kept)


def positive(node: Node) -> Decimal:
    """A number above zero."""
    if node.number() <= 0:
        raise node.error("wants a number above zero")
    return node.number()


_READ: Mapping[str, Mapping[str, Callable[[Node], Any]]] = {
    "range": {"multipleOf": positive},
    "length": {"minimum": Node.whole, "maximum": Node.whole},
    "pattern": {"pattern": pattern},
    "accepted": {"values": values},
    "reference": {"to": Node.text},
    "not-null": {"values": lambda node: values(node, nulls=True)},
    "unique": {"columns": values},
    "history": {"change": positive, "least": Node.whole},
    "sql": {"query": Node.text, "returns": lambda node: node.one_of(("rows", "number"), "answer")},
}


_NEEDED = {"pattern": "pattern", "accepted": "values", "reference": "to", "sql": "query"}
"""Without it the check asks nothing."""
OF_COLUMNS = ("range", "length", "not-null", "unique", *_NEEDED)
"""Checks that a column can have of its own; the others look at a table or a file."""


def needed(check: str, asked: Mapping[str, Any], type_: str, said: Node) -> None:
    """Pass the arguments without which the check asks nothing.

    Raises:
        UsageError: one is missing, and is named.
    """
    wanted = _NEEDED.get(check, "columns" if check == "unique" and not type_ else "")
    if wanted and not asked.get(wanted):
        raise said.error(f"{check} wants `{wanted}`: write as in {{check: {check}, {wanted}: ..}}")


def arguments(check: str, pairs: Mapping[str, Node], type_: str, said: Node) -> dict[str, Any]:
    """The arguments that a contract gives to a check; `unit` and the operators are the rule's own.

    Raises:
        UsageError: an argument that the check does not take, with the nearest that it does.
    """
    known = dict(_READ.get(check, {}))
    if check == "range":
        known |= dict.fromkeys(LIMITS, lambda node: limit(node, type_))
    for key, node in pairs.items():
        if key not in known and key not in (*OPERATORS, "unit"):
            hint = nearest(key, known) if known else "it takes a severity and a mustBe.. only"
            raise node.error(f"{key!r} is nothing that {check} takes: {hint}")
    if check in ("range", "length", "pattern", "accepted", "reference") and not type_:
        raise said.error(f"{check} is about one column: write it under that property")
    return {key: known[key](node) for key, node in pairs.items() if key in known}
