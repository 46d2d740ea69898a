"""Keys: no two rows share one, and every value that refers to another table stands in it."""

from collections.abc import Iterator, Mapping, Sequence

from salesops.checks.contract import Rule, Table
from salesops.checks.opened import Opened, named
from salesops.checks.sql_name import sql_name
from salesops.checks.verdict import SHOWN, Breach, Ruling, failed
from salesops.queries.duck import Duck, identifier
from salesops.result import Level


def unique(duck: Duck, files: Sequence[Opened]) -> None:
    """Count the rows whose key an earlier row has, of this file or one before it."""
    table = files[0].table
    for columns, rule in _keys(table):
        having = [f for f in files if set(columns) <= set(f.labels)]
        if not having:
            continue
        union = " UNION ALL ".join(_keyed(columns, f, at) for at, f in enumerate(having))
        again = (
            f"SELECT file, source_row, v FROM ({union}) "
            "QUALIFY row_number() OVER (PARTITION BY k ORDER BY file, source_row) > 1"
        )
        found = _found(duck, union, again)
        for at, opened in enumerate(having):
            opened.breaches.append(_breach(opened, columns, rule, *found.get(at, (0, ()))))


def _found(
    duck: Duck, union: str, again: str
) -> dict[int, tuple[int, tuple[tuple[int, str], ...]]]:
    # Counting distinct keys is far cheaper than numbering the rows of each: most keys are unique.
    rows, keys = duck.run(f"SELECT count(k), count(DISTINCT k) FROM ({union})").tuples[0]
    if rows == keys:
        return {}
    rows_of = duck.run(
        "SELECT file, count(*), list({'at': source_row, 'v': v} ORDER BY source_row)"
        f"[:{SHOWN}] FROM ({again}) GROUP BY file"
    ).tuples
    return {f: (n, tuple((x["at"], x["v"]) for x in first)) for f, n, first in rows_of}


def _keyed(columns: tuple[str, ...], opened: Opened, at: int) -> str:
    names = [identifier(c) for c in columns]
    key = names[0] if len(names) == 1 else f"row({', '.join(names)})"
    whole = " AND ".join(f"{n} IS NOT NULL" for n in names)
    said = f"concat_ws(', ', {', '.join(opened.text(c) for c in columns)})"
    return (
        f"SELECT {at} AS file, source_row, {key} AS k, {said} AS v FROM {opened.view} WHERE {whole}"
    )


def _keys(table: Table) -> Iterator[tuple[tuple[str, ...], Rule]]:
    """The sets of columns that no two rows share, by their names in SQL, each with its rule."""
    sets = [(columns, Rule("unique")) for columns in table.unique]
    for column in table.columns:
        sets += [((column.name,), Rule("unique"))] if column.unique else []
        sets += [((column.name,), rule) for rule in column.rules if rule.check == "unique"]
    sets += [
        (tuple(rule.arguments["columns"]), rule)
        for rule in table.rules
        if rule.check == "unique" and "columns" in rule.arguments  # else all of them are off
    ]
    return ((tuple(sql_name(c) for c in columns), rule) for columns, rule in sets)


def _breach(
    opened: Opened,
    columns: tuple[str, ...],
    rule: Rule,
    bad: int,
    first: tuple[tuple[int, str], ...],
) -> Breach:
    labels = [opened.labels[c] for c in columns]
    return Breach(
        "unique",
        bad,
        opened.used,
        f"have the {named(labels)} of an earlier row",
        ", ".join(labels),
        "each once",
        rule.level,
        first,
        any(opened.personal(c) for c in columns),
        allowed=bool(bad) and rule.allows(bad, opened.used),
        noun="rows",
    )


def references(duck: Duck, tables: Mapping[str, Sequence[Opened]]) -> Iterator[Ruling]:
    """Hold every reference against the table that it refers to, over all its files."""
    for files in tables.values():
        for opened in files:
            for column in opened.table.columns:
                for rule in column.rules:
                    if rule.check == "reference" and sql_name(column.name) in opened.labels:
                        yield from _reference(duck, tables, opened, sql_name(column.name), rule)


def _reference(
    duck: Duck, tables: Mapping[str, Sequence[Opened]], opened: Opened, name: str, rule: Rule
) -> Iterator[Ruling]:
    to, _, key = str(rule.arguments["to"]).rpartition(".")
    column = sql_name(key)
    there = [f for f in tables.get(to, ()) if column in f.labels]
    if not there:
        message = (
            f"{opened.name}: {opened.labels[name]!r} refers to {to}.{key}, of which there is no "
            "file: name it too."
        )
        yield failed("reference", opened.name, message, "no file", level=Level.WARNING)
        return
    alike = {f.type(column) for f in there} == {opened.type(name)}
    value = identifier(name) if alike else opened.text(name)
    known = " UNION ".join(
        f"SELECT {identifier(column) if alike else f.text(column)} AS k FROM {f.view}"
        for f in there
    )
    orphan = (
        f"SELECT source_row, {opened.text(name)} AS v FROM {opened.view} "
        f"WHERE {value} IS NOT NULL AND {value} NOT IN "
        f"(SELECT k FROM ({known}) WHERE k IS NOT NULL)"
    )
    rows = duck.run(
        f"SELECT count(*) OVER (), source_row, v FROM ({orphan}) ORDER BY source_row LIMIT {SHOWN}"
    ).tuples
    opened.breaches.append(
        Breach(
            "reference",
            rows[0][0] if rows else 0,
            opened.stats[name].values,
            f"stand nowhere in {to}.{key}",
            opened.labels[name],
            f"in {to}.{key}",
            rule.level,
            tuple((row[1], row[2]) for row in rows),
            opened.personal(name),
        )
    )
