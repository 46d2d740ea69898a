"""DuckDB's SQL said in Spark's.

Most differences are silent: the translation runs and answers wrongly. Hence a function that nobody
has compared on both engines is refused here, not passed through under its own name. What else means
different things on the two is said otherwise by spark_fixes.py.
"""

from functools import cache

from sqlglot.errors import ErrorLevel, SqlglotError

from salesops.queries.spark_fixes import FIXES, refuse_reordering
from salesops.queries.spark_functions import SalesopsSpark
from salesops.queries.spark_tree import NotPortableError, exp, parse, unchecked

_NONE: frozenset[tuple[str, str]] = frozenset()


@cache
def to_spark(sql: str, *, pretty: bool = True, casts: frozenset[tuple[str, str]] = _NONE) -> str:
    """Translate one DuckDB statement; NotPortableError where Spark might answer differently.

    `casts` are the types of values that are bound as another.
    """
    tree = parse(sql)
    names = sorted({call.sql("duckdb") for call in unchecked(tree)})
    if names:
        raise NotPortableError(f"Not compared on Spark: {', '.join(names)}.")
    refuse_reordering(tree)
    for fix in FIXES:
        fix(tree)
    tree = tree.transform(_cast_parameter, dict(casts)) if casts else tree
    try:
        return tree.sql(
            SalesopsSpark, pretty=pretty, comments=False, unsupported_level=ErrorLevel.RAISE
        )
    except SqlglotError as error:
        raise NotPortableError(f"No Spark translation: {error}") from error


def _cast_parameter(node: exp.Expr, types: dict[str, str]) -> exp.Expr:
    type_ = types.get(node.name) if isinstance(node, exp.Parameter | exp.Placeholder) else None
    return exp.cast(node.copy(), type_, dialect="duckdb") if type_ else node
