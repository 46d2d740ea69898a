"""Rules that the contract writes as SQL, held against the checked rows of its tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from salesops.checks.catalogue import CHECKS
from salesops.checks.contract import Rule, Table
from salesops.checks.personal import masked
from salesops.checks.sql_rule import Shown, Violation, hidden, number, violations
from salesops.checks.verdict import Ruling
from salesops.queries.duck import Duck, identifier, literal
from salesops.units import counted
from salesops.verdicts import Outcome, Row, Verdict

Lines = Callable[[str, set[int]], Mapping[int, int]]
"""The physical lines of a file's rows, the file named as reports name it."""


def declare(duck: Duck, table: str, views: Mapping[str, str]) -> None:
    """Let a SELECT read a table of the contract: the checked view of each of its files, by name.

    Each row says where it stands: `source_file` beside the `source_row` that the views have.
    """
    parts = [
        f"SELECT *, {literal(file)} AS source_file FROM {identifier(view)}"
        for file, view in views.items()
    ]
    # In the temporary schema, which is looked in first: a contract may call a table as we do one.
    sql = " UNION ALL BY NAME ".join(parts)
    duck.run(f"CREATE OR REPLACE TEMP VIEW {identifier(table)} AS {sql}")


def look(
    duck: Duck, table: Table, tables: Sequence[Table], lines: Lines, *, show: bool
) -> Iterator[Ruling]:
    """A verdict on each of the table's own rules; `tables` are all that were declared.

    Raises:
        UsageError: a rule is not one SELECT, or it does not run; it is named.
    """
    rules = (*table.rules, *(rule for column in table.columns for rule in column.rules))
    own = [rule for rule in rules if rule.check == "sql" and not rule.arguments.get("off")]
    for place, rule in enumerate(own, 1):
        name = rule.name or f"{table.name} sql {place}"
        query = rule.arguments["query"]
        if rule.arguments.get("returns") == "number":
            value = number(duck, query, name)
            yield _ruling(rule, table, name, f"{value:,f}", holds=rule.must.hold(value))
            continue
        shown = _as_is if show else _masking(hidden(query, tables))
        count, first = violations(duck, query, name, shown)
        holds = rule.must.hold(Decimal(count))
        rows = () if holds else _rows(table, first, lines)
        measured = counted(count, "row")
        yield _ruling(rule, table, name, measured, holds=holds, count=count, rows=rows)


def _as_is(_column: str, value: str) -> str:
    return value


def _masking(hides: Callable[[str, str], bool]) -> Shown:
    return lambda column, value: masked(value) if hides(column, value) else value


def _rows(table: Table, first: Sequence[Violation], lines: Lines) -> tuple[Row, ...]:
    """The rows with their lines, each file gone through once.

    A SELECT may call any text its `source_file`, even a personal one: it names a file only where
    that file has the row.
    """
    by_file: dict[str, set[int]] = {}
    for file, row, _ in first:
        if file is not None and row is not None:
            by_file.setdefault(file, set()).add(row)
    at = {file: lines(file, rows) for file, rows in by_file.items()}
    return tuple(
        Row("sql", (file if line else None) or table.name, line, "", text)
        for file, row, text in first
        for line in [at.get(file or "", {}).get(row or 0)]
    )


def _ruling(
    rule: Rule,
    table: Table,
    name: str,
    measured: str,
    *,
    holds: bool,
    count: int | None = None,
    rows: tuple[Row, ...] = (),
) -> Ruling:
    wanted = rule.must.sentence()
    place = f", first {rows[0].file} line {rows[0].line}" if rows and rows[0].line else ""
    message = (
        f"{table.name}: rule {name!r} finds {measured}, and the contract wants {wanted}{place}."
    )
    verdict = Verdict(
        outcome=Outcome.PASSED if holds else Outcome(rule.level),
        check="sql",
        file=table.name,
        column=name,  # what tells one rule of a table from another
        measured=measured,
        wanted=wanted,
        rows=count,
        of=None,
        share=None,
        message="" if holds else message,
        rule=CHECKS["sql"].asks,
    )
    return Ruling(verdict, rows)
