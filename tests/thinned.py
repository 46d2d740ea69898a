"""Of many cases of one kind a few in each run, and all of them by `make slow`."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")


def thinned(names: Iterable[str], every: int, always: Sequence[str] = ()) -> list[object]:
    """Parameters of which one in `every` is no slow test, and those named `always` are none."""
    return [
        pytest.param(name, marks=[] if place % every == 0 or name in always else [pytest.mark.slow])
        for place, name in enumerate(names)
    ]


def first_of_each(cases: Iterable[T], kind: Callable[[T], str]) -> list[object]:
    """Parameters of which the first of each kind is no slow test."""
    seen: set[str] = set()
    found = []
    for case in cases:
        marks = [pytest.mark.slow] if kind(case) in seen else []
        found.append(pytest.param(case, marks=marks))
        seen.add(kind(case))
    return found
