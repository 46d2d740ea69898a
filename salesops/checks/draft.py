"""A contract as YAML in the Open Data Contract Standard, for a person to edit."""

import re
from collections.abc import Mapping
from typing import Any

from salesops.checks import draft_rules
from salesops.checks.arguments import NUMBERS, STAMPS
from salesops.checks.contract import Column, Contract, Rule, Table
from salesops.checks.dates_written import to_pattern
from salesops.checks.odcs import FILE
from salesops.checks.odcs_column import private
from salesops.checks.yaml_text import Said, lines
from salesops.exports.shapes import Format

_HEAD = """What the files must hold, in the Open Data Contract Standard (https://bitol-io.github.io).
Edit it, keep it with your code, and run `salesops check FILES --contract THIS-FILE`.
  required: true      the column is there and no cell of it is blank
  primaryKey: true    no two rows share it (several columns: all of them together)
  logicalTypeOptions  minimum, maximum, pattern, format: yyyy-MM-dd ..
  quality             rules: metric nullValues, invalidValues, duplicateValues, rowCount
                      with mustBe, mustBeLessThan .., unit: percent, severity: warning"""
_LOGICAL = {
    "text": "string",
    "money": "number",
    "number": "number",
    "rate": "number",
    "instant": "timestamp",
    "date": "date",
    "flag": "boolean",
}
_ORDINARY = ("text", "money", "instant", "date", "flag")
"""Types that their logicalType says; an integer says `number`."""


def write(contract: Contract) -> str:
    """The contract as YAML that `odcs.read` reads back as the same contract, without its notes."""
    name = {"name": contract.name} if contract.name else {}
    root = {
        "apiVersion": Said(_HEAD, "v3.1.0"),
        "kind": "DataContract",
        "id": _id(contract),
        **name,
        "version": "1.0.0",
        "status": "draft",
        "schema": [_table(table) for table in contract.tables],
    }
    return "\n".join(lines(root)) + "\n"


def _id(contract: Contract) -> str:
    """Made from its name alone: the same contract is the same text."""
    named = contract.name or "-".join(table.name for table in contract.tables)
    return re.sub(r"[^a-z0-9]+", "-", named.casefold()).strip("-") or "contract"


def _table(table: Table) -> Mapping[str, Any]:
    shared = _shared_format(table)
    primary = _primary(table)
    sets = [s for s in table.unique if s != primary]
    alone = [Rule("unique", arguments={"columns": s}) for s in sets]
    parts = {
        "name": table.name,
        "physicalName": table.pattern if FILE.search(table.pattern) else "",
        "customProperties": _table_properties(table, shared),
        "properties": [_column(c, shared, primary) for c in table.columns],
        "quality": draft_rules.quality([*alone, *table.rules]),
    }
    return {key: value for key, value in parts.items() if value}


def _table_properties(table: Table, shared: Format) -> list[Mapping[str, Any]]:
    usual = table.encodings == ("utf-8",)
    return _properties(
        source=table.source,
        filePattern="" if FILE.search(table.pattern) else table.pattern,
        encoding="" if usual else list(table.encodings),
        delimiter="tab" if table.delimiter == "\t" else table.delimiter,
        sheet=table.sheet,
        timezone=table.zone,
        maxAge=table.max_age,
        furtherColumns=table.further,
        **_marks(shared),
    )


def _shared_format(table: Table) -> Format:
    """The way in which all of its numbers are written: then the table says it once."""
    formats = {column.format for column in table.columns if column.type in NUMBERS}
    return formats.pop() if len(formats) == 1 else Format()


def _primary(table: Table) -> tuple[str, ...]:
    keys = [column.name for column in table.columns if column.key]
    first = table.unique[0] if table.unique else ()
    return first if first and set(first) <= set(keys) else ()


def _column(column: Column, shared: Format, primary: tuple[str, ...]) -> Mapping[str, Any]:
    options, keywords, rest = draft_rules.of_column(column.rules, column.type)
    pattern = to_pattern(column.format.date) if column.type in STAMPS else ""
    options = {**options, "format": pattern}
    parts = {
        "name": column.name,
        "physicalName": "" if column.label == column.name else column.label,
        "logicalType": _LOGICAL[column.type],
        **keywords,
        **_key(column, primary),
        "required": column.required,
        "unique": column.unique,
        "classification": "personal" if column.personal and not _named(column) else "",
        "logicalTypeOptions": {
            key: value for key, value in options.items() if value not in ("", None)
        },
        "customProperties": _column_properties(column, shared, primary, keywords, pattern),
        "quality": draft_rules.quality(rest, column.name),
    }
    return {key: value for key, value in parts.items() if value}


def _key(column: Column, primary: tuple[str, ...]) -> Mapping[str, Any]:
    if column.name not in primary:
        return {}
    place = {"primaryKeyPosition": primary.index(column.name) + 1} if len(primary) > 1 else {}
    return {"primaryKey": True, **place}


def _named(column: Column) -> bool:
    """Whether its name alone says that it is personal."""
    return private("", column.name, column.label)


def _column_properties(
    column: Column,
    shared: Format,
    primary: tuple[str, ...],
    keywords: Mapping[str, Any],
    pattern: str | None,
) -> list[Mapping[str, Any]]:
    said = "number" if keywords.get("logicalType") == "integer" else ""
    ordinary = column.type == said or (column.type in _ORDINARY and not said)
    marks = _marks(column.format) if column.format != shared else {}
    return _properties(
        type="" if ordinary else column.type,
        key=column.key and column.name not in primary,
        optional=column.optional,
        headers=list(column.headers[1:]),
        dateFormat=column.format.date if pattern is None else "",
        **marks,
    ) + ([{"property": "personal", "value": False}] if _named(column) > column.personal else [])


def _marks(format_: Format) -> dict[str, Any]:
    thousands = format_.thousands or ("none" if format_.numeric else "")
    return {
        "decimal": format_.decimal,
        "thousands": thousands,
        "negative": format_.negative,
        "currencySymbols": list(format_.symbols),
    }


def _properties(**named: Any) -> list[Mapping[str, Any]]:
    return [{"property": name, "value": value} for name, value in named.items() if value]
