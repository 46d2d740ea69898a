"""Widths of columns: what fits beside each other, with numbers whole."""

from collections.abc import Sequence

GUTTER = 2
"""Blanks between two columns."""


def fit(least: Sequence[int], most: Sequence[int], width: int) -> list[dict[int, int]]:
    """Widths by column, in as many parts as it takes; each part opens with the first column.

    Args:
        least: How narrow each column may become without cutting a number.
        most: How wide each column would like to be.
        width: What there is.
    """
    return [
        _shrunk({i: most[i] for i in part}, {i: least[i] for i in part}, width)
        for part in _parts(least, width)
    ]


def _parts(least: Sequence[int], width: int) -> list[list[int]]:
    parts = [[0]]
    for column in range(1, len(least)):
        if _total([least[i] for i in (*parts[-1], column)]) > width and len(parts[-1]) > 1:
            parts.append([0])
        parts[-1].append(column)
    return parts


def _shrunk(widths: dict[int, int], least: dict[int, int], width: int) -> dict[int, int]:
    """Narrow the widest column that can be narrower, step by step, until all fit."""
    widths = dict(widths)
    while _total(list(widths.values())) > width:
        elastic = [i for i in widths if widths[i] > least[i]]
        if not elastic:
            break
        widths[max(elastic, key=widths.__getitem__)] -= 1
    return widths


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GUTTER * (len(widths) - 1)
