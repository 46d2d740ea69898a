"""The SQL that DuckDB and Spark read alike: one rule for each place where they do not.

Each rule yields the offending nodes of a statement; `lint` runs them all. Needs sqlglot, so import
this module only where SQL is checked. What the rules protect from is told in docs/engines.md.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from salesops.queries.spark import (
    DIFF_UNITS,
    NotPortableError,
    aggregates,
    exp,
    group_keys,
    groups_by_all,
    is_spine,
    misuses_qualify,
    parse,
    tokens,
    unchecked,
)

ONE_ROW = re.compile(r"--\s*one row\b")
"""The author's word that a statement without ORDER BY returns one row."""

TYPES = frozenset("BOOLEAN INT BIGINT DOUBLE DECIMAL DATE TIMESTAMP TIMESTAMPNTZ TEXT".split())
"""Types that mean the same on both engines, as sqlglot names them (TEXT is VARCHAR)."""

GUARD_DIGITS = 6
"""From so many places a DOUBLE may be cast to DECIMAL. Of 200,000 prices times a share one differed
on Spark 4.3, in the eighth place; of as many eighths cast to two places 1,188, by a cent."""

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

Node: TypeAlias = exp.Expr
Find: TypeAlias = Callable[[Node], Iterable[Node]]

WHOLE = (exp.Floor, exp.Ceil, exp.DateDiff, exp.Count, exp.Query, exp.Predicate)
FRACTIONS = (exp.Div, exp.Avg, exp.Median, exp.PercentileCont, exp.Stddev, exp.Sqrt, exp.Pow)

RULES: dict[str, tuple[str, Find]] = {}


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


def _rule(name: str, message: str) -> Callable[[Find], Find]:
    def register(find: Find) -> Find:
        RULES[name] = (message, find)
        return find

    return register


def _advice(node: Node) -> str:
    hint = HINTS.get(type(node).__name__, "not compared on Spark (CHECKED in queries/spark.py)")
    return f"{node.sql('duckdb')}: {hint}"


def _own(root: Node) -> Iterator[Node]:
    """The nodes of a SELECT or a clause without those of its subqueries and CTEs."""
    return root.walk(prune=lambda node: node is not root and isinstance(node, exp.Query))


def _aliases(select: exp.Select) -> set[str]:
    """The names a SELECT gives to what it computes; `o.day AS day` is a column and no alias."""
    named = (column for column in select.expressions if isinstance(column, exp.Alias))
    return {
        column.alias.lower()
        for column in named
        if not (isinstance(column.this, exp.Column) and column.this.name == column.alias)
    }


def _bare(places: Iterable[Node], names: set[str]) -> Iterator[Node]:
    for node in (node for place in places for node in _own(place)):
        if isinstance(node, exp.Column) and not node.table and node.name.lower() in names:
            yield node


@_rule("alias", "an alias in WHERE, HAVING, ON or a window: compute in a CTE, or qualify a column")
def _alias(tree: Node) -> Iterator[Node]:
    """In WHERE and ON a column goes first: `min(day) AS day .. WHERE day > ..` is the column."""
    for select in tree.find_all(exp.Select):
        names = _aliases(select)
        rows = [join.args["on"] for join in select.args.get("joins") or () if join.args.get("on")]
        rows += [select.args["where"]] if select.args.get("where") else []
        yield from _bare(rows, names - set(map(_itself, select.expressions)))
        yield from _bare([select.args["having"]] if select.args.get("having") else [], names)
        for window in (node for node in _own(select) if isinstance(node, exp.Window)):
            yield from _bare([window], names - {_itself(window.parent)})


def _itself(column: Node | None) -> str:
    """The alias of an expression that reads a column of the same name."""
    if column is None or not isinstance(column, exp.Alias):
        return ""
    name = column.alias.lower()
    return name if any(part.name.lower() == name for part in column.find_all(exp.Column)) else ""


@_rule("rollup-alias", "a computed alias in ROLLUP, CUBE or GROUPING: compute it in a CTE")
def _rollup_alias(tree: Node) -> Iterator[Node]:
    for select in tree.find_all(exp.Select):
        kinds = (exp.Rollup, exp.Cube, exp.GroupingSets, exp.Grouping)
        yield from _bare((n for n in _own(select) if isinstance(n, kinds)), _aliases(select))


@_rule("select", "an analysis or a view is one SELECT")
def _select(tree: Node) -> Iterator[Node]:
    return iter(() if isinstance(tree, exp.Query | exp.Create) else (tree,))


@_rule("qualify", "QUALIFY with *, DISTINCT, ORDER BY or LIMIT: rank in a CTE, filter outside")
def _qualify(tree: Node) -> Iterator[Node]:
    return filter(misuses_qualify, tree.find_all(exp.Select))


@_rule("group-by-all", "GROUP BY ALL with *, a window, QUALIFY or no key: name the keys")
def _group_by_all(tree: Node) -> Iterator[Node]:
    return (s for s in tree.find_all(exp.Select) if groups_by_all(s) and not group_keys(s))


@_rule("named-window", "a named window with a frame or more: write it in full")
def _named_window(tree: Node) -> Iterator[Node]:
    for window in tree.find_all(exp.Window):
        if window.args.get("alias") and any(
            map(window.args.get, ("spec", "order", "partition_by"))
        ):
            yield window


@_rule("window-aggregate", "FILTER, DISTINCT or list() over a window: use CASE, or a CTE")
def _window_aggregate(tree: Node) -> Iterator[Node]:
    for window in tree.find_all(exp.Window):
        call = window.this
        if isinstance(call, exp.Filter | exp.ArrayAgg) or isinstance(call.this, exp.Distinct):
            yield window


@_rule("spine", "write FROM unnest(generate_series($a, $b, INTERVAL 1 DAY)) AS s(d)")
def _spine(tree: Node) -> Iterator[Node]:
    for series in tree.find_all(exp.GenerateSeries):
        if not isinstance(series.parent, exp.Unnest) or not is_spine(series):
            yield series
    for unnest in tree.find_all(exp.Unnest):
        # A join after it would be written before the LATERAL VIEW that sqlglot makes of it.
        join = unnest.parent if isinstance(unnest.parent, exp.Join) else None
        last = join is None or join.parent is None or join is join.parent.args["joins"][-1]
        known = len(unnest.expressions) == 1 and isinstance(
            unnest.expressions[0], exp.GenerateSeries
        )
        if not (known and last and unnest.alias_column_names):
            yield unnest


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


@_rule("join", "say ON: no USING, NATURAL, ASOF or POSITIONAL")
def _join(tree: Node) -> Iterator[Node]:
    return (j for j in tree.find_all(exp.Join) if j.args.get("using") or j.args.get("method"))


@_rule("order-by-all", "ORDER BY ALL: name the columns")
def _order_by_all(tree: Node) -> Iterator[Node]:
    return (n for n in tree.find_all(exp.Ordered) if isinstance(n.this, exp.Var))


@_rule("limit", "LIMIT without ORDER BY takes any rows")
def _limit(tree: Node) -> Iterator[Node]:
    return (n for n in tree.find_all(exp.Query) if n.args.get("limit") and not n.args.get("order"))


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
