"""From recognised files to canonical tables: staged, filled, settled, accounted for."""

from collections.abc import Collection
from datetime import datetime, timedelta

from salesops.errors import UsageError
from salesops.exports import account, beside, canonical, crm, fx, settle, stage, typed
from salesops.exports.asking import now
from salesops.exports.catalogue import Catalogue
from salesops.exports.catalogue import filled as filled_by
from salesops.exports.inspect import File, verified
from salesops.exports.judge import settled
from salesops.exports.opening import How, opened
from salesops.exports.raw import Raw
from salesops.exports.recognise import Match
from salesops.exports.source import Input
from salesops.exports.typed import Clock
from salesops.period import parse_as_of
from salesops.queries.book import Book
from salesops.queries.duck import Duck, identifier, misasked
from salesops.result import Source

ALWAYS = ("orders", "order_lines", "refunds", "payments", "products")
"""Tables that settling reads; they stand empty where a question does not load them."""
_DATING = {"orders", "order_lines", "refunds", "payments"}
"""Tables whose stamps say how far the data reaches; parcels or carts may be of another day."""
_TICK = timedelta(microseconds=1)


def load(catalogue: Catalogue, needs: frozenset[str], may: frozenset[str]) -> Book:
    """Load the canonical tables that a question needs, and those that it may use.

    Raises:
        InputError: no file feeds a table that is needed, or a file is corrupt.
        UnsettledError: zone, currency or dates need a word from the user.
    """
    needed = needs | may
    chosen = catalogue.feeding(needs, may)
    duck = Duck([file.path.resolve() for file, _ in chosen], catalogue.options.memory)
    try:
        raws = [_stage(catalogue, duck, f"raw{n}", *pair) for n, pair in enumerate(chosen)]
        return _book(catalogue, duck, raws, needed)
    except BaseException:
        duck.close()
        raise


def _stage(catalogue: Catalogue, duck: Duck, table: str, file: File, found: Match) -> Raw:
    seen = verified(file, duck.folder)
    how = How(
        catalogue.name(file.path), catalogue.shop(file.path), catalogue.settings.time.date_order
    )
    raw = opened(duck, table, file, seen, found, how)
    settled(raw.readings)
    return raw


def _book(catalogue: Catalogue, duck: Duck, raws: list[Raw], needed: frozenset[str]) -> Book:
    options, settings = catalogue.options, catalogue.settings
    clock = typed.clock(duck, raws, catalogue.zone)
    typed.settle_zone(clock, catalogue.zone)
    _create(duck, needed)
    filled, notes = _fill(duck, raws, needed, catalogue.zone)
    notes += typed.gap_notes(duck, raws, catalogue.zone)
    notes += _between_files(duck, raws, filled)
    converted = options.fx is not None
    notes += settle.link(duck, filled, any_currency=converted)
    beside.link(duck, filled)
    currency = settle.currency_of(
        duck, options.currency, settings.sales.currency, converted=converted
    )
    if not converted:
        stated = settings.sales.currency
        currency = crm.currency_of(duck, filled, options.currency, stated, currency)
    if options.fx:
        fx.convert(duck, fx.read(options.fx), _into(currency), needed)
        notes.append(
            f"Other currencies are in {currency} at each order's day, by {options.fx.name}."
        )
    of_deals = _whole_days(raws, crm.TABLES, crm.reach(duck, filled))
    ends = _whole_days(raws, _DATING, settle.reach(duck)) or of_deals
    as_of, moving = _as_of(catalogue, ends, clock)
    reach = _whole_days(raws, _DATING, settle.reach(duck, as_of))
    of_deals = _whole_days(raws, crm.TABLES, crm.reach(duck, filled, as_of))
    about_deals = bool(filled & crm.ABOUT) and "orders" not in filled
    of_orders = () if about_deals else options.where
    later = settle.set_aside(duck, filled, as_of, currency, of_orders, converted=converted)
    if about_deals:
        crm.set_aside(duck, options.where, filled)
    later += beside.set_aside(duck, filled, as_of, None if converted else currency)
    rows = account.rows(duck, raws)
    if unlinked := rows.reasons.get(settle.UNLINKED):
        notes.append(f"{unlinked:,} refunds name no order: under --where none of them is counted.")
    if settle.LATER in rows.reasons:
        notes.append(
            "As-of is before the end of the data: what has a date is shown as it was then, but "
            "statuses are as they were exported."
        )
    return Book(
        engine=duck,
        tables=needed,
        filled=filled,
        as_of=as_of,
        zone=_zone_label(catalogue.zone, clock),
        currency=currency,
        reach=reach,
        reach_of_deals=of_deals,
        filtered=bool(options.where),
        sources=tuple(Source(r.name, r.match.source.name, r.total) for r in raws),
        rows=rows,
        notes=(*notes, *account.notes(raws, clock, catalogue)),
        fingerprint=account.fingerprint(raws),
        rejects=account.rejects(duck, raws),
        written=account.written(raws),
        own_sources=catalogue.own_sources,
        where=tuple(f"{one.column}={one.value}" for one in options.where),
        converted=converted,
        moving=clock.latest_minutes if moving else None,
        later=later > 0,
    )


def _into(currency: str | None) -> str:
    if currency is None:
        raise UsageError("--fx converts into one currency: name it with --currency")
    return currency


def _create(duck: Duck, needed: frozenset[str]) -> None:
    for name in sorted({*needed, *ALWAYS}):
        duck.run(canonical.tables()[name].ddl)
    for name, columns in account.TABLES.items():
        duck.run(f"CREATE TABLE {name} ({columns})")


def _fill(
    duck: Duck, raws: list[Raw], needed: frozenset[str], zone: str | None
) -> tuple[frozenset[str], list[str]]:
    """Run the sources' statements: the tables filled, and what the sources have to say."""
    filled: set[str] = set()
    said: list[str] = []
    for source in dict.fromkeys(raw.match.source for raw in raws):
        mine = [raw for raw in raws if raw.match.source == source]
        for wanted in source.inputs:
            _input_view(duck, wanted, [r for r in mine if r.match.input == wanted], zone)
        present = {raw.match.input.name.removesuffix("_rows") for raw in mine}
        for statement in source.sql.statements:
            if source.name == canonical.SOURCE and statement.name not in present:
                continue
            try:
                if statement.name in needed:
                    _insert(duck, statement.name, statement.sql, source.name)
                    filled.add(statement.name)
                elif statement.name.startswith("_"):  # what the statements after it share
                    duck.run(f"CREATE OR REPLACE TEMP TABLE {statement.name} AS {statement.sql}")
                elif statement.name == "excluded":
                    duck.run(f"INSERT INTO excluded {statement.sql}")
                elif statement.name == "said":
                    said += [row[0] for row in duck.run(statement.sql).tuples]
            except Exception as error:
                where = f"{source.sql.path}, statement {statement.name}"
                raise misasked(error, where) or error from error
    return frozenset(filled), said


def _input_view(duck: Duck, wanted: Input, raws: list[Raw], zone: str | None) -> None:
    parts = [f"SELECT * FROM {typed.create(duck, raw, zone)}" for raw in raws]
    if not parts:
        empty = ", ".join(f"NULL::{stage.SQL_TYPES[c.type]} AS {c.name}" for c in wanted.columns)
        made = "'' AS shop_id, '' AS source_file, 0::BIGINT AS source_row"
        parts = [f"SELECT {empty}, {made} WHERE false"]
    view = " UNION ALL BY NAME ".join(parts)
    duck.run(f"CREATE OR REPLACE TEMP VIEW {identifier(wanted.name)} AS {view}")


def _insert(duck: Duck, table: str, select: str, source: str) -> None:
    """Add a source's rows; an instant travels as one value and lands as three columns."""
    kinds = duck.run(f"DESCRIBE {select}").tuples
    instants = [row[0] for row in kinds if row[1].startswith("STRUCT")]
    exploded = "".join(
        f', {name}."at" AS {name}, {name}."local" AS {_stem(name)}_local, '
        f'CAST({name}."local" AS DATE) AS {_stem(name)}_day'
        for name in instants
    )
    kept = f"* EXCLUDE ({', '.join(instants)})" if instants else "*"
    duck.run(
        f"INSERT INTO {identifier(table)} BY NAME "
        f"SELECT {kept}{exploded}, $source AS source FROM ({select})",
        {"source": source},
    )


def _stem(name: str) -> str:
    return name.removesuffix("_at")


def _between_files(duck: Duck, raws: list[Raw], filled: frozenset[str]) -> list[str]:
    """Settle what stands in several files; nothing to do where one file feeds a table."""
    if len(raws) == 1:
        return []
    files = duck.value(
        "SELECT count(DISTINCT source_file) FROM "
        "(SELECT source_file FROM orders UNION ALL SELECT source_file FROM order_lines)"
    )
    said = settle.one_order_each(duck) if files > 1 else []
    for name in sorted(filled - {"orders", "order_lines"}):
        if duck.value(f"SELECT count(DISTINCT source_file) FROM {name}") > 1:
            said += settle.one_row_each(duck, canonical.tables()[name])
    return said


def _whole_days(
    raws: list[Raw], tables: Collection[str], found: tuple[datetime, datetime] | None
) -> tuple[datetime, datetime] | None:
    """A first and latest stamp; date-only stamps reach to the last microsecond of their day."""
    if found is None:
        return None
    first, last = found
    shapes = [
        s
        for raw in raws
        if set(filled_by(raw.match)).intersection(tables)
        for x in raw.readings.values()
        if x.column.type == "instant"
        for s in x.shapes
    ]
    # A stamp at midnight sharp is a date only where no file states the time of day.
    if last.time() == datetime.min.time() and all(shape.day_only for shape in shapes):
        return first, last + timedelta(days=1) - _TICK
    return first, last


def _as_of(
    catalogue: Catalogue, reach: tuple[datetime, datetime] | None, clock: Clock
) -> tuple[datetime, bool]:
    """The question's now, and whether it is the moment at which it was asked."""
    said = catalogue.options.as_of or catalogue.settings.time.as_of or "now"
    if said == "data" and reach is not None:
        return reach[1] + _TICK, False
    if said in {"data", "now"}:
        return now(catalogue.zone, clock.latest_minutes), True
    return parse_as_of(said), False


def _zone_label(zone: str | None, clock: Clock) -> str:
    if zone:
        return zone
    if not clock.offset:
        return "as written (no zone stated; now is by UTC)"
    hours, minutes = divmod(abs(clock.latest_minutes), 60)
    sign = "-" if clock.latest_minutes < 0 else "+"
    return f"as written (UTC{sign}{hours:02}:{minutes:02})"
