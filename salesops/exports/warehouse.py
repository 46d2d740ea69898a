"""Canonical tables that a warehouse has already, as the book of one question.

They are taken as loading leaves them: what it would set aside or settle is refused here, by a
sentence, since nothing is ever written to a warehouse.
"""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from salesops.errors import InputError, UnsettledError, UsageError
from salesops.exports import canonical, crm, settle
from salesops.exports.asking import Options, now, zone_of
from salesops.period import parse_as_of
from salesops.queries.book import Book
from salesops.queries.duck import Duck
from salesops.queries.engine import Engine
from salesops.queries.spark_engine import Spark
from salesops.result import Rows, Source
from salesops.settings import Settings

SOURCE = "warehouse"
_TICK = timedelta(microseconds=1)
_UNSETTLED = {
    "orders": (
        ("coalesce(is_test, false)", "test orders"),
        ("coalesce(financial_status, '') = 'voided'", "voided orders"),
    ),
    "order_lines": (
        ("amount IS NULL", "lines without an amount"),
        ("kind IS NULL", "lines without a kind"),
    ),
}
"""What loading sets aside or fills in, by table: a condition, and what such rows are called."""
_SETTLED_BY = ("orders", "refunds", "payments")
"""Tables whose stamps say how far the data reaches; they stand empty where none is named."""


def load(
    options: Options, settings: Settings, remote: str, asked: tuple[frozenset[str], ...]
) -> Book:
    """The canonical tables that a question needs, and those that it may use, on Spark.

    Raises:
        InputError: a needed table is not named, is not there, or is not what it must be.
        UnsettledError: several currencies.
        UsageError: an option that only loading can follow.
    """
    needs, may = asked
    named = settings.spark.tables
    _refuse_unknown(named)
    _refuse_options(options)
    if missing := needs - named.keys():
        raise _lacks(missing)
    tables = needs | may
    duck = Duck((), options.memory)
    try:
        for table in sorted({*tables, *_SETTLED_BY}):
            duck.run(canonical.tables()[table].ddl)
        engine = Spark(remote, duck)
    except BaseException:
        duck.close()
        raise
    try:
        for table in sorted({*tables, *_SETTLED_BY}):
            if table in named:
                engine.take(table, named[table])
            else:
                engine.give(table)
        return _book(engine, options, settings, tables)
    except BaseException:
        engine.close()
        raise


def _refuse_unknown(named: Collection[str]) -> None:
    if unknown := sorted(set(named) - canonical.tables().keys()):
        raise UsageError(
            f"[engine.spark.tables] names {unknown[0]}, which is no table of salesops "
            "(docs/tables.md lists them)"
        )


def _refuse_options(options: Options) -> None:
    for said, option in ((options.where, "--where"), (options.fx, "--fx")):
        if said:
            raise UsageError(
                f"{option} is followed by loading, which tables of a warehouse do not go through: "
                "name views under [engine.spark.tables] that hold what you ask for"
            )


def _lacks(missing: Collection[str]) -> InputError:
    what = " or ".join(sorted(missing))
    error = InputError(f"[engine.spark.tables] names no table for {what}, which the question needs")
    error.lacking = f"no table of the warehouse is {what}; [engine.spark.tables] names those there"
    return error


def _book(engine: Spark, options: Options, settings: Settings, tables: frozenset[str]) -> Book:
    named = settings.spark.tables
    filled = tables & named.keys()
    _refuse_unsettled(engine, filled, named)
    zone = zone_of(options, settings)
    of_deals = crm.reach(engine, filled)
    reach = settle.reach(engine) or of_deals
    as_of, moving = _as_of(options, settings, reach, zone)
    sources = tuple(Source(named[t], SOURCE, _count(engine, t)) for t in sorted(filled))
    total = sum(source.rows for source in sources)
    facts = (sources, reach, of_deals, __name__)
    return Book(
        engine=engine,
        tables=tables,
        filled=filled,
        as_of=as_of,
        zone=zone or "as the warehouse has it",
        currency=_currency(engine, options, settings, filled),
        reach=reach,
        reach_of_deals=of_deals,
        filtered=False,
        sources=sources,
        rows=Rows(total, total, 0, 0, {}),
        notes=(),
        fingerprint=hashlib.sha256(repr(facts).encode()).hexdigest(),
        rejects=(),
        moving=0 if moving else None,
        later=False,
    )


def _count(engine: Engine, table: str) -> int:
    count: int = engine.run(f"SELECT count(*) AS n FROM {table}").tuples[0][0]
    return count


def _refuse_unsettled(engine: Engine, filled: frozenset[str], named: Mapping[str, str]) -> None:
    for table in sorted(filled & _UNSETTLED.keys()):
        for condition, what in _UNSETTLED[table]:
            sql = f"SELECT count(*) AS n FROM {table} WHERE {condition}"
            if count := engine.run(sql).tuples[0][0]:
                raise InputError(
                    f"{named[table]} has {count:,} {what}, which loading settles: name a view "
                    "without them under [engine.spark.tables]"
                )


def _currency(
    engine: Engine, options: Options, settings: Settings, filled: frozenset[str]
) -> str | None:
    """The one currency of the tables; what the settings say where they state none."""
    found = sorted(
        {
            row[0]
            for table in sorted({"orders", "deals", "quotes", "contracts"} & filled)
            for row in engine.run(f"SELECT DISTINCT currency FROM {table} ORDER BY currency").tuples
            if row[0] is not None
        }
    )
    wanted = options.currency
    if len(found) > 1 or (wanted and found and wanted not in found):
        raise UnsettledError(
            f"the tables of the warehouse are in {', '.join(found)}: name views under "
            f"[engine.spark.tables] that are in {wanted or 'one of them'}"
        )
    return found[0] if found else wanted or settings.sales.currency


def _as_of(
    options: Options,
    settings: Settings,
    reach: tuple[datetime, datetime] | None,
    zone: str | None,
) -> tuple[datetime, bool]:
    """The question's now, and whether it is this moment.

    Raises:
        UsageError: it lies before the end of the data, which only loading takes back.
    """
    said = options.as_of or settings.time.as_of or "now"
    if said == "data" and reach is not None:
        return reach[1] + _TICK, False
    found = now(zone, 0) if said in {"data", "now"} else parse_as_of(said)
    if reach is not None and reach[1] >= found:
        raise UsageError(
            f"as-of {found:%Y-%m-%d %H:%M} is before the end of the warehouse's tables "
            f"({reach[1]:%Y-%m-%d %H:%M}), and only loading takes tables back: ask --as-of data"
        )
    return found, said in {"data", "now"}
