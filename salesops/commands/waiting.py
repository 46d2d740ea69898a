"""When an order that waits to be sent is late, and the ages that late ones are counted by."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

T = TypeVar("T")
AGES = ((48.0, "up to 2 days"), (72.0, "2 to 3 days"), (168.0, "3 to 7 days"))
OLDER = "over 7 days"
_HOUR = 3600


def hours(since: datetime, as_of: datetime) -> float:
    """How long something waits at as-of, every hour counted."""
    return (as_of - since).total_seconds() / _HOUR


def is_late(as_of: datetime, promised: datetime | None, waited: float, promise: float) -> bool:
    """Past the promise of its parcel, else past the promised hours."""
    return as_of > promised if promised else waited > promise


def by_age(late: Iterable[T], waited: Callable[[T], float]) -> dict[str, list[T]]:
    """The late ones of each age, the youngest age first; ages that nobody has stay empty."""
    found: dict[str, list[T]] = {name: [] for name in (*(name for _, name in AGES), OLDER)}
    for order in late:
        found[_age(waited(order))].append(order)
    return found


def _age(waited: float) -> str:
    return next((name for limit, name in AGES if waited <= limit), OLDER)
