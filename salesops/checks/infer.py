"""A contract as the files at hand would sign it: their columns, each of the type it is written in.

It says what is, to be edited to what must be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from salesops.checks.builtin import UNKNOWN
from salesops.checks.contract import Column, Contract, Rule, Table
from salesops.checks.opened import Opened
from salesops.checks.personal import personal
from salesops.checks.whole import SOME
from salesops.exports.shapes import UNDECLARED, Format
from salesops.exports.shapes_dates import COMPACT
from salesops.exports.source import normal
from salesops.queries.duck import Duck, identifier, literal

_FORMS = {
    "number": r"-?(0|[1-9]\d{0,8})",
    "money": r"-?(0|[1-9]\d{0,13})(\.\d{1,4})?",
    "date": r"\d{4}-\d{2}-\d{2}",
    "instant": r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}.*",
}
"""What every value of a column must look like for its type to be taken from it."""
_NAMES_OF_IDS = ("id", "no", "number", "code", "sku", "zip", "postcode", "phone", "year", "key")
"""Digits under such a header are a name, not an amount."""


def contract(duck: Duck, tables: Iterable[Sequence[Opened]], name: str) -> Contract:
    """The tables of the files that could be read."""
    found = [_table(duck, alike) for files in tables for alike in _splits(files)]
    return Contract(tuple(_apart(found)), name)


def _splits(files: Sequence[Opened]) -> Iterable[list[Opened]]:
    """Files of one system with other columns are tables of their own: visits by page, by device."""
    kinds: dict[frozenset[str], list[Opened]] = {}
    for opened in files:
        known = opened.table.source not in ("", UNKNOWN)
        columns = frozenset(normal(label) for label in opened.labels.values()) if known else None
        kinds.setdefault(columns or frozenset(), []).append(opened)
    return kinds.values()


def _apart(tables: Iterable[Table]) -> Iterable[Table]:
    """Each table with a name of its own."""
    seen: dict[str, int] = {}
    for table in tables:
        count = seen[table.name] = seen.get(table.name, 0) + 1
        yield table if count == 1 else replace(table, name=f"{table.name}_{count}")


def _table(duck: Duck, files: Sequence[Opened]) -> Table:
    first = files[0]
    known = first.table.source not in ("", UNKNOWN)
    named = first.table.name.replace(" ", "_") if known else _stem(first.name)
    return Table(
        name=named,
        columns=tuple(_column(duck, files, label) for label in _labels(files)),
        encodings=(first.seen.encoding.removesuffix("-sig") or "utf-8",),
        rules=(Rule("row-count", must=SOME),),
    )


def _labels(files: Sequence[Opened]) -> list[str]:
    """The headers of the files, each once, those without a name left out."""
    labels = dict.fromkeys(label for opened in files for label in opened.labels.values())
    known = {normal(label): label for label in reversed(labels) if label.strip()}
    return list(known.values())[::-1]


def _stem(file: str) -> str:
    word = normal(file.rpartition("/")[2].split(".", 1)[0])
    return "".join(c if c.isalnum() else "_" for c in word) or "table"


def _column(duck: Duck, files: Sequence[Opened], label: str) -> Column:
    """A column as all the files of its table have it."""
    same = normal(label)
    found = [(f, name) for f in files for name, has in f.labels.items() if normal(has) == same]
    declared = [column for f, name in found if (column := f.column(name))]
    kinds = {_written(duck, f, name) for f, name in found if f.stats[name].values}
    optional = len({f.name for f, _ in found}) < len(files)
    return Column(
        name=label.strip(),
        type=kinds.pop() if len(kinds) == 1 else "text",
        headers=(normal(label),),
        label=label.strip(),
        required=not optional and all(f.used and not f.stats[name].blanks for f, name in found),
        optional=optional,
        key=any(column.key for column in declared),
        personal=personal(label),
        format=_format(found),
    )


def _format(found: Iterable[tuple[Opened, str]]) -> Format:
    """Days as 20260331 are days by the word of their source: a contract must say so."""
    shapes = {s for f, name in found if name in f.raw.readings for s in f.raw.readings[name].shapes}
    return Format(date="%Y%m%d") if shapes == {COMPACT} else UNDECLARED


def _written(duck: Duck, opened: Opened, name: str) -> str:
    """The type of a column: its source's, else what all of its values look like."""
    if (kind := opened.type(name)) != "text":
        return kind
    words = normal(opened.labels[name]).split()
    if set(words) & set(_NAMES_OF_IDS):
        return "text"
    column = identifier(name)
    fits = ", ".join(
        f"bool_and(regexp_full_match({column}, {literal(form)}))" for form in _FORMS.values()
    )
    found = duck.run(f"SELECT {fits} FROM {opened.view}").tuples[0]
    return next((kind for kind, fit in zip(_FORMS, found, strict=True) if fit), "text")
