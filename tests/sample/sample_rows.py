"""The sample's files, read with csv alone."""

import csv
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "sample_data"


def read(name):
    """The rows of one of them, by its headers."""
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
