"""Where a statement means something else to Spark: what is said in its place.

What is here is about order, grouping and NULL; spark_doubles.py has what is about numbers.
"""

from collections.abc import Callable

from salesops.queries import spark_doubles
from salesops.queries.spark_tree import (
    NotPortableError,
    aggregates,
    exp,
    group_keys,
    groups_by_all,
    misuses_qualify,
)


def refuse_reordering(tree: exp.Expr) -> None:
    """Refuse what sqlglot would say in an order, or with a function, that answers otherwise."""
    if any(map(misuses_qualify, tree.find_all(exp.Select))):
        raise NotPortableError("QUALIFY with *, DISTINCT, ORDER BY or LIMIT: rank in a CTE.")
    if tree.find(exp.WithinGroup):  # sqlglot writes PERCENTILE_APPROX
        raise NotPortableError("WITHIN GROUP: write quantile_cont(x, q).")


def _expand_group_by_all(tree: exp.Expr) -> None:
    """Name the keys, since the engines infer them by rules of their own (Sail not at all)."""
    for select in tree.find_all(exp.Select):
        if groups_by_all(select):
            keys = group_keys(select)
            if not keys:
                raise NotPortableError("GROUP BY ALL with *, a window, QUALIFY or no key.")
            select.set("group", exp.Group(expressions=keys))


def _order_by_alias(tree: exp.Expr) -> None:
    """Order by the result's column where that is the key: Spark looks for names there first.

    So `sum(x) AS x .. ORDER BY sum(x)` would be the sum of a sum.
    """
    for select in tree.find_all(exp.Select):
        order = select.args.get("order")
        named = {_whole(p.unalias()): p.alias for p in select.expressions if p.alias}
        for key in order.expressions if order else ():
            if aggregates(key.this) and (name := named.get(_whole(key.this))):
                key.set("this", exp.column(name))


def _whole(value: exp.Expr) -> exp.Expr:
    """A sum of whole numbers without the cast to one of DuckDB's smaller types."""
    counts = isinstance(value, exp.Cast) and value.is_type(exp.DType.BIGINT)
    return value.this if counts and isinstance(value.this, exp.Sum | exp.Coalesce) else value


def _skip_null_arguments(tree: exp.Expr) -> None:
    """DuckDB's arg_max skips rows whose argument is NULL; Spark's max_by returns that NULL."""
    for call in tree.find_all(exp.ArgMax, exp.ArgMin):
        known = exp.Not(this=exp.Is(this=call.this.copy(), expression=exp.Null()))
        call.set("expression", exp.Case().when(known, call.expression.copy()))


FIXES: tuple[Callable[[exp.Expr], None], ...] = (
    _expand_group_by_all,
    _order_by_alias,
    *spark_doubles.FIXES,
    _skip_null_arguments,
)
"""Each changes a tree in place; they run in this order."""
