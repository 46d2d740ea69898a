"""The tree of a DuckDB statement, and what the lint and the translation both ask of it.

Only here, in spark.py and in spark_functions.py is sqlglot imported (0.17 s of CPU), so import this
module where a statement is looked into or translated.
"""

from collections.abc import Iterator

import sqlglot
from sqlglot import Token
from sqlglot import exp as exp  # noqa: PLC0414 - re-exported: who walks a tree asks its nodes here
from sqlglot.errors import SqlglotError

from salesops.errors import UsageError
from salesops.queries.spark_functions import CHECKED


class NotPortableError(UsageError):
    """SQL that cannot be said in Spark's dialect, or not without a chance of another answer."""


def parse(sql: str) -> exp.Expr:
    """The tree of one DuckDB statement."""
    try:
        trees = [tree for tree in sqlglot.parse(sql, read="duckdb") if tree is not None]
    except SqlglotError as error:
        sentence = str(error).split("\n")[0]  # the rest quotes the SQL with terminal codes
        raise NotPortableError(f"The SQL does not parse: {sentence}") from error
    if len(trees) != 1:
        raise NotPortableError(f"Expected one statement, found {len(trees)}.")
    return trees[0]


def tokens(sql: str) -> list[Token]:
    """The words of a statement, for what the tree no longer shows."""
    return list(sqlglot.tokenize(sql, read="duckdb"))


def unchecked(tree: exp.Expr) -> Iterator[exp.Expr]:
    """The calls whose meaning on Spark nobody has compared, or that are known to differ."""
    calls = tree.find_all(exp.Func, exp.AtTimeZone, exp.IntDiv)
    return (call for call in calls if type(call).__name__ not in CHECKED)


def misuses_qualify(select: exp.Select) -> bool:
    """Whether sqlglot's subquery for QUALIFY would change the answer.

    It puts LIMIT and DISTINCT inside, before the ranks are filtered, loses ORDER BY, and doubles
    the columns of `*`.
    """
    return bool(select.args.get("qualify")) and (
        select.is_star or any(select.args.get(part) for part in ("distinct", "order", "limit"))
    )


def groups_by_all(select: exp.Select) -> bool:
    """Whether a SELECT says GROUP BY ALL."""
    group = select.args.get("group")
    return group is not None and bool(group.args.get("all"))


def group_keys(select: exp.Select) -> list[exp.Expr]:
    """What GROUP BY ALL groups by; empty where that cannot be told or is nothing.

    A constant is no key, and as a bare number it would be read as a column's position.
    """
    values = [column.unalias() for column in select.expressions]
    if select.args.get("qualify") or any(v.is_star or v.find(exp.Window) for v in values):
        return []
    return [v.copy() for v in values if not aggregates(v) and v.find(exp.Column)]


def aggregates(value: exp.Expr) -> bool:
    """Whether a projection aggregates its own SELECT's rows (windows and subqueries do not)."""
    if isinstance(value, exp.Query | exp.Window):
        return False
    return isinstance(value, exp.AggFunc) or any(map(aggregates, value.iter_expressions()))
