"""The functions compared on both engines, and how Spark is to be given those that differ."""

from typing import ClassVar

from sqlglot import exp
from sqlglot.dialects.spark import Spark
from sqlglot.generators.spark import SparkGenerator

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
