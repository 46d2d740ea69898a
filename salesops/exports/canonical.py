"""The canonical tables as sql/canonical declares them, and the source that reads them as files."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from salesops.assets import folder
from salesops.exports.source import Input, InputColumn, Source, normal
from salesops.queries.statement import SqlFile, Statement

SOURCE = "canonical"
_COLUMN = re.compile(r"^    (\w+) ([A-Z]+(?:\([\d,]+\))?)( NOT NULL)?,?  -- (.+)$", re.MULTILINE)
_TYPES = {
    "VARCHAR": "text",
    "DOUBLE": "rate",
    "BOOLEAN": "flag",
    "BIGINT": "number",
    "DATE": "date",
}
_PART_OF_KEY = "part of the key"
"""How the meaning of a column begins that tells rows apart, and may yet be blank."""
_PHONE = (
    r"CASE WHEN length(regexp_replace(phone_norm, '\D', '', 'g')) >= 7 THEN "
    r"CASE WHEN regexp_matches(phone_norm, '^\W*\+') THEN '+' ELSE '' END || "
    r"regexp_replace(phone_norm, '\D', '', 'g') END"
)
"""Digits, and the + in front; fewer than seven are no number that anybody could be known by."""
_MADE = ("source", "source_file", "source_row", "shop_id")


@dataclass(frozen=True)
class TableColumn:
    """A column of a canonical table."""

    name: str
    type: str
    needed: bool
    meaning: str


@dataclass(frozen=True)
class CanonicalTable:
    """A canonical table: its DDL and its columns."""

    name: str
    ddl: str
    columns: tuple[TableColumn, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell its rows apart."""
        told = (c for c in self.columns if c.needed or c.meaning.startswith(_PART_OF_KEY))
        return tuple(column.name for column in told)

    @property
    def money(self) -> tuple[str, ...]:
        """Its columns of money."""
        return tuple(column.name for column in self.columns if column.type == "DECIMAL(18,4)")


@cache
def tables() -> dict[str, CanonicalTable]:
    """Every canonical table by name."""
    return {path.stem: _table(path) for path in sorted(folder("sql").glob("canonical/*.sql"))}


def _table(path: Path) -> CanonicalTable:
    ddl = path.read_text(encoding="utf-8")
    columns = tuple(
        TableColumn(name, type_, bool(needed), meaning)
        for name, type_, needed, meaning in _COLUMN.findall(ddl)
    )
    return CanonicalTable(path.stem, ddl, columns)


@cache
def source() -> Source:
    """The canonical tables themselves, as CSV or Parquet: one input and one statement a table."""
    found = tables().values()
    inputs = tuple(Input(f"{t.name}_rows", True, tuple(_inputs(t))) for t in found)
    statements = tuple(Statement(t.name, _select(t), frozenset()) for t in found)
    header = "-- The canonical tables themselves, as CSV or Parquet, under their own column names."
    return Source(SOURCE, SqlFile(folder("sql") / "canonical", header, statements), inputs)


def foreign(wanted: Input, names: list[str]) -> list[str]:
    """Headers that the table does not know: with one of them a file is not the table.

    Its key alone would take any file with an order_id for a table of orders.
    """
    known = {header for column in wanted.columns for header in column.headers}
    known |= {normal(name) for name in _MADE}
    known |= {name.removesuffix("local") + "day" for name in known if name.endswith(" local")}
    return [name for name in names if name and name not in known]


def _inputs(table: CanonicalTable) -> list[InputColumn]:
    found = [InputColumn("shop", "text", (), (normal("shop_id"),), "shop_id")]
    for column in table.columns:
        if column.name in _MADE or column.name.endswith("_day"):
            continue
        kind = _TYPES.get(column.type, "instant" if column.type == "TIMESTAMP" else "money")
        kind = "number" if column.type == "DECIMAL(18,3)" else kind
        words = ("needed", "key") if column.needed else ()
        policy = ("reject",) if kind in ("money", "number", "instant") else ()
        headers = (normal(column.name), normal(column.name.removesuffix("_norm")))
        found.append(InputColumn(column.name, kind, words + policy, headers, column.name))
    return found


def _select(table: CanonicalTable) -> str:
    parts = ["coalesce(shop, shop_id) AS shop_id", "source_file", "source_row"]
    for column in table.columns:
        if column.name in _MADE or column.name.endswith(("_day", "_local")):
            continue
        parts.append(_expression(column))
    return f"SELECT {', '.join(parts)} FROM {table.name}_rows"


def _expression(column: TableColumn) -> str:
    name = column.name
    if column.type == "TIMESTAMP":
        # A file that salesops itself wrote has both clocks; they are believed as they stand.
        local = name.removesuffix("_at") + "_local"
        both = f"{{'at': {name}.\"at\", 'local': {local}.\"local\"}}"
        return f"CASE WHEN {local} IS NOT NULL THEN {both} ELSE {name} END AS {name}"
    if name == "email_norm":
        return "nullif(lower(trim(email_norm)), '') AS email_norm"
    if name == "phone_norm":
        return f"{_PHONE} AS phone_norm"
    return f"{name}::BIGINT AS {name}" if column.type == "BIGINT" else name
