"""What sales can be grouped by, and the words of `--by`, `--freq` and `--top`."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from salesops.errors import UsageError, meant

DIMENSIONS = (
    "shop",
    "channel",
    "country",
    "region",
    "location",
    "segment",
    "status",
    "customer",
    "category",
    "vendor",
    "product",
    "sku",
    "tags",
)
"""The columns of sql/shared/sales_lines.sql that answers are grouped by."""
OF_LINES = frozenset({"category", "vendor", "product", "sku", "tags"})
"""One order may be in several groups of these: its groups' orders exceed the orders."""
UNKNOWN = "Unknown"
"""The group of what states none; it is always a row of its own."""
FREQUENCIES = ("day", "week", "month", "quarter", "year")

By = Annotated[str, typer.Option(help=f"Group by one or two of {', '.join(DIMENSIONS)}.")]
Freq = Annotated[str | None, typer.Option(help="A row for each day, week, month, quarter or year.")]


def dimensions(text: str, most: int, written: Mapping[str, Sequence[str]]) -> list[str]:
    """The groups of `--by`; a header of the files may stand for the group that it feeds.

    Args:
        text: What was typed.
        most: How many there may be.
        written: Columns by their name here, and how the files write them (Book.written).

    Raises:
        UsageError: an unknown one, one twice, or more than `most`.
    """
    names = [_dimension(name.strip(), written) for name in text.split(",") if name.strip()]
    if len(names) > most or len(set(names)) < len(names):
        many = "one group" if most == 1 else f"up to {most} different groups"
        raise UsageError(
            f"--by {text}: name {many}, as in --by {','.join(DIMENSIONS[1 : 1 + most])}"
        )
    return names


def _dimension(name: str, written: Mapping[str, Sequence[str]]) -> str:
    plain = name.lower().replace("-", "_")
    if plain in DIMENSIONS:
        return plain
    for column in DIMENSIONS:
        if name.lower() in (
            place.rpartition(" of ")[0].lower() for place in written.get(column, ())
        ):
            return column
    raise UsageError(f"--by {name!r}: {meant(plain, DIMENSIONS)}")


def frequency(text: str | None) -> str:
    """The word of `--freq`, empty for none.

    Raises:
        UsageError: an unknown one.
    """
    word = (text or "").strip().lower()
    if word and word not in FREQUENCIES:
        raise UsageError(f"--freq {text}: there are {', '.join(FREQUENCIES)}")
    return word
