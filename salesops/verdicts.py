"""What a check of exports found: one verdict for each rule held against a file or table."""

from dataclasses import dataclass, field
from enum import StrEnum

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Line, Percent, Text, Unit, text


class Outcome(StrEnum):
    """How a check ended. A failure is called by the level that it has."""

    PASSED = "passed"
    LEARNING = "learning"
    """History is too short to compare with."""
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Verdict:
    """One rule held against one file or table, and what was measured; failing or not."""

    outcome: Text
    check: Text
    """Its stable code, as the catalogue of checks names it."""
    file: Text
    """The file, or the table where the rule is about all files of it."""
    column: Text
    measured: Text
    wanted: Text
    rows: Count | None
    """How many rows (orders, days, ..) break the rule; None where none is counted."""
    of: Count | None
    """Of how many."""
    share: Percent | None = field(metadata=titled("Share"))
    message: Text = field(metadata=DATA_ONLY)
    """A sentence that names the thing and the remedy."""
    rule: Text = field(metadata=DATA_ONLY)
    """What the check asks, from its catalogue."""

    @property
    def failed(self) -> bool:
        """Whether it is a warning or an error."""
        return self.outcome in (Outcome.WARNING, Outcome.ERROR)


def part(bad: int, of: int) -> str:
    """A share in words: a part that is there is never 0.0 %, and one that lacks some no 100.0 %."""
    said = text(bad / of, Unit.PERCENT)
    if bad and said == "0.0 %":
        return "under 0.1 %"
    return "over 99.9 %" if bad != of and said == "100.0 %" else said


@dataclass(frozen=True)
class Row:
    """A row that breaks a rule: at most five of each failing check."""

    check: Text
    file: Text
    line: Line | None
    """The physical line on which the row starts (of a workbook or Parquet file, the row)."""
    column: Text
    value: Text
    """As the file has it; masked where the column is personal."""
