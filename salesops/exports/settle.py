"""After loading: duplicates between files, links, what is set aside, how far the data reaches."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from salesops.assets import folder
from salesops.errors import UnsettledError, UsageError
from salesops.exports.asking import Filter
from salesops.exports.canonical import CanonicalTable, tables
from salesops.exports.shapes import MONEY
from salesops.queries.duck import Duck, identifier
from salesops.queries.engine import Engine
from salesops.queries.statement import SqlFile, read

LATER = "stamped at or after as-of"
"""The reason in sql/load/settle.sql that says as-of lies in the past of the data."""
UNLINKED = "refund without an order, under --where"
_LISTED = 5
"""Names that a sentence lists before it says how many more there are."""


def _load_sql(name: str) -> SqlFile:
    return read(folder("sql") / "load" / f"{name}.sql")


def _about(names: Iterable[str], filled: frozenset[str]) -> list[str]:
    """The statements that have rows to work on: not those about a table that nothing feeds."""
    empty = [table for table in ("payments", "refunds") if table not in filled]
    return [name for name in names if not any(table in name for table in empty)]


def _run(duck: Duck, file: SqlFile, names: Iterable[str], **params: object) -> int:
    """How many rows the statements touched that ask for as-of."""
    later = 0
    for name in names:
        statement = file.statement(name)
        done = duck.run(statement.sql, {key: params[key] for key in statement.parameters})
        later += done.tuples[0][0] if "as_of" in statement.parameters else 0
    return later


def unsaid(table: str, stated: Collection[str]) -> Mapping[str, str]:
    """By column SQL of what lines leave unsaid, of a source that states some columns.

    The source's own line total wins; where it has none, unit price x quantity. A line that does not
    say what it is is a product. It is worked out as lines come in: to change each later costs more
    than all else that is done to them.
    """
    if table != "order_lines":
        return {}
    kind = "coalesce(kind, 'product')" if "kind" in stated else "'product'"
    if not {"unit_price", "qty"} <= set(stated):
        return {"kind": kind}
    worth = f"CAST(unit_price * qty AS {MONEY})"
    return {"kind": kind, "amount": f"coalesce(amount, {worth})" if "amount" in stated else worth}


def one_order_each(duck: Duck, several: Mapping[str, bool]) -> list[str]:
    """Make each order one, however many files it stands in; sentences on what was found.

    Args:
        duck: The engine with the tables.
        several: By table whether more than one file may feed it: most of what there is to settle
            is between files.
    """
    sql = _load_sql("orders")
    _rename(duck, sql, several=several["orders"])
    bare = _bare(duck, sql) if several["order_lines"] or several["refunds"] else 0
    versions, parts = _held(duck, sql, several)
    shared, example = duck.run(sql.statement("shared_names").sql).tuples[0]
    said = [
        (versions, f"{versions} orders stand in several files: the newest version of each counts"),
        (parts, f"{parts} orders are split over files: their parts were joined"),
        (bare, f"{bare} orders stand in a file of orders and in one of lines: the lines count"),
        (
            shared,
            (
                f"{shared} order names ({example} ..) stand for two orders each, as of two shops: "
                "both count; name the shops under [shops] in salesops.toml"
            ),
        ),
    ]
    return [sentence for count, sentence in said if count]


def _rename(duck: Duck, sql: SqlFile, *, several: bool) -> None:
    """Give orders that are known by name their id, and lines without an order theirs."""
    _run(duck, sql, ("adopt_id", *(("adopt_bare", "part_shops") if several else ())))
    if duck.value("SELECT count(*) FROM renamed"):
        _run(duck, sql, ("rename_orders", "rename_lines"))
    _run(duck, sql, ["join_lines"])
    if duck.value(sql.statement("strays").sql):
        _run(duck, sql, ["join_lines_loosely"])


def _bare(duck: Duck, sql: SqlFile) -> int:
    """Drop orders that one file states as a whole and another by the line; how many there were."""
    _run(duck, sql, ["find_bare"])
    if duck.value("SELECT count(*) FROM bare"):
        _run(duck, sql, ("drop_bare_lines", "drop_bare_returns", "exclude_bare"))
    return int(duck.value(sql.statement("count_bare").sql))


def _held(duck: Duck, sql: SqlFile, several: Mapping[str, bool]) -> tuple[int, int]:
    """Of orders in several files choose versions and join parts; how many were such.

    Where each order is stated once, and its lines in one file, there is nothing to choose.
    """
    of_lines = ("find_contested_lines",) if several["order_lines"] else ()
    _run(duck, sql, ("find_contested", *of_lines))
    if not duck.value("SELECT count(*) FROM contested"):
        return 0, 0
    _run(duck, sql, ("files_of_orders", "keep_first"))
    for rank in range(2, (duck.value("SELECT max(rank) FROM held") or 1) + 1):
        _run(duck, sql, ["settle_rank"], rank=rank)
    _run(duck, sql, ("exclude_versions", "drop_version_lines"))
    _run(duck, sql, ("date_parts", "exclude_heads", "drop_other_heads"))
    versions, parts = duck.run(sql.statement("count_held").sql).tuples[0]
    return versions, parts


def one_row_each(duck: Duck, table: CanonicalTable) -> list[str]:
    """Of a key that stands in several files keep the rows of the newest; a sentence if any.

    A row of a file may stand under several keys: it is set aside when the newer file has them all.
    """
    names = [identifier(name) for name in ("shop_id", *table.key)]
    key = ", ".join(names)
    same = " AND ".join(f"t.{column} IS NOT DISTINCT FROM o.{column}" for column in names)
    newest = "updated_at DESC NULLS LAST, " if _has(table, "updated_at") else ""
    name = identifier(table.name)
    duck.run(
        f"""
        CREATE OR REPLACE TEMP TABLE older AS
        SELECT source_file, source_row, {key} FROM {name}
        QUALIFY first_value(source_file) OVER (
            PARTITION BY {key} ORDER BY {newest}source_file DESC
        ) <> source_file
        """
    )
    duck.run(
        f"DELETE FROM {name} AS t USING older AS o "
        f"WHERE t.source_file = o.source_file AND t.source_row = o.source_row AND {same}"
    )
    duck.run(
        f"DELETE FROM older AS o USING {name} AS t "
        "WHERE t.source_file = o.source_file AND t.source_row = o.source_row"
    )
    if not (count := duck.value("SELECT count(DISTINCT (source_file, source_row)) FROM older")):
        return []
    duck.run(
        "INSERT INTO excluded SELECT DISTINCT source_file, source_row, "
        f"'older version of a row of {table.name} in another file' FROM older"
    )
    return [f"{count} rows of {table.name} stand in a newer file too: the newer ones count"]


def _has(table: CanonicalTable, column: str) -> bool:
    return any(c.name == column for c in table.columns)


def link(duck: Duck, filled: frozenset[str], *, any_currency: bool) -> list[str]:
    """Line amounts, gift cards, and the orders of payments and refunds; sentences on them.

    A payment goes to an order in its own currency, unless what is in others will be converted.
    """
    worthless = duck.value(_load_sql("settle").statement("worthless").sql)
    linked = ("link_payments", "link_payments_loosely", "link_refunds", "link_refunds_loosely")
    links = _about(linked, filled)
    names = (*(["amounts"] if worthless else []), "gift_cards", *links)
    _run(duck, _load_sql("settle"), names, any_currency=any_currency)
    said = f"{worthless:,} lines state neither an amount nor a price: they count as 0"
    return ([said] if worthless else []) + _one_account_each(duck, filled)


def _one_account_each(duck: Duck, filled: frozenset[str]) -> list[str]:
    """Of what payments gave back take each refund of an order once; sentences on what is left."""
    if "payments" not in filled:
        return []
    sql = _load_sql("settle")
    _run(duck, sql, ["own_reversed_payments"])
    reversed_ = duck.value(sql.statement("reversed_payments").sql)
    _run(duck, sql, ["find_second_payments"])
    second = duck.value(sql.statement("count_second_payments").sql)
    if second:
        _run(duck, sql, ["reverse_second_payments"])
    said = [
        (reversed_, f"{reversed_:,} refunds of payments are of no order here: they are no returns"),
        (second, f"refunds of {second:,} orders stand in two systems' exports: one of them counts"),
    ]
    return [sentence for count, sentence in said if count]


def currency_of(
    duck: Duck, wanted: str | None, stated: str | None, *, converted: bool
) -> str | None:
    """The one currency of the question; None if the exports state none.

    Raises:
        UnsettledError: several currencies and no --currency or --fx; or the wanted one is absent.
    """
    if stated:
        duck.run("UPDATE orders SET currency = $c WHERE currency IS NULL", {"c": stated.upper()})
    found = [
        row[0]
        for row in duck.run(
            "SELECT DISTINCT unnest(string_split(currency, '+')) AS c FROM orders "
            "WHERE NOT coalesce(is_test, false) ORDER BY c"
        ).tuples
    ]
    unstated = duck.value(
        "SELECT count(*) FROM orders WHERE currency IS NULL AND NOT coalesce(is_test, false)"
    )
    if converted and unstated:
        raise UnsettledError(
            f"{unstated} orders state no currency, so --fx cannot convert them: say which it is in "
            'salesops.toml: [sales] currency = "EUR"'
        )
    if wanted and not found:
        duck.run("UPDATE orders SET currency = $c", {"c": wanted})
    if wanted and (wanted in found or converted or not found):
        return wanted
    if wanted:
        raise UnsettledError(f"no order is in {wanted}: the exports hold {_listed(found)}")
    if len(found) > 1 or (found and unstated):
        also = f" and {unstated} orders that state none" if unstated else ""
        raise UnsettledError(
            f"the orders are in {_listed(found)}{also}, which cannot be added: choose one with "
            f"--currency {found[0]}, or convert with --currency {found[0]} --fx rates.csv"
            + (
                "; [sales] currency in salesops.toml says what the others are in"
                if unstated
                else ""
            )
        )
    return found[0] if found else None


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def set_aside(
    duck: Duck,
    filled: frozenset[str],
    as_of: datetime,
    currency: str | None,
    filters: Sequence[Filter],
    *,
    converted: bool,
) -> int:
    """Exclude, each with its reason, what no question may see, and unhappen what is later.

    Returns:
        Rows that were excluded or changed for being later; 0 where any later as-of does the same.
    """
    sql = _load_sql("settle")
    later = _run(
        duck, sql, ("dropped_orders", "drop_test", "drop_voided", "drop_later"), as_of=as_of
    )
    if currency and not converted:
        others = _about(("other_currency_payments", "other_currency_refunds"), filled)
        _run(duck, sql, ("drop_currency", *others), currency=currency)
    if filters:
        _run(duck, sql, _about(("unlinked_refunds", "unlinked_payments"), filled))
    for wanted in filters:
        _refuse_unstated(duck, wanted)
        duck.run(
            "INSERT INTO dropped SELECT shop_id, order_id, $reason FROM orders "
            f"WHERE {identifier(wanted.column)}::VARCHAR IS DISTINCT FROM $value",
            {"reason": f"not {wanted.column}={wanted.value}", "value": wanted.value},
        )
    excludes = [s.name for s in sql.statements if s.name.startswith("exclude_")]
    deletes = [s.name for s in sql.statements if s.name.startswith("delete_")]
    all_of_them = _about([*excludes, *deletes], filled)
    return later + _run(duck, sql, ["undated_totals", *all_of_them, "unhappen"], as_of=as_of)


def _refuse_unstated(duck: Duck, wanted: Filter) -> None:
    """Of a column that no order states, a filter would leave nothing, and without a word."""
    if wanted.column not in {column.name for column in tables()["orders"].columns}:
        raise UsageError(
            f"--where {wanted.column}={wanted.value}: orders have no {wanted.column}; only "
            "questions about deals can be asked so"
        )
    known = duck.value("SELECT count(*) > 0 FROM orders")
    if known and not duck.value(f"SELECT count({identifier(wanted.column)}) FROM orders"):
        raise UsageError(
            f"--where {wanted.column}={wanted.value}: no order states its {wanted.column}; what is "
            "known of customers and products can be seen with --by, not filtered"
        )


def reach(engine: Engine, before: datetime | None = None) -> tuple[datetime, datetime] | None:
    """The first and latest stamp of any order, cancellation, refund or payment, store time.

    A payment that no order is known of says nothing: who takes the money goes on where an export of
    orders has ended.

    Asked before anything is set aside: how far an export reaches does not hang on which of its
    orders a question leaves out.
    """
    low, high = engine.run(
        "SELECT min(t) AS low, max(t) AS high FROM ("
        "SELECT coalesce(processed_local, created_local) AS t FROM orders "
        "UNION ALL SELECT cancelled_local FROM orders "
        "UNION ALL SELECT refunded_local FROM refunds "
        "UNION ALL SELECT paid_local FROM payments AS p WHERE kind = 'refund' OR EXISTS ("
        "SELECT 1 FROM orders AS o WHERE o.shop_id = p.shop_id AND o.order_id = p.order_id)"
        ") AS stamps WHERE $before::TIMESTAMP IS NULL OR t < $before::TIMESTAMP",
        {"before": before},
    ).tuples[0]
    return None if low is None else (low, high)
