"""A file as it was stored: its text in a table, each column judged, nothing cast yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from salesops.exports import lines
from salesops.exports.readings import Reading
from salesops.exports.recognise import Match
from salesops.exports.spreadsheet import Damage


class Ragged(NamedTuple):
    """A row that is no row: too few or too many fields, a stray quote, a line past all length."""

    at: int
    """The byte position at which it starts."""
    why: str
    check: str
    """The check of `salesops check` that fails for it."""


@dataclass(frozen=True)
class Raw:
    """A file as text in a table of its own, each column judged, nothing cast yet."""

    table: str
    path: Path
    name: str
    match: Match
    digest: str
    shop: str
    rows: int
    ragged: tuple[Ragged, ...]
    """Rows that were not read as such."""
    readings: Mapping[str, Reading]
    notes: tuple[str, ...] = ()
    """What its bytes showed that a reader must know."""
    sheet: bool = False
    """It is a sheet of a workbook: its lines are the sheet's rows."""
    apart: int = 0
    """Rows that are no data (salesops.exports.apart): totals, and the header again."""
    totals: int = 0
    """Rows of totals, which say so in a cell more than the header has."""
    footers: int = 0
    """Lines that its system writes below a report."""
    below: int = 0
    """Lines of other tables below the one that is read."""
    damages: tuple[Damage, ...] = ()
    """What a spreadsheet did to its values of text."""
    flat: bool = False
    """Each of its records is one line, and none is blank."""

    @property
    def total(self) -> int:
        """Rows in the file, the ragged ones too."""
        return self.rows + len(self.ragged) + self.totals + self.footers + self.below

    def ragged_lines(self) -> dict[int, int]:
        """The physical lines of the ragged rows, by where they start."""
        if not self.ragged:
            return {}
        return lines.of_bytes(self.path, [row.at for row in self.ragged], sheet=self.sheet)

    def lines(self, rows: Iterable[int], ragged: Iterable[int]) -> dict[int, int]:
        """The physical lines of other rows, none of Parquet; `ragged` are those of the ragged."""
        header = self.match.header
        if not header.delimiter:
            return {}
        return lines.of_rows(
            self.path,
            header.delimiter,
            header.lines,
            header.width,
            rows,
            ragged,
            sheet=self.sheet,
            flat=self.flat,
        )
