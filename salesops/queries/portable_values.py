"""Rules over what is computed: aggregates, quotients, casts, dates, parameters, patterns."""

from collections.abc import Iterator

from salesops.queries.portable_rule import Node, Rules
from salesops.queries.spark_functions import DIFF_UNITS
from salesops.queries.spark_tree import exp

TYPES = frozenset("BOOLEAN INT BIGINT DOUBLE DECIMAL DATE TIMESTAMP TIMESTAMPNTZ TEXT".split())
"""Types that mean the same on both engines, as sqlglot names them (TEXT is VARCHAR)."""

GUARD_DIGITS = 6
"""From so many places a DOUBLE may be cast to DECIMAL. Of 200,000 prices times a share one differed
on Spark 4.3, in the eighth place; of as many eighths cast to two places 1,188, by a cent."""

WHOLE = (exp.Floor, exp.Ceil, exp.DateDiff, exp.Count, exp.Query, exp.Predicate)
FRACTIONS = (exp.Div, exp.Avg, exp.Median, exp.PercentileCont, exp.Stddev, exp.Sqrt, exp.Pow)

RULES = Rules()

_rule = RULES.rule


@_rule("quantile", "quantile_cont and median of x::DOUBLE, one quantile a call")
def _quantile(tree: Node) -> Iterator[Node]:
    """Of a DECIMAL, DuckDB's is a DECIMAL: the median of 1.01 and 1.02 is 1.01, on Spark 1.015."""
    for call in tree.find_all(exp.PercentileCont, exp.Median):
        value = call.this.unnest()
        double = isinstance(value, exp.Cast) and value.to.is_type(exp.DType.DOUBLE)
        whole = isinstance(value, exp.DateDiff)
        if isinstance(call.expression, exp.Array) or not (double or whole):
            yield call


@_rule("mean", "avg(DISTINCT ..): average the distinct rows of a CTE")
def _mean(tree: Node) -> Iterator[Node]:
    return (call for call in tree.find_all(exp.Avg) if isinstance(call.this, exp.Distinct))


@_rule("order-within", "list and string_agg need ORDER BY; list of one key, without DISTINCT")
def _order_within(tree: Node) -> Iterator[Node]:
    for call in tree.find_all(exp.ArrayAgg, exp.GroupConcat):
        order = call.find(exp.Order)
        lists = isinstance(call, exp.ArrayAgg)
        if order is None or (lists and (len(order.expressions) > 1 or call.find(exp.Distinct))):
            yield call


@_rule("division", "a divisor that may be zero: nullif(.., 0)")
def _division(tree: Node) -> Iterator[Node]:
    return (node for node in tree.find_all(exp.Div, exp.Mod) if not _never_zero(node.expression))


def _never_zero(value: Node) -> bool:
    if isinstance(value, exp.Paren | exp.Cast | exp.Neg):
        return _never_zero(value.this)
    if isinstance(value, exp.Mul):
        return _never_zero(value.left) and _never_zero(value.right)
    number = isinstance(value, exp.Literal) and not value.is_string
    return isinstance(value, exp.Nullif) or (number and float(value.name) != 0)


@_rule("cast", "cast to BOOLEAN, INTEGER, BIGINT, DOUBLE, DECIMAL, DATE, TIMESTAMP or VARCHAR")
def _cast(tree: Node) -> Iterator[Node]:
    kinds = (cast.to for cast in tree.find_all(exp.Cast))
    return (kind for kind in kinds if kind.this.name not in TYPES)


@_rule("cast-rounds", "the engines round otherwise: floor() or ceil() first, or DECIMAL(28, 8)")
def _cast_rounds(tree: Node) -> Iterator[Node]:
    """DuckDB rounds to a whole number, Spark cuts off; of a DOUBLE's half cent, see round()."""
    for cast in tree.find_all(exp.Cast):
        if cast.to.is_type(exp.DType.DECIMAL):
            guarded = int(cast.to.expressions[-1].name) >= GUARD_DIGITS
            if not guarded and _fractional(cast.this, (exp.DType.DOUBLE,)):
                yield cast
        whole = cast.to.is_type(exp.DType.INT, exp.DType.BIGINT)
        if whole and _fractional(cast.this, (exp.DType.DOUBLE, exp.DType.DECIMAL)):
            yield cast


def _fractional(value: Node, kinds: tuple[exp.DType, ...]) -> bool:
    """Whether an expression shows that it may be a fraction of one of the kinds."""
    if isinstance(value, exp.Literal):
        return exp.DType.DECIMAL in kinds and not (value.is_string or float(value.name) % 1 == 0)
    if isinstance(value, exp.Cast):
        return value.to.is_type(*kinds) and not value.this.is_number
    if isinstance(value, WHOLE):
        return False
    if isinstance(value, FRACTIONS):
        return True
    parts = value.iter_expressions()
    if isinstance(value, exp.Case | exp.If):
        parts = (branch for branch in parts if branch is not value.this)
    return any(_fractional(part, kinds) for part in parts)


@_rule("text-of", "cast to DATE before VARCHAR: date + INTERVAL is a TIMESTAMP only in DuckDB")
def _text_of(tree: Node) -> Iterator[Node]:
    for cast in tree.find_all(exp.Cast):
        shifted = not isinstance(cast.this, exp.Cast) and cast.this.find(exp.Interval, exp.Div)
        if cast.to.is_type(exp.DType.TEXT) and shifted:
            yield cast


@_rule("interval", "an interval of a fixed size: INTERVAL 1 DAY * $n")
def _interval(tree: Node) -> Iterator[Node]:
    return (n for n in tree.find_all(exp.Interval) if not isinstance(n.this, exp.Literal))


@_rule("date-diff", f"date_diff in {', '.join(sorted(DIFF_UNITS))}; weeks by days between Mondays")
def _date_diff(tree: Node) -> Iterator[Node]:
    return (n for n in tree.find_all(exp.DateDiff) if n.text("unit").upper() not in DIFF_UNITS)


@_rule("parameter", "values are bound by $name")
def _parameter(tree: Node) -> Iterator[Node]:
    return (n for n in tree.find_all(exp.Placeholder) if not n.this or n.this.isdigit())


@_rule("construct", "not in the portable subset, or not the same on Spark")
def _construct(tree: Node) -> Iterator[Node]:
    only_duckdb = (exp.Slice, exp.Bracket, exp.Pivot, exp.TableSample, exp.Glob, exp.SimilarTo)
    yield from tree.find_all(*only_duckdb, exp.Comprehension, exp.WithinGroup)
    yield from (n for n in tree.find_all(exp.Distinct) if n.args.get("on"))
    patterns = (n.expression for n in tree.find_all(exp.Like, exp.ILike))
    yield from (n for n in patterns if "\\" in n.name)  # Spark's LIKE escapes with it
