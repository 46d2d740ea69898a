"""Where DuckDB counts in DOUBLE and Spark in DECIMAL, or the two round a DOUBLE otherwise."""

from collections.abc import Callable

from salesops.queries.spark_tree import NotPortableError, exp

_DOUBLES = (exp.Div, exp.Avg, exp.Median, exp.PercentileCont, exp.Sqrt, exp.Pow, exp.Exp, exp.Ln)
_PASS_ON = (exp.Mul, exp.Add, exp.Sub, exp.Neg, exp.Coalesce, exp.Sum, exp.Greatest, exp.Least)


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


def _round_as_double(tree: exp.Expr) -> None:
    """A DOUBLE becomes a DECIMAL by way of a whole number of its last place, as DuckDB has it.

    Spark rounds the shortest text that means the DOUBLE: 0.285 x 0.15 is another in the last place,
    which is enough to rank two customers the other way.
    """
    for cast in list(tree.find_all(exp.Cast)):
        digits = cast.to.expressions if cast.is_type(exp.DType.DECIMAL) else []
        if len(digits) == len("ps") and _is_double(cast.this):
            width, places = (int(digit.name) for digit in digits)
            if places:
                cast.set("this", _by_last_place(cast.this, width, places))


def _by_last_place(value: exp.Expr, width: int, places: int) -> exp.Expr:
    """How many of its last place a DOUBLE is, rounded, times that place."""
    scaled = exp.Mul(this=exp.paren(value.unnest().copy()), expression=_double(f"1E{places}"))
    whole = exp.cast(exp.Anonymous(this="ROUND", expressions=[scaled]), f"DECIMAL({width}, 0)")
    last = exp.Literal.string("0." + "1".zfill(places))
    return exp.Mul(this=whole, expression=exp.cast(last, f"DECIMAL({places}, {places})"))


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


def _as_double(value: exp.Expr) -> exp.Expr:
    return exp.cast(value.copy(), exp.DType.DOUBLE)  # which leaves a DOUBLE cast alone


FIXES: tuple[Callable[[exp.Expr], None], ...] = (
    _divide_as_double,
    _average_as_double,
    _round_as_double,
)
