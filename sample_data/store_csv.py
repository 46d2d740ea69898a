"""Writing: rows by column name, money as text, one line ending everywhere."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

Row = dict[str, str]


def write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a CSV file whose missing cells are blank and whose unknown columns are an error."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def usd(cents: int | None) -> str:
    """Write cents as dollars, or nothing."""
    return "" if cents is None else f"{cents // 100}.{cents % 100:02d}"


def true(flag: object) -> str:
    """Write a flag as Shopify's product and order files do."""
    return "true" if flag else "false"


def yes(flag: object) -> str:
    """Write a flag as Shopify's customer file does."""
    return "yes" if flag else "no"
