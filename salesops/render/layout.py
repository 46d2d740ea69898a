"""Widths of columns: what fits beside each other, with numbers whole."""

from collections.abc import Sequence

GUTTER = 2
"""Blanks between two columns."""


def fit(
    least: Sequence[int], most: Sequence[int], width: int, keys: int = 1
) -> list[dict[int, int]]:
    """Widths by column, in as many parts as it takes; each part opens with the key columns.

    Args:
        least: How narrow each column may become without cutting a number.
        most: How wide each column would like to be.
        width: What there is.
        keys: How many columns tell the rows apart; they stand first.
    """
    return [
        _shrunk({i: most[i] for i in part}, {i: least[i] for i in part}, width)
        for part in _parts(least, width, keys)
    ]


def _parts(least: Sequence[int], width: int, keys: int) -> list[list[int]]:
    heads = list(range(min(keys, len(least))))
    parts = [[*heads]]
    for column in range(len(heads), len(least)):
        part = parts[-1]
        if _total([least[i] for i in (*part, column)]) > width and len(part) > len(heads):
            parts.append([*heads])
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
