"""One file of exports, opened: its bytes seen, its header matched, its rows staged and judged."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from salesops.checks.contract import Column, Table
from salesops.checks.personal import personal
from salesops.checks.sql_name import sql_name
from salesops.checks.verdict import Breach, Ruling, ruled
from salesops.exports.blank_rows import BLANK
from salesops.exports.bytes_seen import Seen
from salesops.exports.footers import FOOTER
from salesops.exports.inspect import File
from salesops.exports.raw import Raw
from salesops.exports.sections import BELOW
from salesops.exports.source import normal
from salesops.queries.duck import Duck, identifier

CREATED = ("ordered", "created", "order date", "stamp", "created at", "date", "day", "ts")
"""What columns that say when a row came about are called, the surest first."""

AMOUNTS = ("amount", "sales", "line total", "total", "net amount", "revenue")
"""What columns that say what a row came to are called, the surest first."""


@dataclass
class Stats:
    """What one column holds, over the rows that are used."""

    values: int
    blanks: int
    sum: Decimal | None = None
    least: object = None
    most: object = None


@dataclass
class Opened:
    """A file that could be read, the table it is of, and what is known of it so far."""

    name: str
    file: File
    seen: Seen
    table: Table
    raw: Raw
    zone: str | None
    view: str = ""
    """Its checked rows: the rejected ones left out."""
    used: int = 0
    blank: int = 0
    """Rows without any value, which are excluded."""
    stats: dict[str, Stats] = field(default_factory=dict)
    """By the name of the column in the view."""
    latest: datetime | None = None
    """The latest stamp of its first column of dates."""
    breaches: list[Breach] = field(default_factory=list)
    known_as: Mapping[str, str] = field(default_factory=dict)
    """Columns of the view -> what the source that knows the file calls them."""
    ragged: tuple[tuple[int, str, str], ...] = ()
    """Rows that are none: physical line, what is wrong, and the check that it fails."""

    @property
    def labels(self) -> dict[str, str]:
        """Its columns' names in the view, and their headers as the file writes them."""
        return {name: self.raw.match.written(name) for name in self.raw.match.places}

    @property
    def aside(self) -> Counter[str]:
        """Why rows are in no sum and are no fault either, and how many for each reason."""
        return +Counter({BLANK: self.blank, FOOTER: self.raw.footers, BELOW: self.raw.below})

    def column(self, name: str) -> Column | None:
        """What its table declares of a column; None for one that it does not."""
        return next((c for c in self.table.columns if sql_name(c.name) == name), None)

    def called(self, name: str) -> str:
        """What a column is called: as its contract or source names it."""
        column = self.column(name)
        return column.name if column else name

    def type(self, name: str) -> str:
        """The type of a column of the view."""
        return next(c.type for c in self.raw.match.input.columns if c.name == name)

    def shown(self, name: str) -> str:
        """SQL of a column's value as the store's clock has it."""
        quoted = identifier(name)
        return f'{quoted}."local"' if self.type(name) == "instant" else quoted

    def text(self, name: str) -> str:
        """SQL of a column's value as the file writes it."""
        if self.type(name) == "text":
            return identifier(name)
        raw = self.raw.table
        return f"(SELECT r.{name}::VARCHAR FROM {raw} AS r WHERE r.rowid = source_row - 1)"

    def personal(self, name: str) -> bool:
        """Whether values of a column are masked: a source calls one alike whatever it holds."""
        column = self.column(name)
        if column and (column.personal or not self.table.source):
            return column.personal
        return personal(self.labels[name])

    def as_called(self, duck: Duck) -> str:
        """A view of its checked rows under the names of its contract, instants on its clock."""
        view = f"{self.view}_called"
        columns = (f"{self.shown(n)} AS {identifier(self.called(n))}" for n in self.labels)
        duck.run(f"CREATE VIEW {view} AS SELECT {', '.join(columns)}, source_row FROM {self.view}")
        return view

    def dated(self) -> str | None:
        """The column of dates that says when a row came about; None without one."""
        found = [n for n in self.labels if self.type(n) in ("instant", "date")]
        known = [n for word in CREATED for n in found if normal(self.called(n)) == word]
        return next(iter([*known, *found]), None)

    def amount(self) -> str | None:
        """The column of money that says what a row came to; None without one."""
        found = [n for n in self.labels if self.type(n) == "money"]
        known = [n for word in AMOUNTS for n in found if normal(self.called(n)) == word]
        return next(iter([*known, *found]), None)

    def reaches(self) -> datetime | None:
        """How far its rows reach: a day without a time of day counts to its end."""
        name = self.dated()
        if name is None or self.latest is None:
            return None
        whole_days = all(shape.day_only for shape in self.raw.readings[name].shapes)
        end = self.latest if self.latest.date() == date.max else self.latest + timedelta(days=1)
        return end if whole_days else self.latest

    def rulings(self, *, show: bool) -> Iterator[Ruling]:
        """The verdicts on its rows, each with the physical lines of those that break a rule."""
        breaches = [self._by_rule(breach) for breach in self.breaches]
        where = self.lines({at for b in breaches if b.bad and not b.allowed for at, _ in b.first})
        at = "line" if self.raw.match.header.delimiter and not self.raw.sheet else "row"
        return (ruled(self.name, breach, where, show=show, at=at) for breach in breaches)

    def _by_rule(self, breach: Breach) -> Breach:
        """The breach as a rule of the table on this check has it: how many it allows."""
        rule = next((r for r in self.table.rules if r.check == breach.check), None)
        if rule is None or rule.check in ("unique", "row-count", "sql") or not breach.bad:
            return breach
        return replace(breach, allowed=breach.allowed or rule.allows(breach.bad, breach.of))

    def lines(self, wanted: set[int]) -> Mapping[int, int]:
        """Physical lines of rows; a ragged row, which has no number, goes by its line below 0."""
        rows = {at for at in wanted if at > 0}
        known = {at: -at for at in wanted if at < 0}
        if not self.raw.match.header.delimiter or not rows:
            return known | {at: at for at in rows}
        return known | self.raw.lines(rows, [line for line, _, _ in self.ragged])


def named(columns: Sequence[str]) -> str:
    """Columns in a sentence, the first ten of many."""
    shown = ", ".join(repr(c) for c in columns[:10])
    more = len(columns) - 10
    return f"{shown} and {more} more" if more > 0 else shown
