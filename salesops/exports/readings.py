"""How the values of one column are read, and whether they could be read at all."""

from dataclasses import dataclass

from salesops.errors import SalesopsError
from salesops.exports.shapes import Shape
from salesops.exports.source import InputColumn
from salesops.queries.duck import literal

Example = tuple[int, str]
"""A row of the file (the first is 1) and the value in it."""


@dataclass(frozen=True)
class Reading:
    """A column's shapes in order, how many values fit none, and what stands in the way."""

    column: InputColumn
    shapes: tuple[Shape, ...]
    bad: int
    stored: str = "VARCHAR"
    """The type that the file gives it: text in every CSV, its own in Parquet."""
    problem: SalesopsError | None = None
    """Why the column cannot be read as it is asked; its `check` says which check fails."""
    examples: tuple[Example, ...] = ()
    """Two values that show the problem."""

    @property
    def mixed_zones(self) -> bool:
        """Some stamps state their offset from UTC and some of day and time state none."""
        stated = any(s.minutes for s in self.shapes)
        return stated and any(not s.minutes and not s.day_only for s in self.shapes)

    def sql(self, of: str) -> str:
        """SQL of the value, NULL where it fits none of the shapes."""
        return self._cases([(shape, shape.value(of)) for shape in self.shapes], of)

    def minutes(self, of: str) -> str:
        """SQL of the offset from UTC in minutes; NULL where none is stated."""
        return self._cases([(s, s.offset(of)) for s in self.shapes if s.minutes], of)

    def wrong(self, of: str) -> str:
        """SQL of whether there is a value and it fits none of the shapes."""
        return f"({of} IS NOT NULL AND ({self.sql(of)}) IS NULL)"

    def _cases(self, values: list[tuple[Shape, str]], of: str) -> str:
        if not values:
            return "NULL"
        if len(self.shapes) == 1 and (not self.bad or not self.shapes[0].pattern):
            return values[0][1]
        whens = (f"WHEN {fits(shape, of)} THEN {value}" for shape, value in values)
        return f"CASE {' '.join(whens)} END"


def fits(shape: Shape, of: str) -> str:
    """SQL of whether a text has the shape."""
    return f"regexp_full_match({of}, {literal(shape.pattern)})" if shape.pattern else "TRUE"
