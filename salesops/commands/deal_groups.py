"""What deals, leads and reps can be grouped by, and which groups prose shows.

The word of `--by` in the commands of the team; the order of groups; the first of many, with the
others as one.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import field, make_dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

from salesops.errors import UsageError, meant
from salesops.result import titled
from salesops.units import Text

TIMES = ("month", "quarter")

_ALSO = {"rep": "owner", "owner": "rep", "lead_source": "source"}
"""What is asked for by one word where a command knows it by the other."""


def dimension(text: str, known: Collection[str]) -> str:
    """What --by names, as the command knows it.

    Raises:
        UsageError: it can be grouped by no such thing; the nearest that it can is named.
    """
    word = text.strip().lower()
    for name in (word, _ALSO.get(word, word)):
        if name in known:
            return name
    raise UsageError(f"--by {text}: {meant(word, known)}")


class Named(Protocol):
    """A group by what it is of."""

    @property
    def id(self) -> str | None:
        """None: of what states none."""


Group = TypeVar("Group", bound=Named)


def ranked(by: str, groups: Iterable[Group]) -> list[Group]:
    """As they come, but times the latest first; without a name last."""
    found = list(groups)
    if by in TIMES:
        found.sort(key=lambda one: one.id or "", reverse=True)
    return sorted(found, key=lambda one: one.id is None)


def first(
    groups: Sequence[Group], top: int, together: Callable[[Sequence[Group], str], Group]
) -> list[Group]:
    """The first of those with a name, the others as one that is called so, those without a name.

    One more than `top` is shown as it is: a row for the others would take as much room.
    """
    named = [one for one in groups if one.id is not None]
    if len(named) <= top + 1:
        return list(groups)
    rest = named[top:]
    unnamed = [one for one in groups if one.id is None]
    return [*named[:top], together(rest, f"other ({len(rest):,})"), *unnamed]


def sums(groups: Sequence[Any], *names: str) -> dict[str, Any]:
    """What several groups have of each of these together."""
    return {name: sum(getattr(one, name) for one in groups) for name in names}


@cache
def headed(row: type, title: str) -> Any:
    """The row with that title over its `name`: as Rep, or Source."""
    name = ("name", Text, field(metadata=titled(title)))
    return make_dataclass(row.__name__, [name], bases=(row,), frozen=True)
