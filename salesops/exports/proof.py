"""What the values of a column prove of it: the order of day and month, or the decimal mark.

A value proves an order when it can be read in that one only: 25/03/2026 the day first, 12,50 the
decimal comma. A value that two orders allow is read by what the others prove.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from salesops.errors import UnsettledError
from salesops.exports.readings import Example, fits
from salesops.exports.shapes import Shape
from salesops.queries.duck import Duck

TEXTS = "texts"
"""A table of a column's different texts: v, how often it stands there (n) and first where (row)."""
_SELDOM = 1000
"""One value in so many may be a slip of the hand: it proves no order of day and month."""


@dataclass(frozen=True)
class Proofs:
    """The values of a column that have an order, by the orders that each allows."""

    counts: Mapping[tuple[str, ...], int]
    examples: Mapping[tuple[str, ...], Sequence[Example]]
    """The first two of each."""

    def of(self, order: str) -> int:
        """How many values allow this order and no other."""
        return self.counts.get((order,), 0)

    @property
    def ordered(self) -> int:
        """How many values have an order at all."""
        return sum(self.counts.values())


def proofs(duck: Duck, shapes: Sequence[Shape]) -> Proofs:
    """Hold every value in TEXTS against all of the shapes."""
    orders = list(dict.fromkeys(s.order for s in shapes if s.order))
    if not orders:
        return Proofs({}, {})
    flags = [f"({_any(shapes, order)}) AS o{i}" for i, order in enumerate(orders)]
    names = [f"o{i}" for i in range(len(orders))]
    groups = duck.run(
        f"SELECT sum(n)::BIGINT, arg_min({{'row': row, 'v': v}}, row, 2), {', '.join(names)} "
        f"FROM (SELECT row, v, n, {', '.join(flags)} FROM {TEXTS} WHERE NOT ({_any(shapes, '')})) "
        f"WHERE {' OR '.join(names)} GROUP BY ALL"
    ).tuples
    found = {
        tuple(o for o, allowed in zip(orders, row[2:], strict=True) if allowed): row
        for row in groups
    }
    return Proofs(
        {allowed: row[0] for allowed, row in found.items()},
        {allowed: [(e["row"], e["v"]) for e in row[1]] for allowed, row in found.items()},
    )


def _any(shapes: Sequence[Shape], order: str) -> str:
    return " OR ".join(fits(s, "v") for s in shapes if s.order == order) or "FALSE"


def decimal_mark(found: Proofs) -> str:
    """The mark that more values prove; the point, as in plain numbers, where as many prove each.

    Empty where no value proves one.
    """
    points, commas = found.of("."), found.of(",")
    if not points and not commas:
        return ""
    return "." if points >= commas else ","


def date_orders(found: Proofs) -> set[str]:
    """The orders of day and month that values prove, more often than by a slip."""
    return {o for o in ("mdy", "dmy") if found.of(o) * _SELDOM > found.ordered}


def unsettled(found: Proofs, where: str) -> tuple[UnsettledError, tuple[Example, ...]]:
    """Why the order of day and month stays open, and two values that show it."""
    if date_orders(found):
        why, check = "some are month first and some day first", "type"
        shown = [found.examples[(order,)][0] for order in ("mdy", "dmy")]
    else:
        why, check = _no_proof(found), "date-order"
        shown = [*chain(found.examples.get(("mdy", "dmy"), ()), *found.examples.values())][:2]
    said = " and ".join(dict.fromkeys(value for _, value in shown))
    problem = UnsettledError(
        f"{where}: its dates, as {said}, could be day/month or month/day: {why}. "
        'Say which in salesops.toml: [time] date_order = "dmy" (or "mdy")',
        check=check,
    )
    return problem, tuple(shown)


def _no_proof(found: Proofs) -> str:
    proving = found.of("mdy") + found.of("dmy")
    if not proving:
        return "no value shows which"
    return f"only {proving:,} of {found.ordered:,} values shows which, as a slip would"
