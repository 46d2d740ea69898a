"""DuckDB's SQL said in Spark's: our fixes to sqlglot where the two engines mean different things.

The only module that imports sqlglot (0.17 s of CPU), so import it where a translation is asked for.
Most differences are silent: the translation runs and answers wrongly. Hence a function that nobody
has compared on both engines is refused here, not passed through under its own name.
"""

from collections.abc import Iterator
from functools import cache
from typing import ClassVar

import sqlglot
from sqlglot import Token
from sqlglot import exp as exp  # noqa: PLC0414 - re-exported: portable.py walks the same tree
from sqlglot.dialects.spark import Spark
from sqlglot.errors import ErrorLevel, SqlglotError
from sqlglot.generators.spark import SparkGenerator

from salesops.errors import UsageError

_SECONDS = {"SECOND": 1, "MINUTE": 60, "HOUR": 3600}
_MONTHS = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}

DIFF_UNITS = frozenset({"DAY", *_SECONDS, *_MONTHS})
"""Units of date_diff; DuckDB 2.0 counts a week's neither by Mondays nor as Spark does."""

CHECKED = frozenset(
    """
    And Or Case If Cast Coalesce Nullif Exists Struct Greatest Least
    Sum Count CountIf Min Max Avg Median PercentileCont ArrayAgg GroupConcat ArgMax ArgMin AnyValue
    LogicalAnd LogicalOr Stddev StddevSamp Variance Grouping
    RowNumber Rank DenseRank Ntile Lag Lead FirstValue LastValue PercentRank CumeDist
    Abs Ceil Floor Sign Sqrt Pow Exp Ln
    Lower Trim Length Substring Left Right Replace StartsWith Contains SplitPart StrPosition
    DateDiff DateTrunc TimestampTrunc DayOfWeekIso Year Quarter Month Day DayOfMonth DayOfYear Hour
    LastDay DateFromParts GenerateSeries Unnest
    """.split()
)
"""Functions, as sqlglot names them, that ran on both engines and agreed, edge rows included."""


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
def to_spark(sql: str, *, pretty: bool = True) -> str:
    """Translate one DuckDB statement; NotPortableError where Spark might answer differently."""
    tree = parse(sql)
    names = sorted({call.sql("duckdb") for call in unchecked(tree)})
    if names:
        raise NotPortableError(f"Not compared on Spark: {', '.join(names)}.")
    _refuse_reordering(tree)
    for fix in (_expand_group_by_all, _divide_as_double, _average_as_double, _skip_null_arguments):
        fix(tree)
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


def _as_double(value: exp.Expr) -> exp.Expr:
    return exp.cast(value.copy(), exp.DType.DOUBLE)  # which leaves a DOUBLE cast alone


def _skip_null_arguments(tree: exp.Expr) -> None:
    """DuckDB's arg_max skips rows whose argument is NULL; Spark's max_by returns that NULL."""
    for call in tree.find_all(exp.ArgMax, exp.ArgMin):
        known = exp.Not(this=exp.Is(this=call.this.copy(), expression=exp.Null()))
        call.set("expression", exp.Case().when(known, call.expression.copy()))


class _Generator(SparkGenerator):
    """What sqlglot 30.30 gets wrong, or says in a way that Spark or Sail does not know."""

    TRANSFORMS: ClassVar = {
        **SparkGenerator.TRANSFORMS,
        # Monday is 1 in isodow; Spark's DAYOFWEEK counts from Sunday = 1. sqlglot is off by two.
        exp.DayOfWeekIso: lambda self, e: f"(({self.func('DAYOFWEEK', e.this)} + 5) % 7 + 1)",
        # sqlglot writes PERCENTILE_CONT(x, q), which Spark has only with WITHIN GROUP.
        exp.PercentileCont: lambda self, e: self.func("PERCENTILE", e.this, e.expression),
        # TRUNC gives NULL for DAY and a DATE else; DuckDB 2 a TIMESTAMP, as DATE_TRUNC does.
        exp.DateTrunc: lambda self, e: self.func("DATE_TRUNC", e.args["unit"], e.this),
        # Spark's GROUPING takes one column; its GROUPING_ID only all of them at once.
        exp.Grouping: lambda self, e: _bits([self.func("GROUPING", x) for x in e.expressions]),
        exp.GenerateSeries: lambda self, e: self.spine(e),
    }

    def datediff_sql(self, expression: exp.DateDiff) -> str:
        """DuckDB counts the boundaries between; Spark's three-argument form whole elapsed units."""
        end, start = self.sql(expression, "this"), self.sql(expression, "expression")
        unit = expression.text("unit").upper()
        if unit == "DAY":
            return self.func("DATEDIFF", end, start)
        if unit in _MONTHS:
            return f"({_period(end, unit)} - {_period(start, unit)})"
        if unit in _SECONDS:
            ends = (f"FLOOR(UNIX_TIMESTAMP({x}) / {_SECONDS[unit]})" for x in (end, start))
            return f"({' - '.join(ends)})"
        return self._refuse(f"date_diff('{unit.lower()}')")

    def arrayagg_sql(self, expression: exp.ArrayAgg) -> str:
        return self._ordered_list(expression, "")

    def filter_sql(self, expression: exp.Filter) -> str:
        """A list's FILTER belongs to the COLLECT_LIST within."""
        where = f" FILTER({self.sql(expression, 'expression').strip()})"
        call = expression.this
        if isinstance(call, exp.ArrayAgg):
            return self._ordered_list(call, where)
        return f"{self.sql(call)}{where}"

    def _ordered_list(self, call: exp.ArrayAgg, where: str) -> str:
        """COLLECT_LIST has no order and drops NULLs: collect (key, value), sort, take the values.

        SORT_ARRAY puts NULL keys first when ascending, DuckDB last: hence the leading flag.
        No rows are NULL in DuckDB and an empty array in Spark.
        """
        order, over = call.this, call.find_ancestor(exp.Window, exp.Select)
        if not isinstance(order, exp.Order) or isinstance(order.this, exp.Distinct):
            return self._refuse("list() without ORDER BY, or DISTINCT")
        if len(order.expressions) != 1 or isinstance(over, exp.Window):
            return self._refuse("list() ordered by several keys, or over a window")
        by = order.expressions[0]
        key, down = self.sql(by, "this"), bool(by.args.get("desc"))
        flag = "ISNOTNULL" if bool(by.args.get("nulls_first")) != down else "ISNULL"
        pair = f"STRUCT({flag}({key}) AS n, {key} AS k, {self.sql(order, 'this')} AS x)"
        rows = f"SORT_ARRAY(COLLECT_LIST({pair}){where}, {'FALSE' if down else 'TRUE'})"
        return f"NULLIF(TRANSFORM({rows}, _e -> _e.x), ARRAY())"

    def spine(self, series: exp.GenerateSeries) -> str:
        """When the end lies before the start DuckDB's is empty; SEQUENCE fails or runs down."""
        if not is_spine(series):
            return self._refuse("range(), a step that is not a positive literal, a subquery")
        start, end = series.args["start"], series.args["end"]
        step = series.args.get("step") or exp.Literal.number(1)
        reach = self.func("SEQUENCE", start, self.func("GREATEST", start, end), step)
        return f"FILTER({reach}, _e -> _e <= {self.sql(end)})"

    def _refuse(self, what: str) -> str:
        self.unsupported(what)  # which raises once the whole statement has been read
        return ""


def _bits(flags: list[str]) -> str:
    """The number whose binary digits are the flags, the last one lowest."""
    digits = [f"{flag} * {1 << place}" for place, flag in enumerate(reversed(flags)) if place]
    return f"({' + '.join([*reversed(digits), flags[-1]])})" if digits else flags[-1]


def _period(day: str, unit: str) -> str:
    """The number of a month, quarter or year since year 0."""
    if unit == "YEAR":
        return f"YEAR({day})"
    return f"(YEAR({day}) * {12 // _MONTHS[unit]} + {unit}({day}))"


def is_spine(series: exp.GenerateSeries) -> bool:
    """Whether a series can be said: its end included, going up, without a subquery.

    Spark allows no subquery beside a lambda. From the 31st DuckDB's months step 31, 29, 29 and
    Spark's 31, 29, 31, so a series of months must start at a date_trunc.
    """
    start, step = series.args["start"], series.args.get("step") or exp.Literal.number(1)
    size = step.this if isinstance(step, exp.Interval) else step
    up = isinstance(size, exp.Literal) and not size.name.startswith(("-", "0"))
    monthly = step.text("unit").upper().rstrip("S") in _MONTHS
    loose = monthly and not start.find(exp.TimestampTrunc, exp.DateTrunc)
    return up and not (loose or series.args["is_end_exclusive"] or series.find(exp.Query))


class SalesopsSpark(Spark):
    """Spark, as this project writes it."""

    Generator = _Generator
