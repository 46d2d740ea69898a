"""How old a table may be, where the standard's service levels say it."""

from collections.abc import Mapping, Sequence

from salesops.checks.node import Node, nearest

_FRESH = ("freshness", "fr", "latency", "ly")
_HOURS = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 1),
    **dict.fromkeys(("d", "day", "days"), 24),
    **dict.fromkeys(("w", "week", "weeks"), 168),
}


def ages(root: Node, tables: Sequence[str], unchecked: list[tuple[str, Node]]) -> Mapping[str, str]:
    """The age that each table may have, as in 26h; other service levels are noted.

    Raises:
        UsageError: an age without a unit that is known, or an element that is no table.
    """
    found: dict[str, str] = {}
    for item in root.each("slaProperties"):
        if item.word("property").casefold() in _FRESH:
            element = item.get("element") or root.get("slaDefaultElement")
            found |= dict.fromkeys(_tables(element, tables), _age(item))
        else:
            unchecked.append(("service levels other than freshness", item))
    return found


def _age(item: Node) -> str:
    unit = item.word("unit").casefold()
    if unit not in _HOURS:
        raise item.error(f"the unit {unit!r} is not read: write a value with h, d or w")
    hours = item.pairs()["value"].whole() * _HOURS[unit]
    if hours <= 0:
        raise item.error("no file is that fresh: write a value above zero")
    return f"{hours // 24}d" if unit not in ("h", "hr", "hrs", "hour", "hours") else f"{hours}h"


def _tables(element: Node | None, tables: Sequence[str]) -> Sequence[str]:
    """The tables of `orders.created, refunds.created`; all where none is named."""
    if element is None:
        return tables
    named = [part.strip().partition(".")[0] for part in element.text().split(",")]
    if len(tables) == 1:
        return tables
    for name in named:
        if name not in tables:
            raise element.error(f"{name!r} is no table here: {nearest(name, tables)}")
    return named
