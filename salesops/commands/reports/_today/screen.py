"""Today as a terminal shows it: one screen, the same lines in fewer words.

What it leaves out is why rows were excluded, what a cart holds, how fast a product sells and how
many cases a chance rests on: Markdown and the data formats say that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from salesops.commands.opportunities import Kind, Opportunity
from salesops.commands.reports._today import queue, words
from salesops.commands.reports._today.asking import State
from salesops.result import Report, Table, titled
from salesops.units import Count, Money, Text, Unit, text


@dataclass(frozen=True)
class Standing:
    """How a day stands, and the command that says why."""

    what: Text = field(metadata=titled(""))
    how: Text


@dataclass(frozen=True)
class Line:
    """A line of a list, headed by the list's title."""

    rank: Count = field(metadata=titled("#"))
    expected: Money = field(metadata=titled("Worth"))
    todo: Text


def brief(full: Report, lists: words.Lists, top: int, currency: str | None) -> Report:
    """The report on one screen, with what tells how to see the rest."""
    best = lists[Kind.OPPORTUNITY]
    return replace(
        full,
        headline=words.first(best[0], currency) if best else full.headline,
        tables=(
            _standing(full.table("state").rows),
            *(_list(kind, rows, top, currency) for kind, rows in lists.items()),
        ),
        notes=(
            *(words.BRIEF if note == words.RULE else note for note in full.notes),
            _rest(max(map(len, lists.values())), top),
        ),
    )


def _standing(states: Sequence[State]) -> Table:
    rows = [Standing(state.what, f"{state.how} {state.more}") for state in states]
    return Table("state", "", Standing, rows, shown=bool(rows), compact=True)


def _list(kind: Kind, offers: Sequence[Opportunity], top: int, currency: str | None) -> Table:
    """The first lines of a list; a command that is that of all of them stands in the title."""
    name, title = queue.TITLES[kind]
    shown = offers[:top]
    commands = {offer.more for offer in shown}
    alike = len(shown) > 1 and len(commands) == 1
    title += f": {len(shown):,} of {len(offers):,}" if offers[top:] else ""
    title += f" · salesops {commands.pop()}" if alike else ""
    rows = [
        Line(n, offer.expected, _said(offer, currency, alike=alike))
        for n, offer in enumerate(shown, 1)
    ]
    return Table(name, title, Line, rows, shown=bool(rows), compact=True)


def _said(offer: Opportunity, currency: str | None, *, alike: bool) -> str:
    """What and why, the two numbers whose product it is worth, the command that shows more."""
    what = offer.brief or f"{offer.action} {offer.what}".removesuffix(".")
    stake = text(offer.amount, Unit.MONEY, currency)
    chance = text(offer.probability, Unit.PERCENT)
    default = f", {offer.default}" if offer.default else ""
    more = "" if alike else f". salesops {offer.more}"
    return f"{what} ({stake} x {chance}{default}){more}"


def _rest(longest: int, top: int) -> str:
    """How to see what the screen has no room for."""
    lines = f"All lines: --top {longest}. " if longest > top else ""
    return f"{lines}In full: --format markdown. The commands take the same --data and --as-of."
