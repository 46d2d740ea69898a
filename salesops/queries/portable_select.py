"""Rules over a SELECT and its clauses: aliases, keys, windows, series, joins, order and LIMIT."""

from collections.abc import Iterable, Iterator

from salesops.queries.portable_rule import Node, Rules
from salesops.queries.spark_functions import is_spine
from salesops.queries.spark_tree import exp, group_keys, groups_by_all, misuses_qualify

RULES = Rules()

_rule = RULES.rule


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


@_rule("join", "say ON: no USING, NATURAL, ASOF or POSITIONAL")
def _join(tree: Node) -> Iterator[Node]:
    return (j for j in tree.find_all(exp.Join) if j.args.get("using") or j.args.get("method"))


@_rule("order-by-all", "ORDER BY ALL: name the columns")
def _order_by_all(tree: Node) -> Iterator[Node]:
    return (n for n in tree.find_all(exp.Ordered) if isinstance(n.this, exp.Var))


@_rule("limit", "LIMIT without ORDER BY takes any rows")
def _limit(tree: Node) -> Iterator[Node]:
    return (n for n in tree.find_all(exp.Query) if n.args.get("limit") and not n.args.get("order"))
