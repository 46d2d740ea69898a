"""A way of writing values: the pattern that a text must fit in full, and the SQL of its value.

A value is never guessed. It fits a pattern in full or it is bad; a pattern that could be read two
ways (1,234 or 03/04/2024) is used only where another value of the same column proves it, or where
the format is declared. Patterns are RE2 and Python alike; `{c}` in the SQL stands for the column.
"""

from dataclasses import dataclass

MONEY = "DECIMAL(18,4)"
NUMBER = "DECIMAL(18,3)"


@dataclass(frozen=True)
class Format:
    """How values of a column are written, where that is declared; empty leaves it to proof.

    A declared format is exact: a mark, sign or symbol that it does not name is no part of a value.
    """

    decimal: str = ""
    thousands: str = ""
    """One or more marks; a blank stands for any of the blanks that systems write."""
    negative: str = ""
    """`parens` for (12.50), `trailing` for 12.50-."""
    symbols: tuple[str, ...] = ()
    """Currency signs or codes that may stand before or after the number."""
    date: str = ""
    """A strptime format, as in %d/%m/%Y."""

    @property
    def numeric(self) -> bool:
        """Whether it says anything of numbers."""
        return bool(self.decimal or self.thousands or self.negative or self.symbols)


UNDECLARED = Format()
"""It says nothing: what the values prove counts."""


@dataclass(frozen=True)
class Shape:
    """One way of writing a type."""

    name: str
    pattern: str
    """Empty where every value fits: a Parquet column of one type."""
    sql: str
    """The value, NULL where the text only looks right (2026-02-30)."""
    minutes: str = ""
    """For instants that state their offset from UTC: minutes east of it."""
    order: str = ""
    """What the column must prove for it: `mdy` or `dmy`, or its decimal mark, `.` or `,`."""
    default: bool = False
    """It is what its order is taken for where no value proves any."""
    said: str = ""
    """What the note says where the shape is used."""
    signed: bool = False
    """A currency sign may stand in it: a column has one such sign, or none can be believed."""
    day_only: bool = False
    rounds: bool = False
    """Its value has fewer decimals than its text."""

    def value(self, column: str) -> str:
        """The SQL of its value, of a column or expression."""
        return self.sql.replace("{c}", column)

    def offset(self, column: str) -> str:
        """The SQL of the minutes east of UTC; empty where the shape states none."""
        return self.minutes.replace("{c}", column)
