"""DuckDB's SQL said in Spark's: our fixes to sqlglot where the two engines mean different things.

Only here and in spark_functions.py is sqlglot imported (0.17 s of CPU), so import this module where
a translation is asked for. Most differences are silent: the translation runs and answers wrongly.
Hence a function that nobody has compared on both engines is refused here, not passed through under
its own name.
"""

from collections.abc import Iterator
from functools import cache

import sqlglot
from sqlglot import Token
from sqlglot import exp as exp  # noqa: PLC0414 - re-exported: portable_*.py walk the same tree
from sqlglot.errors import ErrorLevel, SqlglotError

from salesops.errors import UsageError
from salesops.queries.spark_functions import CHECKED, SalesopsSpark

_NONE: frozenset[tuple[str, str]] = frozenset()


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


@cache
def to_spark(sql: str, *, pretty: bool = True, casts: frozenset[tuple[str, str]] = _NONE) -> str:
    """Translate one DuckDB statement; NotPortableError where Spark might answer differently.

    `casts` are the types of values that are bound as another.
    """
    tree = parse(sql)
    names = sorted({call.sql("duckdb") for call in unchecked(tree)})
    if names:
        raise NotPortableError(f"Not compared on Spark: {', '.join(names)}.")
    _refuse_reordering(tree)
    for fix in _FIXES:
        fix(tree)
    tree = tree.transform(_cast_parameter, dict(casts)) if casts else tree
    try:
        return tree.sql(
            SalesopsSpark, pretty=pretty, comments=False, unsupported_level=ErrorLevel.RAISE
        )
    except SqlglotError as error:
        raise NotPortableError(f"No Spark translation: {error}") from error


def _refuse_reordering(tree: exp.Expr) -> None:
    if any(map(misuses_qualify, tree.find_all(exp.Select))):
        raise NotPortableError("QUALIFY with *, DISTINCT, ORDER BY or LIMIT: rank in a CTE.")
    if tree.find(exp.WithinGroup):  # sqlglot writes PERCENTILE_APPROX
        raise NotPortableError("WITHIN GROUP: write quantile_cont(x, q).")


def misuses_qualify(select: exp.Select) -> bool:
    """Whether sqlglot's subquery for QUALIFY would change the answer.

    It puts LIMIT and DISTINCT inside, before the ranks are filtered, loses ORDER BY, and doubles
    the columns of `*`.
    """
    return bool(select.args.get("qualify")) and (
        select.is_star or any(select.args.get(part) for part in ("distinct", "order", "limit"))
    )


def _expand_group_by_all(tree: exp.Expr) -> None:
    """Name the keys, since the engines infer them by rules of their own (Sail not at all)."""
    for select in tree.find_all(exp.Select):
        if groups_by_all(select):
            keys = group_keys(select)
            if not keys:
                raise NotPortableError("GROUP BY ALL with *, a window, QUALIFY or no key.")
            select.set("group", exp.Group(expressions=keys))


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


def _divide_as_double(tree: exp.Expr) -> None:
    """`/` is always a DOUBLE in DuckDB; Spark divides DECIMALs as DECIMAL and rounds the result."""
    for division in tree.find_all(exp.Div):
        left = division.this.unnest()
        if not isinstance(left, exp.Div):
            division.set("this", _as_double(left))


def _average_as_double(tree: exp.Expr) -> None:
    """DuckDB's avg(DECIMAL) is a DOUBLE; Spark's is a DECIMAL four places longer, rounded."""
    for average in tree.find_all(exp.Avg):
        if isinstance(average.this, exp.Distinct):
            raise NotPortableError("avg(DISTINCT ..): average the distinct rows of a CTE.")
        average.set("this", _as_double(average.this))


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


_DOUBLES = (exp.Div, exp.Avg, exp.Median, exp.PercentileCont, exp.Sqrt, exp.Pow, exp.Exp, exp.Ln)
_PASS_ON = (exp.Mul, exp.Add, exp.Sub, exp.Neg, exp.Coalesce, exp.Sum, exp.Greatest, exp.Least)


def _round_as_double(tree: exp.Expr) -> None:
    """A DOUBLE becomes a DECIMAL by way of a whole number of its last place, as DuckDB has it.

    Spark rounds the shortest text that means the DOUBLE: 0.285 x 0.15 is another in the last place,
    which is enough to rank two customers the other way.
    """
    for cast in list(tree.find_all(exp.Cast)):
        digits = cast.to.expressions if cast.is_type(exp.DType.DECIMAL) else []
        if len(digits) != len("ps") or not _is_double(cast.this):
            continue
        width, places = (int(digit.name) for digit in digits)
        if places == 0:
            continue
        scaled = exp.Mul(
            this=exp.paren(cast.this.unnest().copy()), expression=_double(f"1E{places}")
        )
        whole = exp.cast(exp.Anonymous(this="ROUND", expressions=[scaled]), f"DECIMAL({width}, 0)")
        last = exp.Literal.string("0." + "1".zfill(places))
        unit = exp.cast(last, f"DECIMAL({places}, {places})")
        cast.set("this", exp.Mul(this=whole, expression=unit))


def _double(text: str) -> exp.Expr:
    return exp.cast(exp.Literal.string(text), exp.DType.DOUBLE)


def _is_double(value: exp.Expr) -> bool:
    """Whether a value is seen to be a DOUBLE; a column that is one must be cast to say so."""
    value = value.unnest()
    if isinstance(value, exp.Cast):
        return value.is_type(exp.DType.DOUBLE)
    if isinstance(value, exp.Case):
        branches = [case.args["true"] for case in value.args["ifs"]]
        return any(map(_is_double, [*branches, *filter(None, [value.args.get("default")])]))
    return isinstance(value, _DOUBLES) or (
        isinstance(value, _PASS_ON) and any(map(_is_double, value.iter_expressions()))
    )


def _cast_parameter(node: exp.Expr, types: dict[str, str]) -> exp.Expr:
    type_ = types.get(node.name) if isinstance(node, exp.Parameter | exp.Placeholder) else None
    return exp.cast(node.copy(), type_, dialect="duckdb") if type_ else node


def _as_double(value: exp.Expr) -> exp.Expr:
    return exp.cast(value.copy(), exp.DType.DOUBLE)  # which leaves a DOUBLE cast alone


def _skip_null_arguments(tree: exp.Expr) -> None:
    """DuckDB's arg_max skips rows whose argument is NULL; Spark's max_by returns that NULL."""
    for call in tree.find_all(exp.ArgMax, exp.ArgMin):
        known = exp.Not(this=exp.Is(this=call.this.copy(), expression=exp.Null()))
        call.set("expression", exp.Case().when(known, call.expression.copy()))


_FIXES = (
    _expand_group_by_all,
    _order_by_alias,
    _divide_as_double,
    _average_as_double,
    _round_as_double,
    _skip_null_arguments,
)
