"""The SQL that DuckDB and Spark read alike: one rule for each place where they do not.

`lint` runs them all: the rules over the syntax tree (portable_select.py, portable_values.py), each
of which yields the offending nodes of a statement, and those over its text and its result, here.
Needs sqlglot, so import this module only where SQL is checked. What the rules protect from is told
in docs/engines.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from salesops.queries import portable_select, portable_values
from salesops.queries.portable_rule import Node
from salesops.queries.spark_tree import (
    NotPortableError,
    aggregates,
    exp,
    parse,
    tokens,
    unchecked,
)

ONE_ROW = re.compile(r"--\s*one row\b")
"""The author's word that a statement without ORDER BY returns one row."""

HINTS = {
    "Round": "round when printing: DuckDB and Spark round halves of a DOUBLE differently",
    "Concat": "write a::VARCHAR || b::VARCHAR",
    "Dayname": "return isodow(day) and name it in Python",
    "Monthname": "return month(day) and name it in Python",
    "TimeToStr": "return the date and format it in Python",
    "DayOfWeek": "Sunday is 0 in DuckDB and 1 in Spark: use isodow(day)",
    "Upper": "of 'ß' DuckDB and Spark make different text: use lower()",
    "Extract": "use year(), quarter(), month(), day(), hour() or isodow()",
    "AtTimeZone": "the loader wrote x_local and x_day",
    "IntDiv": "of a DECIMAL it does not truncate in DuckDB: floor(a::DOUBLE / b)",
    "Explode": "unnest in FROM, and only generate_series",
}

RULES = {**portable_select.RULES, **portable_values.RULES}


@dataclass(frozen=True)
class Problem:
    """A place where a statement leaves the portable subset."""

    rule: str
    message: str
    line: int


def lint(sql: str, *, view: bool = False) -> list[Problem]:
    """What keeps one statement from meaning the same on both engines, by line.

    A view (sql/shared) need not be ordered and may end in `SELECT *`.
    """
    try:
        tree = parse(sql)
    except NotPortableError as error:
        return [Problem("parse", str(error), 1)]
    found = {
        Problem(name, message, _line(node))
        for name, (message, find) in RULES.items()
        for node in find(tree)
    }
    found |= {Problem("function", _advice(node), _line(node)) for node in unchecked(tree)}
    found |= {Problem(*problem) for problem in _in_text(sql)}
    if not view:
        found |= set(_result(tree, sql))
    return sorted(found, key=lambda problem: (problem.line, problem.rule, problem.message))


def _line(node: Node) -> int:
    """The first line named at or below a node, else the nearest above."""
    lines = [part.meta["line"] for part in node.walk() if "line" in part.meta]
    return min(lines) if lines else _line(node.parent) if node.parent else 1


def _advice(node: Node) -> str:
    hint = HINTS.get(type(node).__name__, "not compared on Spark (CHECKED in spark_functions.py)")
    return f"{node.sql('duckdb')}: {hint}"


def _in_text(sql: str) -> Iterator[tuple[str, str, int]]:
    """FROM before SELECT, which the tree no longer shows: read each bracket's words in order."""
    said: list[set[str]] = [set()]
    before = "("
    for token in tokens(sql):
        word = token.text.upper()
        if word == "(":
            said.append(set())
        elif word == ")":
            said.pop()
        elif word in {"UNION", "EXCEPT", "INTERSECT", ";"}:
            said[-1].discard("SELECT")
        opens = before in {"(", "UNION", "ALL", "EXCEPT", "INTERSECT", "NAME"} or "WITH" in said[-1]
        if word == "FROM" and "SELECT" not in said[-1] and opens:
            yield ("from-first", "SELECT comes before FROM", token.line)
        if said:
            said[-1].add(word)
        before = word


def _result(tree: Node, sql: str) -> Iterator[Problem]:
    """What holds for an analysis' last SELECT: named columns, and an order."""
    query = tree.expression if isinstance(tree, exp.Create) else tree
    if not isinstance(query, exp.Query):
        return
    if query.is_star:
        yield Problem("star", "name the columns: the row's class has them", _line(query))
    if not (query.args.get("order") or _one_row(query) or ONE_ROW.search(sql)):
        message = "end in ORDER BY over a unique key, or say `-- one row`"
        yield Problem("order-by", message, _line(query))


def _one_row(query: Node) -> bool:
    """Whether a SELECT reads no table, or aggregates all rows of one."""
    if not isinstance(query, exp.Select) or query.args.get("group"):
        return False
    return not query.args.get("from_") or any(map(aggregates, query.selects))
