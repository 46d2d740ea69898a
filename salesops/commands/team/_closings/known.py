"""What the exports know of deals, as arrays: columns of a statement made whole."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from salesops.models.closing.clock import NEVER, Array, Stays, Whole

Columns = Mapping[str, NDArray[Any]]


def whole(column: NDArray[Any], missing: int = NEVER) -> Whole:
    """Whole numbers, `missing` where there is none."""
    return np.ma.filled(np.ma.asarray(column).astype(np.int64), missing)


def number(column: NDArray[Any]) -> Array:
    """Numbers, NaN where there is none."""
    found: Array = np.ma.filled(np.ma.asarray(column).astype(np.float64), np.nan)
    return found


def stays(columns: Columns) -> Stays:
    """Each stay of a deal in a stage."""
    return Stays(
        whole(columns["code"]),
        whole(columns["entered"]),
        whole(columns["gone"]),
        whole(columns["closed"]),
        whole(columns["outcome"]),
        whole(columns["deal"]),
    )


def lives(columns: Columns) -> Stays:
    """The whole life of each deal whose first day is known, as one stay."""
    created = whole(columns["created"])
    code, gone = np.zeros_like(created), np.full_like(created, NEVER)
    closed, outcome = whole(columns["closed"]), whole(columns["outcome"])
    every = Stays(code, created, gone, closed, outcome, np.arange(created.size))
    return every.of(created < NEVER)
