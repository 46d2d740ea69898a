"""Of many cases of one kind a few in each run, and all of them by `make slow`."""

from collections.abc import Iterable, Sequence

import pytest


def thinned(names: Iterable[str], every: int, always: Sequence[str] = ()) -> list[object]:
    """Parameters of which one in `every` is no slow test, and those named `always` are none."""
    return [
        pytest.param(name, marks=[] if place % every == 0 or name in always else [pytest.mark.slow])
        for place, name in enumerate(names)
    ]
