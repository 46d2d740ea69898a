"""What the run is doing just now: said where it is done, and read by whoever shows it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_said = [""]


def doing(what: str) -> None:
    """From now on this is being done; nothing that takes time where it is empty."""
    _said[0] = what


def now() -> str:
    """What was said last."""
    return _said[0]


def each(items: Iterable[T], what: Callable[[T], str]) -> Iterator[T]:
    """One after the other, each of them said: `reading orders.csv, 3 of 11`."""
    every = list(items)
    for number, item in enumerate(every, 1):
        doing(f"{what(item)}, {number} of {len(every)}")
        yield item
