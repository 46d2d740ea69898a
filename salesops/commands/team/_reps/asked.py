"""What is asked of reps, settled: the window, and what it is held against."""

from dataclasses import dataclass

from salesops import period as periods
from salesops.commands.deal_window import deal_window
from salesops.commands.ledger import every
from salesops.commands.versus import SPOKEN, one_comparison
from salesops.periods.dates import floor
from salesops.queries.database import Database
from salesops.result import Period

THIS, LAST = "this-quarter", "last-quarter"


@dataclass(frozen=True)
class Asked:
    """The options of the question."""

    since: str | None
    until: str | None
    period: str | None
    versus: str | None
    top: int

    @property
    def every(self) -> bool:
        """All that is loaded: there also what has no day counts."""
        return every(self.period)

    @property
    def unasked(self) -> bool:
        """Whether nobody named a window."""
        return not (self.period or self.since or self.until)

    def named(self, db: Database) -> str | None:
        """The period, where it has a name: unasked the quarter, the last as it just begins."""
        if not self.unasked:
            return self.period
        return LAST if db.as_of == floor(db.as_of, "quarter") else THIS

    def window(self, db: Database) -> Period:
        """The window."""
        return deal_window(db, self.since, self.until, self.named(db), whole=self.every)

    def base(self, db: Database, window: Period) -> tuple[Period, str] | None:
        """What it is held against, and in words: unasked, as many days of the quarter before.

        None of all that is loaded.
        """
        if self.every:
            return None
        if self.versus is None and self.named(db) == THIS:
            return periods.to_date_bases(window, "quarter")[0][
                1
            ], "as many days of the quarter before"
        versus = one_comparison("reps", self.versus, window)
        return periods.shifted(window, versus), SPOKEN[versus]
