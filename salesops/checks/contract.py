"""A contract: what the files of a table must hold. Read from ODCS YAML, or made from a source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from salesops.exports.shapes import UNDECLARED, Format
from salesops.result import Level


@dataclass(frozen=True)
class Bounds:
    """What a measured number must be; None asks nothing."""

    equal: Decimal | None = None
    unequal: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    outside: tuple[Decimal, Decimal] | None = None

    def hold(self, value: Decimal) -> bool:
        """Whether the value is within all of them."""
        return all(
            (
                self.equal is None or value == self.equal,
                self.unequal is None or value != self.unequal,
                self.least is None or value >= self.least,
                self.most is None or value <= self.most,
                self.above is None or value > self.above,
                self.below is None or value < self.below,
                self.outside is None or not self.outside[0] <= value <= self.outside[1],
            )
        )

    def sentence(self) -> str:
        """As in `at least 1 and below 10`."""
        said = [
            ("", self.equal),
            ("not ", self.unequal),
            ("at least ", self.least),
            ("at most ", self.most),
            ("above ", self.above),
            ("below ", self.below),
        ]
        parts = [f"{word}{value:,f}" for word, value in said if value is not None]
        if self.outside:
            parts.append(f"not between {self.outside[0]:,f} and {self.outside[1]:,f}")
        return " and ".join(parts)


NONE = Bounds(equal=Decimal(0))
"""No row may break the rule."""


@dataclass(frozen=True)
class Rule:
    """One expectation beyond the type of a column."""

    check: str
    """Its code in salesops.checks.catalogue."""
    level: Level = Level.ERROR
    """The level that a failure has."""
    must: Bounds = NONE
    """What the measured number must be: the rows that break the rule, or the rows there are."""
    unit: str = "rows"
    """`rows` or `percent` of the rows."""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    """values, pattern, minimum, maximum, columns, to, query, ..: by check."""
    name: str = ""

    def allows(self, bad: int, of: int) -> bool:
        """Whether so many rows may break it, counted as its unit counts."""
        share = self.unit == "percent" and of
        return self.must.hold(Decimal(100 * bad) / of if share else Decimal(bad))


@dataclass(frozen=True)
class Column:
    """A column that a table declares."""

    name: str
    type: str
    """One of salesops.exports.source.TYPES."""
    headers: tuple[str, ...]
    """Headers that mean it, normalised; the first is how it is written."""
    label: str
    required: bool = False
    """It must be there and hold a value in every row."""
    optional: bool = False
    """It may be absent from a file."""
    key: bool = False
    """A row without it is no row: a blank is an error and the row is in no sum."""
    unique: bool = False
    personal: bool = False
    """Its values are masked."""
    format: Format = UNDECLARED
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Table:
    """What one kind of file must hold."""

    name: str
    columns: tuple[Column, ...]
    source: str = ""
    """The source of salesops that knows the file; empty for one of the contract alone."""
    pattern: str = ""
    """A glob that the names of its files match."""
    encodings: tuple[str, ...] = ("utf-8",)
    """Those that may occur, the usual one first; another than it is a warning."""
    delimiter: str = ""
    sheet: str = ""
    max_age: str = ""
    """As in 26h; empty asks nothing."""
    zone: str = ""
    unique: tuple[tuple[str, ...], ...] = ()
    """Sets of columns that no two rows share."""
    rules: tuple[Rule, ...] = ()
    further: bool = False
    """Columns beside those declared are expected: they are read as text and not named."""


@dataclass(frozen=True)
class Contract:
    """Tables, and where they were declared."""

    tables: tuple[Table, ...]
    name: str = ""
    notes: tuple[str, ...] = ()
    """What the contract says that salesops does not check."""
